// The body's blocks: each new one gets its uid, all can be moved without dragging, and buttons below add more.

import { isAsleep, paragraphsOf } from "./writing/sleeping.js"

const TEXT_OF_LABEL = 90
const machine = () => document.querySelector(".order-machine")
const placeOf = (block) => block.querySelector(".order-machine-ordering")

// randomUUID exists only where the page is secure: not on a plain http address of the local network.
function uuid() {
  if (crypto.randomUUID) return crypto.randomUUID()
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6] & 0x0f) | 0x40
  bytes[8] = (bytes[8] & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-")
}

function mint(block) {
  const uid = block.querySelector('input[name$="-uid"]')
  if (uid && !uid.value) uid.value = uuid()
}

// --- Order -------------------------------------------------------------------

const blocksInOrder = () =>
  [...machine().querySelectorAll(".inline-related:not(.empty-form)")].sort((a, b) => a.style.order - b.style.order)

function move(block, step) {
  const blocks = blocksInOrder()
  const at = blocks.indexOf(block)
  if (!blocks[at + step]) return
  blocks.splice(at, 1)
  blocks.splice(at + step, 0, block)
  blocks.forEach((each, index) => {
    placeOf(each).value = each.style.order = 10 * (index + 1)
  })
  block.scrollIntoView({ block: "nearest" })
  placeOf(block).dispatchEvent(new Event("change", { bubbles: true }))
}

// --- Heads --------------------------------------------------------------------

function words(block) {
  const source = block.querySelector(".ProseMirror[contenteditable]") || block.querySelector('textarea, input[type="text"]')
  const text = source && isAsleep(source) ? paragraphsOf(source).join(" ") : source?.textContent || source?.value || ""
  return text.trim().slice(0, TEXT_OF_LABEL)
}

const label = (block) => {
  block.querySelector(".inline_label").textContent = words(block)
}

function equip(block) {
  mint(block)
  const tools = document.getElementById("row-tools").content.cloneNode(true)
  block.querySelector(":scope > h3 .inline_label").after(tools)
}

// --- Adding ---------------------------------------------------------------------

function offer(plugin) {
  const button = document.createElement("button")
  button.type = "button"
  button.dataset.prefix = plugin.prefix
  // The icon, an element that the server made of a name in our own code.
  button.innerHTML = plugin.button
  button.append(plugin.title)
  button.addEventListener("click", () => ContentEditor.addContent(plugin.prefix))
  return button
}

function addButtons() {
  const adder = document.getElementById("block-adder").content.firstElementChild.cloneNode(true)
  adder.append(...ContentEditor.plugins.map(offer))
  document.querySelector(".order-machine-wrapper").after(adder)
}

document.addEventListener("content-editor:ready", () => {
  if (!ContentEditor.allowChange) return
  for (const block of blocksInOrder()) equip(block)
  addButtons()
  // Before the content editor's own listener, which folds the block: a click on a button of the head is not one on it.
  machine().addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]")
    if (!button) {
      const head = event.target.closest(".inline-related > h3")
      if (head) label(head.parentElement)
      return
    }
    event.stopImmediatePropagation()
    move(button.closest(".inline-related"), button.dataset.move === "up" ? -1 : 1)
  }, { capture: true })
})

document.addEventListener("formset:added", (event) => {
  if (event.target.closest(".order-machine")) equip(event.target)
})
