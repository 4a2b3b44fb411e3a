// Pasting: what other programs put on the clipboard comes in plain.

import { sentence, tell } from "./notice.js"
import { cleaned } from "./pasted.js"

// What was copied in an editor of ours is as it should be.
const OURS = "data-pm-slice"

export function transformPastedHTML(html) {
  if (html.includes(OURS)) return html
  const { html: clean, pictures } = cleaned(html)
  if (pictures) tell(sentence("pictures", { count: pictures }))
  return clean
}
