// The photo picker: turns inputs that hold a photo's id into a thumbnail with buttons, and offers one dialog to
// search the library or upload into it. Works by delegation, so fields that a formset adds later need no set-up.
// Every text shown comes from the server's templates, in the reader's language.

const SEARCH_DELAY = 250
const picker = (element) => element.closest?.("[data-photo-picker]")
const hasFiles = (event) => event.dataTransfer?.types.includes("Files")

// --- The field ---------------------------------------------------------------

function choose(field, photo) {
  const thumb = field.querySelector("img")
  thumb.src = photo.thumb
  thumb.hidden = !photo.thumb
  show(field, photo.title, photo.credit)
  setValue(field, photo.id)
  const { id, caption, alt, credit } = photo
  field.dispatchEvent(
    new CustomEvent("photo:chosen", { bubbles: true, detail: { id, thumb: photo.thumb, caption, alt, credit } }),
  )
}

function remove(field) {
  const thumb = field.querySelector("img")
  thumb.removeAttribute("src")
  thumb.hidden = true
  show(field, "", "")
  setValue(field, "")
  field.querySelector("[data-choose]").focus()
  field.dispatchEvent(new CustomEvent("photo:removed", { bubbles: true }))
}

function show(field, what, credit) {
  const line = field.querySelector("[data-what]")
  line.textContent = what
  if (credit) line.append(" ", textElement("span", credit))
}

function setValue(field, value) {
  const input = field.querySelector("input")
  input.value = value
  field.querySelector("[data-remove]").hidden = !value
  input.dispatchEvent(new Event("change", { bubbles: true }))
}

function textElement(name, text, className = "") {
  const element = document.createElement(name)
  element.textContent = text
  element.className = className
  return element
}

const say = (field, text) => {
  field.querySelector("[data-status]").textContent = text
}

// --- The server --------------------------------------------------------------

// Whatever is not JSON is a sign-in page, a proxy's refusal or no answer at all.
async function ask(url, options = {}) {
  const response = await fetch(url, { credentials: "same-origin", redirect: "manual", ...options })
  const json = response.headers.get("Content-Type")?.startsWith("application/json")
  if (response.type === "opaqueredirect") throw new SignedOut()
  return { status: response.status, ok: response.ok, body: json ? await response.json() : null }
}

class SignedOut extends Error {}

// The cookie first: after signing in again in another tab only it is current.
function csrfToken() {
  const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)
  return cookie ? decodeURIComponent(cookie[1]) : document.querySelector("[name=csrfmiddlewaretoken]")?.value || ""
}

// --- The dialog --------------------------------------------------------------

class Dialog {
  static async load(field) {
    const response = await fetch(field.dataset.dialogUrl, { credentials: "same-origin", redirect: "manual" })
    if (!response.ok) throw new SignedOut()
    const template = document.createElement("template")
    template.innerHTML = await response.text()
    return new Dialog(template.content.querySelector("dialog"))
  }

  constructor(element) {
    this.element = element
    this.find = element.querySelector("[data-find]")
    this.list = element.querySelector("[data-found]")
    this.more = element.querySelector("[data-more]")
    this.form = element.querySelector("[data-new]")
    this.listen()
    document.body.append(element)
  }

  listen() {
    this.element.querySelector("[data-close]").addEventListener("click", () => this.element.close())
    this.element.addEventListener("close", () => this.field?.querySelector("[data-choose]").focus())
    this.element.addEventListener("keydown", (event) => this.move(event))
    this.find.addEventListener("input", () => this.searchSoon())
    this.find.addEventListener("submit", (event) => {
      event.preventDefault()
      this.search().then(() => this.list.querySelector("button")?.focus())
    })
    this.more.addEventListener("click", () => this.showMore())
    this.list.addEventListener("click", (event) => {
      const button = event.target.closest("button")
      if (button) this.chosen(button.photo)
    })
    this.form?.addEventListener("submit", (event) => {
      event.preventDefault()
      this.upload()
    })
    this.element.addEventListener("drop", (event) => this.dropped(event))
  }

  open(field) {
    this.field = field
    this.trouble = field.dataset.trouble
    if (!this.element.open) this.element.showModal()
    this.find.elements.q.focus()
    this.find.elements.q.select()
    return this.search()
  }

