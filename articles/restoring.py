"""Bringing an earlier state back into the working copy: a save like any other, that overwrites nothing unseen."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from media.models import Document, Photo, Recording

from .content import Content, apply, mentioned_articles
from .models import Article, Author, Revision, Section, Topic
from .revising import latest_revision, record


class Overtaken(Exception):
    """Somebody saved after the one who restores had looked; carries that save."""

    def __init__(self, latest: Revision) -> None:
        self.latest = latest


@transaction.atomic
def restore(revision: Revision, *, by: AbstractBaseUser, seen: int) -> tuple[Revision, bool]:
    """Make the working copy say what `revision` says; as `revising.record`, the new Revision and whether it is new.

    `seen` is the number of the last save that `by` knew of: if there is a newer one, `Overtaken` is raised.
    """
    article = Article.objects.select_for_update().get(pk=revision.article_id)
    if not article.may_be_edited_by(by):
        raise PermissionDenied
    latest = latest_revision(article)
    if latest and latest.number != seen:
        raise Overtaken(latest)
    apply(revision.content, article)
    return record(article, author=by, note=_("Restored from revision %d.") % revision.number)


def gone(content: Content) -> list[str]:
    """What the content names and the newsroom no longer has, so that a restored article lacks it: "photo: Mưa"."""
    return [
        f"{model._meta.verbose_name}: {found[pk]}"
        for model, found in _named(content).items()
        for pk in _missing(model, found)
    ]


def _missing(model: type[Model], found: dict[int, str]) -> list[int]:
    if not found:
        return []
    there = set(model._default_manager.filter(pk__in=found).values_list("pk", flat=True))
    return [pk for pk in found if pk not in there]


def _named(content: Content) -> dict[type[Model], dict[int, str]]:
    """Every row that the content names, with what it was called, if the content says that."""
    holders = [{"photo": content["lead_photo"]}, *content["blocks"], *content["related"]]
    return {
        Section: _numbers([content["section"]] if content["section"] else []),
        Author: _numbers(content["byline"]["authors"]),
        Topic: _numbers(content["topics"]),
        Photo: dict(_called(holders, "photo", "caption")),
        Document: dict(_called(holders, "document", "title")),
        Recording: dict(_called(holders, "recording", "title")),
        Article: _numbers(mentioned_articles(content)),
    }


def _numbers(ids: Any) -> dict[int, str]:
    return {pk: f"#{pk}" for pk in ids}


def _called(holders: list[Content], part: str, words: str) -> Iterator[tuple[int, str]]:
    for holder in holders:
        if kept := holder.get(part):
            yield kept["id"], kept[words] or f"#{kept['id']}"
