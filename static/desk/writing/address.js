// The address that readers will see, below the field for it, as the title is written and the section chosen.

import { slugify } from "./slug.js"

const [title, slug] = [document.getElementById("id_title"), document.getElementById("id_slug")]
const section = document.getElementById("id_section")
const place = document.querySelector("[data-address]")

function show() {
  const words = slugify(slug.value || title.value)
  slug.placeholder = title.value.trim() && slugify(title.value)
  const folder = section?.selectedOptions[0]?.dataset.slug || "…"
  const address = place.dataset.address.replace("{section}", folder).replace("{slug}", words)
  place.textContent = slug.value || title.value.trim() ? address : ""
}

if (slug && place) {
  const output = document.createElement("output")
  output.className = "address-preview"
  output.htmlFor = slug.id
  output.append(place)
  place.hidden = false
  slug.after(output)
  for (const field of [title, slug, section]) field?.addEventListener("input", show)
  show()
}
