"""Pages are functions of a path and a moment: the paper can be read as it was, and as it will be."""

from datetime import datetime, timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone

from articles.models import Edition
from articles.publishing import publish, withdraw
from reader import views
from reader.frame import Frame
from tests import factories
from tests.reader.pages import HOUR, address, published, stories


def at(moment: datetime, path: str = "/"):
    """A request as the middleware of time travel will hand it on."""
    request = RequestFactory().get(path)
    request.moment = moment
    return request


def test_every_page_shows_what_stood_there_at_its_moment(clock):
    start = timezone.now()
    article = published("Bản sáng")
    clock.shift(HOUR)
    publish(factories.edit(article, title="Bản trưa"), by=None, correction="Sửa lúc trưa")
    clock.shift(HOUR)
    withdraw(article, by=None, reason="x")
    publish(factories.edit(article, title="Bản tối"), by=None, at=start + 9 * HOUR)
    moments = [start - HOUR, start, start + HOUR, start + 2 * HOUR, start + 9 * HOUR]
    assert [stories(views.home(at(moment))) for moment in moments] == [[], ["Bản sáng"], ["Bản trưa"], [], ["Bản tối"]]
    assert [stories(views.section(at(moment, "/thoi-su/"), "thoi-su")) for moment in moments] == [
        [],
        ["Bản sáng"],
        ["Bản trưa"],
        [],
        ["Bản tối"],
    ]
    path = address(article)
    pages = [views.article(at(moment, path), article.pk) for moment in moments[1:]]
    assert [page.status_code for page in pages] == [200, 200, 410, 200]
    assert ["Sửa lúc trưa" in page.text for page in pages] == [False, True, False, True]


def test_by_default_it_is_now():
    factories.section("Kinh tế")
    assert Frame.at().moment == timezone.now()


def test_it_is_now_in_a_paper_without_sections():
    assert (Frame.at().moment, Frame.at().menu) == (timezone.now(), [])


def test_a_clock_that_steps_back_does_not_hide_the_newest_act(client, clock):
    article = published("Mới nhất")
    clock.shift(-HOUR)
    assert Frame.at().moment == Edition.objects.get(article=article).created_at
    assert stories(client.get("/")) == ["Mới nhất"]


def test_a_schedule_does_not_pull_the_moment_ahead(clock):
    article = published("Bài")
    publish(article, by=None, at=timezone.now() + HOUR)
    clock.shift(timedelta(minutes=1))
    assert Frame.at().moment == timezone.now()


@pytest.mark.parametrize("count", [1, 3])
def test_the_frame_costs_one_query(django_assert_num_queries, count):
    for _ in range(count):
        factories.section(parent=factories.section())
    # 1. sections and the newest act
    with django_assert_num_queries(1):
        frame = Frame.at()
        urls = [section.get_absolute_url() for section in frame.sections.values()]
        tops = [section.top for section in frame.sections.values()]
    assert (len(urls), len(set(tops))) == (2 * count, count)