  chosen(photo) {
    const field = this.field
    // Where the cursor goes now is the form's to say.
    this.field = null
    this.element.close()
    choose(field, photo)
    if (!field.closest("form").contains(document.activeElement)) field.querySelector("[data-choose]").focus()
  }

  // Finding

  searchSoon() {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.search(), SEARCH_DELAY)
  }

  async search() {
    clearTimeout(this.timer)
    const found = await this.fetchPage(1)
    if (!found) return
    this.list.replaceChildren()
    this.add(found)
    this.element.querySelector("[data-empty]").hidden = found.photos.length > 0
  }

  async showMore() {
    const found = await this.fetchPage(this.page + 1)
    if (!found) return
    const first = this.add(found)
    first?.focus()
  }

  // The answer of the newest question only: an older one that arrives late is dropped.
  async fetchPage(page) {
    this.question?.abort()
    this.question = new AbortController()
    const { signal } = this.question
    const query = new URLSearchParams({ q: this.find.elements.q.value, page })
    try {
      const answer = await ask(`${this.find.getAttribute("action")}?${query}`, { signal })
      if (!answer.ok) throw new Error(answer.body?.errors?.__all__?.[0] || this.trouble)
      this.tell("[data-find-trouble]", [])
      this.page = page
      return answer.body
    } catch (error) {
      if (!signal.aborted) this.tell("[data-find-trouble]", [this.message(error)])
      return null
    }
  }

  add({ photos, more }) {
    // A photo that somebody uploads meanwhile pushes others on to the next page, where they would come twice.
    const shown = new Set([...this.list.querySelectorAll("button")].map((button) => button.photo.id))
    const items = photos.filter((photo) => !shown.has(photo.id)).map((photo) => this.item(photo))
    this.list.append(...items)
    this.more.hidden = !more
    return items[0]?.querySelector("button")
  }

  item(photo) {
    const button = document.createElement("button")
    button.type = "button"
    button.photo = photo
    const image = document.createElement("img")
    if (photo.thumb) image.src = photo.thumb
    image.alt = ""
    image.loading = "lazy"
    button.append(image, textElement("span", photo.title, "photo-dialog-caption"))
    button.append(textElement("span", photo.credit, "photo-dialog-credit"))
    button.append(...photo.badges.map(([word, look]) => textElement("span", word, `state state--${look}`)))
    const item = document.createElement("li")
    item.append(button)
    return item
  }

  // Arrow keys walk the grid, and from the search box into it; Escape closes.
  move(event) {
    if (event.isComposing) return
    if (event.key === "Escape") {
      // Otherwise a search box with text in it would only be emptied.
      event.preventDefault()
      this.element.close()
      return
    }
    const buttons = [...this.list.querySelectorAll("button")]
    const at = buttons.indexOf(document.activeElement)
    const fromSearch = document.activeElement === this.find.elements.q && event.key === "ArrowDown"
    if (at < 0 && !fromSearch) return
    const columns = buttons.filter((button) => button.offsetTop === buttons[0].offsetTop).length
    const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: fromSearch ? 1 : columns }
    if (!(event.key in steps)) return
    event.preventDefault()
    const next = at + steps[event.key]
    if (next < 0) this.find.elements.q.focus()
    else buttons[Math.min(next, buttons.length - 1)]?.focus()
  }

  // Uploading

  dropped(event) {
    if (!hasFiles(event) || !this.form) return
    event.preventDefault()
    this.take(event.dataTransfer.files[0])
  }

  take(file) {
    if (!file) return
    const files = new DataTransfer()
    files.items.add(file)
    this.form.elements.file.files = files.files
    this.showErrors({})
  }

  async upload() {
    const field = this.field
    const wrong = this.wrongFile()
    if (wrong) return this.showErrors({ file: [wrong] })
    this.busy(true)
    const photo = await this.send(new FormData(this.form))
    this.busy(false)
    if (!photo) return
    // What was typed is for this use of the photo, even where the library has other words for it.
    const typed = this.typed()
    this.form.reset()
    if (this.element.open && this.field === field) this.chosen({ ...photo, ...typed })
  }

  // What was typed beside the file, by the names that a photo's description has.
  typed() {
    const text = (name) => this.form.elements[name].value.trim()
    const credit = [text("photographer"), text("source")].filter(Boolean).join("/")
    const given = Object.entries({ caption: text("caption"), alt: text("alt"), credit })
    return Object.fromEntries(given.filter(([, value]) => value))
  }

  wrongFile() {
    const input = this.form.elements.file
    if (!input.files.length) return this.form.dataset.missing
    return input.files[0].size > Number(input.dataset.maxBytes) ? this.form.dataset.tooLarge : ""
  }

  // The photo, or null after showing what was wrong. The form keeps all that was typed.
  async send(body) {
    this.showErrors({})
    try {
      const answer = await ask(this.form.getAttribute("action"), {
        method: "POST",
        body,
        headers: { "X-CSRFToken": csrfToken() },
      })
      if (answer.ok && answer.body) return answer.body
      if (answer.status === 403 && !answer.body) throw new SignedOut()
      const refused = this.form.dataset.status.replace("%s", answer.status)
      this.showErrors(answer.body?.errors || { __all__: [refused] })
    } catch (error) {
      this.showErrors({ __all__: [this.message(error)] })
    }
    return null
  }

  showErrors(errors) {
    for (const place of this.form.querySelectorAll("[data-errors]")) {
      const messages = errors[place.dataset.errors] || []
      this.tell(place, messages)
      const input = this.form.elements[place.dataset.errors]
      input?.toggleAttribute("aria-invalid", messages.length > 0)
      if (messages.length) place.scrollIntoView({ block: "nearest" })
    }
  }

  tell(place, messages) {
    const element = typeof place === "string" ? this.element.querySelector(place) : place
    element.textContent = messages.join(" ")
    element.hidden = !messages.length
  }

  message(error) {
    // A TypeError is the network's; only our own errors carry a text for people.
    return error instanceof TypeError || error instanceof SignedOut ? this.trouble : error.message
  }

  busy(on) {
    const button = this.form.querySelector("[type=submit]")
    button.disabled = on
    button.textContent = on ? button.dataset.busy : button.dataset.label
  }
}

