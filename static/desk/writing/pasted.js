// What other programs put on the clipboard, made plain: paragraphs, subheads, lists, links, bold, italic, tables.
// Pure: HTML in, HTML out. What the server allows is in articles/markup.py.

import { withoutHandlers } from "./handlers.js"

const KEPT = new Set(
  "P H2 H3 UL OL LI BLOCKQUOTE STRONG EM SUB SUP A BR TABLE CAPTION THEAD TBODY TR TH TD DIV".split(" "),
)
const GONE =
  "style, script, meta, link, title, xml, template, noscript, iframe, object, svg, math, button, input, select, " +
  "textarea, del, s, strike, [hidden], .msocomanchor, .MsoCommentReference, .MsoCommentText, .msocomoff, .msocomtxt, .MsoFootnoteText"
const PICTURES = "img, picture, video, audio, canvas"
const HIDDEN = /mso-element:\s*(comment|footnote|endnote|header|footer|field)|mso-hide:\s*all|display:\s*none|mso-list:\s*ignore/i
const ADDRESS = /^(https?:|mailto:|tel:|article:)/i
const BULLET = /^[·•▪◦○●■□§oØüv*–—-]$/

/** `html` plain, and how many pictures were left out. */
export function cleaned(html) {
  const page = new DOMParser().parseFromString(withoutHandlers(html), "text/html")
  const { body } = page
  const words = /<o:p|class="?Mso|mso-|urn:schemas-microsoft-com/i.test(html)
  const pictures = [...body.querySelectorAll(PICTURES)].length
  dropWhatNobodySees(page)
  body.querySelectorAll(PICTURES).forEach((picture) => picture.remove())
  if (words) gatherLists(body)
  nameStyles(body)
  level(body)
  for (const element of [...body.querySelectorAll("*")].reverse()) plain(element)
  splitAtDoubleBreaks(body)
  putListsIntoItems(body)
  tidyUp(body)
  return { html: body.innerHTML, pictures }
}

function dropWhatNobodySees(page) {
  const comments = page.createNodeIterator(page, NodeFilter.SHOW_COMMENT)
  const found = []
  while (comments.nextNode()) found.push(comments.referenceNode)
  for (const comment of found) comment.remove()
  for (const element of page.querySelectorAll(GONE)) element.remove()
  for (const element of page.body.querySelectorAll("[style]")) {
    if (HIDDEN.test(element.getAttribute("style")) && !isListMark(element)) element.remove()
  }
  // Anchors of comments, footnotes and bookmarks.
  for (const anchor of page.body.querySelectorAll('a[href^="#"]')) anchor.removeAttribute("href")
}

// --- Lists as Word writes them: paragraphs with their level and their mark -------

const isListMark = (element) => /mso-list:\s*ignore/i.test(element.getAttribute("style") ?? "")

function gatherLists(body) {
  let open = []
  let last = null
  for (const paragraph of [...body.querySelectorAll("p, h1, h2, h3, h4, h5, h6")]) {
    const [, depth] = paragraph.getAttribute("style")?.match(/mso-list:[^;]*level(\d)/i) ?? []
    if (!depth) continue
    if (last && last !== paragraph.previousElementSibling) open = []
    last = listItem(paragraph, Number(depth), open)
  }
}

/** Moves the paragraph into a list of its level below the open ones; the outermost list. */
function listItem(paragraph, depth, open) {
  const name = mark(paragraph)
  open.length = Math.min(open.length, depth)
  if (open.length === depth && open[depth - 1].localName !== name) open.length = depth - 1
  if (!open.length) {
    const list = paragraph.ownerDocument.createElement(name)
    paragraph.before(list)
    open.push(list)
  }
  while (open.length < depth) {
    const parent = open.at(-1)
    const list = paragraph.ownerDocument.createElement(name)
    ;(parent.lastElementChild ?? parent.appendChild(paragraph.ownerDocument.createElement("li"))).append(list)
    open.push(list)
  }
  const item = paragraph.ownerDocument.createElement("li")
  const inner = paragraph.ownerDocument.createElement("p")
  inner.append(...paragraph.childNodes)
  item.append(inner)
  open.at(-1).append(item)
  paragraph.remove()
  return open[0]
}

/** Takes the bullet or number out of the paragraph; the list that it belongs to. */
function mark(paragraph) {
  const signs = [...paragraph.querySelectorAll("[style]")].filter(isListMark)
  const sign = signs.map((element) => element.textContent).join("").replace(/\s/g, "")
  for (const element of signs) element.remove()
  return !sign || BULLET.test(sign) || /^[\uf000-\uf0ff]$/.test(sign) ? "ul" : "ol"
}

// --- Elements -----------------------------------------------------------------

const styleOf = (element) => element.getAttribute("style") ?? ""
// A property's own name, not the end of one of Word's, such as mso-bidi-font-weight.
const says = (style, property, values) => new RegExp(`(?:^|;)\\s*${property}:\\s*(?:${values})`, "i").test(style)

