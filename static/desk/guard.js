// Nothing typed is left behind by accident: a page with unsaved changes asks before it goes.

const form = document.getElementById("article_form")
const state = document.querySelector(".article-bar__state")
let unsaved = document.querySelector(".errornote") !== null
let leaving = false

function changed() {
  unsaved = true
  state.textContent = state.dataset.unsaved
  state.classList.add("is-unsaved")
}

form.addEventListener("input", changed)
form.addEventListener("change", changed)
document.addEventListener("formset:added", changed)
document.addEventListener("formset:removed", changed)
form.addEventListener("submit", () => {
  leaving = true
})
window.addEventListener("beforeunload", (event) => {
  if (unsaved && !leaving) event.preventDefault()
})
window.addEventListener("pageshow", () => {
  leaving = false
})
