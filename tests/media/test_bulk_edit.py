"""Many photos described on one page."""

from collections.abc import Callable

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext

from media.forms import CardForm
from media.models import Photo
from tests.factories import photo
from tests.media.pictures import picture

pytestmark = pytest.mark.django_db

LIST = reverse("admin:media_photo_changelist")
EDIT = reverse("admin:media_photo_edit")


@pytest.fixture
def desk(client: Client, lan: User) -> Client:
    """Lan's browser."""
    client.force_login(lan)
    return client


def posted(*rows: Photo, **changes: str) -> dict[str, object]:
    """What the cards of these photos post; a change is named as "caption_2" for the second photo."""
    fields: dict[str, object] = {"photo": [row.pk for row in rows]}
    for number, row in enumerate(rows, 1):
        form = CardForm(instance=Photo.objects.get(pk=row.pk))
        fields |= {field.html_name: field.value() or "" for field in form}
        mine = {name.rpartition("_")[0]: text for name, text in changes.items() if name.endswith(f"_{number}")}
        fields |= {form[name].html_name: text for name, text in mine.items()}
    return fields


def errors(response: HttpResponse) -> list[dict[str, list[str]]]:
    return [card.form.errors for card in response.context["cards"]]


def test_chosen_photos_become_cards_in_the_order_asked_for(desk: Client) -> None:
    first, second = photo(caption="Một"), photo(caption="Hai")
    response = desk.get(EDIT, {"ids": f"{second.pk},{first.pk},{second.pk},x,-1,{'9' * 30},\x00"})
    assert [card.photo for card in response.context["cards"]] == [second, first]
    html = response.content.decode()
    assert "Một" in html
    assert first.thumbnail_url in html


def test_the_cards_are_saved_together(desk: Client) -> None:
    first, second, third = photo(caption="Một"), photo(caption="Hai"), photo(caption="Ba")
    changes = {"caption_1": "Chợ", "licence_1": "own", "place_2": "Hà Nội", "rights_end_2": "2030-01-02T08:00"}
    response = desk.post(EDIT, posted(first, second, third, **changes))
    assert response.url == LIST
    rows = [Photo.objects.get(pk=row.pk) for row in (first, second, third)]
    assert [(row.caption, row.licence, row.place) for row in rows] == [
        ("Chợ", "own", ""),
        ("Hai", "", "Hà Nội"),
        ("Ba", "", ""),
    ]
    assert rows[1].rights_end.isoformat() == "2030-01-02T01:00:00+00:00"
    # What did not change is not said to have changed.
    assert set(LogEntry.objects.values_list("object_id", flat=True)) == {str(first.pk), str(second.pk)}


def test_an_error_stands_at_its_field_and_nothing_typed_is_lost(desk: Client) -> None:
    first, second = photo(), photo()
    wrong = posted(first, second, caption_1="Đã gõ", photographer_2="x" * 201, rights_end_2="mai")
    response = desk.post(EDIT, wrong)
    assert [sorted(each) for each in errors(response)] == [[], ["photographer", "rights_end"]]
    html = response.content.decode()
    assert "Đã gõ" in html
    assert "x" * 201 in html
    assert Photo.objects.filter(caption="Đã gõ").count() == 0


def test_rights_that_end_before_they_begin_are_an_error(desk: Client) -> None:
    row = photo()
    response = desk.post(EDIT, posted(row, embargo_until_1="2030-01-02T08:00", rights_end_1="2030-01-01T08:00"))
    assert [list(each) for each in errors(response)] == [["rights_end"]]


def test_a_photo_that_somebody_changed_meanwhile_is_not_overwritten_silently(desk: Client) -> None:
    first, second = photo(caption="Một"), photo(caption="Hai")
    mine = posted(first, second, caption_1="Của tôi", caption_2="Cũng của tôi")
    Photo.objects.filter(pk=first.pk).update(caption="Của người khác")
    response = desk.post(EDIT, mine)
    card = response.context["cards"][0]
    assert "Của người khác" in card.form.errors["caption"][0]
    assert card.form["caption"].value() == "Của tôi"
    assert list(Photo.objects.order_by("pk").values_list("caption", flat=True)) == ["Của người khác", "Hai"]
    # Sent once more it is meant.
    seen = {card.form["seen"].html_name: card.form["seen"].value() for card in response.context["cards"]}
    assert desk.post(EDIT, mine | seen).url == LIST
    assert list(Photo.objects.order_by("pk").values_list("caption", flat=True)) == ["Của tôi", "Cũng của tôi"]


def test_a_form_without_what_it_had_seen_overwrites_nothing(desk: Client) -> None:
    row = photo(caption="Một")
    response = desk.post(EDIT, posted(row, caption_1="Hai", seen_1=""))
    assert "__all__" in errors(response)[0]
    assert Photo.objects.get().caption == "Một"


def test_a_script_saves_card_by_card_and_gets_each_back(desk: Client) -> None:
    row, other = photo(), photo()
    answer = desk.post(EDIT, posted(row, caption_1="Chợ"), headers={"Accept": "application/json"}).json()
    assert (answer["saved"], list(answer["cards"])) == (True, [str(row.pk)])
    assert gettext("just saved") in answer["cards"][str(row.pk)]
    wrong = posted(row, other, caption_1="Chợ hoa", photographer_2="x" * 201)
    answer = desk.post(EDIT, wrong, headers={"Accept": "application/json"}).json()
    assert (answer["saved"], Photo.objects.get(pk=row.pk).caption) == (False, "Chợ")


def test_a_card_whose_files_cannot_be_made_anew_keeps_what_was_typed(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    row, _ = Photo.objects.add(picture())

    def full(*args: object, **kwargs: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(Photo, "render", full)
    response = desk.post(EDIT, posted(row, photographer_1="Minh Hà"))
    assert list(errors(response)[0]) == ["__all__"]
    assert "Minh Hà" in response.content.decode()
    assert Photo.objects.get().photographer == ""


@pytest.mark.parametrize("query", ["", "?ids=", "?ids=x", "?ids=0", "?ids=" + ",".join(map(str, range(1, 102)))])
def test_no_photo_or_too_many_lead_back_to_the_library(desk: Client, query: str) -> None:
    photo()
    query = query.replace("?ids=1,", "?ids=1001,")
    assert desk.get(EDIT + query).url == LIST
    assert desk.post(EDIT).url == LIST


def test_the_library_leads_to_the_cards_of_what_is_chosen(desk: Client) -> None:
    rows = [photo() for _ in range(3)]
    action = {"action": "describe_many", "_selected_action": [rows[0].pk, rows[2].pk]}
    assert desk.post(LIST, action).url == f"{EDIT}?ids={rows[2].pk},{rows[0].pk}"


@pytest.mark.parametrize("count", [1, 3])
def test_the_cards_cost_the_same_for_any_number(
    desk: Client, count: int, django_assert_num_queries: Callable[[int], object]
) -> None:
    ids = ",".join(str(photo().pk) for _ in range(count))
    # The session, the user, the user's own permissions and the groups', and the photos.
    with django_assert_num_queries(5):
        assert len(desk.get(EDIT, {"ids": ids}).context["cards"]) == count
