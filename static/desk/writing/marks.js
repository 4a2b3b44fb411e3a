// What is marked in the editors: the places that find and replace has found.

import { pm } from "django-prose-editor/editor"
import { editorsIn } from "./rich.js"

const { Decoration, DecorationSet } = pm.view
const marks = new WeakMap()

const decoration = ({ from, to, isCurrent }) =>
  Decoration.inline(from, to, { class: isCurrent ? "is-found is-current" : "is-found" })

/** How an editor shows its marks; those of a text that was cut since are passed over. */
export function decorations(editor, { doc }) {
  const kept = (marks.get(editor) ?? []).filter(({ to }) => to <= doc.content.size)
  return kept.length ? DecorationSet.create(doc, kept.map(decoration)) : DecorationSet.empty
}

/** Marks [{from, to, isCurrent}] of each editor of the map, and nothing in the others. */
export function mark(wanted) {
  for (const editor of editorsIn(document)) {
    const own = wanted.get(editor) ?? []
    // An editor without any, then and now, is left alone.
    if (!own.length && !marks.get(editor)?.length) continue
    marks.set(editor, own)
    editor.view.dispatch(editor.state.tr.setMeta("addToHistory", false))
  }
}
