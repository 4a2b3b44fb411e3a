// Typographic signs as they are typed. Undo once, and the sign of the keyboard is back.

import { pm } from "django-prose-editor/editor"
import { typographic } from "./typography.js"

const LOOKED_BACK = 200
const FIELDS = ".article-main textarea, .article-side textarea"

export function handleTextInput(view, from, to, text) {
  const { $from } = view.state.selection
  const isLiteral = $from.marks().some(({ type }) => type.name === "link" || type.name === "code")
  if (view.composing || text.length !== 1 || isLiteral) return false
  const at = $from.parentOffset
  const before = $from.parent.textBetween(Math.max(0, at - LOOKED_BACK), at, null, "\ufffc")
  const change = typographic(before, text)
  if (!change) return false
  view.dispatch(view.state.tr.insertText(text, from, to))
  view.dispatch(pm.history.closeHistory(view.state.tr).insertText(change.text, from - change.back, from + text.length))
  return true
}

document.addEventListener("input", (event) => {
  const field = event.target
  if (event.inputType !== "insertText" || event.isComposing || !field.matches(FIELDS) || field.closest(".prose-editor")) return
  const end = field.selectionStart
  const change = typographic(field.value.slice(Math.max(0, end - 1 - LOOKED_BACK), end - 1), event.data)
  if (!change) return
  field.setSelectionRange(end - 1 - change.back, end)
  // The only way that the browser's own undo knows of.
  document.execCommand("insertText", false, change.text)
})
