// The address that readers will see, below the field for it, as the title is written.

import { slugify } from "./slug.js"

const [title, slug] = [document.getElementById("id_title"), document.getElementById("id_slug")]
const place = document.querySelector("[data-address]")

function show() {
  const words = slugify(slug.value || title.value)
  slug.placeholder = title.value.trim() && slugify(title.value)
  place.textContent = slug.value || title.value.trim() ? place.dataset.address.replace("{slug}", words) : ""
}

if (slug && place) {
  const output = document.createElement("output")
  output.className = "address-preview"
  output.htmlFor = slug.id
  output.append(place)
  place.hidden = false
  slug.after(output)
  for (const field of [title, slug]) field.addEventListener("input", show)
  show()
}
