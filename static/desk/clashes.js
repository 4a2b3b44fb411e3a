// The editors of the page get the names that their hidden text fields have.

const name = (field) => {
  const editor = field.parentElement.querySelector(":scope [contenteditable]")
  const label = document.querySelector(`label[for="${field.id}"]`)
  if (editor && label) editor.setAttribute("aria-label", label.textContent)
}

for (const field of document.querySelectorAll(".clash__editor textarea")) {
  name(field)
  // The editor comes after its own modules.
  new MutationObserver(() => name(field)).observe(field.closest(".clash__editor"), { childList: true, subtree: true })
}
