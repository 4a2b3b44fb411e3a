// The article as passages of text in their order, each a field or a paragraph of an editor, that can be read and edited.
// Those of a text that is no editor yet can be read: its editor has them in the same order.

import { pm } from "django-prose-editor/editor"
import { blocksInOrder } from "./body.js"
import { isAsleep, paragraphsOf, wake } from "./sleeping.js"

const HEAD = ["id_title", "id_lead", "id_short_title"]
const TEXTS = '.ProseMirror, textarea, input[type="text"]'
const NO_TEXT = ".photo-picker-id, .select2-search__field, [data-moment], [name$=-moment], [name$=-uid]"

/** A field: {element, text, isHead}. */
function ofField(element, isHead) {
  return { element, text: element.value, isHead }
}

/** The paragraphs of an editor: {editor, start, text}, where `start` is the place of the first sign. */
function ofEditor(editor) {
  const found = []
  editor.state.doc.descendants((node, at) => {
    if (!node.isTextblock) return true
    found.push({ editor, start: at + 1, text: node.textBetween(0, node.content.size, null, "\ufffc") })
    return false
  })
  return found
}

/** The paragraphs of a text that is no editor yet: {sleeper, text}. */
const ofSleeper = (sleeper) => paragraphsOf(sleeper).map((text) => ({ sleeper, text }))

export function passages() {
  const head = HEAD.map((id) => document.getElementById(id)).filter(Boolean)
  const body = blocksInOrder().flatMap((block) => [...block.querySelectorAll(TEXTS)])
  const texts = body.filter((element) => !element.matches(NO_TEXT) && !element.closest(".photo-dialog"))
  return [
    ...head.map((element) => ofField(element, true)),
    ...texts.flatMap((element) => {
      if (element.editor) return ofEditor(element.editor)
      if (isAsleep(element)) return ofSleeper(element)
      return element.closest(".prose-editor") ? [] : [ofField(element, false)]
    }),
  ]
}

/** Makes editors of the texts among these places that were none; false if all were. */
export async function wakeAll(places) {
  const sleepers = new Set(places.map(({ passage }) => passage.sleeper).filter(Boolean))
  await wake(sleepers)
  return sleepers.size > 0
}

/** Makes the changes, [{passage, from, to, text}] in order; what takes them back, or null if someone wrote on since. */
export function change(changes) {
  const editors = Map.groupBy(changes.filter(({ passage }) => passage.editor), ({ passage }) => passage.editor)
  const fields = Map.groupBy(changes.filter(({ passage }) => passage.element), ({ passage }) => passage.element)
  const undo = [
    ...[...editors].map(([editor, own]) => changeEditor(editor, own)),
    ...[...fields].map(([element, own]) => changeField(element, own)),
  ]
  return () => undo.map((back) => back()).every(Boolean)
}

function changeEditor(editor, changes) {
  const transaction = pm.history.closeHistory(editor.state.tr)
  for (const { passage, from, to, text } of changes.toReversed()) {
    const [start, end] = [passage.start + from, passage.start + to]
    if (text) transaction.insertText(text, start, end)
    else transaction.delete(start, end)
  }
  editor.view.dispatch(transaction)
  const after = editor.state.doc
  return () => editor.state.doc.eq(after) && editor.commands.undo()
}

function changeField(element, changes) {
  const before = element.value
  let value = before
  for (const { from, to, text } of changes.toReversed()) value = value.slice(0, from) + text + value.slice(to)
  const set = (text) => {
    element.value = text
    element.dispatchEvent(new Event("input", { bubbles: true }))
  }
  set(value)
  return () => {
    const untouched = element.value === value
    if (untouched) set(before)
    return untouched
  }
}
