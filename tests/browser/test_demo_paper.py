"""The demo paper as a whole, through the eyes of those who check web pages for a living.

Accessible by axe, valid by the Nu HTML checker, without a broken link, light enough for a cheap phone.
"""

import gzip
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from html import unescape
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page

from articles.models import Edition, Section
from articles.models.edition import EditionAuthor, EditionTopic

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.one_engine]

VNU = Path(settings.BASE_DIR) / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def article(**wanted: object) -> str:
    """The address of the newest article of the demo that is as wanted."""
    return Edition.objects.filter(kind="publication", **wanted).latest("listed_at").get_absolute_url()


def kinds() -> dict[str, str]:
    """An address of every kind of page that readers see, by the kind's name."""
    sub = Section.objects.exclude(parent=None).first()
    withdrawn = Edition.objects.get(kind="withdrawal").article.editions.get(number=1)
    publications = Edition.objects.filter(kind="publication")
    labels = publications.exclude(label="none").order_by().values_list("label", flat=True).distinct()
    return {
        "home": "/",
        "feeds": "/rss/",
        "section": sub.parent.get_absolute_url(),
        "subsection": sub.get_absolute_url(),
        "article": article(label="none"),
        **{f"article: {label}": article(label=label) for label in labels},
        "with embeds": article(revision__content_json__contains='"type":"embed"'),
        "topics": "/chu-de/",
        "topic": EditionTopic.objects.latest("listed_at").topic.get_absolute_url(),
        "authors": "/tac-gia/",
        "author": EditionAuthor.objects.latest("listed_at").author.get_absolute_url(),
        "archive": "/ngay/",
        **periods(),
        "newsroom": "/toa-soan/",
        "contact": "/lien-he/",
        "sitemap": "/so-do-trang/",
        "search": "/tim-kiem/",
        "search with results": "/tim-kiem/?q=lúa",
        "search without results": "/tim-kiem/?q=qwxyz",
        "not found": "/khong-co/",
        "gone": withdrawn.get_absolute_url(),
    }


def periods() -> dict[str, str]:
    """The year, the month and the day of the newest article."""
    listed = Edition.objects.filter(live_from__lte=timezone.now()).latest("listed_at").listed_at
    day = timezone.localdate(listed)
    path = "/ngay/"
    return {name: (path := f"{path}{day:{form}}/") for name, form in (("year", "%Y"), ("month", "%m"), ("day", "%d"))}


@pytest.fixture(scope="module")
def pages(paper: str, django_db_blocker) -> dict[str, str]:
    with django_db_blocker.unblock():
        return {kind: f"{paper}{path}" for kind, path in kinds().items()}


# --- Accessible -----------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_on_any_kind_of_page(
    open_page: Callable[..., Page], pages: dict[str, str], width: int, scheme: str
) -> None:
    page = open_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    found = {}
    for kind, url in pages.items():
        page.goto(url)
        violations = Axe().run(page).response["violations"]
        found[kind] = [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in violations]
    assert {kind: faults for kind, faults in found.items() if faults} == {}


@pytest.mark.parametrize("width", [320, 768])
def test_no_page_scrolls_sideways(open_page: Callable[..., Page], pages: dict[str, str], width: int) -> None:
    """320 px is a screen of 1280 px at 400 % zoom."""
    page = open_page(viewport={"width": width, "height": 800})
    wide = []
    for kind, url in pages.items():
        page.goto(url)
        if not page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
            wide.append(kind)
    assert wide == []


# --- Valid ----------------------------------------------------------------------------


@pytest.mark.skipif(not VNU.exists() or not shutil.which("java"), reason="needs npm's vnu-jar and Java: make npm apt")
def test_the_html_checker_finds_no_error(paper: str, pages: dict[str, str], tmp_path: Path) -> None:
    for kind, url in pages.items():
        (tmp_path / f"{kind}.html").write_bytes(Client().get(url.removeprefix(paper)).content)
    run = subprocess.run(
        ["java", "-jar", VNU, "--format", "json", "--errors-only", *tmp_path.iterdir()],
        capture_output=True,
        text=True,
        check=False,
    )
    told = json.loads(run.stderr)["messages"]
    assert [(Path(fault["url"]).stem, fault["message"], fault.get("extract")) for fault in told] == []


# --- Whole ----------------------------------------------------------------------------


def test_every_link_leads_somewhere_without_a_detour(paper: str) -> None:
    client, waiting, seen, faults = Client(), ["/"], {"/": "start"}, []
    while waiting:
        path = waiting.pop()
        response = client.get(path)
        if response.status_code != 200:
            faults.append((path, response.status_code, seen[path]))
        elif response["Content-Type"].startswith("text/html"):
            new = links(path, response.text) - seen.keys()
            seen.update(dict.fromkeys(new, path))
            waiting.extend(new)
        response.getvalue()  # to the end: that closes a file
    assert faults == []
    assert len(seen) > 60


def links(path: str, html: str) -> set[str]:
    """The addresses on this site that a page links to."""
    found = (urldefrag(urljoin(path, unescape(href)))[0] for href in re.findall(r'<a [^>]*href="([^"]*)"', html))
    return {url for url in found if url.startswith("/") and not url.startswith("//")}


# --- Light ----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["article", "article: feature", "article: live", "article: opinion", "with embeds"])
def test_an_article_weighs_little_and_needs_few_requests(
    open_page: Callable[..., Page], pages: dict[str, str], kind: str
) -> None:
    page = open_page(viewport={"width": 390, "height": 800})
    weights: dict[str, int] = {}

    def weigh(response) -> None:
        kind = response.request.resource_type
        if kind != "image":
            body = response.body()
            packed = len(body) if kind == "font" else len(gzip.compress(body))
            weights[response.url] = packed

    page.on("response", weigh)
    page.goto(pages[kind], wait_until="networkidle")
    fonts = sum(size for url, size in weights.items() if url.endswith(".woff2"))
    scripts = sum(size for url, size in weights.items() if url.endswith(".js"))
    assert len(weights) <= 12
    assert fonts <= 60_000
    assert scripts <= 10_000
    assert sum(weights.values()) - fonts <= 40_000
