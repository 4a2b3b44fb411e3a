// The rich text editors of the form (Tiptap's), wherever they stand.

export const editorsIn = (element) => [...element.querySelectorAll(".ProseMirror")].map((dom) => dom.editor).filter(Boolean)

/** The editor around a node of the page, if there is one. */
export const editorAround = (node) => node?.closest?.(".ProseMirror")?.editor ?? null
