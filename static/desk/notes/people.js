// Colleagues offered while one types a name after an @.

const NAME = /(?:^|[\s([{<“‘"'«–—-])@([\p{L}\p{M}\p{N}_.+-]*)$/u
const PAUSE = 120

let list = null
let field = null
let timer = 0
let asking = null

// What is typed of a name before the cursor; null if it is not in one.
function asked() {
  if (field.selectionStart !== field.selectionEnd) return null
  return field.value.slice(0, field.selectionStart).match(NAME)?.[1] ?? null
}

function hide() {
  clearTimeout(timer)
  asking?.abort()
  list?.remove()
  list = null
  field?.removeAttribute("aria-activedescendant")
  field?.removeAttribute("aria-controls")
}

function option({ username, name }, index) {
  const row = document.createElement("li")
  row.role = "option"
  row.id = `person-${index}`
  row.dataset.username = username
  const [strong, quiet] = [document.createElement("b"), document.createElement("span")]
  strong.textContent = name
  quiet.textContent = `@${username}`
  row.append(strong, " ", quiet)
  return row
}

function show(people) {
  hide()
  if (!people.length) return
  list = document.createElement("ul")
  list.role = "listbox"
  list.id = "people"
  list.className = "note-people"
  list.setAttribute("aria-label", "@")
  list.append(...people.map(option))
  field.after(list)
  field.setAttribute("aria-controls", list.id)
  choose(list.firstElementChild)
}

const chosen = () => list.querySelector("[aria-selected=true]")

function choose(row) {
  for (const other of list.children) other.setAttribute("aria-selected", other === row)
  field.setAttribute("aria-activedescendant", row.id)
  row.scrollIntoView({ block: "nearest" })
}

function take(row) {
  const at = field.selectionStart
  const from = at - asked().length
  const rest = field.value.slice(at)
  field.setRangeText(row.dataset.username + (/^\s/.test(rest) ? "" : " "), from, at, "end")
  hide()
}

async function find() {
  const words = asked()
  if (words === null) return hide()
  asking?.abort()
  asking = new AbortController()
  try {
    const address = `${field.dataset.people}?${new URLSearchParams({ q: words })}`
    const answer = await fetch(address, { signal: asking.signal })
    if (answer.ok && !answer.redirected && asked() === words) show((await answer.json()).people)
  } catch {
    // Typed on, or no connection: names can be typed without help.
  }
}

document.addEventListener("input", (event) => {
  if (!event.target.matches?.("textarea[data-people]")) return
  field = event.target
  clearTimeout(timer)
  if (asked() === null) hide()
  else timer = setTimeout(find, PAUSE)
})

const KEYS = {
  ArrowDown: () => choose(chosen().nextElementSibling ?? list.firstElementChild),
  ArrowUp: () => choose(chosen().previousElementSibling ?? list.lastElementChild),
  Enter: () => take(chosen()),
  Tab: () => take(chosen()),
  Escape: hide,
}
// Before whoever else listens to these keys: the pane, which would close.
document.addEventListener("keydown", (event) => {
  if (!list || event.target !== field || event.isComposing || !KEYS[event.key] || event.ctrlKey || event.metaKey) return
  event.preventDefault()
  event.stopPropagation()
  KEYS[event.key]()
}, { capture: true })
// The field must not lose its cursor.
document.addEventListener("mousedown", (event) => {
  const row = event.target.closest?.(".note-people [role=option]")
  if (!row) return
  event.preventDefault()
  take(row)
})
document.addEventListener("focusout", (event) => {
  if (event.target === field) hide()
})
