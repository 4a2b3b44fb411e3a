// Ordered rows at the side (authors, related links): up and down buttons, and each row's place in its hidden field.
// Rows keep their place in the document, because Django numbers them by it; only what is shown moves.

const rowsOf = (group) =>
  [...group.querySelectorAll(":scope > fieldset > .inline-related:not(.empty-form)")].sort(
    (a, b) => a.style.order - b.style.order,
  )

function number(group) {
  rowsOf(group).forEach((row, index) => {
    row.style.order = index + 1
    row.querySelector('input[name$="-position"]').value = index + 1
  })
}

function equip(row) {
  const tools = document.getElementById("row-tools").content.cloneNode(true)
  row.querySelector(":scope > h3").prepend(tools)
}

function move(row, step) {
  const group = row.closest(".inline-group")
  const rows = rowsOf(group)
  const other = rows[rows.indexOf(row) + step]
  if (!other) return
  ;[row.style.order, other.style.order] = [other.style.order, row.style.order]
  number(group)
  row.dispatchEvent(new Event("change", { bubbles: true }))
}

for (const group of document.querySelectorAll(".article-side .inline-group")) {
  for (const row of rowsOf(group)) equip(row)
  number(group)
  group.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]")
    if (button) move(button.closest(".inline-related"), button.dataset.move === "up" ? -1 : 1)
  })
  group.addEventListener("formset:added", (event) => {
    equip(event.target)
    event.target.style.order = 1e6
    number(group)
  })
}
