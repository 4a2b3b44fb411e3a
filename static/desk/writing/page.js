// The text of a whole page, pasted into an empty new article, is offered as its parts: title, lead, body, photos, byline,
// topics, related articles. The server reads it (articles/importing.py); who pasted it says yes, and may take it back.

import { post } from "../../media/server.js"
import { FIGURE, TEXT, addBlock, addRow, blocksInOrder, removeRow, setChoice, setField, setHtml } from "./body.js"
import { sentence, tell } from "./notice.js"
import { cleaned } from "./pasted.js"
import { passages } from "./passages.js"
import { editorAround } from "./rich.js"
import { makeTopic, mayMakeTopics } from "./topics.js"

const LINES = 4
const LETTERS = 250
const field = (name) => document.getElementById(`id_${name}`)
const dialog = () => document.getElementById("page-dialog")

/** Takes over a paste that is a whole page; any other goes its way. */
function offerParts(event) {
  const text = event.clipboardData?.getData("text/plain") ?? ""
  const target = event.target.closest?.("#id_title, #id_lead, .dynamic-articles_text_set .ProseMirror")
  const lines = text.split(/[\r\n]+/).filter((line) => line.trim())
  if (!target || lines.length < LINES || text.length < LETTERS || !isEmpty()) return
  event.preventDefault()
  event.stopImmediatePropagation()
  offer(text, event.clipboardData.getData("text/html"), target)
}

function isEmpty() {
  if (!dialog()) return false
  return !passages().some(({ text }) => text.trim()) && blocksInOrder().length <= 1
}

async function offer(text, html, target) {
  const page = await read(text)
  if (!page) {
    pasteAsIs(text, html, target)
    return
  }
  summarise(page)
  dialog().returnValue = ""
  dialog().showModal()
  dialog().addEventListener("close", () => {
    if (dialog().returnValue === "parts") fill(page, formatted(html))
    else pasteAsIs(text, html, target)
  }, { once: true })
}

/** The parts of the page, null if it has none or the server cannot say. */
async function read(text) {
  const data = new FormData()
  data.append("text", text)
  try {
    const { status, body } = await post(dialog().dataset.url, data)
    return status === 200 ? body : null
  } catch {
    return null
  }
}

function summarise(page) {
  const count = (type) => page.blocks.filter((block) => block.type === type).length
  const said = {
    title: page.title,
    lead: page.lead,
    paragraphs: count("paragraph") + count("heading"),
    photos: count("photo"),
    byline: page.byline?.raw,
    topics: page.topics.map(({ name }) => name).join(", "),
    related: page.related.map(({ title }) => title).join(" · "),
  }
  for (const [name, value] of Object.entries(said)) {
    const row = dialog().querySelector(`[data-part="${name}"]`)
    row.hidden = !value
    row.querySelector("dd").textContent = value
  }
}

function pasteAsIs(text, html, target) {
  target.focus()
  const editor = editorAround(target)
  if (!editor) document.execCommand("insertText", false, text.trim())
  else if (html) editor.view.pasteHTML(html)
  else editor.view.pasteText(text)
}

/** Each paragraph as an element with its links and its bold, by its words. */
function formatted(html) {
  if (!html) return new Map()
  const page = new DOMParser().parseFromString(cleaned(html).html, "text/html")
  return new Map([...page.querySelectorAll("p, li, div")].map((each) => [words(each.textContent), each]))
}

const words = (text) => text.normalize("NFC").split(/\s+/).join(" ").trim()

function fill(page, looks) {
  const undo = [
    ...fillHead(page),
    ...fillBody(page.blocks, looks),
    ...fillByline(page.byline),
    ...fillTopics(page.topics),
    ...fillRelated(page.related),
  ]
  const unknown = unknownNames(page)
  const done = sentence(unknown.length ? "partsBut" : "parts", { names: unknown.join(", ") })
  tell(done, () => {
    for (const back of undo.reverse()) back()
    field("title").focus()
  })
  ;(field("section").value ? field("title") : field("section")).focus()
}

/** The names that somebody has to look at: a pen name is a person, a topic only a word. */
function unknownNames({ byline, topics }) {
  const named = mayMakeTopics() ? [] : topics
  return [...(byline?.authors ?? []), ...named].filter(({ id }) => !id).map(({ name }) => name)
}

function fillHead({ title, lead, section }) {
  setField(field("title"), title)
  setField(field("lead"), lead)
  const undo = [() => setField(field("title"), ""), () => setField(field("lead"), "")]
  if (!section || field("section").value) return undo
  setField(field("section"), section)
  return [...undo, () => setField(field("section"), "")]
}

/** Paragraphs and subheads in a row are one text; each photo is a figure that waits for its file. */
function fillBody(blocks, looks) {
  const undo = []
  let text = blocksInOrder().find((block) => block.matches(`.dynamic-${TEXT}`)) ?? null
  if (text) undo.push(() => setHtml(text, ""))
  let free = text
  let html = ""
  const flush = () => {
    if (!html) return
    const block = free ?? addBlock(TEXT)
    if (!free) undo.push(() => removeRow(block))
    setHtml(block, html)
    free = null
    html = ""
  }
  for (const block of blocks) {
    if (block.type === "photo") {
      flush()
      undo.push(addFigure(block, free))
    } else html += paragraph(block, looks)
  }
  flush()
  return undo
}

function paragraph({ type, text }, looks) {
  const element = document.createElement(type === "heading" ? "h2" : "p")
  const look = type === "paragraph" && looks.get(words(text))
  if (look) element.append(...document.importNode(look, true).childNodes)
  else element.textContent = text
  return element.outerHTML
}

function addFigure({ caption, credit }, before) {
  const figure = addBlock(FIGURE, before)
  setField(figure.querySelector('[name$="-caption"]'), caption)
  setField(figure.querySelector('[name$="-credit"]'), credit ?? "")
  return () => removeRow(figure)
}

function fillByline(byline) {
  if (!byline) return []
  setField(field("byline_prefix"), byline.prefix ?? "")
  setField(field("source"), byline.source ?? "")
  const rows = byline.authors.filter(({ id }) => id).map(({ id, name }) => {
    const row = addRow("byline")
    setChoice(row.querySelector('select[name$="-author"]'), id, name)
    return () => removeRow(row)
  })
  return [() => setField(field("byline_prefix"), ""), () => setField(field("source"), ""), ...rows]
}

function fillTopics(topics) {
  for (const { id, name } of topics) {
    if (id) setChoice(field("topics"), id, name)
    else if (mayMakeTopics()) makeTopic(name)
  }
  return [() => django.jQuery(field("topics")).val([]).trigger("change")]
}

function fillRelated(related) {
  return related.map(({ title, teaser, article }) => {
    const row = addRow("related_links")
    if (article) setChoice(row.querySelector('select[name$="-target"]'), article, title)
    setField(row.querySelector('[name$="-title"]'), article ? "" : title)
    setField(row.querySelector('[name$="-teaser"]'), teaser ?? "")
    return () => removeRow(row)
  })
}

// Before the editor takes it.
document.addEventListener("paste", offerParts, { capture: true })
