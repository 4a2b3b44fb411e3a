"""Videos and posts of other sites on an article's page: a link, and nothing loaded from anyone before a click."""

import re

import pytest
from django.urls import reverse

from articles.content import content_of
from articles.models import Embed
from articles.publishing import publish
from tests import factories
from tests.reader.pages import address, part, published

WATCH = "https://www.youtube.com/watch?v=BinhMinh-01"
POST = "https://x.com/baobinhminh/status/1890123456789012345"
FILE = "https://media.example.org/le-hoi.mp4"


def test_a_video_is_a_link_that_works_without_a_script(client):
    page = client.get(address(published("Bài", factories.embed(WATCH, "Lễ hội <1>", "Quay sáng nay"))))
    figure = part(page, '<figure class="embed', "</figure>")
    assert figure.startswith(
        '<figure class="embed embed--wide" data-player="https://www.youtube-nocookie.com/embed/BinhMinh-01?autoplay=1"'
        ' data-kind="frame"><div class="embed__stage"><p class="embed__site">YouTube</p>'
        f'<p class="embed__title"><a href="{WATCH}" target="_blank" rel="noopener nofollow">Lễ hội &lt;1&gt;</a></p>'
        '<p class="embed__hint">Opens YouTube in a new tab.</p><button type="button" class="embed__play" hidden>'
    )
    assert figure.endswith('<figcaption><span class="caption">Quay sáng nay</span></figcaption></figure>')


@pytest.mark.parametrize(
    ("url", "title"),
    [
        (WATCH, "Video on YouTube"),
        (POST, "Post on X"),
        ("https://media.example.org/noi-chuyen.mp3", "Audio from media.example.org"),
    ],
)
def test_without_a_title_it_says_what_it_is(client, url, title):
    page = client.get(address(published("Bài", factories.embed(url))))
    assert f'rel="noopener nofollow">{title}</a>' in page.text


def test_the_page_loads_nothing_from_others(client):
    page = client.get(address(published("Bài", factories.embed(WATCH), factories.embed(FILE))))
    assert "<iframe" not in page.text
    assert "<video" not in page.text
    assert all(url.startswith("/") for url in re.findall(r'\b(?:src|srcset)="([^"]*)"', page.text))


def test_only_a_page_with_embeds_brings_what_shows_them(client):
    with_one = client.get(address(published("Bài", factories.embed(WATCH)))).text
    without = client.get(address(published("Bài khác"))).text
    assert ["embeds.js" in page for page in (with_one, without)] == [True, False]


def policy(response, directive: str) -> list[str]:
    rules = dict(rule.split(" ", 1) for rule in response["Content-Security-Policy"].split("; "))
    return sorted(rules[directive].split())


def test_the_policy_lets_in_whose_embeds_are_shown_and_only_where_they_are(client):
    youtube, x = "https://www.youtube-nocookie.com", "https://platform.twitter.com"
    shown = [
        ([factories.text()], ["'none'"], ["'self'"]),
        ([factories.embed(WATCH)], [youtube], ["'self'"]),
        ([factories.embed(FILE)], ["'none'"], ["'self'", "https://media.example.org"]),
        ([factories.embed(WATCH), factories.embed(POST), factories.embed(WATCH)], [x, youtube], ["'self'"]),
    ]
    for blocks, frames, media in shown:
        page = client.get(address(published("Bài", *blocks)))
        assert (policy(page, "frame-src"), policy(page, "media-src")) == (frames, media)
    for path in ("/", "/thoi-su/", "/khong-co"):
        assert policy(client.get(path), "frame-src") == ["'none'"]


def test_a_page_that_is_still_right_keeps_the_policy_it_came_with(client):
    url = address(published("Bài có tệp", factories.embed(FILE)))
    answer = client.get(url, headers={"if-none-match": client.get(url)["ETag"]})
    assert (answer.status_code, "Content-Security-Policy" in answer) == (304, False)


def test_the_desk_previews_it_with_the_same_policy(desk):
    article = factories.article("Bài", factories.embed(FILE), factories.embed(WATCH))
    preview = desk.get(reverse("desk:preview", args=[article.pk]))
    assert policy(preview, "media-src") == ["'self'", "https://media.example.org"]
    assert policy(preview, "frame-src") == ["https://www.youtube-nocookie.com"]
    assert "'unsafe-inline'" in policy(preview, "style-src")
    assert 'data-kind="video"' in preview.text


def test_an_address_that_can_no_longer_be_embedded_leaves_nothing(client):
    article = published("Bài", factories.text(), factories.embed(WATCH))
    Embed.objects.update(url="https://www.youtube.com/")
    publish(factories.edit(article, lead="Sapo mới."), by=None)
    page = client.get(address(article))
    assert page.status_code == 200
    assert 'class="embed' not in page.text


def test_it_is_kept_in_revisions_without_any_html(db):
    article = factories.article("Bài", factories.embed(WATCH, "Tên", "Lời"))
    (block,) = content_of(article)["blocks"]
    assert {key: value for key, value in block.items() if key != "uid"} == {
        "type": "embed",
        "url": WATCH,
        "title": "Tên",
        "caption": "Lời",
    }
