"""What readers must never see: drafts, schedules, what was cancelled or withdrawn. Nowhere, not even as a hint."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.publishing import cancel_pending, publish, withdraw
from tests import factories
from tests.reader.pages import HOUR, address, published


def draft():
    return factories.article("Bài bí mật", lead="Sapo bí mật")


def edited():
    article = published("Bài công khai")
    return factories.edit(article, title="Bài bí mật", lead="Sapo bí mật", slug="bai-bi-mat")


def scheduled():
    article = draft()
    publish(article, by=None, at=timezone.now() + HOUR)
    return article


def cancelled():
    article = scheduled()
    cancel_pending(article, by=None)
    return article


def withdrawn():
    article = draft()
    publish(article, by=None)
    withdraw(article, by=None, reason="Lý do bí mật")
    return article


def pages(client, article) -> list[str]:
    """Everything public that might mention the article, and a page that links to it in every way."""
    linking = published(
        "Bài có liên kết",
        factories.text(f'<p>Xem <a href="article:{article.pk}">ở đây</a>.</p>'),
        factories.related_box(article),
        related=[factories.link(article, title="Tên bí mật của liên kết", teaser="Lời dẫn bí mật")],
    )
    paths = ["/", "/thoi-su/", address(linking), f"/thoi-su/bai-bi-mat-{article.pk}.html"]
    paths += ["/rss/tin-moi.xml", "/atom/chuyen-muc/thoi-su.xml", "/sitemap-2026-03.xml", "/sitemap-tin-moi.xml"]
    return [client.get(path, follow=True).text for path in paths]


@pytest.mark.parametrize("make", [draft, scheduled, cancelled, withdrawn])
def test_what_is_not_live_is_not_even_hinted_at(client, clock, make):
    article = make()
    clock.shift(HOUR / 2)
    for html in pages(client, article):
        assert "bí mật" not in html
        assert "bi-mat" not in html
        assert f"article:{article.pk}" not in html


def test_unpublished_changes_of_a_live_article_are_not_shown(client):
    article = edited()
    linked = "".join(pages(client, article)).replace("Tên bí mật của liên kết", "").replace("Lời dẫn bí mật", "")
    assert "Bài công khai" in linked
    assert "bí mật" not in linked
    assert "bi-mat" not in linked


@pytest.mark.parametrize(("make", "status"), [(draft, 404), (scheduled, 404), (cancelled, 404), (withdrawn, 410)])
def test_its_own_address_says_only_that_nothing_is_there(client, make, status):
    article = make()
    assert client.get(f"/thoi-su/bai-bi-mat-{article.pk}.html").status_code == status


def test_staff_see_what_readers_see(client, admin_user):
    article = draft()
    client.force_login(admin_user)
    assert client.get(f"/thoi-su/bai-bi-mat-{article.pk}.html").status_code == 404


def test_a_schedule_opens_to_the_microsecond(client, clock):
    article = scheduled()
    path = f"/thoi-su/bai-bi-mat-{article.pk}.html"
    clock.move_to(article.editions.get().live_from - timedelta(microseconds=1))
    before = client.get(path).status_code
    clock.shift(timedelta(microseconds=1))
    assert (before, client.get(path).status_code) == (404, 200)
