// The lead photo and the figure that shows it change together, whichever of the two is changed.

import { blocksInOrder } from "./body.js"
import { sentence, tell } from "./notice.js"

const lead = document.getElementById("id_lead_photo")
const before = new WeakMap()
const valueBefore = (input) => before.get(input) ?? input.defaultValue
let isFollowing = false

const figureWith = (photo) =>
  blocksInOrder().map((block) => block.querySelector(".figure-block .photo-picker-id"))
    .find((input) => input && input.value === photo)

function follow(input, photo) {
  const old = valueBefore(input)
  const other = !old ? null : input === lead ? figureWith(old) : lead.value === old ? lead : null
  if (!other || other === input) return
  isFollowing = true
  other.closest("[data-photo-picker]").dispatchEvent(new CustomEvent("photo:given", { bubbles: true, detail: photo }))
  isFollowing = false
  tell(sentence(input === lead ? "figureToo" : "leadToo"))
}

if (lead) {
  document.addEventListener("photo:chosen", (event) => {
    const input = event.target.querySelector(".photo-picker-id")
    if (!isFollowing && (input === lead || event.target.closest(".figure-block"))) follow(input, event.detail)
    before.set(input, input.value)
  })
}
