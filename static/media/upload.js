// The upload page: files chosen or dropped wait in a queue, two are under way at a time, each becomes a card.
// One that fails waits for another try while the others go on. Every text comes from the template.

import { Board } from "./board.js"
import { post } from "./server.js"

const AT_ONCE = 2
const hasFiles = (event) => event.dataTransfer?.types.includes("Files")

class Queue {
  constructor(form, board) {
    this.words = form.dataset
    this.board = board
    this.panel = document.querySelector("[data-progress]")
    this.list = document.querySelector("[data-queue]")
    this.template = document.querySelector("[data-row]")
    this.rows = []
    this.retryAll = document.querySelector("[data-retry-all]")
    this.retryAll.addEventListener("click", () => this.retryFailed())
    window.addEventListener("online", () => this.retryFailed())
    window.addEventListener("beforeunload", (event) => {
      if (this.rows.some((row) => ["waiting", "sending", "failed"].includes(row.is))) event.preventDefault()
    })
  }

  add(files) {
    for (const file of files) this.append(new Row(file, this.rows.length, this))
    this.go()
  }

  append(row) {
    this.rows.push(row)
    this.list.append(row.element)
    if (row.file.size > Number(this.words.maxBytes)) row.refuse(this.words.tooLarge)
  }

  retryFailed() {
    for (const row of this.rows) if (row.is === "failed") row.wait()
    this.go()
  }

  go() {
    const free = AT_ONCE - this.count("sending")
    for (const row of this.rows.filter((one) => one.is === "waiting").slice(0, free)) this.send(row)
    this.summarise()
  }

  async send(row) {
    row.start()
    const data = new FormData()
    data.append("file", row.file)
    try {
      this.answered(row, await post(this.words.url, data, (share) => row.progress(share)))
    } catch {
      row.fail(this.words.failed)
    }
    this.go()
  }

  answered(row, { status, body }) {
    if (body?.card) return this.arrived(row, body)
    if (status === 400 && body?.errors) return row.refuse(body.errors.join(" "))
    if (body?.errors) return row.refuse(Object.values(body.errors).flat().join(" "))
    if (status === 413) return row.refuse(this.words.tooLarge)
    // Without a session a sign-in page comes, as 200; without any cookie not even that.
    if ((status === 200 || status === 403) && !body) return row.signedOut()
    return row.fail(status >= 400 ? this.words.status.replace("%s", status) : this.words.failed)
  }

  arrived(row, { id, card }) {
    if (this.board.has(id)) return row.refuse(this.words.twice)
    row.finish()
    this.board.add(card, row.order)
  }

  count(state) {
    return this.rows.filter((row) => row.is === state).length
  }

  summarise() {
    this.panel.hidden = !this.rows.length
    const words = this.words.summary.replace("%(done)s", this.count("done")).replace("%(all)s", this.rows.length)
    this.panel.querySelector("[data-summary]").textContent = words
    this.retryAll.hidden = this.count("failed") < 2
  }
}

class Row {
  constructor(file, order, queue) {
    this.file = file
    this.order = order
    this.words = queue.words
    this.element = queue.template.content.firstElementChild.cloneNode(true)
    this.part("name").textContent = file.name
    this.part("retry").addEventListener("click", () => {
      this.wait()
      queue.go()
    })
    this.part("dismiss").addEventListener("click", () => {
      this.is = "dismissed"
      this.element.remove()
      queue.go()
    })
    this.wait()
  }

  part(name) {
    return this.element.querySelector(`[data-${name}]`)
  }

  show(state, text) {
    this.is = state
    this.part("state").textContent = text
    this.element.className = `upload-row is-${state}`
    this.part("sign-in").hidden = true
    this.part("retry").hidden = state !== "failed"
    this.part("dismiss").hidden = !["failed", "refused"].includes(state)
    this.element.querySelector("progress").hidden = !["waiting", "sending"].includes(state)
  }

  wait() {
    this.progress(0)
    this.show("waiting", this.words.waiting)
  }

  start() {
    this.show("sending", this.words.sending)
  }

  progress(share) {
    this.element.querySelector("progress").value = share
    if (share === 1) this.part("state").textContent = this.words.working
  }

  fail(text) {
    this.show("failed", text)
  }

  signedOut() {
    this.fail(this.words.signedOut)
    this.part("sign-in").hidden = false
  }

  refuse(text) {
    this.show("refused", text)
  }

  finish() {
    this.is = "done"
    this.element.remove()
  }
}

// --- What is dropped -----------------------------------------------------------

// The files of a drop, folders opened.
async function dropped(transfer) {
  // Asked for before the first pause: the browser forgets a drop's items after it.
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.() ?? null)
  if (!entries.length || entries.includes(null)) return [...transfer.files]
  return (await Promise.all(entries.map(filesOf))).flat()
}

async function filesOf(entry) {
  // What systems leave in folders: .DS_Store, ._name, Thumbs.db.
  if (entry.name.startsWith(".") || entry.name === "Thumbs.db") return []
  if (entry.isFile) return [await new Promise((resolve, reject) => entry.file(resolve, reject))]
  const reader = entry.createReader()
  const found = []
  for (;;) {
    // A folder is read in portions.
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject))
    if (!some.length) break
    found.push(...some)
  }
  return (await Promise.all(found.map(filesOf))).flat()
}

// --- Listening -------------------------------------------------------------------

const form = document.querySelector("[data-upload]")
const queue = new Queue(form, new Board(document.querySelector("[data-board]")))
form.querySelector("[data-plain]").hidden = true

form.elements.file.addEventListener("change", () => {
  queue.add([...form.elements.file.files])
  form.elements.file.value = ""
})

document.addEventListener("dragover", (event) => {
  if (!hasFiles(event)) return
  event.preventDefault()
  form.classList.add("is-target")
})

document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) form.classList.remove("is-target")
})

document.addEventListener("drop", async (event) => {
  if (!hasFiles(event)) return
  event.preventDefault()
  form.classList.remove("is-target")
  queue.add(await dropped(event.dataTransfer))
})
