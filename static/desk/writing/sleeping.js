// The texts that are not editors yet (nearby.js): what they say, and how they wake. Their fields hold HTML.

export const SLEEPING = "textarea[data-django-prose-editor-nearby]:not(.prose-editor textarea)"
// What holds text itself; items of lists and cells mostly hold paragraphs.
const PARAGRAPHS = "p, h2, h3, :is(li, td, th, blockquote):not(:has(p))"
const LETTERS_A_LINE = 95
const parsed = new WeakMap()
let waking = async () => null

/** Who makes editors says how. */
export function wakeWith(wake) {
  waking = wake
}

export const isAsleep = (element) => element.matches(SLEEPING)

/** Makes the fields editors. */
export const wake = (fields) => Promise.all([...fields].map((field) => waking(field)))

/** The paragraphs of the field's HTML as plain text, with one sign for each break as in an editor. */
export function paragraphsOf(field) {
  const known = parsed.get(field)
  if (known?.html === field.value) return known.texts
  // Nothing of this page runs or is loaded.
  const { body } = new DOMParser().parseFromString(field.value, "text/html")
  for (const pause of body.querySelectorAll("br")) pause.replaceWith("\ufffc")
  const texts = [...body.querySelectorAll(PARAGRAPHS)].map((each) => each.textContent.replace(/[ \t\r\n]+/g, " ").trim())
  parsed.set(field, { html: field.value, texts })
  return texts
}

/** About how many lines the text takes. */
export const linesOf = (field) =>
  paragraphsOf(field).reduce((sum, text) => sum + Math.max(1, Math.ceil(text.length / LETTERS_A_LINE)) + 0.5, 0)
