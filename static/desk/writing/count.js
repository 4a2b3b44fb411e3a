// How many words the article has, and how long reading it takes: counted as it is written.

import { passages } from "./passages.js"

const PAUSE = 400
const place = document.querySelector("[data-words]")
let timer

const count = (texts) => texts.map(({ text }) => text.trim()).filter(Boolean)
  .reduce((sum, text) => sum + text.split(/\s+/).length, 0)

function show() {
  const all = passages()
  const words = count(all.filter(({ isHead }) => !isHead))
  const read = words + count(all.filter(({ element }) => element?.id === "id_lead"))
  const minutes = Math.max(1, Math.round(read / Number(place.dataset.aMinute)))
  const values = { words: words.toLocaleString("vi"), minutes }
  place.textContent = place.dataset.words.replace(/{(\w+)}/g, (_, name) => values[name])
}

function soon() {
  clearTimeout(timer)
  timer = setTimeout(show, PAUSE)
}

for (const name of ["input", "formset:added", "formset:removed", "prose-editor:ready"]) document.addEventListener(name, soon)
soon()
