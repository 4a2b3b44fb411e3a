// Buttons beside the links that pass an article on: the phone's own share sheet, the clipboard, paper.

const bar = document.querySelector(".share")
const done = bar.querySelector(".share__done")
const { address, title } = bar.dataset

const ways = {
  sheet: navigator.share && (() => navigator.share({ title, url: address })),
  copy: navigator.clipboard && (async () => {
    await navigator.clipboard.writeText(address)
    done.textContent = done.dataset.copied
  }),
  print: () => print(),
}

for (const [name, go] of Object.entries(ways)) {
  if (!go) continue
  const button = bar.querySelector(`[data-way="${name}"]`)
  button.parentElement.hidden = false
  // Who closes the sheet, or forbids the clipboard, meant to: there is nothing to say.
  button.addEventListener("click", async () => go()?.catch(() => {}))
}
