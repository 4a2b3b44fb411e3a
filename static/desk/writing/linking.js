// The dialog for a link: words find our own articles, an address is taken as it is.

const PAUSE = 200
const dialog = document.getElementById("link-dialog")
const { address } = dialog?.querySelector("form").elements ?? {}
const list = dialog?.querySelector("[data-found]")
const isAddress = (text) => /^(https?:\/\/|mailto:|tel:|article:\d|www\.)|^[\w-]+(\.[\w-]+)+(\/\S*)?$|^\S+@\S+\.\S+$/i.test(text)
let resolve
let timer
let asked

/** Asks where a link leads: {href, title} of the chosen article or address, {href: ""} for none, null if nobody says. */
export function askForLink(href, words) {
  dialog.querySelector("[data-unlink]").hidden = !href
  address.value = href || (words.length < 80 ? words : "")
  list.replaceChildren()
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
  asked?.abort()
  asked = new AbortController()
  const query = new URLSearchParams({ q: address.value.trim() })
  try {
    const found = await fetch(`${dialog.dataset.url}?${query}`, { signal: asked.signal })
    if (!found.ok || found.redirected) throw new TypeError("refused")
    show((await found.json()).articles)
  } catch (error) {
    if (error.name !== "AbortError") say(dialog.dataset.trouble)
  }
}

function show(articles) {
  list.replaceChildren(...articles.map(item))
  say(articles.length || isAddress(address.value.trim()) ? "" : dialog.dataset.none)
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

dialog?.addEventListener("submit", (event) => {
  event.preventDefault()
  const text = address.value.trim()
  const first = list.querySelector("button")
  // Our own address pasted is our article found.
  if (isAddress(text) && !first) answer({ href: whole(text), title: text })
  else first?.click()
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
