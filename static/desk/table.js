// The editor's table, with a caption, and with what a spreadsheet brings along brought into order as it is pasted.
// Its words come from the server with the field's configuration.

import { Plugin, Table, updateAttrsDialog } from "django-prose-editor/editor"
import { withoutHandlers } from "./writing/handlers.js"

// As on the server, in articles/tables.py.
const MAX_COLUMNS = 100

export const CaptionedTable = Table.extend({
  addOptions() {
    return { ...this.parent?.(), labels: {} }
  },

  addAttributes() {
    return {
      ...this.parent?.(),
      caption: {
        default: "",
        parseHTML: (table) => table.caption?.textContent.trim() ?? "",
        // What the editor shows of it, by desk/article.css.
        renderHTML: ({ caption }) => (caption ? { "data-caption": caption } : {}),
      },
    }
  },

  parseHTML() {
    return [{ tag: "table" }, { tag: "caption", ignore: true }]
  },

  renderHTML({ HTMLAttributes: { "data-caption": caption } }) {
    return ["table", ...(caption ? [["caption", caption]] : []), ["tbody", 0]]
  },

  addCommands() {
    const commands = this.parent?.()
    return {
      ...commands,
      // A table in a table would lose its form when it is saved.
      insertTableWithOptions: () => (props) =>
        !props.editor.isActive("table") && commands.insertTableWithOptions()(props),
    }
  },

  addMenuItems({ buttons, menu, editor }) {
    this.parent?.({ buttons, menu, editor })
    const { labels } = this.options
    const item = (name, icon, title, command) =>
      menu.defineItem({
        name,
        groups: "table",
        command,
        button: buttons.material(icon, title),
        hidden: (editor) => !editor.isActive("table"),
      })
    const askCaption = updateAttrsDialog(
      { caption: { title: labels.caption } },
      { title: labels.caption, submitText: labels.save },
    )
    item("table:caption", "subtitles", labels.caption, async (editor) => {
      const attributes = await askCaption(editor, editor.getAttributes("table"))
      if (attributes) editor.chain().focus().updateAttributes("table", attributes).run()
    })
    item("table:headerRow", "table_rows", labels.headerRow, (editor) => editor.chain().focus().toggleHeaderRow().run())
    item("table:headerColumn", "view_column", labels.headerColumn, (editor) =>
      editor.chain().focus().toggleHeaderColumn().run(),
    )
  },

  addProseMirrorPlugins() {
    return [...this.parent(), new Plugin({ props: { transformPastedHTML: tidied } })]
  },
})

/** Pasted HTML without handlers, with spans that a browser can bear, and with each table in a table as its words. */
function tidied(pasted) {
  const html = withoutHandlers(pasted)
  if (!/<table/i.test(html)) return html
  const page = new DOMParser().parseFromString(html, "text/html")
  for (const inner of page.querySelectorAll("table table")) inner.replaceWith(inner.textContent)
  page.querySelectorAll("table").forEach(boundSpans)
  return page.documentElement.outerHTML
}

/** A cell that is merged over all the columns that a spreadsheet could have spans those that there are. */
function boundSpans(table) {
  const width = (row) => [...row.cells].reduce((sum, { colSpan }) => sum + (colSpan > MAX_COLUMNS ? 0 : colSpan), 0)
  const widest = Math.min(MAX_COLUMNS, Math.max(1, ...[...table.rows].map(width)))
  for (const row of table.rows) {
    const free = Math.max(1, widest - width(row))
    for (const cell of row.cells) {
      if (cell.colSpan > MAX_COLUMNS) cell.colSpan = free
      cell.rowSpan = Math.min(cell.rowSpan, table.rows.length - row.rowIndex)
    }
  }
}
