// Event handlers in pasted HTML. They never run; but the browser complains of each as soon as the text is parsed, in
// whatever document. Pure.

const TAG = /<[a-z][^<>]*>/gi
const HANDLER = /\son[a-z]+\s*=\s*("[^"]*"|'[^']*'|[^\s>]*)/gi

export const withoutHandlers = (html) => html.replace(TAG, (tag) => tag.replace(HANDLER, ""))
