// The blocks of the article in their order, and how one is put between them.

import { getHTMLFromFragment } from "django-prose-editor/editor"
import { SLEEPING, wake } from "./sleeping.js"

export const TEXT = "articles_text_set"
export const FIGURE = "articles_figure_set"

export const blocksInOrder = () =>
  [...document.querySelectorAll(".order-machine .inline-related:not(.empty-form, .for-deletion)")].sort(
    (a, b) => a.style.order - b.style.order,
  )

export const blockAround = (node) => node?.closest?.(".order-machine .inline-related") ?? null

/** The block below, null below the last. */
export function following(block) {
  const blocks = blocksInOrder()
  return blocks[blocks.indexOf(block) + 1] ?? null
}

/** A new row of a formset. */
export function addRow(prefix) {
  document.querySelector(`#${prefix}-group .add-row a`).click()
  return [...document.querySelectorAll(`.dynamic-${prefix}`)].at(-1)
}

/** A new block above `before`, or below all others. */
export function addBlock(prefix, before = null) {
  ContentEditor._insertBefore = before
  return addRow(prefix)
}

export const removeRow = (row) => row.querySelector(".inline-deletelink")?.click()

export function setField(field, value) {
  field.value = value
  field.dispatchEvent(new Event("input", { bubbles: true }))
  field.dispatchEvent(new Event("change", { bubbles: true }))
}

/** The text of a text block, whether or not its editor has come already. */
export function setHtml(block, html) {
  const editor = block.querySelector(".ProseMirror[contenteditable]")?.editor
  if (editor) editor.commands.setContent(html, { emitUpdate: true })
  else setField(block.querySelector('textarea[name$="-html"]'), html)
}

/** Puts the cursor into a text block, now or when its editor has come. */
export function write(block) {
  const editor = block.querySelector(".ProseMirror[contenteditable]")?.editor
  if (editor) editor.commands.focus("end")
  else {
    block.addEventListener("prose-editor:ready", (event) => event.detail.editor.commands.focus("end"), { once: true })
    wake(block.querySelectorAll(SLEEPING))
  }
}

/** A choice of a field that is searched by typing. */
export function setChoice(select, id, text) {
  if (![...select.options].some((option) => option.value === String(id))) select.add(new Option(text, id))
  for (const option of select.options) {
    if (option.value === String(id)) option.selected = true
  }
  django.jQuery(select).trigger("change")
  select.dispatchEvent(new Event("input", { bubbles: true }))
}

// --- Places between blocks, and between the paragraphs of a text ---------------

/** Cuts the text before its paragraph `index`; the block that now comes below the cut, null at the end of all. */
export function cutBefore(editor, index) {
  const block = blockAround(editor.view.dom)
  const { doc } = editor.state
  if (index <= 0) return block
  if (index >= doc.childCount) return following(block)
  let from = 0
  for (let at = 0; at < index; at += 1) from += doc.child(at).nodeSize
  const html = getHTMLFromFragment(doc.slice(from).content, editor.schema)
  const rest = addBlock(TEXT, following(block))
  setHtml(rest, html)
  editor.commands.deleteRange({ from, to: doc.content.size })
  return rest
}

/** The place below the paragraph, or the block, where the cursor stands; null for the end of the article. */
export function placeBelowCursor() {
  const block = blockAround(document.activeElement)
  const editor = document.activeElement?.closest(".ProseMirror")?.editor
  if (editor && block?.matches(`.dynamic-${TEXT}`)) return cutBefore(editor, editor.state.selection.$to.index(0) + 1)
  return block && following(block)
}
