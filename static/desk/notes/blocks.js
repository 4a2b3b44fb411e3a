// The button on each block of the form: how many notes on it are open; it opens the pane on that block.

import { heard, open } from "./pane.js"

const template = document.getElementById("block-notes")
const uidOf = (block) => block.querySelector('input[name$="-uid"]')?.value
const blocks = () => document.querySelectorAll(".order-machine .inline-related:not(.empty-form)")
let counts = JSON.parse(document.querySelector("[data-notes-open]").dataset.counts)

function words(block) {
  const field = block.querySelector('textarea, input[type="text"]')
  // An editor that is not there yet: its field holds the HTML.
  const editor =
    block.querySelector(".ProseMirror[contenteditable]") ??
    new DOMParser().parseFromString(field?.value ?? "", "text/html").body
  const text = [...editor.childNodes].map((node) => node.textContent).join(" ").trim()
  const short = text.length > 60 ? `${text.slice(0, 59)}…` : text
  return short || block.querySelector("h3 b")?.textContent.trim() || ""
}

const blockOf = (uid) => [...blocks()].find((block) => uidOf(block) === uid)

// A block that was added to the form and is not saved yet: the server does not know it.
function place(thread) {
  const gone = thread.querySelector("[data-gone]")
  const block = gone && blockOf(thread.dataset.block)
  if (!block) return
  const link = document.createElement("a")
  link.href = `#block-${thread.dataset.block}`
  link.textContent = words(block)
  gone.replaceChildren(link)
}

function show(block) {
  const button = block.querySelector("[data-block-notes]")
  if (!button) return
  const count = counts[uidOf(block)] ?? 0
  const number = button.querySelector("[data-count]")
  number.textContent = count || ""
  number.hidden = count === 0
  button.classList.toggle("has-notes", count > 0)
  button.setAttribute("aria-label", count ? button.dataset.label.replace("{count}", count) : button.title)
}

function equip(block) {
  if (block.querySelector("[data-block-notes]")) return
  block.querySelector(":scope > h3 .inline_label")?.after(template.content.cloneNode(true))
  show(block)
}

document.addEventListener("content-editor:ready", () => blocks().forEach(equip))
document.addEventListener("formset:added", (event) => {
  if (event.target.closest?.(".order-machine")) equip(event.target)
})
heard.addEventListener("rendered", ({ detail }) => {
  counts = {}
  for (const { dataset } of detail) counts[dataset.block] = (counts[dataset.block] ?? 0) + 1
  blocks().forEach(show)
  detail.forEach(place)
})
// Before the content editor's own listener, which folds the block.
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-block-notes]")
  if (!button) return
  event.stopPropagation()
  const block = button.closest(".inline-related")
  open({ uid: uidOf(block), words: words(block) }, button)
}, { capture: true })
