"""One line of an article page among the others: whether it reads like a title, like prose or like part of a list.

Pure. Reading bylines and reading the rest of a page both ask this.
"""

import re
from collections.abc import Sequence

from kernel.text import normalize

LONGEST_TITLE = 150
_LIST_MARK = re.compile(r"[-–—•·▪●◦*+]")
_NUMBER = re.compile(r"(?:\d{1,3}|[a-zđ])[.)]\s")
# Controls and marks without width that are neither text nor white space.
_INVISIBLE = re.compile("[\x01-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u200b\u2060\ufeff]")


def tidy(text: str) -> str:
    """`text` as NFC, without what is invisible."""
    return normalize(_INVISIBLE.sub("", text))


def is_sentence(text: str) -> bool:
    """Whether the line closes like prose; a short line may end in "?" or "!" and be a title."""
    end = text[-10:].rstrip("\"”’'»)]")[-1:]
    return end in tuple(".:;…") or (end in tuple("!?") and len(text) > 100)


def is_doubled(texts: Sequence[str], at: int) -> bool:
    return texts[at] in (*texts[max(at - 1, 0) : at], *texts[at + 1 : at + 2])


def is_title(texts: Sequence[str], at: int) -> bool:
    text = texts[at]
    if is_doubled(texts, at):
        return True
    is_open = not is_sentence(text) or (len(text) <= 100 and text.endswith(("…", "...")))
    return is_open and len(text) <= LONGEST_TITLE and not is_list_line(text)


def first_that_may_be_related(texts: Sequence[str], floor: int) -> int:
    """The least place, not below `floor`, from which on titles and teasers alternate up to the end."""
    at = len(texts)
    while at > floor:
        if is_title(texts, at - 1):
            at -= 1
        elif at - 1 > floor and is_title(texts, at - 2):
            at -= 2
        else:
            break
    return at


def is_list_line(text: str, around: Sequence[str] = ()) -> bool:
    """Whether the line begins with a list's mark; "1." is one only beside another number, else it may head a part."""
    if _LIST_MARK.match(text):
        return True
    return bool(_NUMBER.match(text)) and sum(bool(_NUMBER.match(line)) for line in around) > 1
