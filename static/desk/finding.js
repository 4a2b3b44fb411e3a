// Articles are found by keyboard: "/" leads to the search, what it found first has the focus, arrows lead up and down.

const search = document.querySelector("#searchbar, #first-search")
const found = () => [...document.querySelectorAll("#result_list .field-title a")]
const isWriting = (element) => element.matches("input, textarea, select, [contenteditable=true]")

function toSearch() {
  search.focus()
  search.select()
}

function step(by) {
  const titles = found()
  const next = titles.indexOf(document.activeElement) + by
  if (next < 0) toSearch()
  else (titles[next] ?? titles.at(-1)).focus()
}

function actFor({ key, target }) {
  if (key === "/" && !isWriting(target)) return toSearch
  const by = { ArrowDown: 1, ArrowUp: -1 }[key]
  // From the search only down, from a title both ways; everywhere else the page scrolls.
  const isAmong = found().includes(target) || (target === search && by === 1 && found().length)
  return by && isAmong ? () => step(by) : null
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
  const act = actFor(event)
  if (!act) return
  event.preventDefault()
  act()
})

const [first] = found()
const isSearched = new URLSearchParams(location.search).get("q")
if (isSearched && first) first.focus()
else if (isSearched) toSearch()
