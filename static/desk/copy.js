// Buttons that copy a text: <button data-copy="https://…" data-copied="Copied">.

async function copy(text) {
  // The clipboard exists only where the page is secure: not on a plain http address of the local network.
  if (navigator.clipboard) return navigator.clipboard.writeText(text)
  const field = document.createElement("textarea")
  field.value = text
  document.body.append(field)
  field.select()
  document.execCommand("copy")
  field.remove()
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]")
  if (!button) return
  try {
    await copy(button.dataset.copy)
  } catch {
    // Forbidden by the browser: the link beside the button can still be copied by hand.
    return
  }
  button.setAttribute("role", "status")
  button.textContent = button.dataset.copied
})
