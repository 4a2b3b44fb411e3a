"""Saving an article: every change leaves a revision, and nothing else does."""

from uuid import UUID, uuid4

import pytest
from django.contrib.auth.models import User
from django.contrib.messages import get_messages
from django.test import Client
from django.utils.translation import gettext

from articles.content import content_of
from articles.models import Article, Figure, Text
from tests import factories
from tests.articles.admin.forms import BOX, BYLINE, FIGURE, LINKS, QUOTE, TEXT, add_row, errors_of, opened, save

pytestmark = pytest.mark.django_db


def words(response: object) -> list[str]:
    """What the admin says after a save."""
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_a_new_article_opens_with_a_text_to_write_into(desk: Client) -> None:
    posted = opened(desk)
    assert posted[f"{TEXT}-TOTAL_FORMS"] == "1"
    assert posted[f"{TEXT}-0-region"] == "body"
    assert posted[f"{FIGURE}-TOTAL_FORMS"] == "0"


def test_an_article_with_everything_is_saved_as_one_revision(desk: Client, thu: User) -> None:
    section, topic, photo = factories.section("Kinh tế"), factories.topic("Cà phê"), factories.photo()
    first, second, other = factories.author("Hà"), factories.author("Minh"), factories.article("Bài khác")
    posted = opened(desk) | {
        "title": "Giá cà phê  lập đỉnh",
        "lead": "Sapo.",
        "section": section.pk,
        "label": "feature",
        "topics": [topic.pk],
        "lead_photo": photo.pk,
        "byline_prefix": "Bài, ảnh",
        "source": "Bình Minh",
        f"{TEXT}-0-html": "<p>Đoạn một.</p><script>alert(1)</script>",
    }
    add_row(posted, FIGURE, photo=photo.pk, caption="Chú thích", layout="wide", ordering="20")
    add_row(posted, QUOTE, text="Một câu.", attribution="Ông A", ordering="30")
    add_row(posted, BOX, title="Đọc thêm", articles=[other.pk], ordering="40")
    add_row(posted, BYLINE, author=second.pk, position="2")
    add_row(posted, BYLINE, author=first.pk, position="1")
    add_row(posted, LINKS, target=other.pk, position="1")
    add_row(posted, LINKS, url="https://example.vn/", title="Nơi khác", position="2")

    response = save(desk, None, posted)

    article = Article.objects.get(title="Giá cà phê lập đỉnh")
    assert response.url == f"/admin/articles/article/{article.pk}/change/"
    assert (article.version, article.created_by, article.revisions.get().author) == (1, thu, thu)
    content = article.revisions.get().content
    uids = [block.pop("uid") for block in content["blocks"]]
    assert len({UUID(uid) for uid in uids}) == 4
    shown = {"id": photo.pk, "sha256": photo.sha256, "focal_point": "0.5x0.5"}
    shown |= {"alt": "Một khoảng màu", "caption": "", "credit": "Minh Hà/Bình Minh"}
    assert content == {
        "title": "Giá cà phê lập đỉnh",
        "short_title": "",
        "lead": "Sapo.",
        "slug": "gia-ca-phe-lap-dinh",
        "section": section.pk,
        "label": "feature",
        "topics": [topic.pk],
        "byline": {"prefix": "Bài, ảnh", "authors": [first.pk, second.pk], "source": "Bình Minh"},
        "lead_photo": shown,
        "blocks": [
            {"type": "text", "html": "<p>Đoạn một.</p>"},
            {
                "type": "figure",
                "photo": shown,
                "caption": "Chú thích",
                "credit": "",
                "alt": "",
                "decorative": False,
                "layout": "wide",
            },
            {"type": "quote", "text": "Một câu.", "attribution": "Ông A"},
            {"type": "related", "title": "Đọc thêm", "articles": [other.pk]},
        ],
        "related": [
            {"article": other.pk, "url": "", "title": "", "teaser": "", "photo": None},
            {"article": None, "url": "https://example.vn/", "title": "Nơi khác", "teaser": "", "photo": None},
        ],
    }


