"""Vietnamese text: what comes in is cleaned once, what is compared is folded, what goes into a URL is a slug."""

import re
import unicodedata

# C0 controls but tab and newlines, DEL, and lone surrogates: never text, and databases refuse some of them.
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")
SLUG_LENGTH = 80


def clean(text: str) -> str:
    """`text` as NFC with Unix line ends; what is no text (NUL, controls, lone surrogates) becomes U+FFFD."""
    text = _NOT_TEXT.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    return unicodedata.normalize("NFC", text)


def one_line(text: str) -> str:
    """`clean(text)` with every run of white space, no-break ones included, as one space."""
    return " ".join(clean(text).split())


def fold(text: str) -> str:
    """`text` as it is searched: lower case, no marks, đ as d. "Thông tin", "THÔNG TIN", "thong tin" are one."""
    text = unicodedata.normalize("NFD", text.lower())
    return "".join(char for char in text if not unicodedata.combining(char)).replace("đ", "d")


def slugify(text: str) -> str:
    """The ASCII slug of a title or name, at most 80 characters, cut between words; "bai" if nothing is left."""
    slug = _NOT_IN_SLUG.sub("-", fold(unicodedata.normalize("NFKC", text))).strip("-")
    if len(slug) > SLUG_LENGTH:
        slug = slug[: SLUG_LENGTH + 1].rpartition("-")[0] or slug[:SLUG_LENGTH]
    return slug or "bai"
