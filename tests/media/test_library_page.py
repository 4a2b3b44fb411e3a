"""The library: photos as cards, found by words and filters, however many there are."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from articles.publishing import publish
from media.models import Photo
from tests.factories import article, author, figure, photo

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 2, tzinfo=UTC)


@pytest.fixture
def library(client: Client, lan: User) -> Client:
    """Lan's browser."""
    client.force_login(lan)
    return client


def get(client: Client, **query: str) -> str:
    response = client.get(reverse("admin:media_photo_changelist"), query)
    assert response.status_code == 200
    return response.content.decode()


def found(client: Client, **query: str) -> list[str]:
    """The titles of the photos that the list shows."""
    response = client.get(reverse("admin:media_photo_changelist"), query)
    return [row.title for row in response.context["cl"].result_list]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_shows_thumbnails_and_costs_the_same_for_any_number(
    library: Client, count: int, django_assert_num_queries: object
) -> None:
    rows = [photo(caption=f"Ảnh {number}", usage_terms="Chỉ báo in") for number in range(count)]
    for row in rows:
        publish(article(f"Bài {row.pk}", figure(row)), by=None)
    # The session, the user, the user's own permissions and the groups', the names for the filters, the count of
    # what is found, and the photos with when each was used.
    with django_assert_num_queries(7):
        page = get(library)
    assert all(row.thumbnail_url in page and row.caption in page for row in rows)
    used = gettext("Last used %(day)s") % {"day": timezone.localdate().strftime("%d/%m/%Y")}
    assert page.count(used) == count


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Chợ hoa", "Chợ hoa"),
        ("hoa đào " * 10, "hoa đào " * 9 + "hoa đào"),
        ("hoa đào " * 20, "hoa đào " * 9 + "hoa đào…"),
        ("a" * 200, "a" * 79 + "…"),
    ],
)
def test_a_long_title_is_cut_after_a_word(title: str, shown: str) -> None:
    assert str(photo(title=title)) == shown


def test_the_list_is_searched_without_accents(library: Client) -> None:
    photo(title="Mưa", place="Đà Nẵng", keywords="thời tiết")
    photo(title="Nắng", place="Huế", people="Trần Văn Bảo")
    assert found(library, q="da nang thoi tiet") == ["Mưa"]
    assert found(library, q="VAN bao") == ["Nắng"]
    assert found(library, q="\x00%'\"" + "x" * 5_000) == []


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("?o=-9", 200),
        ("?p=999", 200),
        ("?p=x", 200),
        ("?added_from=hôm qua&added_to=9999-12-31&taken_from=0001-01-01&taken_to=%00", 200),
        ("?shape=round&used=%00&rights=x&photographer=%00&source=" + "x" * 3000, 200),
        ("?search_text__regex=(", 400),
        ("?sha256__startswith=a", 400),
    ],
)
def test_an_address_of_the_list_that_is_made_up_is_no_error(library: Client, query: str, status: int) -> None:
    photo()
    assert library.get(reverse("admin:media_photo_changelist") + query).status_code == status


def test_photos_are_filtered_by_the_days_on_which_they_were_added_and_taken(library: Client) -> None:
    with time_machine.travel(NOW, tick=False):
        photo(title="Hôm nay", taken_at=NOW - timedelta(days=400))
    with time_machine.travel(NOW - timedelta(days=3), tick=False):
        photo(title="Ba ngày trước", taken_at=NOW - timedelta(days=3))
    assert found(library, added_from="2026-11-24") == ["Hôm nay"]
    assert found(library, added_from="2026-11-20", added_to="2026-11-23") == ["Ba ngày trước"]
    assert found(library, taken_to="2025-12-31") == ["Hôm nay"]
    assert found(library, taken_from="2026-11-21", taken_to="2026-11-21", q="") == ["Ba ngày trước"]
    page = get(library, added_from="2026-11-20", photographer="Minh Hà")
    # Typing days keeps the other filters.
    assert '<input type="hidden" name="photographer" value="Minh Hà">' in page
    assert 'name="added_from" value="2026-11-20"' in page


