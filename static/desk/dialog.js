// The dialog that the server opened over the article's form: modal here, and closed it leaves the form's own address.

const dialog = document.querySelector(".desk-dialog")
const back = dialog.dataset.back

dialog.removeAttribute("open")
dialog.showModal()

function close() {
  history.replaceState(null, "", back)
  dialog.close()
}

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
