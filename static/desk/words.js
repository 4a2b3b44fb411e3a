// Title and lead: how long they are, and no line breaks where there is only one line.

for (const field of document.querySelectorAll("[data-count-to]")) {
  const limit = Number(field.dataset.countTo)
  const count = document.createElement("span")
  count.className = "word-count"
  count.setAttribute("aria-hidden", "true")
  const update = () => {
    const length = [...field.value.trim()].length
    count.textContent = `${length} / ${limit}`
    count.classList.toggle("is-over", length > limit)
  }
  field.after(count)
  field.addEventListener("input", update)
  update()
}

for (const field of document.querySelectorAll("[data-one-line]")) {
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing) event.preventDefault()
  })
  field.addEventListener("input", () => {
    if (/[\r\n]/.test(field.value)) field.value = field.value.replace(/\s*[\r\n]+\s*/g, " ")
  })
}
