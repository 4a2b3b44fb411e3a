// The board of cards: photos being described. Saves each changed card by itself, so that a long list never becomes one
// long request, and a card with an error keeps what was typed while the others are saved.

import { each, post } from "./server.js"

const AT_ONCE = 2

export class Board {
  constructor(element) {
    this.element = element
    this.form = element.querySelector("form")
    this.list = element.querySelector("[data-cards]")
    this.state = element.querySelector("[data-state]")
    this.dirty = new Set()
    this.common = {}
    this.listen()
    element.querySelector("[data-fill]").hidden = false
    // What came back from the server with errors was typed, and is not saved.
    for (const card of this.cards()) {
      this.prepare(card)
      if (element.querySelector(".has-errors")) this.dirty.add(card)
    }
  }

  listen() {
    this.list.addEventListener("input", (event) => this.edited(event.target.closest("[data-card]")))
    this.list.addEventListener("click", (event) => {
      const button = event.target.closest("[data-instead]")
      if (button) this.useInstead(button)
    })
    this.form.addEventListener("submit", (event) => {
      event.preventDefault()
      this.save()
    })
    this.element.querySelector("[data-fill-empty]").addEventListener("click", () => this.fillAll(false))
    this.element.querySelector("[data-fill-over]").addEventListener("click", () => this.fillAll(true))
    window.addEventListener("beforeunload", (event) => {
      if (this.dirty.size) event.preventDefault()
    })
  }

  cards() {
    return [...this.list.children]
  }

  prepare(card) {
    for (const button of card.querySelectorAll("[data-instead]")) button.hidden = false
  }

  has(id) {
    return this.list.querySelector(`[data-card="${id}"]`) !== null
  }

  // Puts a card among the others, in the order in which its file was chosen.
  add(markup, order) {
    const card = parsed(markup)
    card.order = order
    this.list.insertBefore(card, this.cards().find((other) => other.order > order) ?? null)
    this.prepare(card)
    if (fill(card, this.common, false)) this.edited(card)
    this.element.hidden = false
  }

  edited(card) {
    if (!card) return
    this.dirty.add(card)
    this.say(this.element.dataset.edited.replace("%s", this.dirty.size))
  }

  say(text) {
    this.state.textContent = text
  }

  // --- What all have in common ---

  fillAll(over) {
    const inputs = this.element.querySelectorAll("[data-fill] :is(input, select)")
    const typed = [...inputs].map((input) => [input.name.replace("all-", ""), input.value.trim()])
    this.common = Object.fromEntries(typed.filter(([, value]) => value))
    for (const card of this.cards()) if (fill(card, this.common, over)) this.edited(card)
  }

  // --- Saving ---

  async save() {
    const { dataset } = this.element
    const waiting = this.cards().filter((card) => this.dirty.has(card))
    if (this.saving || !waiting.length) return this.say(this.saving ? this.state.textContent : dataset.clean)
    this.saving = true
    this.trouble = false
    let done = 0
    await each(waiting, AT_ONCE, async (card) => {
      await this.saveOne(card)
      done += 1
      this.say(dataset.saving.replace("%(done)s", done).replace("%(all)s", waiting.length))
    })
    this.saving = false
    this.report()
  }

  report() {
    const { dataset } = this.element
    const wrong = this.list.querySelectorAll(".has-errors")
    if (this.trouble) this.say(dataset.trouble)
    else if (wrong.length) this.say(dataset.wrong.replace("%s", wrong.length))
    else if (this.dirty.size) this.say(dataset.edited.replace("%s", this.dirty.size))
    else this.say(dataset.saved)
    wrong[0]?.scrollIntoView({ block: "start", behavior: "smooth" })
  }

  async saveOne(card) {
    const fields = card.querySelector("fieldset")
    const data = new FormData()
    for (const input of fields.elements) if (input.name) data.append(input.name, input.value)
    // Nothing can be typed into a card that its saved state is about to replace.
    fields.disabled = true
    const { body } = await post(this.form.action, data).catch(() => ({ body: null }))
    fields.disabled = false
    const markup = body?.cards?.[card.dataset.card]
    if (markup) this.exchange(card, markup, !body.saved)
    else this.trouble = true
  }

  exchange(card, markup, isDirty) {
    const fresh = parsed(markup)
    fresh.order = card.order
    card.replaceWith(fresh)
    this.prepare(fresh)
    this.dirty.delete(card)
    if (isDirty) this.dirty.add(fresh)
  }

  // --- The photo that was there before ---

  async useInstead(button) {
    const card = button.closest("[data-card]")
    const data = new FormData()
    data.append("new", card.dataset.card)
    data.append("existing", button.dataset.instead)
    button.disabled = true
    const { body } = await post(this.element.dataset.insteadUrl, data).catch(() => ({ body: null }))
    button.disabled = false
    if (!body?.card) return this.say(body?.errors?.__all__?.[0] ?? this.element.dataset.trouble)
    if (this.has(body.id)) {
      this.dirty.delete(card)
      card.remove()
    } else this.exchange(card, body.card, false)
  }
}

function parsed(markup) {
  const template = document.createElement("template")
  template.innerHTML = markup
  return template.content.querySelector("[data-card]")
}

// Whether anything in the card changed.
function fill(card, values, over) {
  const changed = Object.entries(values).filter(([name, value]) => {
    const input = card.querySelector(`[name$="-${name}"]`)
    if (!input || input.value === value || (input.value && !over)) return false
    input.value = value
    return true
  })
  return changed.length > 0
}
