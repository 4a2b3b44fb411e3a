// The timeline of what is scheduled: an item dropped on an hour goes there, to the quarter under the pointer.
// The field of each item does the same without a mouse, and without this script.

const hours = document.querySelector("[data-drops]")
const words = hours?.dataset.drops
let dragged

function quarter(row, event) {
  const { top, height } = row.getBoundingClientRect()
  const part = Math.min(3, Math.max(0, Math.floor(((event.clientY - top) / height) * 4)))
  return String(part * 15).padStart(2, "0")
}

function unmark() {
  for (const row of hours.querySelectorAll("[data-target]")) delete row.dataset.target
}

function start(event) {
  dragged = event.target.closest?.(".scheduled")
  if (!dragged) return
  event.dataTransfer.effectAllowed = "move"
  event.dataTransfer.setData("text/plain", dragged.querySelector(".first-title").textContent)
}

function over(event) {
  const row = event.target.closest(".hour")
  if (!dragged || !row) return
  event.preventDefault()
  unmark()
  row.dataset.target = `${words} ${row.dataset.hour.slice(-2)}:${quarter(row, event)}`
}

function drop(event) {
  const row = event.target.closest(".hour")
  if (!dragged || !row) return
  event.preventDefault()
  const form = dragged.querySelector("form")
  form.elements.at.value = `${row.dataset.hour}:${quarter(row, event)}`
  form.requestSubmit()
}

function end() {
  dragged = undefined
  unmark()
}

// Who opens the field types at once.
function opened({ target }) {
  if (target.matches?.(".scheduled__move[open]")) target.querySelector("input[name=at]").focus()
}

if (hours) {
  const section = hours.closest("section")
  section.addEventListener("dragstart", start)
  section.addEventListener("dragend", end)
  section.addEventListener("toggle", opened, true)
  hours.addEventListener("dragover", over)
  hours.addEventListener("drop", drop)
}
