// The article's pictures one after another on the whole screen. Its words are in reader/components/viewer.html; a page
// without this file lacks nothing else.

const dialog = document.querySelector(".viewer")
const track = dialog.querySelector(".viewer__track")
const position = dialog.querySelector(".viewer__position")
const [previous, next, close] = ["previous", "next", "close"].map((name) => dialog.querySelector(`.viewer__${name}`))
const opener = document.querySelector("#figure-opener").content.firstElementChild

const steps = {
  ArrowLeft: () => current - 1,
  ArrowRight: () => current + 1,
  Home: () => 0,
  End: () => track.children.length - 1,
}

let current = 0

/** Makes the figures that `find` gives open the viewer, in which they are looked through together. */
function offer(find) {
  const pictures = () => find().filter((figure) => figure.querySelector("img"))
  for (const figure of pictures()) {
    if (figure.querySelector(".figure__open")) continue
    const button = opener.cloneNode(true)
    const image = figure.querySelector("img")
    if (image.alt) button.setAttribute("aria-label", `${button.getAttribute("aria-label")}: ${image.alt}`)
    image.closest("picture").after(button)
    const show = () => {
      // The focus comes back to where it was.
      button.focus({ preventScroll: true })
      const shown = pictures()
      open(shown, shown.indexOf(figure))
    }
    button.addEventListener("click", show)
    image.addEventListener("click", show)
  }
}

/** Opens the viewer with these figures at the one of this number. */
function open(figures, index) {
  track.replaceChildren(...figures.map(slide))
  dialog.classList.toggle("viewer--single", figures.length === 1)
  dialog.showModal()
  // The button "back" of a phone closes the viewer, not the page.
  history.pushState({ viewer: true }, "")
  for (const child of track.children) arrivals.observe(child)
  current = index
  resized.observe(track)
  goTo(index)
}

/** A copy of the figure, its picture with all its sources, loaded when it is near. */
function slide(figure) {
  const copy = document.createElement("figure")
  copy.className = "viewer__slide"
  const picture = figure.querySelector("picture").cloneNode(true)
  const image = picture.querySelector("img")
  image.loading = "lazy"
  image.removeAttribute("fetchpriority")
  copy.append(picture)
  const caption = figure.querySelector("figcaption")
  if (caption) copy.append(caption.cloneNode(true))
  return copy
}

/** Tells the browser how wide each picture is printed, so that it chooses the file that fits. */
function fit() {
  for (const image of track.querySelectorAll("img")) {
    const proportions = image.getAttribute("width") / image.getAttribute("height")
    const width = Math.ceil(Math.min(track.clientWidth, track.clientHeight * proportions))
    for (const source of image.parentElement.children) source.sizes = `${width}px`
  }
}

/** Shows the slide of this number, if there is one. */
function goTo(index) {
  const target = track.children[index]
  if (!target) return
  track.scrollTo({ left: target.offsetLeft, behavior: "instant" })
  arriveAt(index)
}

/** Says where one is; fetches the neighbours. */
function arriveAt(index) {
  current = index
  position.textContent = `${index + 1}/${track.children.length}`
  for (const [number, child] of [...track.children].entries()) {
    child.inert = number !== index
    const image = child.querySelector("img")
    if (Math.abs(number - index) <= 1) image.loading = "eager"
  }
  previous.setAttribute("aria-disabled", index === 0)
  next.setAttribute("aria-disabled", index === track.children.length - 1)
}

// A swipe is the browser's own scrolling: this says where it ended.
const arrivals = new IntersectionObserver(
  (entries) => {
    const arrived = entries.find((entry) => entry.isIntersecting)
    if (arrived && dialog.open) arriveAt([...track.children].indexOf(arrived.target))
  },
  { root: track, threshold: 0.6 },
)

const resized = new ResizeObserver(() => {
  fit()
  goTo(current)
})

dialog.addEventListener("keydown", (event) => {
  const step = steps[event.key]
  if (!step || event.altKey || event.ctrlKey || event.metaKey) return
  event.preventDefault()
  goTo(step())
})
previous.addEventListener("click", () => goTo(current - 1))
next.addEventListener("click", () => goTo(current + 1))
close.addEventListener("click", () => dialog.close())
track.addEventListener("click", (event) => {
  if (!event.target.closest("img, figcaption")) dialog.close()
})
dialog.addEventListener("close", () => {
  arrivals.disconnect()
  resized.disconnect()
  track.replaceChildren()
  if (history.state?.viewer) history.back()
})
addEventListener("popstate", () => dialog.close())

/** Lets a mouse step from picture to picture in the page; fingers and the arrow keys scroll the strip as it is. */
function steer(gallery) {
  const strip = gallery.querySelector(".gallery__strip")
  const [back, on] = document.querySelector("#gallery-steps").content.cloneNode(true).children
  const [first, second] = strip.querySelectorAll(".figure")
  const step = (by) => {
    const pitch = second.offsetLeft - first.offsetLeft
    strip.scrollTo({ left: (Math.round(strip.scrollLeft / pitch) + by) * pitch })
  }
  const mark = () => {
    back.setAttribute("aria-disabled", strip.scrollLeft < 1)
    on.setAttribute("aria-disabled", strip.scrollLeft + strip.clientWidth > strip.scrollWidth - 1)
  }
  back.addEventListener("click", () => step(-1))
  on.addEventListener("click", () => step(1))
  strip.addEventListener("scroll", mark, { passive: true })
  new ResizeObserver(mark).observe(strip)
  gallery.append(back, on)
}

for (const gallery of document.querySelectorAll(".gallery")) {
  offer(() => [...gallery.querySelectorAll(".figure")])
  steer(gallery)
}
const single = () => [...document.querySelectorAll(".article .figure")].filter((figure) => !figure.closest(".gallery"))
offer(single)
// A live blog's new reports bring pictures.
document.addEventListener("live:changed", () => offer(single))
