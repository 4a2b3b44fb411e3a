// One line about what was just done, at the foot of the page, perhaps with a button to undo it.
// Its words come from templates/desk/writing/notice.html: data-NAME, with {…} for what is filled in.

const SHOWN_FOR = 12_000
let timer

const place = () => document.getElementById("writing-notice")

/** The sentence of that name. */
export function sentence(name, values = {}) {
  return (place()?.dataset[name] ?? "").replace(/{(\w+)}/g, (_, key) => values[key])
}

/** Says `text`; with `undo`, offers to take it back. */
export function tell(text, undo = null) {
  const notice = place()
  // Other pages have editors too.
  if (!notice) return
  const [words, button] = [notice.querySelector("p"), notice.querySelector("[data-undo]")]
  words.textContent = text
  button.hidden = !undo
  button.onclick = () => {
    hide()
    undo()
  }
  notice.querySelector("[data-close]").onclick = hide
  notice.classList.add("is-shown")
  clearTimeout(timer)
  if (!undo) timer = setTimeout(hide, SHOWN_FOR)
}

function hide() {
  place().classList.remove("is-shown")
  place().querySelector("p").textContent = ""
}
