// The pane of notes. The server answers every act with the notes as they then are; the form beside it is never touched.

const OURS = { headers: { "X-Requested-With": "fetch" } }
const NOTE = /^#note-(\d+)$/

const pane = document.getElementById("notes-pane")
const body = pane.querySelector("[data-body]")
const news = pane.querySelector("[role=status]")
const about = pane.querySelector("[data-about]")
const buttons = document.querySelectorAll("[data-notes-open]")
const preview = document.getElementById("preview-pane")

// Others take part: the buttons on the blocks.
export const heard = new EventTarget()

// The uid of the block that the pane is about; "": the whole article.
let block = ""
let opener = null
let busy = false

// --- What is typed ---------------------------------------------------------------

const fields = () => [...body.querySelectorAll("textarea")]
const typed = () => fields().filter((field) => field.value !== field.defaultValue && field.value.trim())

function restore(texts) {
  for (const [id, text] of texts) {
    const field = document.getElementById(id) ?? document.getElementById("new-note")
    field.value = field.value && field.value !== field.defaultValue ? `${field.value}\n${text}` : text
    const fold = field.closest("details")
    if (fold) fold.open = true
  }
}

// --- Shown -------------------------------------------------------------------------

function render(html, texts) {
  // Made by the server, which escapes what people typed.
  body.innerHTML = html
  restore(texts)
  filter()
  const open = [...body.querySelectorAll(".note-thread:not(.is-resolved)")]
  heard.dispatchEvent(new CustomEvent("rendered", { detail: open }))
  tell(open.length)
}

function tell(count) {
  for (const button of buttons) {
    const number = button.querySelector("[data-notes-count]")
    number.textContent = count
    number.hidden = count === 0
  }
}

function filter() {
  for (const thread of body.querySelectorAll(".note-thread")) thread.hidden = block !== "" && thread.dataset.block !== block
  for (const quiet of body.querySelectorAll(".notes__none")) quiet.hidden = block !== ""
  body.querySelector("[name=block]").value = block
  about.hidden = block === ""
}

/** Makes the pane be about a block, {uid, words}, or about the whole article. */
function turnTo({ uid, words }) {
  block = uid
  about.querySelector("b").textContent = words
  if (body.firstElementChild) filter()
}

// --- The server ----------------------------------------------------------------------

// The notes as they are now; null if nobody there took the request, and then the pane says why.
async function ask(address, options = {}) {
  news.textContent = ""
  try {
    const answer = await fetch(address, { ...OURS, ...options })
    const isOurs = !answer.redirected && (answer.ok || answer.status === 409)
    if (isOurs) return { html: await answer.text(), isDone: answer.ok }
    news.textContent = pane.dataset[answer.redirected || answer.status === 403 ? "signedOut" : "refused"]
    if (answer.redirected || answer.status === 403) signInAgain()
  } catch {
    news.textContent = pane.dataset.offline
  }
  return null
}

// Where there is a form to keep, the dialog over it asks who one is.
async function signInAgain() {
  if (document.getElementById("sitting")) (await import("../autosave.js")).ping()
}

async function send(form, button) {
  if (busy) return
  busy = true
  const data = new FormData(form, button)
  const sent = form.querySelector("textarea")?.id
  const answer = await ask(button?.getAttribute("formaction") ?? form.action, { method: "POST", body: data })
  busy = false
  if (!answer) return
  // What was refused stands in the answer.
  render(answer.html, typed().filter(({ id }) => id !== sent).map(({ id, value }) => [id, value]))
  const field = document.getElementById(sent) ?? document.getElementById("new-note")
  field.focus({ preventScroll: true })
  ;(body.querySelector("[data-fresh]") ?? field).scrollIntoView({ block: "nearest" })
}

async function load() {
  const answer = await ask(pane.dataset.url)
  if (answer) render(answer.html, typed().map(({ id, value }) => [id, value]))
}

// --- Open and closed --------------------------------------------------------------------

export async function open(about = { uid: "", words: "" }, from = document.activeElement) {
  if (preview && !preview.hidden) preview.querySelector("header button").click()
  if (pane.hidden) opener = from
  turnTo(about)
  toggle(true)
  await load()
  document.getElementById("new-note")?.focus({ preventScroll: true })
}

function toggle(isOpen) {
  pane.hidden = !isOpen
  document.body.classList.toggle("has-notes-pane", isOpen)
  for (const button of buttons) button.setAttribute("aria-expanded", isOpen)
}

function close() {
  toggle(false)
  opener?.focus()
}

// A note that the address names: #note-12.
async function lead() {
  const [, number] = location.hash.match(NOTE) ?? []
  if (!number) return
  await open()
  const note = document.getElementById(`note-${number}`)
  if (!note) return
  const fold = note.closest(".notes__resolved")
  if (fold) fold.open = true
  note.scrollIntoView({ block: "center" })
  note.focus({ preventScroll: true })
}

for (const button of buttons) {
  button.setAttribute("aria-expanded", false)
  button.setAttribute("aria-controls", pane.id)
  button.addEventListener("click", (event) => {
    event.preventDefault()
    if (pane.hidden) open()
    else close()
  })
}
pane.querySelector("[data-close]").addEventListener("click", close)
pane.querySelector("[data-all]").addEventListener("click", () => turnTo({ uid: "", words: "" }))
pane.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.defaultPrevented) close()
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault()
    event.stopPropagation()
    event.target.closest("form")?.requestSubmit()
  }
})
body.addEventListener("submit", (event) => {
  event.preventDefault()
  send(event.target, event.submitter)
})
document.querySelector("[name=_preview]")?.addEventListener("click", () => toggle(false))
window.addEventListener("hashchange", lead)
window.addEventListener("beforeunload", (event) => {
  if (typed().length) event.preventDefault()
})
lead()
