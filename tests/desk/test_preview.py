"""The preview: the public page of the working copy, for the desk alone."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from articles.models import Article
from articles.publishing import publish
from tests import factories

pytestmark = pytest.mark.django_db


def preview(client: Client, article: Article):
    return client.get(reverse("desk:preview", args=[article.pk]))


def test_the_desk_sees_the_working_copy_as_readers_would(client: Client, lan: User) -> None:
    client.force_login(lan)
    author, topic = factories.author("Đức Hà"), factories.topic("Cà phê")
    article = factories.article(
        "Giá cà phê lập đỉnh",
        factories.text("<p>Thân bài.</p>"),
        factories.figure(factories.photo(), "Chú thích."),
        lead="Sapo đây.",
        prefix="Bài, ảnh",
        authors=[author],
        topics=[topic],
    )
    response = preview(client, article)
    page = response.content.decode()
    for words in ("Giá cà phê lập đỉnh", "Sapo đây.", "Thân bài.", "Chú thích.", "Cà phê"):
        assert words in page
    assert f'Bài, ảnh: <a href="{author.get_absolute_url()}" rel="author">Đức Hà</a>' in page
    assert 'name="robots" content="noindex' in page
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"
    assert "/publish/" not in page


def test_readers_go_on_seeing_what_was_published(desk: Client) -> None:
    article = factories.article("Bài")
    address = publish(article, by=None).edition.get_absolute_url()
    factories.edit(article, title="Bài đã sửa")
    assert "Bài đã sửa" in preview(desk, article).content.decode()
    assert "Bài đã sửa" not in Client().get(address).content.decode()


def test_an_article_without_a_section_is_sent_back_to_its_form(desk: Client) -> None:
    article = factories.article("Bài")
    factories.edit(article, section=None)
    assert preview(desk, article).url == f"/admin/articles/article/{article.pk}/change/"


def test_an_empty_article_can_be_previewed(desk: Client) -> None:
    article = factories.article("Bài", factories.text(""), lead="")
    assert preview(desk, article).status_code == 200


def test_hostile_text_is_escaped(desk: Client) -> None:
    article = factories.article("<script>alert(1)</script>", lead="<img src=x onerror=alert(1)>")
    page = preview(desk, article).content.decode()
    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page