def test_a_save_without_a_change_makes_no_revision(desk: Client) -> None:
    article = factories.article("Bài", factories.text(), factories.figure(factories.photo(), "Chú thích"))
    posted = opened(desk, article)
    response = save(desk, article, posted)
    assert response.status_code == 302
    assert words(response) == [gettext("Saved; the text has not changed since the last save.")]
    article.refresh_from_db()
    assert (article.version, article.revisions.count()) == (1, 1)


def test_a_save_with_a_change_makes_one_and_says_which(desk: Client, thu: User) -> None:
    article = factories.article("Bài")
    response = save(desk, article, opened(desk, article) | {"title": "Bài đã sửa"})
    assert words(response) == [gettext("Saved as revision %d.") % 2]
    article.refresh_from_db()
    assert (article.version, article.title) == (2, "Bài đã sửa")
    assert [(row.number, row.author) for row in article.revisions.order_by("number")] == [(1, None), (2, thu)]


def test_an_empty_text_is_dropped_and_not_an_error(desk: Client) -> None:
    article = factories.article("Bài", factories.text("<p>Một.</p>"), factories.text("<p>Hai.</p>"))
    posted = opened(desk, article) | {f"{TEXT}-1-html": "<p> &nbsp; </p><p></p>"}
    add_row(posted, TEXT, html="<p></p>")
    add_row(posted, TEXT, html="")
    add_row(posted, FIGURE, photo="", caption="", credit="", alt="", layout="normal")
    add_row(posted, QUOTE, text="", attribution="")
    add_row(posted, BOX, title="", articles=[])
    add_row(posted, BYLINE, author="", position="3")
    add_row(posted, LINKS, target="", url="", title="", teaser="", photo="", position="2")
    assert save(desk, article, posted).status_code == 302
    assert [block.get("html") for block in content_of(article)["blocks"]] == ["<p>Một.</p>"]
    assert (article.byline.count(), article.related_links.count()) == (0, 0)


def test_blocks_keep_their_uid_and_new_ones_have_that_of_the_browser(desk: Client) -> None:
    article = factories.article("Bài")
    kept, mine = article.articles_text_set.get().uid, uuid4()
    posted = opened(desk, article) | {f"{TEXT}-0-uid": str(uuid4())}
    add_row(posted, TEXT, html="<p>Hai.</p>", uid=str(mine))
    add_row(posted, TEXT, html="<p>Ba.</p>", uid="không phải uid")
    add_row(posted, TEXT, html="<p>Bốn.</p>", uid=str(mine))
    add_row(posted, TEXT, html="<p>Năm.</p>", uid=str(kept))
    assert save(desk, article, posted).status_code == 302
    uids = [text.uid for text in article.articles_text_set.order_by("ordering")]
    assert uids[:2] == [kept, mine]
    assert len(set(uids)) == 5


def test_a_place_that_is_no_number_is_the_last_one(desk: Client) -> None:
    article = factories.article("Bài", factories.text("<p>Một.</p>"))
    posted = opened(desk, article)
    for place, html in (("mười", "<p>Bốn.</p>"), ("99999999999999999999", "<p>Năm.</p>"), ("20", "<p>Hai.</p>")):
        add_row(posted, TEXT, html=html, ordering=place, region="ở đâu đó")
    add_row(posted, BYLINE, author=factories.author("Sau").pk, position="x")
    add_row(posted, BYLINE, author=factories.author("Trước").pk, position="-1")
    assert save(desk, article, posted).status_code == 302
    content = content_of(article)
    assert [block["html"] for block in content["blocks"]] == [
        "<p>Một.</p>",
        "<p>Hai.</p>",
        "<p>Bốn.</p>",
        "<p>Năm.</p>",
    ]
    assert {text.region for text in article.articles_text_set.all()} == {"body"}
    assert [entry.author.name for entry in article.byline.all()] == ["Trước", "Sau"]


