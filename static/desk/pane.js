// The preview beside the form: what is typed, on a phone and on a desktop, renewed while one types.

import { beat, heard } from "./autosave.js"

const PAUSE = 1_000

const form = document.getElementById("article_form")
const desk = document.getElementById("sitting")
const pane = document.getElementById("preview-pane")
const button = form.querySelector("[name=_preview]")
const state = pane.querySelector("[role=status]")
const views = [...pane.querySelectorAll("[data-width]")]
let waiting = 0

const address = () => desk.dataset.preview.replace(/0{8}-.*0{12}/, document.querySelector("[name=_sitting]").value)

// The new page takes the old one's place when it is there, as far down as the old one was.
function show(view) {
  const old = view.querySelector("iframe:last-of-type")
  const frame = document.createElement("iframe")
  frame.title = view.dataset.title
  frame.src = `${address()}?frame`
  frame.addEventListener("load", () => {
    frame.contentWindow.scrollTo({ top: old?.contentWindow?.scrollY ?? 0, behavior: "instant" })
    frame.classList.add("is-there")
    for (const other of [...view.children]) if (other !== frame) other.remove()
  })
  view.append(frame)
}

function fit(view) {
  const scale = view.clientWidth / Number(view.dataset.width)
  view.style.setProperty("--scale", scale)
  view.style.setProperty("--height", `${view.clientHeight / scale}px`)
}

async function renew() {
  // The form as it is now, even if nothing changed since it was opened.
  if (!(await beat({ always: true }))) return
  pane.querySelector("a").href = address()
  views.filter((view) => view.clientWidth).forEach(show)
}

heard.addEventListener("answer", ({ detail }) => {
  state.textContent = detail.saved ?? ""
})

function later() {
  if (pane.hidden) return
  clearTimeout(waiting)
  waiting = setTimeout(renew, PAUSE)
}

function toggle(open) {
  pane.hidden = !open
  document.body.classList.toggle("has-preview-pane", open)
  button.setAttribute("aria-expanded", open)
  if (open) renew()
  else button.focus()
}

if (button) {
  button.setAttribute("aria-expanded", false)
  button.setAttribute("aria-controls", pane.id)
  button.addEventListener("click", (event) => {
    event.preventDefault()
    toggle(pane.hidden)
  })
  pane.querySelector("button").addEventListener("click", () => toggle(false))
  pane.addEventListener("keydown", (event) => {
    if (event.key === "Escape") toggle(false)
  })
  for (const name of ["input", "change"]) form.addEventListener(name, later)
  for (const name of ["formset:added", "formset:removed"]) document.addEventListener(name, later)
  const sizes = new ResizeObserver((entries) => entries.forEach((entry) => entry.target.clientWidth && fit(entry.target)))
  views.forEach((view) => sizes.observe(view))
}