/** Whether an element is shown so: by its style, else by its name. Google's wrapper is <b style="font-weight:normal">. */
function isShown(element, property, yes, no, names) {
  const style = styleOf(element)
  return !says(style, property, no) && (says(style, property, yes) || names.includes(element.localName))
}

/** The elements that say by their names what `element` says by its style. */
function namesOf(element) {
  const names = []
  if (isShown(element, "font-weight", "bold|[6-9]00", "normal|[1-4]00", ["b", "strong"])) names.push("strong")
  if (isShown(element, "font-style", "italic", "normal", ["i", "em"])) names.push("em")
  if (says(styleOf(element), "vertical-align", "super")) names.push("sup")
  if (says(styleOf(element), "vertical-align", "sub\\b")) names.push("sub")
  return element.textContent.trim() ? names : []
}

function nameStyles(body) {
  for (const element of body.querySelectorAll("b, strong, i, em, span, font")) {
    element.replaceWith(...named(element))
  }
  // Sheets write their style at the cell, others at the paragraph.
  for (const element of body.querySelectorAll(":is(p, td, th, li)[style]:not(:has(p, div, ul, ol, table))")) {
    element.replaceChildren(...named(element))
  }
}

/** What is in the element, in elements that say how it is shown. */
function named(element) {
  let inner = [...element.childNodes]
  for (const name of namesOf(element)) {
    const wrapper = element.ownerDocument.createElement(name)
    wrapper.append(...inner)
    inner = [wrapper]
  }
  return inner
}

/** The highest level of subheads that there is becomes the second, all below the third. */
function level(body) {
  const heads = [...body.querySelectorAll("h1, h2, h3, h4, h5, h6")]
  const highest = heads.map((head) => head.localName).sort()[0]
  for (const head of heads) rename(head, head.localName === highest ? "h2" : "h3")
  for (const title of body.querySelectorAll("p.MsoTitle, p.MsoSubtitle")) rename(title, "h2")
}

function rename(element, name) {
  const other = element.ownerDocument.createElement(name)
  other.append(...element.childNodes)
  element.replaceWith(other)
}

/** Without attributes but a link's address and a cell's spans; what is not kept leaves only what is in it. */
function plain(element) {
  const href = address(element)
  const spans = ["colspan", "rowspan"].map((name) => [name, element.getAttribute(name)])
  const unknown = !KEPT.has(element.tagName) || (element.tagName === "A" && !href)
  const inHead = element.tagName === "STRONG" && element.closest("h2, h3")
  if (unknown || inHead) {
    element.replaceWith(...element.childNodes)
    return
  }
  for (const { name } of [...element.attributes]) element.removeAttribute(name)
  if (href) element.setAttribute("href", href)
  for (const [name, value] of spans) {
    if (/^T[DH]$/.test(element.tagName) && value) element.setAttribute(name, value)
  }
}

/** Where a link leads; Google's detour is cut short. */
function address(element) {
  const href = element.tagName === "A" ? (element.getAttribute("href") ?? "").trim() : ""
  if (!ADDRESS.test(href)) return ""
  const detour = URL.canParse(href) ? new URL(href) : null
  const target = detour?.hostname.endsWith("google.com") && detour.pathname === "/url" && detour.searchParams.get("q")
  return target && ADDRESS.test(target) ? target : href
}

function splitAtDoubleBreaks(body) {
  for (const second of body.querySelectorAll("p br + br")) {
    const paragraph = second.parentElement
    const first = second.previousElementSibling
    const between = first?.nextSibling
    if (paragraph.localName !== "p" || first?.localName !== "br" || (between !== second && between.textContent.trim())) continue
    const rest = body.ownerDocument.createElement("p")
    while (second.nextSibling) rest.append(second.nextSibling)
    paragraph.after(rest)
    first.remove()
    second.remove()
  }
}

/** Google writes a list in a list beside the item that it belongs to. */
function putListsIntoItems(body) {
  for (const list of body.querySelectorAll("ul > ul, ul > ol, ol > ul, ol > ol")) {
    list.previousElementSibling?.append(list)
  }
}

function tidyUp(body) {
  const texts = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_TEXT)
  // Word fills with no-break spaces what it wants apart.
  while (texts.nextNode()) texts.currentNode.data = texts.currentNode.data.replace(/[\u00a0\s]+/g, " ")
  const isEmpty = (element) => !element.textContent.trim() && !element.querySelector("table")
  for (const element of [...body.querySelectorAll("p, h2, h3, li, ul, ol, blockquote, strong, em, a, div")].reverse()) {
    if (!element.closest("table") && isEmpty(element)) element.replaceWith(...(element.matches("strong, em, a") ? [" "] : []))
  }
  // What separates pasted paragraphs is no paragraph.
  for (const pause of body.querySelectorAll(":scope > br, div > br:only-child")) pause.remove()
}
