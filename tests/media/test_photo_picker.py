from datetime import timedelta

import pytest
import time_machine
from django import forms
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext

from articles.models import Article
from media.models import Photo
from media.widgets import PhotoChoiceField, PhotoPicker, PicksPhotos
from tests.factories import photo

pytestmark = pytest.mark.django_db
LIST = "admin:media_photo_picker"
NOON = "2026-03-08T12:00:00+07:00"


def ids(client: Client, **query: object) -> list[int]:
    return [row["id"] for row in client.get(reverse(LIST), query).json()["photos"]]


# --- The list -----------------------------------------------------------------


def test_the_newest_photos_come_first_page_by_page(client: Client, lan: User) -> None:
    client.force_login(lan)
    newest_first = [photo().pk for _ in range(50)][::-1]
    assert [ids(client, page=page) for page in (1, 2, 3, 4)] == [
        newest_first[:24],
        newest_first[24:48],
        newest_first[48:],
        [],
    ]
    assert [client.get(reverse(LIST), {"page": page}).json()["more"] for page in (1, 2, 3)] == [True, True, False]


def test_the_list_is_searched_without_accents(client: Client, lan: User) -> None:
    client.force_login(lan)
    found = photo(caption="Mưa ở Đà Nẵng")
    photo(caption="Nắng ở Huế")
    assert ids(client, q="da nang mua") == [found.pk]
    assert ids(client, q="hà nội") == []


@time_machine.travel(NOON, tick=False)
def test_only_what_may_be_used_from_now_on_is_offered(client: Client, lan: User) -> None:
    client.force_login(lan)
    free, now, later = photo(), timezone.now(), timezone.now() + timedelta(days=30)
    photo(replaced_by=free)
    photo(taken_down_at=now)
    photo(rights_end=now)
    ending = photo(rights_end=now + timedelta(hours=1))
    lasting = photo(rights_end=later)
    embargoed = photo(embargo_until=later, usage_terms="Chỉ dùng một lần")
    rows = {row["id"]: row["badges"] for row in client.get(reverse(LIST)).json()["photos"]}
    assert rows == {
        embargoed.pk: [
            [gettext("embargo until %s") % "12:00 07/04/2026", "ahead"],
            [gettext("restricted"), "ahead"],
        ],
        lasting.pk: [],
        ending.pk: [[gettext("rights end soon"), "ahead"]],
        free.pk: [],
    }


@pytest.mark.parametrize("page", ["0", "-1", "x", "", "1e9", "9" * 30, "\x00", "²", "99999999"])
def test_a_page_that_is_none_is_no_error(client: Client, lan: User, page: str) -> None:
    client.force_login(lan)
    photo()
    response = client.get(reverse(LIST), {"page": page, "q": "\x00' OR 1=1 -- %_" if page == "x" else ""})
    assert response.status_code == 200


@pytest.mark.parametrize("count", [1, 24])
def test_the_list_costs_the_same_for_one_photo_and_for_many(
    client: Client, lan: User, count: int, django_assert_num_queries: object
) -> None:
    client.force_login(lan)
    for _ in range(count):
        photo()
    # The session, the user, the user's own permissions and the groups', and the photos.
    with django_assert_num_queries(5):
        assert len(ids(client)) == count


@pytest.mark.parametrize("name", [LIST, "admin:media_photo_picker_dialog"])
def test_the_picker_is_for_who_may_look_at_photos(client: Client, lan: User, rao: User, name: str) -> None:
    assert client.get(reverse(name)).status_code == 302
    client.force_login(rao)
    assert client.get(reverse(name)).status_code == 403
    client.force_login(lan)
    assert client.get(reverse(name)).status_code == 200


def test_the_dialog_offers_uploading_to_who_may_upload(client: Client, lan: User, rao: User) -> None:
    client.force_login(lan)
    url = reverse("admin:media_photo_picker_dialog")
    assert reverse("admin:media_photo_picker_upload") in client.get(url).content.decode()
    rao.user_permissions.add(Permission.objects.get(codename="view_photo"))
    client.force_login(rao)
    page = client.get(url).content.decode()
    assert "<dialog" in page
    assert reverse("admin:media_photo_picker_upload") not in page


# --- The field ----------------------------------------------------------------


def test_the_widget_shows_the_photo_and_offers_no_list(django_assert_num_queries: object) -> None:
    chosen = photo(caption="<b>Chợ</b>")
    photo(caption="Không chọn")
    # The photo with this id.
    with django_assert_num_queries(1):
        html = forms.ModelChoiceField(Photo.objects, widget=PhotoPicker).widget.render("photo", chosen.pk, {"id": "x"})
    assert f'value="{chosen.pk}"' in html
    assert chosen.thumbnail_url in html
    assert escape("<b>Chợ</b>") in html
    assert "<select" not in html
    assert "Không chọn" not in html


def test_an_empty_widget_asks_for_nothing(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):
        html = PhotoPicker().render("figures-__prefix__-photo", None, {"id": "id_figures-__prefix__-photo"})
    assert 'name="figures-__prefix__-photo"' in html


class ArticleForm(forms.ModelForm):
    lead_photo = PhotoChoiceField(Photo.objects, required=False)

    class Meta:
        model = Article
        fields = ["title", "lead_photo"]


def test_a_photo_that_the_row_has_loaded_is_not_asked_for_again(django_assert_num_queries: object) -> None:
    article = Article(title="Bài", lead_photo=photo(caption="Chợ nổi"))
    with django_assert_num_queries(0):
        assert "Chợ nổi" in str(ArticleForm(instance=article)["lead_photo"])


def test_another_photo_than_the_rows_is_shown_when_the_form_comes_back() -> None:
    article = Article(title="Bài", lead_photo=photo(caption="Ảnh cũ"))
    other = photo(caption="Ảnh mới")
    html = str(ArticleForm({"title": "Bài", "lead_photo": str(other.pk)}, instance=article)["lead_photo"])
    assert "Ảnh mới" in html
    assert "Ảnh cũ" not in html


@pytest.mark.parametrize("value", ["0", "-1", "abc", "9" * 40, "1.5", "\x00", "²", "<script>", "1 OR 1=1"])
def test_an_id_that_is_none_is_an_error_of_the_field_and_stays_in_it(value: str) -> None:
    form = ArticleForm({"title": "Bài", "lead_photo": value})
    assert list(form.errors) == ["lead_photo"]
    assert f'value="{escape(value)}"' in str(form["lead_photo"])


def test_every_photo_of_a_mixed_in_admin_is_picked(rf: object) -> None:
    class Admin(PicksPhotos):
        """As a ModelAdmin mixes it in."""

    field = Admin().formfield_for_dbfield(Article._meta.get_field("lead_photo"), rf.get("/"))
    assert isinstance(field, PhotoChoiceField)
    assert isinstance(field.widget, PhotoPicker)
    assert not field.required
    assert field.label == Article._meta.get_field("lead_photo").verbose_name.capitalize()
