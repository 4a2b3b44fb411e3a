// The texts of a long article become editors only when they come near the screen, or somebody goes to them: two hundred
// at once would keep the browser busy for seconds. Until then each is the plain field that the server sent, as high as its
// text will be. What looks into texts that sleep still: writing/sleeping.js.

import { createEditor } from "django-prose-editor/configurable"
import { nameOf } from "./writing/naming.js"
import { SLEEPING, linesOf, wakeWith } from "./writing/sleeping.js"

// A screen above and a screen below.
const MARGIN = "100% 0px"

const configOf = (field) => JSON.parse(field.dataset.djangoProseEditorNearby)

const near = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) if (isIntersecting) requestAnimationFrame(() => settle(target))
}, { rootMargin: MARGIN })

/** Wakes the field if it is near indeed: at first the blocks have no heights, and all are. */
function settle(field) {
  const { top, bottom } = field.getBoundingClientRect()
  near.unobserve(field)
  if (top < 2 * innerHeight && bottom > -innerHeight) wake(field)
  else near.observe(field)
}

/** Makes the field an editor, which is given; the cursor stays where it was. */
async function wake(field) {
  near.unobserve(field)
  const editor = await createEditor(field, configOf(field))
  field.classList.remove("is-asleep")
  return editor
}

async function wakeByFocus(field) {
  const editor = await wake(field)
  const isElsewhere = document.activeElement && document.activeElement !== document.body && document.activeElement !== field
  if (!isElsewhere) editor?.commands.focus("start", { scrollIntoView: false })
}

function sleepersIn(element) {
  return [...element.querySelectorAll(SLEEPING)].filter(({ id }) => !id.includes("__prefix__"))
}

function layDown(field) {
  field.classList.add("is-asleep")
  field.setAttribute("aria-label", nameOf(field))
  field.style.setProperty("--lines", linesOf(field))
}

const watch = () => {
  for (const field of sleepersIn(document)) near.observe(field)
}

wakeWith(wake)
sleepersIn(document).forEach(layDown)
// The first is seen as soon as the page is, the others when the content editor has put the blocks below each other.
sleepersIn(document).slice(0, 1).forEach(wake)
if (document.querySelector(".order-machine")) watch()
else document.addEventListener("content-editor:ready", watch, { once: true })
document.addEventListener("formset:added", ({ target }) => sleepersIn(target).forEach(wake))
document.addEventListener("focusin", ({ target }) => {
  if (target.matches(SLEEPING)) wakeByFocus(target)
})
// A field that has the focus before this ran.
if (document.activeElement?.matches(SLEEPING)) wakeByFocus(document.activeElement)
