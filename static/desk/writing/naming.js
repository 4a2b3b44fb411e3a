// Names for who cannot see, where the editor and the searched lists have none: those of their fields.

import { withProps } from "./rich.js"

const nameOf = (field) =>
  field?.getAttribute("aria-label") ?? document.querySelector(`label[for="${field?.id}"]`)?.textContent.trim() ?? ""

withProps((editor) => {
  const name = nameOf(editor.view.dom.closest(".prose-editor").querySelector("textarea"))
  return { attributes: { "aria-label": name, "aria-multiline": "true" } }
})

function nameLists(element) {
  for (const list of element.querySelectorAll(".select2-container")) {
    const name = nameOf(list.previousElementSibling)
    for (const part of list.querySelectorAll("[role=combobox], [role=textbox], [role=searchbox], .select2-search__field")) {
      part.setAttribute("aria-label", name)
      part.removeAttribute("aria-labelledby")
    }
  }
}

// After whoever makes the lists.
django.jQuery(() => setTimeout(() => nameLists(document)))
document.addEventListener("formset:added", (event) => setTimeout(() => nameLists(event.target)))
