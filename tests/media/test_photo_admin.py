"""A photo's own page: what is known of it, the point that crops keep, where it is used, and what is done to it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from articles.publishing import publish, withdraw
from media import imaging
from media.forms import CROP_NAMES, EVERYTHING, digest_of
from media.models import Photo
from media.storing import NOT_RENDERED
from tests.factories import article, author, edit, figure, photo, text
from tests.media.pictures import encoded, halves, picture

pytestmark = pytest.mark.django_db

LIST = "admin:media_photo_changelist"
ROLES = ("lan", "binh", "thu", "rao", None)


def page(row: Photo, name: str = "change") -> str:
    return reverse(f"admin:media_photo_{name}", args=[row.pk])


def described(row: Photo, **changes: str) -> dict[str, str]:
    """What the form of a photo posts."""
    row = Photo.objects.get(pk=row.pk)
    return {name: shown(getattr(row, name)) for name in EVERYTHING} | {"seen": digest_of(row)} | changes


def shown(value: object) -> str:
    """A value as its input has it."""
    return f"{timezone.localtime(value):%Y-%m-%dT%H:%M}" if isinstance(value, datetime) else str(value or "")


def errors(response: HttpResponse) -> dict[str, list[str]]:
    return response.context["adminform"].form.errors


# --- Describing ---------------------------------------------------------------


def test_a_photo_is_described_and_its_focal_point_moved(client: Client, lan: User) -> None:
    client.force_login(lan)
    row, _ = Photo.objects.add(encoded(halves((1500, 500))))
    html = client.get(page(row)).content.decode()
    assert f'src="{row.rendition_url("w800")}"' in html
    assert 'data-family="square"' in html
    assert 'type="file"' not in html
    changes = {
        "title": "Hai màu",
        "caption": "Đỏ và xanh",
        "focal_point": "0.100x0.500",
        "licence": "agency",
        "taken_at": "2026-03-08T15:00",
    }
    response = client.post(page(row), described(row, **changes))
    before, row = row, Photo.objects.get()
    assert response.url == reverse(LIST)
    assert {name: shown(getattr(row, name)) for name in changes} == changes
    assert (row.original, row.renditions["card400"] != before.renditions["card400"]) == (before.original, True)


def test_a_posted_file_does_not_replace_the_original(client: Client, lan: User) -> None:
    client.force_login(lan)
    row, _ = Photo.objects.add(picture())
    other = SimpleUploadedFile("khac.jpg", picture(color="red"))
    client.post(page(row), described(row) | {"file": other, "original": other})
    after = Photo.objects.get()
    assert (after.original, after.sha256, after.renditions) == (row.original, row.sha256, row.renditions)


@pytest.mark.parametrize("point", ["", "x", "2x2", "0.5x0.5; drop", "\x00", "9" * 500])
def test_a_focal_point_outside_the_picture_is_an_error_of_the_field(client: Client, lan: User, point: str) -> None:
    client.force_login(lan)
    row, _ = Photo.objects.add(picture())
    assert list(errors(client.post(page(row), described(row, focal_point=point)))) == ["focal_point"]


def test_a_focal_point_is_understood_with_the_commas_of_vietnamese_numbers(client: Client, lan: User) -> None:
    client.force_login(lan)
    row, _ = Photo.objects.add(picture())
    client.post(page(row), described(row, focal_point="0,2 x 0,3"))
    assert Photo.objects.get().focal_point == "0.2x0.3"


@pytest.mark.parametrize("moment", ["hôm qua", "0000-00-00T00:00", "99999-01-01T00:00", "9999-12-31T23:59", "\x00"])
def test_a_moment_that_is_none_is_no_crash(client: Client, lan: User, moment: str) -> None:
    client.force_login(lan)
    row = photo()
    response = client.post(page(row), described(row, taken_at=moment))
    assert response.status_code == 302 or list(errors(response)) == ["taken_at"]


def test_without_its_original_a_photo_is_described_but_not_cropped_anew(client: Client, lan: User) -> None:
    client.force_login(lan)
    row = photo()
    assert list(errors(client.post(page(row), described(row, focal_point="0.1x0.1")))) == ["focal_point"]
    assert client.post(page(row), described(row, caption="Vẫn sửa được")).status_code == 302
    assert Photo.objects.get().caption == "Vẫn sửa được"


def test_a_cameras_seconds_are_no_change(client: Client, lan: User) -> None:
    client.force_login(lan)
    row = photo(taken_at=datetime(2026, 3, 8, 8, 15, 42, tzinfo=UTC))
    client.post(page(row), described(row, caption="Chợ"))
    row.refresh_from_db()
    assert (row.caption, row.taken_at.second) == ("Chợ", 42)


def test_what_somebody_else_saved_meanwhile_is_shown_and_overwritten_only_knowingly(client: Client, lan: User) -> None:
    client.force_login(lan)
    row = photo(caption="Lúc mở")
    mine = described(row, caption="Của tôi")
    Photo.objects.filter(pk=row.pk).update(caption="Của người khác")
    response = client.post(page(row), mine)
    form = response.context["adminform"].form
    assert "Của người khác" in form.errors["caption"][0]
    assert form["caption"].value() == "Của tôi"
    assert Photo.objects.get().caption == "Của người khác"
    assert client.post(page(row), mine | {"seen": form["seen"].value()}).status_code == 302
    assert Photo.objects.get().caption == "Của tôi"


def test_saving_a_description_does_not_undo_a_takedown(client: Client, lan: User) -> None:
    client.force_login(lan)
    row, _ = Photo.objects.add(picture())
    mine = described(row, caption="Sửa chữ")
    row.take_down()
    assert client.post(page(row), mine).status_code == 302
    row.refresh_from_db()
    assert (row.caption, row.taken_down_at is None) == ("Sửa chữ", False)


def test_an_original_that_the_disk_has_spoilt_is_said_and_what_was_typed_comes_back(client: Client, lan: User) -> None:
    client.force_login(lan)
    row, _ = Photo.objects.add(picture())
    Path(row.original.path).write_bytes(b"\0" * 99)
    response = client.post(page(row), described(row, photographer="Minh Hà"))
    assert errors(response) == {"__all__": [gettext(NOT_RENDERED)]}
    assert response.context["adminform"].form["photographer"].value() == "Minh Hà"
    assert (Photo.objects.get().photographer, LogEntry.objects.count()) == ("", 0)


# --- Where it is used ---------------------------------------------------------


def test_the_page_tells_where_a_photo_is_on_the_site_was_and_will_be(client: Client, lan: User) -> None:
    client.force_login(lan)
    row = photo()
    with time_machine.travel(datetime(2026, 3, 8, 8, tzinfo=UTC), tick=False) as clock:
        live, gone, changed, later = (article(title, text(), figure(row)) for title in ("Còn", "Gỡ", "Thay ảnh", "Hẹn"))
        article("Nháp", lead_photo=row)
        author("Minh Hà", photo=row)
        article("Không dính dáng")
        for one in (live, gone, changed):
            publish(one, by=None)
        clock.shift(timedelta(hours=1))
        withdraw(gone, by=None, reason="Vì thế")
        changed.articles_figure_set.all().delete()
        publish(edit(changed), by=None)
        publish(later, by=None, at=timezone.now() + timedelta(days=1))
        clock.shift(timedelta(seconds=1))
        uses = client.get(page(row)).context["uses"]
        html = client.get(page(row)).content.decode()
    assert {use.title: use.state for use in uses} == {
        "Còn": "live",
        "Gỡ": "past",
        "Thay ảnh": "past",
        "Hẹn": "ahead",
        "Nháp": "draft",
        "Minh Hà": "portrait",
    }
    assert reverse("admin:articles_article_change", args=[live.pk]) in html


def test_the_page_shows_what_resembles_the_photo_and_what_replaced_it(client: Client, lan: User) -> None:
    client.force_login(lan)
    image = stripes()
    row, _ = Photo.objects.add(encoded(image, quality=90), title="Bản đầu")
    again, _ = Photo.objects.add(encoded(image, quality=50), title="Bản lưu lại")
    Photo.objects.filter(pk=row.pk).update(replaced_by=again)
    assert "Bản lưu lại" in client.get(page(row)).content.decode()
    response = client.get(page(again))
    assert response.context["lookalikes"] == [row]
    assert list(response.context["replaced"]) == [row]


def stripes() -> object:
    """A picture with something to recognise."""
    image = halves((900, 600))
    for number in range(9):
        image.paste((30 * number, 255 - 25 * number, 90), (100 * number, 60 * number, 100 * number + 70, 600))
    return image


# --- What is done to it -------------------------------------------------------


def test_the_original_is_downloaded_unchanged_under_a_readable_name(client: Client, lan: User) -> None:
    client.force_login(lan)
    data = picture(format="PNG")
    row, _ = Photo.objects.add(data, title="Chợ hoa Đà Lạt")
    response = client.get(page(row, "original"))
    assert b"".join(response) == data
    assert response["Content-Disposition"] == f'attachment; filename="{row.pk}-cho-hoa-da-lat.png"'
    assert (response["Content-Type"], response["X-Content-Type-Options"]) == ("image/png", "nosniff")
    assert "private" in response["Cache-Control"]


def test_an_original_that_is_missing_is_said_to_be(client: Client, lan: User) -> None:
    client.force_login(lan)
    row = photo()
    response = client.get(page(row, "original"), follow=True)
    assert gettext("The original file is missing.") in response.content.decode()


def test_a_photo_is_taken_down_and_shown_again_only_after_a_question(client: Client, binh: User) -> None:
    client.force_login(binh)
    row, _ = Photo.objects.add(picture())
    for act, is_down in (("take_down", True), ("restore", False)):
        assert client.get(page(row, act)).status_code == 200
        assert (Photo.objects.get().taken_down_at is None) == is_down
        assert client.post(page(row, act)).url == page(row)
        assert (Photo.objects.get().taken_down_at is not None) == is_down
    assert LogEntry.objects.filter(object_id=str(row.pk)).count() == 2


@pytest.mark.parametrize("verb", ["get", "post"])
def test_what_is_done_already_is_said_to_be_and_done_no_more(verb: str, desk: Client) -> None:
    after, data = photo(), {"file": SimpleUploadedFile("b.jpg", picture())}
    row = photo(replaced_by=after)
    for act, words in (
        ("replace", "This photo was replaced already: replace the one after it."),
        ("restore", "This photo is not taken down: there is nothing to put back."),
    ):
        response = getattr(desk, verb)(page(row, act), data if verb == "post" else None, follow=True)
        assert response.redirect_chain == [(page(row), 302)]
        assert gettext(words) in response.text
    row.refresh_from_db()
    assert (row.replaced_by, Photo.objects.count(), LogEntry.objects.count()) == (after, 2, 0)


def test_another_file_becomes_a_photo_that_drafts_show_from_now_on(client: Client, lan: User) -> None:
    client.force_login(lan)
    row, _ = Photo.objects.add(picture(), title="Chợ", photographer="Minh Hà")
    draft = article("Nháp", figure(row))
    response = client.post(page(row, "replace"), {"file": SimpleUploadedFile("b.jpg", picture(color="red"))})
    row.refresh_from_db()
    new = row.replaced_by
    assert response.url == page(new)
    assert (new.title, new.photographer) == ("Chợ", "Minh Hà")
    assert draft.articles_figure_set.get().photo == new


@pytest.mark.parametrize("data", [b"<svg/>", b""], ids=["no picture", "nothing"])
def test_what_is_no_picture_replaces_nothing(
    client: Client, lan: User, data: bytes, files: Callable[[], set[Path]]
) -> None:
    client.force_login(lan)
    row = photo()
    response = client.post(page(row, "replace"), {"file": SimpleUploadedFile("b.jpg", data)})
    assert list(response.context["form"].errors) == ["file"]
    assert (Photo.objects.count(), files()) == (1, set())


def test_a_file_of_another_photo_replaces_nothing(client: Client, lan: User) -> None:
    client.force_login(lan)
    row, _ = Photo.objects.add(picture())
    response = client.post(page(row, "replace"), {"file": SimpleUploadedFile("b.jpg", picture())})
    assert list(response.context["form"].errors) == ["file"]
    assert Photo.objects.count() == 1


def test_a_photo_in_use_is_not_deleted(client: Client, thu: User) -> None:
    client.force_login(thu)
    used, unused = photo(), photo()
    article("Bài có ảnh", lead_photo=used)
    for row in (used, unused):
        client.post(page(row, "delete"), {"post": "yes"})
    assert list(Photo.objects.all()) == [used]
    assert "Bài có ảnh" in client.get(page(used, "delete")).content.decode()


# --- Who may ------------------------------------------------------------------

# The page, and what a reporter, an editor, the managing editor, a moderator and a stranger are answered.
PAGES = {
    "changelist": (200, 200, 200, 403, 302),
    "add": (302, 302, 302, 403, 302),
    "upload": (200, 200, 200, 403, 302),
    "edit": (200, 200, 200, 403, 302),
    "change": (200, 200, 200, 403, 302),
    "original": (200, 200, 200, 403, 302),
    "replace": (200, 200, 200, 403, 302),
    "take_down": (403, 200, 200, 403, 302),
    # This photo is not taken down: back to its page.
    "restore": (403, 302, 302, 403, 302),
    "delete": (403, 403, 200, 403, 302),
}


def address(name: str, row: Photo) -> str:
    if name == "edit":
        return f"{reverse('admin:media_photo_edit')}?ids={row.pk}"
    has_row = name not in ("changelist", "add", "upload")
    return reverse(f"admin:media_photo_{name}", args=[row.pk] if has_row else [])


@pytest.mark.parametrize("who", ROLES)
def test_every_page_for_everyone(who: str | None, client: Client, request: pytest.FixtureRequest) -> None:
    row, _ = Photo.objects.add(picture())
    if who:
        client.force_login(request.getfixturevalue(who))
    answers = {}
    for name in PAGES:
        response = client.get(address(name, row))
        answers[name] = response.status_code
        # Read to its end, a download closes its file.
        assert b"".join(response)[:1] or response.status_code != 200
    assert answers == {name: expected[ROLES.index(who)] for name, expected in PAGES.items()}


@pytest.mark.parametrize(("who", "may"), [("lan", False), ("binh", True), ("thu", True)])
def test_no_reporter_takes_a_photo_from_readers(
    who: str, may: bool, client: Client, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(who))
    row, down = photo(), photo(taken_down_at=timezone.now())
    assert (page(row, "take_down") in client.get(page(row)).text) == may
    assert (page(down, "restore") in client.get(page(down)).text) == may
    assert page(row, "replace") in client.get(page(row)).text
    answers = [client.post(page(row, "take_down")).status_code, client.post(page(down, "restore")).status_code]
    assert answers == ([302, 302] if may else [403, 403])
    row.refresh_from_db()
    down.refresh_from_db()
    assert (row.taken_down_at is not None, down.taken_down_at is None) == (may, may)


def test_who_may_only_look_changes_nothing(client: Client, rao: User) -> None:
    row, _ = Photo.objects.add(picture(), caption="Như cũ")
    rao.user_permissions.add(Permission.objects.get(codename="view_photo"))
    client.force_login(rao)
    html = client.get(page(row)).content.decode()
    assert "Như cũ" in html
    assert page(row, "original") not in html
    mine = described(row, caption="Khác")
    for name in ("change", "take_down", "restore", "replace"):
        assert client.post(page(row, name), mine).status_code == 403
    assert client.post(f"{reverse('admin:media_photo_edit')}", {"photo": row.pk}).status_code == 403
    assert [client.get(address(name, row)).status_code for name in ("original", "upload", "edit")] == [403, 403, 403]
    row.refresh_from_db()
    assert (row.caption, row.taken_down_at, Photo.objects.count()) == ("Như cũ", None, 1)


def test_an_act_on_no_photo_is_not_found(client: Client, binh: User) -> None:
    client.force_login(binh)
    for number in (99, 10**30):
        answers = {
            client.get(reverse(f"admin:media_photo_{act}", args=[number])).status_code
            for act in ("original", "replace", "take_down", "restore")
        }
        assert answers == {404}


def test_the_widget_names_every_crop_that_is_made() -> None:
    assert set(CROP_NAMES) == {crop.family for crop in imaging.CROPS.values()}


def test_a_photo_that_was_published_is_not_deleted_and_the_page_says_what_to_do_instead(
    client: Client, thu: User
) -> None:
    row = photo(title="Chợ nổi")
    publish(article("Bài", figure(row)), by=None)
    client.force_login(thu)
    html = client.get(reverse("admin:media_photo_delete", args=[row.pk])).content.decode()
    assert gettext("Its page lists them. If readers must not see the photo any more, take it down there.") in html
    assert f'href="{page(row)}"' in html
    assert 'name="post"' not in html
