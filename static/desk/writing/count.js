// How many words the article has, and how long reading it takes: counted as it is written.

import { passages } from "./passages.js"

const PAUSE = 400
const place = document.querySelector("[data-words]")
let timer

// As word_count in articles/content.py has it: of the running text and of quotations, and a dash alone is no word.
const isRunning = ({ editor, sleeper, element }) => editor || sleeper || element.name.endsWith("-text")
const count = (texts) => texts.flatMap(({ text }) => text.split(/[\s\ufffc]+/))
  .filter((word) => /[\p{L}\p{N}]/u.test(word)).length

function show() {
  const all = passages()
  const words = count(all.filter(isRunning))
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
