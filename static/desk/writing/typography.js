// Typographic signs for those on the keyboard: “ ” ‘ ’ … –. Pure.

const OPENS_AFTER = /(^|[\s([{<“‘/–—\u00a0-])$/
const ADDRESS = /(?:\/\/|www\.|@)\S*$/i
const QUOTES = { '"': ["“", "”"], "'": ["‘", "’"] }

/** What the sign `typed` after `before` becomes: {back: signs before it that go too, text}; null if it stays. */
export function typographic(before, typed) {
  if (ADDRESS.test(before)) return null
  if (QUOTES[typed]) return { back: 0, text: QUOTES[typed][OPENS_AFTER.test(before) ? 0 : 1] }
  if (typed === "." && /(^|[^.])\.\.$/.test(before)) return { back: 2, text: "…" }
  if (typed === "-" && /(^|[^-])-$/.test(before)) return { back: 1, text: "–" }
  return null
}

/** The changes that make a text typographic: [{from, to, text}], in order. */
export function edits(text) {
  const found = []
  let done = ""
  for (let at = 0; at < text.length; at += 1) {
    const change = typographic(done.slice(-200), text[at])
    done = change ? done.slice(0, done.length - change.back) + change.text : done + text[at]
    if (change) found.push({ from: at - change.back, to: at + 1, text: change.text })
  }
  return found
}
