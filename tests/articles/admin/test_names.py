"""Sections, authors and topics: bad input is a field error, and names are found without accents."""

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Author, Section, Topic
from tests import factories

pytestmark = pytest.mark.django_db

BLANK = {
    "section": {"name": "Tên", "slug": "", "parent": "", "kind": "news", "description": "", "position": "0"},
    "author": {"name": "Tên", "legal_name": "", "slug": "", "photo": "", "bio": "", "user": ""},
    "topic": {"name": "Tên", "slug": ""},
}


def add(client: Client, noun: str, **fields: str):
    return client.post(reverse(f"admin:articles_{noun}_add"), BLANK[noun] | fields)


@pytest.mark.parametrize(("noun", "model"), [("section", Section), ("author", Author), ("topic", Topic)])
def test_a_name_gives_the_address(desk: Client, noun: str, model: type) -> None:
    assert add(desk, noun, name="Đời sống").status_code == 302
    assert model.objects.get().slug == "doi-song"


@pytest.mark.parametrize(
    ("noun", "field", "value"),
    [
        *((noun, "name", value) for noun in BLANK for value in ("", "   ", "x" * 300)),
        *((noun, "slug", value) for noun in BLANK for value in ("có dấu", "a/b", "<b>", "x" * 300)),
        *(("section", "parent", value) for value in ("77", "abc", "9" * 40, "\x00")),
        *(("section", "position", value) for value in ("-1", "abc", "9" * 40)),
        ("section", "kind", "gì đó"),
        ("section", "slug", "admin"),
        *(("author", "photo", value) for value in ("77", "abc", "9" * 40)),
        *(("author", "user", value) for value in ("77", "abc", "9" * 40, "\x00")),
    ],
)
def test_bad_input_is_a_field_error(desk: Client, noun: str, field: str, value: str) -> None:
    response = add(desk, noun, **{field: value})
    assert response.status_code == 200
    assert field in response.context["adminform"].form.errors


@pytest.mark.parametrize("noun", list(BLANK))
def test_an_address_that_is_taken_is_a_field_error(desk: Client, noun: str) -> None:
    add(desk, noun, name="Một", slug="cho-nay")
    response = add(desk, noun, name="Hai", slug="cho-nay")
    assert "slug" in response.context["adminform"].form.errors


def test_sections_have_two_levels(desk: Client) -> None:
    below = factories.section("Thị trường", parent=factories.section("Kinh tế"))
    assert "parent" in add(desk, "section", parent=str(below.pk)).context["adminform"].form.errors


def test_sections_are_listed_as_a_tree(desk: Client) -> None:
    first, second = factories.section("Kinh tế", position=1), factories.section("Văn hóa", position=2)
    factories.section("Sách", parent=second, position=1)
    factories.section("Thị trường", parent=first, position=9)
    rows = desk.get(reverse("admin:articles_section_changelist")).context["cl"].result_list
    assert [row.name for row in rows] == ["Kinh tế", "Thị trường", "Văn hóa", "Sách"]


def test_names_are_found_without_accents(desk: Client) -> None:
    for name in ("Đức Hà", "Minh"):
        factories.author(name)
    rows = desk.get(reverse("admin:articles_author_changelist"), {"q": "duc"}).context["cl"].result_list
    assert [row.name for row in rows] == ["Đức Hà"]


def test_a_section_with_articles_is_not_deleted(desk: Client, admin_client: Client) -> None:
    section = factories.section("Kinh tế")
    factories.article("Bài", section=section)
    page = reverse("admin:articles_section_delete", args=[section.pk])
    assert admin_client.post(page, {"post": "yes"}).status_code == 200
    assert Section.objects.get() == section
