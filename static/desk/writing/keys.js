// The keyboard's shortcuts; they are listed on `?`, in templates/desk/writing/keys.html.

import { FIGURE, TEXT, addBlock, placeBelowCursor, write } from "./body.js"
import { isOpen as isFinding, open as find } from "./find.js"

const list = document.getElementById("keys-dialog")
/** Presses the first button of these that there is. */
const press = (...selectors) => selectors.map((each) => document.querySelector(each)).find(Boolean)?.click()

function newText() {
  write(addBlock(TEXT, placeBelowCursor()))
}

function newFigure() {
  addBlock(FIGURE, placeBelowCursor()).querySelector("[data-choose]").click()
}

const WITH_CONTROL = {
  // Also where the content editor's own shortcut does not come: in a list that is searched.
  KeyS: () => press('[name="_continue"]'),
  Enter: () => press('[name="_publish"]', ".acts .default", '[name="_continue"]'),
  KeyF: () => find(),
  KeyH: () => find({ replace: true }),
}
const WITH_ALT = {
  KeyV: newText,
  KeyA: newFigure,
  KeyP: () => press('[name="_preview"]'),
  KeyG: () => press(".inline-related:focus-within [data-block-notes]", "[data-notes-open]"),
}

const isWriting = (element) => element.matches("input, textarea, select, [contenteditable=true]")

function actFor(event) {
  const control = event.ctrlKey || event.metaKey
  // There it sends the note.
  if (event.code === "Enter" && event.target.closest("#notes-pane")) return null
  if (control && !event.altKey && !event.shiftKey) {
    // Twice, and the browser's own search comes.
    return event.code === "KeyF" && isFinding() ? null : WITH_CONTROL[event.code]
  }
  if (event.altKey && !control && !event.shiftKey) return WITH_ALT[event.code]
  return event.key === "?" && !isWriting(event.target) ? () => list.showModal() : null
}

window.addEventListener("keydown", (event) => {
  if (event.isComposing || document.querySelector("dialog:modal")) return
  const act = actFor(event)
  if (!act) return
  event.preventDefault()
  event.stopImmediatePropagation()
  act()
}, { capture: true })

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-keys-open]")) list.showModal()
})
