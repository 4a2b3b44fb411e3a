// Picture files dropped on the body, or pasted into it, become figures where they fell: also between two paragraphs.

import { each, post } from "../../media/server.js"
import { FIGURE, addBlock, blockAround, blocksInOrder, cutBefore, following, placeBelowCursor } from "./body.js"
import { sentence, tell } from "./notice.js"

const TAKEN_ELSEWHERE = "[data-photo-picker], dialog, input[type=file], .article-side"
const AT_A_TIME = 2
const place = document.getElementById("drop-line")
// What was refused of the files that were dropped together.
let refused = []
const hasFiles = (event) => event.dataTransfer?.types.includes("Files")
const isOurs = (event) =>
  hasFiles(event) && event.target.closest?.(".article-main") && !event.target.closest(TAKEN_ELSEWHERE)

// --- Where ------------------------------------------------------------------------

/** Where a file falls that is let go here: {y, block()}, which makes room there, and gives the block below. */
function target(event) {
  const block = blockAround(event.target)
  if (!block) return atTheEnds(event.clientY)
  if (isFrame(block)) {
    return { y: block.getBoundingClientRect().top, frames: framesFrom(block), block: () => following(block) }
  }
  const editor = block.querySelector(".text-block .ProseMirror[contenteditable]")?.editor
  if (editor && !block.classList.contains("collapsed")) return between(editor, event.clientY)
  const { top, bottom } = block.getBoundingClientRect()
  const isAbove = event.clientY < (top + bottom) / 2
  return { y: isAbove ? top : bottom, block: () => (isAbove ? block : following(block)) }
}

/** Whether a block is a figure that waits for its photo. */
const isFrame = (block) => block?.matches(`.dynamic-${FIGURE}`) && !block.querySelector(".photo-picker-id").value

/** That frame and those below it, whatever stands between. */
function framesFrom(block) {
  const blocks = blocksInOrder()
  return blocks.slice(blocks.indexOf(block)).filter(isFrame)
}

function atTheEnds(y) {
  const blocks = blocksInOrder()
  const below = blocks.find((block) => block.getBoundingClientRect().top > y)
  if (below) return { y: below.getBoundingClientRect().top, block: () => below }
  return { y: blocks.at(-1)?.getBoundingClientRect().bottom ?? y, block: () => null }
}

function between(editor, y) {
  const paragraphs = [...editor.view.dom.children].slice(0, editor.state.doc.childCount)
  const index = paragraphs.findIndex((each) => {
    const { top, bottom } = each.getBoundingClientRect()
    return y < (top + bottom) / 2
  })
  const at = index < 0 ? paragraphs.length : index
  const { top } = paragraphs[at]?.getBoundingClientRect() ?? { top: paragraphs.at(-1).getBoundingClientRect().bottom }
  return { y: top, block: () => cutBefore(editor, at) }
}

function drawLine(y) {
  const { left, width } = document.querySelector(".article-main").getBoundingClientRect()
  place.hidden = false
  place.style.transform = `translate(${left}px, ${y - 2}px)`
  place.style.width = `${width}px`
}

// --- What -------------------------------------------------------------------------

/** Puts the picture files into the frames, and what is left into new figures above `before`. */
function take(files, before, frames = []) {
  const pictures = [...files].filter((file) => file.type.startsWith("image/"))
  const others = [...files].filter((file) => !pictures.includes(file)).map((file) => file.name)
  refused = others.length ? [`${others.join(", ")}: ${sentence("notPictures")}`] : []
  if (refused.length) tell(refused[0])
  const pairs = pictures.map((file) => ({ file, figure: frames.shift() ?? addBlock(FIGURE, before) }))
  if (!pairs.length) return
  const [{ figure }] = pairs
  figure.scrollIntoView({ block: "center" })
  figure.querySelector('[name$="-caption"]').focus({ preventScroll: true })
  each(pairs, AT_A_TIME, upload)
}

async function upload({ file, figure }) {
  const field = figure.querySelector("[data-photo-picker]")
  const status = field.querySelector("[data-status]")
  const show = (share) => {
    status.textContent = sentence("uploading", { share: `${Math.round(100 * share)} %` })
  }
  show(0)
  const wrong = await send(file, show, (photo) => {
    field.dispatchEvent(new CustomEvent("photo:given", { bubbles: true, detail: photo }))
  })
  status.textContent = wrong ? `${file.name}: ${wrong}` : ""
  status.classList.toggle("is-wrong", Boolean(wrong))
  if (!wrong) return
  refused.push(`${file.name}: ${wrong}`)
  tell(refused.join(" · "))
}

/** Sends a file and gives the photo that the library made of it; what was wrong, or "". */
async function send(file, show, give) {
  if (file.size > Number(place.dataset.maxBytes)) return sentence("tooLarge")
  const data = new FormData()
  data.append("file", file)
  try {
    const { status, body } = await post(place.dataset.url, data, show)
    if (body?.id) give(body)
    else if (body?.errors) return Object.values(body.errors).flat().join(" ")
    else return sentence(status === 413 ? "tooLarge" : "signedOut")
    return ""
  } catch {
    return sentence("unreachable")
  }
}

// --- Listening ----------------------------------------------------------------------

document.addEventListener("dragover", (event) => {
  place.hidden = true
  if (!isOurs(event)) return
  event.preventDefault()
  event.dataTransfer.dropEffect = "copy"
  drawLine(target(event).y)
})
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) place.hidden = true
})
document.addEventListener("drop", (event) => {
  place.hidden = true
  if (!isOurs(event)) return
  event.preventDefault()
  event.stopPropagation()
  const { frames, block } = target(event)
  take(event.dataTransfer.files, block(), frames)
}, { capture: true })
document.addEventListener("paste", (event) => {
  const { files, types } = event.clipboardData ?? { files: [], types: [] }
  // Programs put a picture beside the text that was copied.
  if (!files.length || types.includes("text/plain") || types.includes("text/html")) return
  if (!event.target.closest?.(".order-machine") || event.target.closest(TAKEN_ELSEWHERE)) return
  event.preventDefault()
  event.stopImmediatePropagation()
  take(files, placeBelowCursor())
}, { capture: true })
