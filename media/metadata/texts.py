"""What somebody wrote into a picture file as the clean, short texts that the library keeps."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from kernel.text import clean, one_line

MAX_CAPTION = 10_000

# Controls, and signs that turn or hide the text around them.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
    "\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
# What cameras and programs write where nobody has written anything, and names of files.
_NOBODYS = re.compile(
    r"((konica )?minolta|olympus|kodak)?\s*digital (still )?camera|samsung camera pictures|sony dsc|exif[_ ]jpeg(_\w+)?"
    r"|default|unknown|untitled|created with (the )?gimp|dcim\S*"
    r"|_?(dsc[fn]?|img|mg|pict?|sam|gopr|dji|pxl|imgp|cimg|p)[-_]?\d{3,}\S*"
    r"|\S+\.(jpe?g|tiff?|png|webp|avif|heic|nef|cr[23]|arw|dng|raf|orf|rw2)",
    re.ASCII | re.IGNORECASE,
)


def written(texts: Iterable[str], *, limit: int, lines: bool = False) -> Iterator[str]:
    """The texts that somebody wrote: clean, on one line unless `lines`, cut between words."""
    for text in texts:
        # Cut first, for cleaning takes time; a letter may be four characters before it.
        text = _UNSEEN.sub("", text[: 4 * limit])
        text = _cut(clean(text).strip() if lines else one_line(text), limit)
        if text and not _NOBODYS.fullmatch(text):
            yield text


def first(texts: Iterable[str], *, limit: int, lines: bool = False) -> str:
    return next(written(texts, limit=limit, lines=lines), "")


def joined(texts: Iterable[str], *, limit: int, separator: str = ", ", lines: bool = False) -> str:
    """Every text once, in order, as far as there is room."""
    return _cut(separator.join(dict.fromkeys(written(texts, limit=limit, lines=lines))), limit)


def listed(texts: Iterable[str], *, limit: int) -> str:
    """Names separated by commas, each once, whole, as many as there is room for."""
    names: dict[str, str] = {}
    for name in re.split(r"[,;]", one_line(_UNSEEN.sub("", ",".join(texts)[: 10 * limit]))):
        names.setdefault(name.strip().casefold(), name.strip())
    names.pop("", None)
    return _cut(", ".join(names.values()), limit, at=",")


def without_names(credits: Iterable[str], names: Iterable[str]) -> list[str]:
    """The credits without the photographer's name ("Lê Na/Báo Mới" by Lê Na): it is printed beside them anyway."""
    known = {one_line(name).casefold() for name in names}
    return [
        "/".join(part for part in credit[:1000].split("/") if one_line(part).casefold() not in known)
        for credit in credits
    ]


def _cut(text: str, limit: int, *, at: str = " \n") -> str:
    """At most `limit` characters of the text, cut where one of the signs in `at` stands, if one does."""
    if len(text) <= limit:
        return text
    end = max(text.rfind(sign, 0, limit + 1) for sign in at)
    return text[: end if end > 0 else limit].rstrip()


# How each field becomes the one text that fits its column.
TIDY: dict[str, Callable[[Iterable[str]], str]] = {
    "title": partial(first, limit=250),
    "caption": partial(first, limit=MAX_CAPTION, lines=True),
    "alt": partial(first, limit=MAX_CAPTION, lines=True),
    "photographer": partial(joined, limit=200),
    # The credit line comes before the source: it is what the supplier's contract wants printed.
    "source": partial(first, limit=200),
    "copyright": partial(first, limit=250),
    "usage_terms": partial(joined, limit=MAX_CAPTION, separator="\n", lines=True),
    "place": partial(joined, limit=200),
    "people": partial(listed, limit=1000),
    "keywords": partial(listed, limit=1000),
}
