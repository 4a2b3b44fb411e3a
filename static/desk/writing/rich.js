// The rich text editors of the form (Tiptap's), wherever they stand.

export const editorsIn = (element) => [...element.querySelectorAll(".ProseMirror")].map((dom) => dom.editor).filter(Boolean)

/** The editor around a node of the page, if there is one. */
export const editorAround = (node) => node?.closest?.(".ProseMirror")?.editor ?? null

/** Calls `equip` once with each editor: those that are here, and those that come. */
export function withEach(equip) {
  const seen = new WeakSet()
  const once = (editor) => {
    if (seen.has(editor)) return
    seen.add(editor)
    equip(editor)
  }
  for (const editor of editorsIn(document)) once(editor)
  document.addEventListener("prose-editor:ready", (event) => once(event.detail.editor))
}
