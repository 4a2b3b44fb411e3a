"""Saving: every save of an article that changes anything leaves a Revision."""

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from .content import Content, canonical, content_of, digest, names_in, renewed, search_text, word_count
from .models import Article, ArticleWords, Revision


@transaction.atomic
def record(
    article: Article, *, author: AbstractBaseUser | None, kind: str = Revision.Kind.SAVE, note: str = ""
) -> tuple[Revision, bool]:
    """The Revision of the working copy as saved, and whether it is a new one: a save with no change makes none."""
    Article.objects.select_for_update().get(pk=article.pk)
    content = content_of(article)
    text = canonical(content)
    latest = latest_revision(article)
    if latest and latest.digest == digest(text):
        return latest, False
    revision = _insert(article, text, author=author, kind=kind, note=note)
    Article.objects.filter(pk=article.pk).update(version=F("version") + 1, words=word_count(content))
    article.refresh_from_db(fields=["version", "words"])
    authors, topics = names_in(content)
    ArticleWords.objects.update_or_create(
        article=article, defaults={"search_text": search_text(content, authors + topics)}
    )
    return revision, True


@transaction.atomic
def renew(article: Article, *, author: AbstractBaseUser | None) -> Revision | None:
    """The state that was last saved, with what the library knows of its photos and files by now.

    A new Revision if that is anything else.
    """
    Article.objects.select_for_update().get(pk=article.pk)
    latest = latest_revision(article)
    if latest is None:
        return None
    text = canonical(renewed(latest.content))
    if latest.digest == digest(text):
        return latest
    note = _("Taken over from the library: what is known of photos and files had changed.")
    return _insert(article, text, author=author, kind=Revision.Kind.SAVE, note=note)


@transaction.atomic
def keep(article: Article, content: Content, *, author: AbstractBaseUser | None, note: str) -> Revision:
    """Keep a text that did not become the working copy, as a Revision that changes nothing; the same text once."""
    Article.objects.select_for_update().get(pk=article.pk)
    text = canonical(content)
    kept = article.revisions.filter(kind=Revision.Kind.AUTOSAVE, digest=digest(text)).first()
    return kept or _insert(article, text, author=author, kind=Revision.Kind.AUTOSAVE, note=note)


def _insert(article: Article, text: str, *, author: AbstractBaseUser | None, kind: str, note: str) -> Revision:
    number = (article.revisions.order_by("-number").values_list("number", flat=True).first() or 0) + 1
    return Revision.objects.create(
        article=article, number=number, content_json=text, digest=digest(text), author=author, kind=kind, note=note
    )


def latest_revision(article: Article) -> Revision | None:
    """The state that was last saved on purpose."""
    return saved_on_purpose(article.revisions.all()).first()


def saved_on_purpose(revisions: QuerySet[Revision]) -> QuerySet[Revision]:
    """The newest first, without texts that were only kept beside."""
    return revisions.exclude(kind=Revision.Kind.AUTOSAVE).order_by("-number")
