// Names for who cannot see, where the editor and the searched lists have none: those of their fields.

/** What a field is called, also where its label is not shown. */
export const nameOf = (field) =>
  field?.getAttribute("aria-label") ?? document.querySelector(`label[for="${field?.id}"]`)?.textContent.trim() ?? ""

/** What an editor is called: as the field that it stands for. */
export function attributes(editor) {
  const name = nameOf(editor.options.element.querySelector("textarea"))
  return { "aria-label": name, "aria-multiline": "true" }
}

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
window.django?.jQuery(() => setTimeout(() => nameLists(document)))
document.addEventListener("formset:added", (event) => setTimeout(() => nameLists(event.target)))
