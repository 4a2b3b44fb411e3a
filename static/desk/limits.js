// What is too much for one request is not sent: it would come back as an error, and the page with its text be gone.

// Below DATA_UPLOAD_MAX_MEMORY_SIZE and DATA_UPLOAD_MAX_NUMBER_FIELDS in newsroom/settings.py.
const MOST_BYTES = 7.5 * 1024 * 1024
const MOST_FIELDS = 19_500
const form = document.getElementById("article_form")
const words = document.getElementById("too-much")

function isTooMuch() {
  const encoder = new TextEncoder()
  let fields = 0
  let bytes = 0
  for (const [name, value] of new FormData(form)) {
    fields += 1
    bytes += name.length + (typeof value === "string" ? encoder.encode(value).length : 0)
  }
  return fields > MOST_FIELDS || bytes > MOST_BYTES
}

// Before all who take a sent form for a page that is left.
document.addEventListener("submit", (event) => {
  if (event.target !== form || !isTooMuch()) return
  event.preventDefault()
  event.stopImmediatePropagation()
  words.hidden = false
  words.focus()
}, { capture: true })
