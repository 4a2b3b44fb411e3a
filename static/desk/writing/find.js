// Find and replace in the whole article: title, lead, all blocks, captions. The panel is templates/desk/writing/find.html.

import { blockAround } from "./body.js"
import { mark } from "./marks.js"
import { matches } from "./matching.js"
import { sentence, tell } from "./notice.js"
import { change, passages, wakeAll } from "./passages.js"
import { edits } from "./typography.js"

const panel = document.getElementById("find-panel")
const { words, replacement, capitals, accents } = panel.elements
const PAUSE = 250
let found = []
let at = -1
let timer

// --- Marks in the text ----------------------------------------------------------

function showMarks() {
  const inEditors = found.filter(({ passage }) => passage.editor).map((each) => ({
    editor: each.passage.editor,
    from: each.passage.start + each.from,
    to: each.passage.start + each.to,
    isCurrent: each === found[at],
  }))
  mark(Map.groupBy(inEditors, ({ editor }) => editor))
  for (const field of document.querySelectorAll(".has-found")) field.classList.remove("has-found")
  found[at]?.passage.element?.classList.add("has-found")
}

// --- Finding -----------------------------------------------------------------------

function look({ keep = false } = {}) {
  const options = { capitals: capitals.checked, accents: accents.checked }
  found = passages().flatMap((passage) =>
    matches(passage.text, words.value, options).map((place) => ({ passage, ...place })),
  )
  at = found.length ? Math.min(keep ? Math.max(at, 0) : 0, found.length - 1) : -1
  showMarks()
  say()
}

function say() {
  const count = panel.querySelector("[data-count]")
  count.textContent = words.value && (found.length ? `${at + 1} / ${found.length}` : nothing())
  for (const button of panel.querySelectorAll("[data-step], [data-replace]")) button.disabled = !found.length
}

/** That nothing was found; or how much would be, if accents did not matter. */
function nothing() {
  const options = { capitals: capitals.checked, accents: false }
  const others = accents.checked ? passages().flatMap(({ text }) => matches(text, words.value, options)).length : 0
  return others ? panel.dataset.noneSo.replace("{count}", others) : panel.dataset.none
}

function step(by) {
  if (!found.length) return
  at = (at + by + found.length) % found.length
  showMarks()
  say()
  show()
}

/** Makes editors of the texts where these places are; then they have to be looked for again. */
async function woken(places) {
  const someSlept = await wakeAll(places)
  if (someSlept) look({ keep: true })
  return someSlept
}

/** Brings the current place on the screen, without taking the cursor out of the panel. */
async function show() {
  await woken([found[at]])
  if (!found[at]) return
  const { passage, from, to } = found[at]
  const element = passage.element ?? passage.editor.view.dom
  blockAround(element)?.classList.remove("collapsed")
  if (passage.element) passage.element.setSelectionRange(from, to)
  const place = passage.element ?? element.querySelector(".is-current") ?? element
  place.scrollIntoView({ block: "center" })
}

// --- Replacing ----------------------------------------------------------------------

async function replaceOne() {
  if (!found.length) return
  await woken([found[at]])
  change([{ ...found[at], text: replacement.value }])
  look({ keep: true })
  if (found.length) show()
}

function replaceAll() {
  report(() => found.map((each) => ({ ...each, text: replacement.value })))
}

/** Makes all quotes, dashes and dots typographic: those of the selection, else of the whole article. */
function setTypography() {
  report(() => chosen().flatMap(({ passage, from, to }) =>
    edits(passage.text).filter((each) => each.from >= from && each.to <= to).map((each) => ({ passage, ...each })),
  ))
}

/** What is selected in a field or an editor; everything, if nothing is. */
function chosen() {
  const all = passages().map((passage) => ({ passage, from: 0, to: passage.text.length }))
  const own = all.flatMap(({ passage, to: length }) => {
    const { from, to } = selectionIn(passage)
    const start = passage.start ?? 0
    const [first, last] = [Math.max(from - start, 0), Math.min(to - start, length)]
    return first < last && isActive(passage) ? [{ passage, from: first, to: last }] : []
  })
  return own.length ? own : all
}

function selectionIn({ editor, element }) {
  if (editor) return editor.state.selection
  return { from: element?.selectionStart ?? 0, to: element?.selectionEnd ?? 0 }
}

let lastWritten = null
const isActive = ({ element, editor }) => Boolean(lastWritten) && (element ?? editor?.view.dom) === lastWritten

/** Makes the changes that `list` gives, and says how many they were. */
async function report(list) {
  await woken(list())
  const changes = list()
  if (!changes.length) {
    tell(sentence("nothingReplaced"))
    return
  }
  const undo = change(changes)
  look()
  tell(sentence("replaced", { count: changes.length }), () => {
    if (!undo()) tell(sentence("notUndone"))
    look()
  })
}

// --- The panel ---------------------------------------------------------------------

export function open({ replace = false } = {}) {
  const selected = String(document.getSelection()).trim()
  panel.hidden = false
  if (selected && selected.length < 100 && !selected.includes("\n")) words.value = selected
  look()
  ;(replace ? replacement : words).focus()
  words.select()
}

export const isOpen = () => !panel.hidden && panel.contains(document.activeElement)

async function close() {
  if (found[at]) await woken([found[at]])
  const current = found[at]
  found = []
  showMarks()
  panel.hidden = true
  if (!current) return
  const { passage, from, to } = current
  if (passage.element) passage.element.focus()
  else passage.editor.chain().focus().setTextSelection({ from: passage.start + from, to: passage.start + to }).run()
}

const acts = {
  previous: () => step(-1), next: () => step(1), one: replaceOne, all: replaceAll, typography: setTypography, close,
}

panel.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]")
  if (button) acts[button.dataset.act]()
})
panel.addEventListener("input", (event) => {
  if (event.target !== replacement) look()
  if (found.length && event.target === words) show()
})
panel.addEventListener("submit", (event) => event.preventDefault())
panel.addEventListener("keydown", (event) => {
  if (event.isComposing) return
  if (event.key === "Escape") close()
  else if (event.key === "Enter" && event.target === words) step(event.shiftKey ? -1 : 1)
  else if (event.key === "Enter" && event.target === replacement) replaceOne()
  else return
  event.preventDefault()
})
document.addEventListener("focusin", (event) => {
  if (!panel.contains(event.target) && event.target.matches(".ProseMirror, textarea, input")) lastWritten = event.target
})
document.addEventListener("input", (event) => {
  if (panel.hidden || panel.contains(event.target)) return
  clearTimeout(timer)
  timer = setTimeout(() => look({ keep: true }), PAUSE)
})
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-find-open]")) open()
})
