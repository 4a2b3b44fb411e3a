"""When a photo of the library is replaced, the articles that are being written use its successor."""

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q
from django.utils.translation import gettext as _

from media.models import Photo

from .models import Article, Author, Figure, LiveEntry, RelatedLink
from .revising import record


def follow(*, old: Photo, new: Photo, by: AbstractBaseUser | None, **kwargs: object) -> None:
    """Put `new` in the place of `old` in every working copy, each with a revision; editions stay as they are.

    Runs in the transaction of `Photo.replace`.
    """
    using = Q(lead_photo=old) | Q(articles_figure_set__photo=old) | Q(related_links__photo=old)
    using |= Q(articles_liveentry_set__photo=old)
    articles = list(Article.objects.filter(using).distinct().order_by("pk"))
    for model in (Figure, LiveEntry):
        model.objects.filter(photo=old).update(photo=new)
    RelatedLink.objects.filter(photo=old).update(photo=new)
    Author.objects.filter(photo=old).update(photo=new)
    for article in articles:
        Article.objects.filter(pk=article.pk, lead_photo=old).update(lead_photo=new)
        article.refresh_from_db()
        record(
            article, author=by, note=_("The photo %(old)d was replaced by %(new)d.") % {"old": old.pk, "new": new.pk}
        )
