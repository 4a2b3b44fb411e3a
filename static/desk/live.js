// Live blogs: a new report goes on top of the others with the time of this minute, and those of before are folded.

const PREFIX = "articles_liveentry_set"
const UNFOLDED = 2
const label = document.getElementById("id_label")

const reports = () =>
  [...document.querySelectorAll(`.order-machine .dynamic-${PREFIX}`)].sort((a, b) => a.style.order - b.style.order)

/** This minute where the paper is, as a field for day and minute wants it: the newsroom may sit elsewhere. */
function now(timeZone) {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  }).formatToParts(new Date())
  const part = (type) => parts.find((each) => each.type === type).value
  return `${part("year")}-${part("month")}-${part("day")}T${part("hour")}:${part("minute")}`
}

function add() {
  // Where somebody has chosen a place with the plus between two blocks, it stays there.
  ContentEditor._insertBefore ??= reports()[0] ?? null
  ContentEditor.addContent(PREFIX)
}

/** A button above the blocks, as long as the article is a live blog. */
function offer() {
  const button = document.getElementById("live-adder").content.firstElementChild.cloneNode(true)
  const show = () => {
    button.hidden = label?.value !== "live" && !reports().length
  }
  button.addEventListener("click", add)
  document.querySelector(".order-machine-wrapper").before(button)
  label?.addEventListener("change", show)
  show()
}

document.addEventListener("content-editor:ready", () => {
  if (!ContentEditor.allowChange || !ContentEditor.pluginsByPrefix[PREFIX]) return
  offer()
  for (const report of reports().slice(UNFOLDED)) {
    if (!report.querySelector(".errorlist")) report.classList.add("collapsed")
  }
})

// The other buttons that add a report come here too, before they do it in their own way.
document.addEventListener("click", (event) => {
  if (!event.target.closest?.(`.block-adder [data-prefix="${PREFIX}"]`)) return
  event.stopImmediatePropagation()
  add()
}, { capture: true })

document.addEventListener("formset:added", (event) => {
  if (event.detail?.formsetName !== PREFIX) return
  const moment = event.target.querySelector('input[name$="-moment"]')
  moment.value = now(moment.dataset.timeZone)
  // After the content editor's own listener, which goes to the first field; the time is filled in already.
  setTimeout(() => {
    event.target.scrollIntoView({ block: "center" })
    event.target.querySelector('input[name$="-title"]').focus({ preventScroll: true })
  })
})
