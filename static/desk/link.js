// The editor's link, with a dialog of ours that finds articles. Takes the place of the editor's own extension.

import { Link as Plain } from "django-prose-editor/editor"
import { askForLink } from "./writing/linking.js"

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
    return {
      ...this.parent?.(),
      addLink: () => ({ editor }) => {
        ask(editor)
        return true
      },
    }
  },

  addMenuItems(context) {
    const menu = {
      ...context.menu,
      // Without words selected the title of the article is written.
      defineItem: (item) => context.menu.defineItem(item.name === "link" ? { ...item, enabled: () => true } : item),
    }
    this.parent?.({ ...context, menu })
  },
})
