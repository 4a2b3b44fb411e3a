"""The bin: what was thrown away waits thirty days, then goes for good, whenever somebody next looks or throws."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import ProtectedError, QuerySet
from django.utils import timezone

from .models import Article

KEPT = timedelta(days=30)
# A page must not wait for a bin that nobody emptied for a year.
AT_ONCE = 50


def expired(now: datetime | None = None) -> QuerySet[Article]:
    """The articles whose thirty days are over, the oldest first."""
    return Article.objects.binned().filter(binned_at__lte=(now or timezone.now()) - KEPT).order_by("binned_at")


def empty(limit: int | None = AT_ONCE) -> int:
    """Delete what is expired, at most `limit` articles; how many went. What others point to stays."""
    return sum(_delete(pk) for pk in list(expired().values_list("pk", flat=True)[:limit]))


@transaction.atomic
def _delete(pk: int) -> bool:
    # Once more, behind the lock: somebody may have taken it out meanwhile.
    article = expired().select_for_update().filter(pk=pk).first()
    if article is None:
        return False
    try:
        with transaction.atomic():
            article.delete()
    except ProtectedError:
        return False
    return True
