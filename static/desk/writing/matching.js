// Where a text has the words that are looked for, with or without regard to capitals and accents. Pure.

const folded = new Map()

function foldSign(sign, options) {
  const key = `${options.capitals}${options.accents}${sign}`
  if (!folded.has(key)) {
    let text = options.capitals ? sign : sign.toLowerCase()
    if (!options.accents) text = text.normalize("NFD").replace(/\p{Mn}/gu, "").replace(/đ/g, "d").replace(/Đ/g, "D")
    folded.set(key, text)
  }
  return folded.get(key)
}

/** The text as it is compared, and of each of its signs where it stands in the text. */
function fold(text, options) {
  let result = ""
  const places = []
  let at = 0
  for (const sign of text) {
    // A no-break space is a space to who looks for one.
    const plain = sign === "\u00a0" ? " " : foldSign(sign, options)
    for (let each = 0; each < plain.length; each += 1) places.push(at)
    result += plain
    at += sign.length
  }
  places.push(at)
  return { result, places }
}

/** The places of `words` in `text`: [{from, to}]. `options`: {capitals, accents}, whether they count. */
export function matches(text, words, options) {
  const wanted = fold(words.normalize("NFC"), options).result
  if (!wanted) return []
  const { result, places } = fold(text, options)
  const found = []
  for (let at = result.indexOf(wanted); at >= 0; at = result.indexOf(wanted, at + wanted.length)) {
    found.push({ from: places[at], to: places[at + wanted.length] })
  }
  return found
}