def test_a_failed_save_keeps_what_was_typed_and_saves_nothing(desk: Client) -> None:
    article = factories.article("Bài")
    posted = opened(desk, article) | {"title": "  ", "lead": "Sapo mới đã gõ", f"{TEXT}-0-html": "<p>Đã gõ.</p>"}
    add_row(posted, FIGURE, photo="", caption="Chú thích đã gõ", layout="normal")
    add_row(posted, QUOTE, text="", attribution="Ai đó")
    response = save(desk, article, posted)
    assert response.status_code == 200
    assert set(errors_of(response)) == {"title", f"{QUOTE}-0-text"}
    page = response.content.decode()
    for typed in ("Sapo mới đã gõ", "&lt;p&gt;Đã gõ.&lt;/p&gt;", "Chú thích đã gõ", "Ai đó"):
        assert typed in page
    article.refresh_from_db()
    assert (article.lead, Figure.objects.count()) == ("Sapo của bài.", 0)
    # What was typed is kept beside, too.
    assert [revision.kind for revision in article.revisions.all()] == ["autosave", "save"]


def test_blocks_can_be_deleted_and_moved(desk: Client) -> None:
    article = factories.article(
        "Bài", factories.text("<p>Một.</p>"), factories.quote("Hai"), factories.text("<p>Ba.</p>")
    )
    posted = opened(desk, article)
    posted |= {f"{TEXT}-0-DELETE": "on", f"{TEXT}-1-ordering": "10", f"{QUOTE}-0-ordering": "20"}
    assert save(desk, article, posted).status_code == 302
    assert [block["type"] for block in content_of(article)["blocks"]] == ["text", "quote"]
    assert Text.objects.get().html == "<p>Ba.</p>"


def test_no_block_of_another_article_is_copied_or_taken(desk: Client) -> None:
    other = factories.article("Bài khác", factories.text("<p>Của bài khác.</p>"))
    stolen = other.articles_text_set.get()
    article = factories.article("Bài")
    posted = opened(desk, article)
    clones = {"_clone": f"articles.text:{stolen.pk}", "_clone_region": "body", "_clone_ordering": "90"}
    assert save(desk, article, posted | clones).status_code == 302
    assert article.articles_text_set.count() == 1
    save(desk, article, opened(desk, article) | {f"{TEXT}-0-id": str(stolen.pk), f"{TEXT}-0-html": "<p>Lấy.</p>"})
    stolen.refresh_from_db()
    assert (stolen.parent, stolen.html) == (other, "<p>Của bài khác.</p>")


def test_buttons_lead_to_the_preview_and_to_publishing(desk: Client, client: Client, lan: User) -> None:
    article = factories.article("Bài", created_by=lan)
    assert (
        save(desk, article, opened(desk, article), "_preview").url == f"/admin/articles/article/{article.pk}/preview/"
    )
    assert (
        save(desk, article, opened(desk, article), "_publish").url == f"/admin/articles/article/{article.pk}/publish/"
    )
    client.force_login(lan)
    assert (
        save(client, article, opened(client, article), "_publish").url
        == f"/admin/articles/article/{article.pk}/change/"
    )
    assert 'name="_publish"' not in client.get(f"/admin/articles/article/{article.pk}/change/").content.decode()


def test_the_page_has_no_script_without_a_nonce(desk: Client) -> None:
    response = desk.get("/admin/articles/article/add/")
    policy = response["Content-Security-Policy"]
    nonce = policy.partition("'nonce-")[2].partition("'")[0]
    assert nonce
    assert f'<script type="importmap" nonce="{nonce}">' in response.content.decode()
    assert "unsafe" not in policy.partition("script-src")[2].partition(";")[0]
