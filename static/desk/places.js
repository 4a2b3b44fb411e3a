// Leads to the place of the article's form that the address names: #block-UID or #block-UID-FIELD for a block, which is
// unfolded; #blocks for the body; or the id of anything else.

const BLOCK = /^#block-([0-9a-f-]{36})(?:-(\w+))?$/
const WRITABLE = "[contenteditable=true], textarea, select, button[data-choose], input:not([type=hidden])"

function blockOf(uid) {
  const field = [...document.querySelectorAll('input[name$="-uid"]')].find((input) => input.value === uid)
  return field?.closest(".inline-related")
}

// Editors of texts above it grow while the page loads: the place stays in view until somebody does anything.
function keepInView(place) {
  const observer = new ResizeObserver(() => place.scrollIntoView({ block: "center" }))
  observer.observe(document.querySelector(".order-machine"))
  for (const name of ["wheel", "touchstart", "pointerdown", "keydown"])
    window.addEventListener(name, () => observer.disconnect(), { once: true })
}

function placeNamed(hash, uid) {
  if (uid) return blockOf(uid)
  if (hash === "#blocks") return document.querySelector(".order-machine-wrapper")
  const named = document.getElementById(hash.slice(1))
  // A photo's field is hidden by its picker: the row has the button.
  return named?.closest(".form-row") ?? named
}

function lead() {
  const [, uid, part] = location.hash.match(BLOCK) ?? []
  const place = placeNamed(location.hash, uid)
  if (!place) return
  place.classList.remove("collapsed")
  const fields = place.querySelectorAll(part ? `[name$="-${part}"]` : WRITABLE)
  ;[...fields].find((field) => field.checkVisibility())?.focus({ preventScroll: true })
  keepInView(place)
}

window.addEventListener("hashchange", lead)
if (location.hash) document.addEventListener("content-editor:ready", () => setTimeout(lead))
