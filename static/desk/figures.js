// A figure whose photo was just chosen takes over the photo's caption, if it has none of its own.

document.addEventListener("photo:chosen", (event) => {
  const figure = event.target.closest(".figure-block")
  const caption = figure?.querySelector('textarea[name$="-caption"]')
  if (!caption) return
  // A caption that nobody typed goes with the photo that it came from; `data-caption` is the photo's own.
  const field = event.target
  if (!caption.value.trim() || caption.value === field.dataset.caption) {
    caption.value = event.detail.caption
    caption.dispatchEvent(new Event("input", { bubbles: true }))
  }
  field.dataset.caption = event.detail.caption
  for (const name of ["credit", "alt"]) {
    const field = figure.querySelector(`[name$="-${name}"]`)
    if (field) field.placeholder = event.detail[name] || ""
  }
  // A file may come up late: whoever is somewhere else by then, or writes the caption already, goes on there.
  const active = document.activeElement
  if (active !== document.body && (!figure.contains(active) || active.matches("textarea, input"))) return
  caption.focus()
  caption.select()
})
