// The button on each block of the form: how many notes on it are open; it opens the pane on that block.

import { heard, open } from "./pane.js"

const template = document.getElementById("block-notes")
const uidOf = (block) => block.querySelector('input[name$="-uid"]')?.value
const blocks = () => document.querySelectorAll(".order-machine .inline-related:not(.empty-form)")
let counts = JSON.parse(document.querySelector("[data-notes-open]").dataset.counts)

function words(block) {
  const source = block.querySelector(".ProseMirror") ?? block.querySelector('textarea, input[type="text"]')
  const text = (source?.textContent || source?.value || "").trim()
  return text.length > 60 ? `${text.slice(0, 59)}…` : text || block.querySelector("h3").textContent.trim()
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
heard.addEventListener("counted", ({ detail }) => {
  counts = {}
  for (const uid of detail) counts[uid] = (counts[uid] ?? 0) + 1
  blocks().forEach(show)
})
// Before the content editor's own listener, which folds the block.
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-block-notes]")
  if (!button) return
  event.stopPropagation()
  const block = button.closest(".inline-related")
  open({ uid: uidOf(block), words: words(block) }, button)
}, { capture: true })
