// What is typed is kept on the server a few seconds later, so that a crash, a closed tab or a lost session loses nothing.
// Nothing is kept in the browser: machines of a newsroom are shared.

const EVERY = 15_000
const PRESENCE = 60_000
// What a request that outlives its page may carry.
const OUTLIVES = 60_000

const form = document.getElementById("article_form")
const desk = document.getElementById("sitting")
const words = desk.dataset
const state = document.querySelector(".article-bar__state")
const news = document.querySelector(".sitting-news")
const token = document.querySelector("[name=_sitting]")

// Others take part: the pane, the dialog that signs in again.
export const heard = new EventTarget()

let kept = ""
let last = 0
let busy = null
let leaving = false

export function mint() {
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("")
  token.value = hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5")
}

// The cookie: after signing in again only it is current.
export function csrfToken() {
  const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)
  return cookie ? decodeURIComponent(cookie[1]) : form.elements.csrfmiddlewaretoken.value
}

function typed() {
  const texts = [...new FormData(form)].filter(
    ([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken",
  )
  const said = new URLSearchParams(texts)
  // In one order: blocks move on the page when it is made ready, and nobody typed anything.
  said.sort()
  return said.toString()
}

function say(text) {
  state.textContent = text
  state.classList.toggle("is-unsaved", text !== "" && !text.startsWith(words.saved.split("%s")[0]))
}

function tell(answer) {
  news.textContent = [answer.meanwhile, answer.others].filter(Boolean).join(" ")
  news.hidden = news.textContent === ""
}

async function send(body, options = {}) {
  const headers = { "Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": csrfToken() }
  const answer = await fetch(words.beat, { method: "POST", headers, body, ...options })
  const isOurs = answer.headers.get("Content-Type")?.startsWith("application/json")
  return { status: answer.status, body: isOurs ? await answer.json() : null }
}

// Says that the form is open, and, if it changed, what is typed. True if the server has it.
// With `always` it is told what is typed, changed or not.
export async function beat({ text = typed(), always = false, options } = {}) {
  const changed = always || text !== kept
  const basis = new URLSearchParams({ _sitting: token.value, based_on: form.elements.based_on?.value ?? "" })
  const said = `${changed ? `${text}&_typed=1` : basis}&_user=${words.user}`
  busy = new AbortController()
  try {
    const { status, body } = await send(said, { signal: busy.signal, ...options })
    if (!body) return refused(status)
    if (body.error) {
      say(body.error)
      return false
    }
    last = Date.now()
    tell(body)
    if (changed) {
      kept = text
      say(words.saved.replace("%s", body.saved))
    }
    heard.dispatchEvent(new CustomEvent("answer", { detail: body }))
    return true
  } catch (error) {
    if (error.name !== "AbortError") say(words.offline)
    return false
  } finally {
    busy = null
  }
}

// Whether somebody is there who would take a save.
export const ping = () => beat({ text: kept })

// No answer of ours: the sign-in page, or a refusal on the way.
function refused(status) {
  if (status === 400 || status === 413) say(words.tooLong)
  else if (status >= 500) say(words.offline)
  else {
    say(words.signedOut)
    heard.dispatchEvent(new CustomEvent("signed-out"))
  }
  return false
}

function tick() {
  if (busy || leaving) return
  const text = typed()
  if (text !== kept || Date.now() - last >= PRESENCE) beat({ text })
}

function leave() {
  if (leaving) return
  const text = typed()
  if (text !== kept) beat({ text, options: { keepalive: text.length < OUTLIVES } })
  else send(new URLSearchParams({ _sitting: token.value, _gone: 1 }), { keepalive: true }).catch(() => {})
}

if (!token.value) mint()
// What a form that came back with errors says is not saved.
if (!document.querySelector(".errornote:not([hidden])")) kept = typed()
setInterval(tick, EVERY)
beat({ text: kept })

form.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return
  leaving = true
  busy?.abort()
})
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") tick()
})
window.addEventListener("pagehide", leave)
window.addEventListener("pageshow", (event) => {
  leaving = false
  // Come back to after a save: what is typed from now on is something new.
  if (event.persisted) mint()
})
