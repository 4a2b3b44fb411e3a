// Nothing typed is left behind by accident: a page with unsaved changes asks before it goes.
// For the form of one row in the admin, with a place that says so (data-unsaved) or without.

const form = document.querySelector("form[id$=_form]")
const state = document.querySelector("[data-unsaved]")
let unsaved = document.querySelector(".errornote:not([hidden])") !== null
let leaving = false

function changed() {
  unsaved = true
  if (!state) return
  state.textContent = state.dataset.unsaved
  state.classList.add("is-unsaved")
}

for (const name of ["input", "change"]) form.addEventListener(name, changed)
for (const name of ["formset:added", "formset:removed"]) document.addEventListener(name, changed)
form.addEventListener("submit", () => {
  leaving = true
})
window.addEventListener("beforeunload", (event) => {
  if (unsaved && !leaving) event.preventDefault()
})
window.addEventListener("pageshow", () => {
  leaving = false
})
