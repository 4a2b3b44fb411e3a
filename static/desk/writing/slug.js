// The slug of a title, as kernel/text.py makes it; a test compares the two. Pure.

const LENGTH = 80
// Variation selectors and the joiner are marks that Python's `combining` does not know as such.
const MARKS = /(?![\u034f\ufe00-\ufe0f])\p{Mn}/gu

export function slugify(text) {
  const folded = text.normalize("NFKC").toLowerCase().normalize("NFD").replace(MARKS, "").replace(/đ/g, "d")
  let slug = folded.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "")
  if (slug.length > LENGTH) {
    const cut = slug.slice(0, LENGTH + 1)
    slug = cut.slice(0, Math.max(cut.lastIndexOf("-"), 0)) || slug.slice(0, LENGTH)
  }
  return slug || "bai"
}
