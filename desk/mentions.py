"""Names in notes: "@lan" is the colleague whose user name that is."""

import re
from collections.abc import Iterable, Iterator

from django.contrib.auth.models import User
from django.db.models import QuerySet

from kernel.text import fold, one_line

# At the beginning, after white space or an opening sign; the @ of an e-mail address is none.
NAME = re.compile(r"(?<![^\s(\[{<“‘\"'«–—-])@([\w.@+-]{1,150})")
# A user name may end with these, but so may a sentence.
ENDS = ".@+-_"
OFFERED = 8


def colleagues() -> QuerySet[User]:
    """Those who can open articles on the desk, and so read notes."""
    found = User.objects.with_perm("articles.view_article").filter(is_staff=True)
    return found.only("username", "first_name", "last_name", "email").order_by("username")


def name_of(user: User) -> str:
    """What the newsroom calls somebody."""
    return user.get_full_name() or user.get_username()


def offered(typed: str, *, but: User) -> list[User]:
    """The colleagues one of whose names has a word that begins with what is typed after the @."""
    asked = fold(one_line(typed))
    fitting = [user for user in colleagues() if user != but and _begins(user, asked)]
    return fitting[:OFFERED]


def _begins(user: User, asked: str) -> bool:
    names = [fold(user.username), fold(user.get_full_name())]
    return any(f" {name}".find(f" {asked}") >= 0 for name in names)


def pieces(text: str, people: Iterable[User]) -> Iterator[tuple[str, User | None]]:
    """The text in pieces, with each name of one of `people` as a piece of its own: ("@lan", Lan)."""
    known = {user.username.casefold(): user for user in people}
    at = 0
    for match in NAME.finditer(text):
        name = next((name for name in _readings(match[1]) if name.casefold() in known), None)
        if name:
            yield text[at : match.start()], None
            yield f"@{name}", known[name.casefold()]
            at = match.start() + 1 + len(name)
    yield text[at:], None


def _readings(word: str) -> Iterator[str]:
    """What the word may mean as a name: all of it, or without signs that end the sentence."""
    yield word
    while word and word[-1] in ENDS:
        word = word[:-1]
        yield word


def named(text: str, people: Iterable[User]) -> list[User]:
    """Whom of `people` the text names, each once."""
    return list(dict.fromkeys(user for _piece, user in pieces(text, people) if user))


def unknown(text: str, people: Iterable[User]) -> list[str]:
    """The names in the text that are nobody's of `people`."""
    rest = " ".join(piece for piece, user in pieces(text, people) if user is None)
    return list(dict.fromkeys(match[0].rstrip(ENDS) for match in NAME.finditer(rest) if match[0].rstrip(ENDS)))
