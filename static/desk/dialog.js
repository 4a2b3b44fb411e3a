// The dialog that the server opened over the article's form: modal here, and closed it leaves the form's own address.

const dialog = document.querySelector(".desk-dialog")
const back = dialog.dataset.back

// Who is quicker than this script, and types already, goes on there.
const writingIn = document.activeElement
dialog.removeAttribute("open")
dialog.showModal()
if (dialog.contains(writingIn)) writingIn.focus()

function close() {
  const opener = document.querySelector(`a[href="${location.pathname}"]`) ?? document.querySelector("[name=_publish]")
  history.replaceState(null, "", back)
  dialog.close()
  opener?.focus()
}

// From any field of it, as Ctrl+Enter in the article's form opened it.
dialog.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return
  event.preventDefault()
  dialog.querySelector(".desk-acts .default")?.click()
})
dialog.addEventListener("cancel", (event) => {
  event.preventDefault()
  close()
})
dialog.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]")
  const [address, place] = link?.getAttribute("href").split("#") ?? []
  if (address !== back || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  close()
  // static/desk/places.js leads there.
  if (place) location.hash = place
})
