// The focal point: click or drag on the picture, or move it with the arrow keys; the crops follow at once.

const STEP = 0.02
const clamp = (share) => Math.min(Math.max(share, 0), 1)

// Where CSS must hold a picture (its width by its height) in a frame of `ratio`: the rule of imaging.crop_box, whose
// box has its centre as near the point as it can be. As `object-position` says it: shares of what is cut away.
export function objectPosition(picture, ratio, [x, y]) {
  const place = (point, part) => (part < 1 ? clamp((point - part / 2) / (1 - part)) : 0.5)
  const across = place(x, Math.min(1, ratio / picture))
  const down = place(y, Math.min(1, picture / ratio))
  return `${(100 * across).toFixed(2)}% ${(100 * down).toFixed(2)}%`
}

// As the server reads it: with commas, as people write here, and with spaces.
function parsed(text) {
  const match = text.replaceAll(",", ".").replace(/\s/g, "").match(/^([0-9.]+)x([0-9.]+)$/)
  const point = match ? [Number(match[1]), Number(match[2])] : []
  return point.length && point.every((share) => share >= 0 && share <= 1) ? point : null
}

function start(field) {
  const picture = field.querySelector("[data-picture]")
  const dot = field.querySelector("[data-dot]")
  const input = field.querySelector("input")
  const crops = [...field.querySelectorAll("[data-family]")]
  const trouble = field.querySelector("[data-trouble]")
  const ratio = Number(field.dataset.ratio)
  let last = parsed(field.dataset.point) ?? [0.5, 0.5]

  function show() {
    const point = parsed(input.value)
    // Of what the form came back with the server has said it.
    trouble.hidden = Boolean(point) || input.value === input.defaultValue
    last = point ?? last
    dot.hidden = false
    dot.style.left = `${100 * last[0]}%`
    dot.style.top = `${100 * last[1]}%`
    for (const crop of crops) {
      crop.style.aspectRatio = crop.dataset.ratio
      crop.style.objectPosition = objectPosition(ratio, Number(crop.dataset.ratio), last)
    }
  }

  function move(x, y) {
    input.value = `${clamp(x).toFixed(3)}x${clamp(y).toFixed(3)}`
    input.dispatchEvent(new Event("input", { bubbles: true }))
  }

  function follow(event) {
    const frame = picture.getBoundingClientRect()
    move((event.clientX - frame.left) / frame.width, (event.clientY - frame.top) / frame.height)
  }

  picture.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return
    picture.setPointerCapture(event.pointerId)
    picture.focus({ preventScroll: true })
    follow(event)
  })
  picture.addEventListener("pointermove", (event) => {
    if (picture.hasPointerCapture(event.pointerId)) follow(event)
  })
  picture.addEventListener("keydown", (event) => {
    const steps = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] }
    if (!(event.key in steps)) return
    event.preventDefault()
    const [x, y] = last
    move(x + steps[event.key][0], y + steps[event.key][1])
  })
  input.addEventListener("input", show)

  picture.tabIndex = 0
  field.querySelector("[data-crops]").hidden = false
  show()
}

for (const field of document.querySelectorAll("[data-focal-point]")) if (field.querySelector("[data-picture]")) start(field)
