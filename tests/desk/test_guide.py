"""The guide: who reads it, that all of it is there, and that it calls things as the interface calls them."""

import re
from pathlib import Path

import django
import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from lxml import html
from PIL import Image

from desk import guide
from newsroom.roles import ROLES
from scripts.screenshots import SHOTS
from tests import factories
from tests.conftest import account

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]

CATALOGUES = [
    *settings.BASE_DIR.glob("locale/**/vi/LC_MESSAGES/*.po"),
    *Path(django.__file__).parent.glob("**/locale/vi/LC_MESSAGES/*.po"),
]
PLACEHOLDER = r"%\\\([a-z_]+\\\)[sd]|%[sd]|\\\{[a-z]+\\\}"


@pytest.fixture
def pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of pictures in which one was made and one is half written, and a secret beside it."""
    folder = tmp_path / "huong-dan"
    folder.mkdir()
    Image.new("RGB", (64, 40)).save(folder / "dang-nhap.png")
    (folder / "bai-moi.png").write_bytes(b"half written")
    Image.new("RGB", (1, 1)).save(tmp_path / "secret.png")
    monkeypatch.setattr(guide, "PICTURES", folder)
    return folder


def page(client: Client) -> html.HtmlElement:
    return html.fromstring(client.get(reverse("desk:guide")).content.decode())


# --- Reaching it ---


@pytest.mark.parametrize("role", ROLES)
def test_every_role_reaches_it_by_the_help_link(role: str, client: Client) -> None:
    client.force_login(account("ai", role))
    first = html.fromstring(client.get(reverse("admin:index")).content.decode())
    (link,) = first.xpath(f"//*[@id='user-tools']/a[@href='{reverse('desk:guide')}']")
    assert "Hướng dẫn tòa soạn" in client.get(link.get("href")).content.decode()


def test_a_stranger_does_not(client: Client, pictures: Path) -> None:
    for address in (reverse("desk:guide"), reverse("desk:guide_picture", args=["dang-nhap"])):
        assert client.get(address).status_code == 302


# --- What stands there ---


def test_the_table_of_contents_leads_to_every_task(desk: Client) -> None:
    found = page(desk)
    anchors = [heading.get("id") for heading in found.xpath("//article//*[self::h2 or self::h3]")]
    assert [link.get("href") for link in found.xpath("//nav[@aria-label]//ol//a")] == [f"#{name}" for name in anchors]
    assert len(set(anchors)) == len(anchors) > 30


def test_pages_that_link_into_it_link_to_a_task() -> None:
    links = {
        anchor
        for template in settings.BASE_DIR.glob("templates/**/*.html")
        for anchor in re.findall(r'desk/help.html" with task="([^"]+)"', template.read_text("utf-8"))
    }
    known = html.fromstring(guide.Guide.of(guide.TEXT.read_text("utf-8")).html).xpath("//@id")
    assert "dang-ngay" in links
    assert links <= set(known)


def test_a_question_mark_leads_to_what_the_guide_says_of_a_dialog(desk: Client) -> None:
    article = factories.article("Bài")
    found = html.fromstring(desk.get(reverse("desk:publish", args=[article.pk])).content.decode())
    assert f"{reverse('desk:guide')}#dang-ngay" in found.xpath("//dialog//a/@href")


def test_pictures_that_were_made_show_and_the_others_leave_no_hole(desk: Client, pictures: Path) -> None:
    (image,) = page(desk).xpath("//article//img")
    assert (image.get("width"), image.get("height")) == ("64", "40")
    answer = desk.get(image.get("src"))
    assert answer["Content-Type"] == "image/png"
    assert answer.content == (pictures / "dang-nhap.png").read_bytes()
    assert not page(desk).xpath("//article//figure[not(.//img)]")


@pytest.mark.parametrize("name", ["../secret", "..%2Fsecret", "%2e%2e/secret", "", "khong-co", "dang-nhap.png/.."])
def test_nothing_but_its_pictures_is_served(name: str, desk: Client, pictures: Path) -> None:
    assert desk.get(f"{reverse('desk:guide')}{name}.png").status_code == 404


def test_html_in_the_text_stays_text() -> None:
    assert "<script" not in guide.Guide.of("## A\n\n<script>alert(1)</script> [x](javascript:alert(1))").html
    assert "javascript:" not in re.findall(r'href="([^"]*)', guide.Guide.of("[x](javascript:alert(1))").html)


# --- That it is true ---


def test_it_calls_everything_as_the_interface_does() -> None:
    """Bold is what stands on a button or field: every such word is one of the Vietnamese catalogues."""
    said = [
        element.text_content()
        for element in html.fromstring(guide.Guide.of(guide.TEXT.read_text("utf-8")).html).xpath("//strong")
    ]
    known = re.compile("|".join(sorted(labels())), re.IGNORECASE)
    assert [words for words in said if not known.fullmatch(words)] == []


def labels() -> set[str]:
    """Every Vietnamese text of the interface as a pattern, in which anything stands for what is filled in."""
    found = set()
    for path in CATALOGUES:
        with path.open("rb") as file:
            for message in read_po(file):
                texts = message.string if isinstance(message.string, tuple) else (message.string,)
                found |= {re.sub(PLACEHOLDER, ".+", re.escape(text)) for text in texts if text and message.id}
    # A text that is little more than what is filled in fits anything.
    return {pattern for pattern in found if ".+" not in pattern or len(pattern) > 16}


def test_only_those_who_work_here_are_asked_for(client: Client) -> None:
    client.force_login(User.objects.create_user("doc-gia"))
    assert client.get(reverse("desk:guide")).status_code == 302


def test_every_picture_of_it_is_taken_and_no_other() -> None:
    named = re.findall(r"!\[[^\]]+\]\(huong-dan/([a-z-]+)\.png\)", guide.TEXT.read_text("utf-8"))
    assert sorted(named) == sorted(SHOTS)
