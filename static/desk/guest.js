// Preview links are made and revoked without leaving the form: the server answers with the card as it then is.

const form = document.getElementById("guest-links")

form.addEventListener("submit", async (event) => {
  const button = event.submitter
  const card = button.closest(".card--guests")
  event.preventDefault()
  button.disabled = true
  try {
    const answer = await fetch(button.getAttribute("formaction"), {
      method: "POST",
      headers: { "X-Requested-With": "fetch" },
      body: new FormData(form),
    })
    if (!answer.ok || answer.redirected) throw new Error(answer.status)
    card.outerHTML = await answer.text()
    document.querySelector(".card--guests [data-copy]")?.focus()
  } catch {
    // Signed out, or no connection: as without scripts, after the browser has asked about what is unsaved.
    button.disabled = false
    form.action = button.getAttribute("formaction")
    form.submit()
  }
})
