// Videos and posts of other sites, which load nothing before they are asked for. Without this file their links remain.

const MAY = "autoplay; encrypted-media; fullscreen; picture-in-picture"
const CAGE = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-presentation allow-forms"

const makers = { frame, video: file, audio: file }

/** The other site's own page in a frame; a sandbox, so that it cannot lead the reader's window away. */
function frame({ player, title }) {
  const made = document.createElement("iframe")
  made.allow = MAY
  made.referrerPolicy = "strict-origin-when-cross-origin"
  made.setAttribute("sandbox", CAGE)
  made.title = title
  made.src = player
  return made
}

function file({ player, title, kind }) {
  const made = document.createElement(kind)
  made.controls = made.autoplay = true
  made.playsInline = true
  made.setAttribute("aria-label", title)
  made.src = player
  return made
}

function equip(embed) {
  const button = embed.querySelector(".embed__play")
  const title = embed.querySelector(".embed__title").textContent
  const hint = embed.querySelector(".embed__hint")
  button.hidden = embed.querySelector(".embed__note").hidden = false
  hint.hidden = true
  button.setAttribute("aria-label", `${button.textContent}: ${title}`)
  button.addEventListener("click", () => {
    const { player, kind } = embed.dataset
    const made = makers[kind]({ player, kind, title })
    made.className = "embed__player"
    // The link to the original stays: what a site refuses to show elsewhere can still be opened.
    embed.querySelector(".embed__stage").before(made)
    embed.classList.add("embed--open")
    made.focus()
  })
}

// Posts tell how high they are.
addEventListener("message", ({ origin, source, data }) => {
  if (origin !== "https://platform.twitter.com") return
  const told = data?.["twttr.embed"]
  const height = told?.method === "twttr.private.resize" && Number(told.params?.[0]?.height)
  const post = [...document.querySelectorAll(".embed--post iframe")].find((each) => each.contentWindow === source)
  if (post && height > 0 && height < 5000) post.height = Math.ceil(height)
})

for (const embed of document.querySelectorAll(".embed")) equip(embed)
