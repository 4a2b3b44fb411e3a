// Says once that this article was read: after ten seconds on a page that is in sight. What is sent is the article's id,
// and nothing of who reads; see docs/readings.md.

const { article, counted } = document.querySelector("script[data-article]").dataset

let left = 10_000
let since
let timer

function read() {
  document.removeEventListener("visibilitychange", watch)
  navigator.sendBeacon(counted, article)
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

document.addEventListener("visibilitychange", watch)
watch()
