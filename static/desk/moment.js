// Says below a field for a date and time how what is typed there is understood. The server reads it: one grammar.

const PAUSE = 200

function watch(field) {
  const echo = document.createElement("output")
  echo.className = "moment-echo"
  echo.htmlFor = field.id
  field.after(echo)
  let timer, asked

  async function read() {
    asked?.abort()
    asked = new AbortController()
    const text = field.value.trim()
    if (!text) {
      say("", false)
      return
    }
    try {
      const answer = await fetch(`${field.dataset.moment}?${new URLSearchParams({ text })}`, { signal: asked.signal })
      const { words, error } = await answer.json()
      say(words ? `→ ${words}` : error, Boolean(error))
    } catch {
      // Overtaken by the next letter, or offline: the server reads it once more when the form is sent.
    }
  }

  function say(words, wrong) {
    echo.textContent = words
    echo.classList.toggle("is-wrong", wrong)
    field.toggleAttribute("aria-invalid", wrong)
  }

  field.addEventListener("input", () => {
    clearTimeout(timer)
    timer = setTimeout(read, PAUSE)
  })
  if (field.value) read()
}

for (const field of document.querySelectorAll("[data-moment]")) watch(field)

// Who wants another time, or a correction, types it at once.
document.addEventListener("change", ({ target }) => {
  const opened = { later: "at", correction: "correction" }[target.value]
  if (target.type === "radio" && opened) target.form.elements[opened]?.focus()
})
