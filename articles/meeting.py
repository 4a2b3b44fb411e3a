"""What somebody typed meets what others saved meanwhile: put together, and told in words."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from .content import Content, canonical, digest, renewed
from .merging import Merged, Path, merge
from .models import Article, Revision
from .places import place_of
from .revising import keep

SHOWN = 4
LONGEST_NOTE = 250


def meet(base: Revision | None, mine: Content, theirs: Content, settled: Mapping[str, Any] | None = None) -> Merged:
    """`mine`, which was typed on `base`, put together with `theirs`; `settled` decides clashes, by their keys.

    All three as the library knows their photos and files by now, so that its news are no changes of anybody.
    """
    before = renewed(base.content) if base and base.content_json else None
    return merge(before, renewed(mine), renewed(theirs), settled)


def keep_typed(article: Article, mine: Content, *, author: AbstractBaseUser, note: str) -> Revision:
    """Keep what was typed as a Revision beside the others, unless a save has kept the very same already."""
    saved = article.revisions.filter(digest=digest(canonical(mine))).order_by("number").first()
    return saved or keep(article, mine, author=author, note=note)


def savers(article: Article, base: Revision | None, *, but: AbstractBaseUser) -> str:
    """Who saved the article after `base`; if nobody but oneself did, that it was oneself."""
    saves = article.revisions.exclude(kind=Revision.Kind.AUTOSAVE).filter(number__gt=base.number if base else 0)
    people = [row.author for row in saves.select_related("author").defer("content_json").order_by("number")]
    names = dict.fromkeys(_name(person) for person in people if person != but)
    return ", ".join(names) or _("you in another window")


def _name(person: AbstractBaseUser | None) -> str:
    return (person.get_full_name() or person.get_username()) if person else _("somebody")


def note_of(who: str) -> str:
    """The note of the Revision that a merge makes."""
    return Truncator(_("Put together with what was saved by %s.") % who).chars(LONGEST_NOTE)


def notice_of(who: str, merged: Merged, mine: Content, theirs: Content) -> str:
    """What is said to who saved: what was taken over from whom."""
    places = taken_places(merged, mine, theirs)
    what = ", ".join(places[:SHOWN]) + ("…" if len(places) > SHOWN else "")
    sentence = _("Meanwhile the article was saved by %(who)s. Both are put together; taken over from there: %(what)s.")
    return sentence % {"who": who, "what": what}


def taken_places(merged: Merged, mine: Content, theirs: Content) -> list[str]:
    """Where something of theirs was taken over, each place once."""
    there = {block["uid"] for block in theirs["blocks"]} | {"order"}
    places = [
        place_of(path, theirs, mine) if path[0] != "blocks" or path[1] in there else _deleted(path, mine)
        for path in merged.taken
    ]
    return list(dict.fromkeys(places))


def _deleted(path: Path, mine: Content) -> str:
    return _("%s (deleted)") % place_of(path, mine)