def test_the_most_frequent_names_of_late_are_offered_and_any_can_be_asked_for(library: Client) -> None:
    for number in range(24):
        photo(title=f"Ảnh {number}", photographer=f"Người {number:02}", source="Hãng A")
    photo(title="Thêm", photographer="Người 07", source="Hãng B")
    names = [name for name, _ in offered(library, "photographer")]
    assert len(names) == 20
    assert names[0] == "Người 07"
    assert found(library, photographer="Người 07") == ["Thêm", "Ảnh 7"]
    assert found(library, photographer="Người 07", source="Hãng A") == ["Ảnh 7"]
    assert ("Ai đó", "Ai đó") in offered(library, "photographer", photographer="Ai đó")


def offered(client: Client, parameter: str, **query: str) -> list[tuple[str, str]]:
    specs = client.get(reverse("admin:media_photo_changelist"), query).context["cl"].filter_specs
    return next(spec.lookup_choices for spec in specs if getattr(spec, "parameter_name", "") == parameter)


def test_photos_are_filtered_by_their_shape(library: Client) -> None:
    for title, width, height in (("Ngang", 3, 2), ("Dọc", 2, 3), ("Vuông", 2, 2)):
        Photo.objects.filter(pk=photo(title=title).pk).update(width=width, height=height)
    shapes = {shape: found(library, shape=shape) for shape in ("landscape", "portrait", "square")}
    assert shapes == {"landscape": ["Ngang"], "portrait": ["Dọc"], "square": ["Vuông"]}


def test_photos_are_filtered_by_their_use(library: Client) -> None:
    published, in_draft, leading = photo(title="Đã đăng"), photo(title="Trong nháp"), photo(title="Ảnh đại diện")
    photo(title="Chưa dùng")
    author("Minh Hà", photo=photo(title="Chân dung"))
    publish(article("Bài", figure(published), figure(published)), by=None)
    article("Nháp", figure(in_draft), lead_photo=leading)
    assert found(library, used="yes") == ["Đã đăng"]
    assert found(library, used="no") == ["Chưa dùng"]


def test_photos_are_filtered_by_their_rights_and_wear_what_matters(library: Client) -> None:
    with time_machine.travel(NOW, tick=False):
        photo(title="Tự do", photographer="", source="", alt="")
        photo(title="Sắp hết", rights_end=NOW + timedelta(days=6))
        photo(title="Còn lâu", rights_end=NOW + timedelta(days=8))
        photo(title="Đã hết", rights_end=NOW)
        photo(title="Cấm", embargo_until=NOW + timedelta(seconds=1))
        photo(title="Gỡ", taken_down_at=NOW)
        photo(title="Hạn chế", usage_terms="Không dùng cho quảng cáo")
        # Their files lie elsewhere, under other names.
        Photo.objects.update(renditions={})
        kinds = ("ending", "ended", "embargo", "down", "terms", "credit", "alt")
        assert {kind: found(library, rights=kind) for kind in kinds} == {
            "ending": ["Sắp hết"],
            "ended": ["Đã hết"],
            "embargo": ["Cấm"],
            "down": ["Gỡ"],
            "terms": ["Hạn chế"],
            "credit": ["Tự do"],
            "alt": ["Tự do"],
        }
        embargo = gettext("embargo until %s") % f"{timezone.localtime(NOW):%H:%M %d/%m/%Y}"
        words = (gettext("rights end soon"), gettext("rights ended"), embargo, gettext("taken off the site"))
        for kind, word in zip(kinds, words, strict=False):
            assert f">{word}</span>" in get(library, rights=kind)
        assert "state--" not in get(library, rights="credit")


def test_an_empty_library_invites_and_an_empty_search_says_so(library: Client, rao: User) -> None:
    assert gettext("There are no photos yet.") in get(library)
    assert reverse("admin:media_photo_upload") in get(library)
    assert gettext("No photo fits. Try fewer words, or clear the filters.") in get(library, q="không có")
