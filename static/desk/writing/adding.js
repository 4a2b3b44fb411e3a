// Authors and related articles: one search box above the rows, and what is chosen there is a row. Topics that are not
// there yet are made as they are typed.

import { addRow, setChoice } from "./body.js"
import { sentence, tell } from "./notice.js"
import { makeTopic, mayMakeTopics } from "./topics.js"

const $ = django.jQuery
const boxes = document.getElementById("adding")

const ask = ({ appLabel: app_label, modelName: model_name, fieldName: field_name }) => ({
  data: ({ term, page }) => ({ term, page, app_label, model_name, field_name }),
})

// --- Rows ---------------------------------------------------------------------------

function addBox(prefix, name, words) {
  const empty = document.querySelector(`#${prefix}-empty select[name$="-${name}"]`)
  const rows = document.querySelector(`#${prefix}-group > fieldset`)
  if (!empty || !rows) return
  const box = document.createElement("select")
  Object.assign(box.dataset, empty.dataset)
  delete box.dataset.select2Id
  box.dataset.placeholder = words
  box.setAttribute("aria-label", words)
  box.append(new Option())
  const holder = document.createElement("div")
  holder.className = "adding-box"
  holder.append(box)
  rows.append(holder)
  $(box).select2({ ajax: ask(empty.dataset), width: "100%", theme: "admin-autocomplete" })
  $(box).on("select2:select", ({ params: { data } }) => {
    setChoice(addRow(prefix).querySelector(`select[name$="-${name}"]`), data.id, data.text)
    $(box).val(null).trigger("change")
    $(box).select2("focus")
  })
}

// --- Topics --------------------------------------------------------------------------

function createInPlace(topics) {
  const make = ({ term }) => (term?.trim() ? { id: `new:${term.trim()}`, text: term.trim(), isNew: true } : null)
  $(topics).select2({
    ajax: ask(topics.dataset),
    tags: true,
    createTag: make,
    // Below those that are there: Enter takes the first.
    insertTag: (found, tag) => found.push(tag),
    templateResult: (topic) => (topic.isNew ? sentence("newTopic", { name: topic.text }) : topic.text),
  })
  $(topics).on("select2:select", ({ params: { data } }) => {
    if (data.isNew) create(topics, data)
  })
}

async function create(topics, { id, text }) {
  const wrong = await makeTopic(text)
  for (const option of [...topics.options]) if (option.value === id) option.remove()
  $(topics).trigger("change")
  if (wrong) tell(wrong)
}

$(() => {
  addBox("byline", "author", boxes.dataset.author)
  addBox("related_links", "target", boxes.dataset.related)
  const topics = document.getElementById("id_topics")
  if (topics && mayMakeTopics()) createInPlace(topics)
})
