// What we add to the rich text editor beside tables: how it takes pasted and typed text, and a dialog for links that finds
// articles. Our Link takes the place of the editor's own.

import { Extension, Link as Plain, Plugin } from "django-prose-editor/editor"
import { askForLink, canAsk } from "./writing/linking.js"
import { decorations } from "./writing/marks.js"
import { attributes } from "./writing/naming.js"
import { transformPastedHTML } from "./writing/pasting.js"
import { handleTextInput } from "./writing/typing.js"

export const Writing = Extension.create({
  name: "writing",

  addProseMirrorPlugins() {
    const { editor } = this
    const props = {
      transformPastedHTML,
      handleTextInput,
      attributes: () => attributes(editor),
      decorations: (state) => decorations(editor, state),
    }
    return [new Plugin({ props })]
  },
})

async function ask(editor) {
  const { from, to, empty } = editor.state.selection
  const isLink = editor.isActive("link")
  const words = editor.state.doc.textBetween(from, to, " ")
  const link = await askForLink(isLink ? editor.getAttributes("link").href : "", words)
  if (!link) {
    editor.commands.focus()
    return
  }
  const chain = editor.chain().focus()
  if (isLink) chain.extendMarkRange("link")
  if (!link.href) chain.unsetLink().run()
  else if (isLink || !empty) chain.setLink({ href: link.href }).run()
  else chain.insertContent({ type: "text", text: link.title, marks: [{ type: "link", attrs: { href: link.href } }] }).run()
}

export const Link = Plain.extend({
  addCommands() {
    const commands = this.parent?.()
    const addLink = () => ({ editor }) => {
      ask(editor)
      return true
    }
    return canAsk() ? { ...commands, addLink } : commands
  },

  addMenuItems(context) {
    const menu = {
      ...context.menu,
      // Without words selected the title of the article is written.
      defineItem: (item) =>
        context.menu.defineItem(item.name === "link" && canAsk() ? { ...item, enabled: () => true } : item),
    }
    this.parent?.({ ...context, menu })
  },
})
