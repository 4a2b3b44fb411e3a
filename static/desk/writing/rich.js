// The rich text editors of the form (Tiptap's), wherever they stand, and what our modules have them do.

import { Plugin } from "django-prose-editor/editor"

export const editorsIn = (element) => [...element.querySelectorAll(".ProseMirror")].map((dom) => dom.editor).filter(Boolean)

/** The editor around a node of the page, if there is one. */
export const editorAround = (node) => node?.closest?.(".ProseMirror")?.editor ?? null

const makers = []

/** Has every editor the properties (ProseMirror's) that `make` gives for it. For modules, while they are loaded. */
export function withProps(make) {
  makers.push(make)
}

/** Gives each editor one plugin with all properties: those that are here, and those that come. */
export function equipAll() {
  const seen = new WeakSet()
  const equip = (editor) => {
    if (seen.has(editor)) return
    seen.add(editor)
    editor.registerPlugin(new Plugin({ props: Object.assign({}, ...makers.map((make) => make(editor))) }))
  }
  for (const editor of editorsIn(document)) equip(editor)
  document.addEventListener("prose-editor:ready", (event) => equip(event.detail.editor))
}
