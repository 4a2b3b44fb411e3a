// What every article's page does besides being read: it can be passed on, and it says once that it was read.

// --- Passing on: the phone's own share sheet, the clipboard, paper ------------------------------------------------

const bar = document.querySelector(".share")
const done = bar.querySelector(".share__done")
const { address, title } = bar.dataset

const ways = {
  sheet: navigator.share && (() => navigator.share({ title, url: address })),
  copy: navigator.clipboard && (async () => {
    await navigator.clipboard.writeText(address)
    done.textContent = done.dataset.copied
  }),
  print: () => print(),
}

for (const [name, go] of Object.entries(ways)) {
  if (!go) continue
  const button = bar.querySelector(`[data-way="${name}"]`)
  button.parentElement.hidden = false
  // Who closes the sheet, or forbids the clipboard, meant to: there is nothing to say.
  button.addEventListener("click", async () => go()?.catch(() => {}))
}

// --- Counting: what is sent after ten seconds in sight is the article's id, and nothing of who reads (docs/readings.md) ---

// Nothing where a page is not counted, as the desk's preview.
const counting = document.querySelector("script[data-article]")?.dataset

let left = 10_000
let since
let timer

function read() {
  document.removeEventListener("visibilitychange", watch)
  navigator.sendBeacon(counting.counted, counting.article)
}

/** Lets the time run while the page is in sight, and only then. */
function watch() {
  if (document.hidden && timer) {
    clearTimeout(timer)
    timer = null
    left -= performance.now() - since
  } else if (!document.hidden && !timer) {
    since = performance.now()
    timer = setTimeout(read, left)
  }
}

if (counting) {
  document.addEventListener("visibilitychange", watch)
  watch()
}