let loading = null

async function dialogFor(field) {
  say(field, "")
  try {
    loading ??= Dialog.load(field)
    return await loading
  } catch {
    loading = null
    say(field, field.dataset.trouble)
    return null
  }
}

async function openFor(field) {
  const dialog = await dialogFor(field)
  dialog?.open(field)
}

// A file dropped on the field goes up without asking, and without what may still stand in the dialog's form.
// If it is refused, the dialog opens with it and says why.
async function uploadFor(field, file) {
  const dialog = await dialogFor(field)
  if (!dialog?.form || !file) return dialog?.open(field)
  say(field, field.dataset.busy)
  dialog.trouble = field.dataset.trouble
  const body = new FormData()
  body.append("file", file)
  dialog.take(file)
  const wrong = dialog.wrongFile()
  const photo = wrong ? null : await dialog.send(body)
  say(field, "")
  if (photo) {
    dialog.form.elements.file.value = ""
    return choose(field, photo)
  }
  if (wrong) dialog.showErrors({ file: [wrong] })
  return dialog.open(field)
}

// --- Listening ---------------------------------------------------------------

document.documentElement.classList.add("photo-picker-ready")

document.addEventListener("click", (event) => {
  const field = picker(event.target)
  if (!field) return
  if (event.target.closest("[data-choose]") || event.target.matches("img")) openFor(field)
  if (event.target.closest("[data-remove]")) remove(field)
})

// A photo that another script has for a field.
document.addEventListener("photo:given", (event) => {
  const field = picker(event.target)
  if (field) choose(field, event.detail)
})

// A file that misses its target must not make the browser leave a half-written article.
document.addEventListener("dragover", (event) => {
  if (!hasFiles(event) || event.target.matches?.("input[type=file]")) return
  event.preventDefault()
  picker(event.target)?.classList.add("is-target")
})

document.addEventListener("dragleave", (event) => {
  const field = picker(event.target)
  if (field && !field.contains(event.relatedTarget)) field.classList.remove("is-target")
})

document.addEventListener("drop", (event) => {
  if (!hasFiles(event) || event.target.matches?.("input[type=file]")) return
  event.preventDefault()
  const field = picker(event.target)
  if (!field) return
  field.classList.remove("is-target")
  uploadFor(field, event.dataTransfer.files[0])
})
