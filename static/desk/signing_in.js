// A session that ended while somebody was typing: a dialog over the form signs in again, and then the save goes on.

import { beat, csrfToken, heard, ping } from "./autosave.js"

const form = document.getElementById("article_form")
const { signIn, signedIn } = document.getElementById("sitting").dataset
const dialog = document.getElementById("sign-in-again")
const frame = dialog.querySelector("iframe")

let checking = false
let allowed = false
// The button that was pressed when nobody was signed in any more; null: none, the form was only being kept.
let pressed = null

function open() {
  if (dialog.open) return
  frame.src = signIn
  dialog.showModal()
}

function submit(button) {
  allowed = true
  form.requestSubmit(button.isConnected ? button : null)
  allowed = false
}

async function back() {
  for (const field of document.getElementsByName("csrfmiddlewaretoken")) field.value = csrfToken()
  if (!(await beat({ always: true }))) return
  const button = pressed
  dialog.close()
  frame.removeAttribute("src")
  if (button) submit(button)
}

// Where the frame is; "" while it shows a page of another site.
function place() {
  try {
    return frame.contentWindow.location.pathname
  } catch {
    return ""
  }
}

heard.addEventListener("signed-out", open)
frame.addEventListener("load", () => {
  if (dialog.open && place() === signedIn) back()
})
// Signed in in another tab.
window.addEventListener("focus", () => {
  if (dialog.open && document.activeElement !== frame) back()
})
dialog.querySelector("button").addEventListener("click", () => dialog.close())
dialog.addEventListener("close", () => {
  pressed = null
})

// Before the form goes: is anybody there to take it? Answered by the sign-in page, what was typed would be gone.
document.addEventListener(
  "submit",
  async (event) => {
    if (event.target !== form || allowed) return
    event.preventDefault()
    event.stopImmediatePropagation()
    if (checking) return
    checking = true
    pressed = event.submitter ?? form.querySelector("[name=_continue]")
    const there = await ping()
    checking = false
    if (!there) return
    const button = pressed
    pressed = null
    submit(button)
  },
  { capture: true },
)
