// The dialog for a link: words find our own articles, an address is taken as it is.

const PAUSE = 200
const dialog = document.getElementById("link-dialog")
const { address } = dialog?.querySelector("form").elements ?? {}
const list = dialog?.querySelector("[data-found]")
const isAddress = (text) => /^(mailto:\S|tel:\S|article:\d)|^\S+@\S+\.\S+$/i.test(text) || isOnTheWeb(text)
// Words have no such sign; what has it and is no address is a slip, or not allowed.
const meansAddress = (text) => /^[a-z]+:|^\/|:\/\//i.test(text)
let resolve
let timer
let asked
// What the list was found for, and whether that was the address of an article of ours.
let shown = { text: null, isOurs: false }

function isOnTheWeb(text) {
  if (!/^(https?:\/\/|www\.)\S|^[\w-]+(\.[\w-]+)+(\/\S*)?$/i.test(text)) return false
  return URL.canParse(whole(text)) && new URL(whole(text)).hostname.includes(".")
}

/** Whether the page has the dialog. */
export const canAsk = () => Boolean(dialog)

/** Asks where a link leads: {href, title} of the chosen article or address, {href: ""} for none, null if nobody says. */
export function askForLink(href, words) {
  dialog.querySelector("[data-unlink]").hidden = !href
  address.value = href || (words.length < 80 ? words : "")
  list.replaceChildren()
  shown = { text: null, isOurs: false }
  dialog.returnValue = ""
  dialog.showModal()
  address.select()
  look()
  return new Promise((answer) => {
    resolve = answer
  })
}

function answer(link) {
  resolve?.(link)
  resolve = null
  dialog.close()
}

function whole(text) {
  if (/^[a-z]+:/i.test(text)) return text
  return text.includes("@") && !text.includes("/") ? `mailto:${text}` : `https://${text}`
}

async function look() {
  clearTimeout(timer)
  asked?.abort()
  asked = new AbortController()
  const text = address.value.trim()
  const query = new URLSearchParams({ q: text, except: dialog.dataset.article })
  try {
    const answer = await fetch(`${dialog.dataset.url}?${query}`, { signal: asked.signal })
    if (!answer.ok || answer.redirected) throw new TypeError("refused")
    show(text, await answer.json())
  } catch (error) {
    if (error.name === "AbortError") return
    show(text, { articles: [], is_ours: false })
    say(dialog.dataset.trouble)
  }
}

function show(text, { articles, is_ours: isOurs }) {
  shown = { text, isOurs }
  list.replaceChildren(...articles.map(item))
  say(articles.length || isAddress(text) ? "" : meansAddress(text) ? dialog.dataset.noAddress : dialog.dataset.none)
}

function say(text) {
  dialog.querySelector("[role=status]").textContent = text
}

function item(article) {
  const button = document.createElement("button")
  button.type = "button"
  const about = document.createElement("span")
  about.textContent = [article.section, article.when, article.state].filter(Boolean).join(" · ")
  button.append(article.title, about)
  button.addEventListener("click", () => answer({ href: `article:${article.id}`, title: article.title }))
  const row = document.createElement("li")
  row.append(button)
  return row
}

function move(event) {
  const buttons = [...list.querySelectorAll("button")]
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (!step || !buttons.length) return
  event.preventDefault()
  const next = buttons.indexOf(document.activeElement) + step
  ;(buttons[next] ?? (next < 0 ? address : buttons.at(-1))).focus()
}

/** Takes what was typed: an address as it is, and of words, or of an address of ours, the first article. */
async function take() {
  const text = address.value.trim()
  // Enter may come before the answer.
  if (shown.text !== text) await look()
  if (isAddress(text) && !shown.isOurs) answer({ href: whole(text), title: text })
  else list.querySelector("button")?.click()
}

dialog?.addEventListener("submit", (event) => {
  event.preventDefault()
  take()
})
dialog?.addEventListener("keydown", move)
dialog?.addEventListener("close", () => answer(null))
dialog?.addEventListener("input", () => {
  clearTimeout(timer)
  timer = setTimeout(look, PAUSE)
})
dialog?.addEventListener("click", (event) => {
  if (event.target.closest("[data-unlink]")) answer({ href: "", title: "" })
  if (event.target.closest("[data-close]")) answer(null)
})
