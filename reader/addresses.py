"""Addresses as others need them: whole, and names that never change."""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from articles.models import Edition


def absolute(address: str) -> str:
    """The whole address of a path of this site; what is whole already, such as a file in a bucket, stays."""
    return settings.SITE_URL + address if address.startswith("/") else address


def tag_of(edition: Edition) -> str:
    """The name of the edition's article for feed readers (a `tag:` URI, RFC 4151): no new title changes it."""
    day = timezone.localdate(edition.first_published_at)
    return f"tag:{urlsplit(settings.SITE_URL).hostname},{day}:bai-{edition.article_id}"
