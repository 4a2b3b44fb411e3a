// Pasting: text of other programs comes in plain, and the text of a whole page into an empty article as its parts.

import { offerParts } from "./page.js"
import { sentence, tell } from "./notice.js"
import { cleaned } from "./pasted.js"
import { withProps } from "./rich.js"

const OURS = "data-pm-slice"

function transformPastedHTML(html) {
  if (html.includes(OURS)) return html
  const { html: clean, pictures } = cleaned(html)
  if (pictures) tell(sentence("pictures", { count: pictures }))
  return clean
}

withProps(() => ({ transformPastedHTML }))

// Before the editor takes it.
document.addEventListener("paste", offerParts, { capture: true })
