// A running live blog: every half minute the page's own address is asked what is new, and the reader's place is kept.
// The browser sends the ETag that it holds, so that the usual answer is an empty 304.

const EVERY = 30_000

const news = document.querySelector(".live__news")
const reload = document.querySelector(".live__reload a")
const liveIn = (page) => page.querySelector(".live")
const entriesIn = (page) => [...page.querySelectorAll(".live__entry")]
const parser = new DOMParser()

// What each report was when it came: other scripts add buttons to its pictures, which are no change.
const known = new Map(entriesIn(document).map((entry) => [entry.id, entry.outerHTML]))
let seen = null
let waiting = null
let timer = 0
let asked = Date.now()

/** Asks once; the next question follows when this one is answered, unless the blog has ended. */
async function ask() {
  clearTimeout(timer)
  asked = Date.now()
  let ended = false
  try {
    const answer = await fetch(location.pathname + location.search, { cache: "no-cache" })
    // Withdrawn or moved: there is nothing more to ask for.
    ended = answer.status === 404 || answer.status === 410
    if (answer.ok && (seen === null || answer.headers.get("ETag") !== seen)) {
      seen = answer.headers.get("ETag")
      const page = parser.parseFromString(await answer.text(), "text/html")
      ended = !liveIn(page)?.hasAttribute("data-refresh")
      if (liveIn(page)) receive(page)
    }
  } catch {
    // No network, as on a train: the next time will do.
  }
  if (ended) document.removeEventListener("visibilitychange", wake)
  else timer = setTimeout(wake, EVERY)
}

function wake() {
  clearTimeout(timer)
  if (document.visibilityState !== "visible") return
  const rest = asked + EVERY - Date.now()
  if (rest > 0) timer = setTimeout(wake, rest)
  else ask()
}

/** Takes over what another version of the page says; new reports wait for a click where the reader has scrolled past. */
function receive(page) {
  waiting = page
  const fresh = entriesIn(page).filter((entry) => !known.has(entry.id)).length
  keepingPlace(() => change(page))
  if (!fresh) {
    keepingPlace(() => head(page))
  } else if (isPast()) {
    tell(fresh, take)
  } else {
    take()
    tell(fresh)
  }
}

/** Whether the reader has scrolled past the place where new reports come in. */
function isPast() {
  return document.querySelector(".live__entries").getBoundingClientRect().top < 0
}

/** Reports that were corrected or taken out. */
function change(page) {
  const now = new Map(entriesIn(page).map((entry) => [entry.id, entry]))
  for (const entry of entriesIn(document)) {
    const other = now.get(entry.id)
    if (!other) {
      entry.remove()
      known.delete(entry.id)
    } else if (other.outerHTML !== known.get(entry.id)) {
      known.set(entry.id, other.outerHTML)
      entry.replaceWith(document.importNode(other, true))
    }
  }
}

/** The new reports, each where it belongs: before the one that follows it. */
function take() {
  const list = document.querySelector(".live__entries")
  let next = null
  for (const entry of entriesIn(waiting).reverse()) {
    if (!known.has(entry.id)) {
      known.set(entry.id, entry.outerHTML)
      const added = document.importNode(entry, true)
      added.classList.add("live__entry--new")
      list.insertBefore(added, next ?? null)
    }
    next = document.getElementById(entry.id)
  }
  head(waiting)
}

/** What stands above the reports: the times, also under the headline, whether it still runs, the key points. */
function head(page) {
  // Other scripts equip what came.
  document.dispatchEvent(new Event("live:changed"))
  for (const times of [".article__times", ".live__times"]) {
    const now = page.querySelector(times)
    if (now) document.querySelector(times)?.replaceWith(document.importNode(now, true))
  }
  const old = liveIn(document)
  old.querySelector(".live__keys")?.remove()
  const keys = page.querySelector(".live__keys")
  if (keys) old.querySelector(".live__head").after(document.importNode(keys, true))
  if (!liveIn(page).hasAttribute("data-refresh")) reload.parentElement.remove()
}

/** Says how many are new; with something to do for who has scrolled past, as a button. */
function tell(count, go) {
  const words = count === 1 ? news.dataset.one : news.dataset.many.replace("#", count)
  if (!go) {
    news.replaceChildren(Object.assign(document.createElement("p"), { className: "live__told", textContent: words }))
    return
  }
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: words })
  button.addEventListener("click", () => {
    go()
    news.replaceChildren()
    const first = document.querySelector(".live__entry")
    first.scrollIntoView({ block: "start" })
    first.querySelector(".live__time").focus({ preventScroll: true })
  })
  news.replaceChildren(button)
}

/** Does something to the page while what the reader looks at stays where it is. */
function keepingPlace(work) {
  const watched = isPast() && entriesIn(document).find((entry) => entry.getBoundingClientRect().bottom > 0)
  const before = watched && watched.getBoundingClientRect().top
  work()
  if (watched?.isConnected) scrollBy({ top: watched.getBoundingClientRect().top - before, behavior: "instant" })
}

reload.addEventListener("click", (event) => {
  event.preventDefault()
  ask()
})
document.addEventListener("visibilitychange", wake)
timer = setTimeout(wake, EVERY)
