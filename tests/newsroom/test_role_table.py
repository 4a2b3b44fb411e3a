"""Every address of the admin, asked for by every role and by strangers: one written table says what they are answered.

A new view of the admin needs a line here, or the first test fails. A line says which roles may GET and which may POST:
P Phóng viên, B Biên tập viên, T Thư ký tòa soạn, R Kiểm duyệt rao vặt, Q Quản trị viên. Everybody else is refused
everything. The row that an address is about is found by its noun, or named by the line.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.http import HttpResponse, QueryDict
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from articles.models import Edition, Ledger, Section
from articles.publishing import publish
from articles.workflow import mark_ready, put_into_bin, submit
from desk import noting
from desk.models import Mention, PreviewLink, Sitting
from reader.models import Masthead
from tests import factories
from tests.conftest import account

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]

ROLES = {
    "P": "Phóng viên",
    "B": "Biên tập viên",
    "T": "Thư ký tòa soạn",
    "R": "Kiểm duyệt rao vặt",
    "Q": "Quản trị viên",
}
DESK, HEADS = "PBTQ", "TQ"
ALL, NOBODY = "PBTRQ", ""


@dataclass(frozen=True)
class Page:
    """Who may GET and POST an address; of which row, and with which query."""

    get: str
    post: str
    row: str = ""
    query: str = ""
    # What else stands in the address.
    also: tuple[str, ...] = ()


def record(noun: str, readers: str) -> dict[str, Page]:
    """The pages of a record: read by some, written by nobody."""
    return {
        f"admin:articles_{noun}_changelist": Page(readers, readers),
        f"admin:articles_{noun}_add": Page(NOBODY, NOBODY),
        f"admin:articles_{noun}_change": Page(readers, NOBODY),
        f"admin:articles_{noun}_history": Page(readers, readers),
        f"admin:articles_{noun}_delete": Page(NOBODY, NOBODY),
    }


def things(name: str, *, view: str, add: str, change: str, delete: str) -> dict[str, Page]:
    """The pages that Django's admin has of anything."""
    return {
        f"admin:{name}_changelist": Page(view, view),
        f"admin:{name}_add": Page(add, add),
        f"admin:{name}_change": Page(view, change),
        f"admin:{name}_history": Page(view, view),
        f"admin:{name}_delete": Page(delete, delete),
    }


TABLE: dict[str, Page | list[Page]] = {
    # --- The admin itself
    "admin:index": Page(ALL, ALL),
    "admin:jsi18n": Page(ALL, NOBODY),
    "desk:guide": Page(ALL, NOBODY),
    "desk:guide_picture": Page(ALL, NOBODY, row="picture"),
    "admin:app_list": Page(DESK, DESK),
    "admin:autocomplete": Page(DESK, NOBODY, query="?app_label=articles&model_name=relatedlink&field_name=target"),
    "admin:view_on_site": Page(ALL, ALL),
    # --- People
    **things("auth_user", view="Q", add="Q", change="Q", delete=NOBODY),
    "admin:auth_user_password_change": Page("Q", "Q"),
    **things("auth_group", view="Q", add=NOBODY, change=NOBODY, delete=NOBODY),
    # --- Articles
    **things("articles_article", view=DESK, add=DESK, change=HEADS, delete=NOBODY),
    "admin:articles_article_change": [
        Page(DESK, "BTQ", row="published"),
        Page(DESK, "BTQ", row="others_draft"),
        Page(DESK, "PBTQ", row="own_draft"),
        Page(DESK, "PBTQ", row="own_in_review"),
        Page(DESK, HEADS, row="other_section"),
        Page(DESK, NOBODY, row="binned"),
    ],
    "admin:articles_article_delete": [Page(NOBODY, NOBODY, row="published"), Page(HEADS, HEADS, row="binned")],
    "desk:bin": Page(DESK, NOBODY),
    # Whether the act itself is allowed is asked under the article's lock: tests/articles/test_workflow.py.
    "desk:act": Page(NOBODY, DESK),
    "desk:preview": Page(DESK, NOBODY),
    "desk:history": Page(DESK, NOBODY),
    "desk:compare": Page(DESK, NOBODY),
    "desk:clashes": [
        Page("BTQ", "BTQ", also=("number",)),
        Page(DESK, DESK, row="own_draft", also=("number",)),
        Page(HEADS, HEADS, row="other_section", also=("number",)),
    ],
    # Of whose article is asked under its lock: tests/desk/test_revisions.py.
    "desk:restore_revision": Page(NOBODY, DESK),
    "desk:make_link": [Page(NOBODY, "BTQ"), Page(NOBODY, "PBTQ", row="own_draft")],
    "desk:revoke_link": Page(NOBODY, "BTQ", also=("link",)),
    # Internal notes: who looks at an article reads and writes them, and changes his own alone.
    "desk:notes": [Page(DESK, DESK), Page(DESK, DESK, row="binned")],
    "desk:answer_note": Page(NOBODY, DESK, also=("note",)),
    "desk:resolve_note": Page(NOBODY, DESK, also=("note",)),
    "desk:reopen_note": Page(NOBODY, DESK, also=("note",)),
    "desk:change_note": Page(NOBODY, NOBODY, also=("note",)),
    "desk:delete_note": Page(NOBODY, NOBODY, also=("note",)),
    "desk:read_mention": Page(NOBODY, NOBODY, row="mention"),
    "desk:people": Page(DESK, NOBODY),
    # Unsaved text is its typist's alone.
    "desk:beat": Page(NOBODY, DESK),
    "desk:beat_new": Page(NOBODY, DESK),
    "desk:sitting_preview": Page(NOBODY, NOBODY, row="sitting"),
    "desk:compare_unsaved": Page(NOBODY, NOBODY, row="sitting"),
    "desk:restore_unsaved": Page(NOBODY, NOBODY, row="sitting"),
    "desk:discard_unsaved": Page(NOBODY, NOBODY, row="sitting"),
    "desk:signed_in": Page(ALL, NOBODY),
    "desk:linkable": Page(DESK, NOBODY),
    "desk:page": Page(NOBODY, DESK),
    "desk:topic": Page(NOBODY, DESK),
    "desk:duplicate": Page(NOBODY, DESK),
    "desk:publish": Page(HEADS, HEADS),
    "desk:withdraw": Page(HEADS, HEADS),
    "desk:cancel": Page(HEADS, HEADS),
    "desk:move": Page(NOBODY, HEADS, row="edition"),
    "desk:royalties": Page(HEADS, NOBODY),
    "desk:moment": Page(ALL, NOBODY),
    # --- What articles are filed under
    **things("articles_section", view=DESK, add=HEADS, change=HEADS, delete=NOBODY),
    **things("articles_author", view=DESK, add=HEADS, change=HEADS, delete=NOBODY),
    **things("articles_topic", view=DESK, add=DESK, change="BTQ", delete=HEADS),
    # --- Records
    **record("revision", DESK),
    **record("edition", DESK),
    **record("ledger", HEADS),
    # --- The library
    **things("media_photo", view=DESK, add=DESK, change=DESK, delete=HEADS),
    **things("media_document", view=DESK, add=DESK, change=DESK, delete=HEADS),
    **things("media_recording", view=DESK, add=DESK, change=DESK, delete=HEADS),
    "admin:media_photo_picker": Page(DESK, DESK),
    "admin:media_photo_picker_dialog": Page(DESK, DESK),
    "admin:media_photo_picker_upload": Page(NOBODY, DESK),
    "admin:media_photo_upload": Page(DESK, DESK),
    "admin:media_photo_upload_one": Page(NOBODY, DESK),
    # For an upload of one's own alone: tests/media.
    "admin:media_photo_upload_instead": Page(NOBODY, NOBODY),
    "admin:media_photo_edit": Page(DESK, DESK),
    "admin:media_photo_original": Page(DESK, NOBODY),
    "admin:media_photo_replace": Page(DESK, DESK),
    "admin:media_photo_take_down": Page("BTQ", "BTQ"),
    "admin:media_photo_restore": Page("BTQ", "BTQ"),
    # --- The paper
    **things("reader_masthead", view=HEADS, add=NOBODY, change=HEADS, delete=NOBODY),
}
# Signing in and out is for everybody, and tested where it is made: tests/accounts.
OPEN = {"admin:login", "admin:logout", "admin:password_change", "admin:password_change_done"}


def pages() -> Iterator[tuple[str, Page]]:
    for name, entry in TABLE.items():
        for page in entry if isinstance(entry, list) else [entry]:
            yield name, page


# --- No address is forgotten ---


def names(patterns: list[URLPattern | URLResolver], address: str = "", namespace: str = "") -> Iterator[str]:
    """The names of all addresses under /admin/."""
    for pattern in patterns:
        here = address + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from names(pattern.url_patterns, here, inner)
        elif here.startswith("admin/") and pattern.name:
            yield f"{namespace}{pattern.name}"


def test_every_address_of_the_admin_is_in_the_table() -> None:
    assert set(names(get_resolver().url_patterns)) - OPEN == set(TABLE)


# --- What each is answered ---


@pytest.fixture
def rows(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, int | str]:
    """One row of each kind. Lan reports, Bình edits the section of the articles but not the other one."""
    lan, binh = account("lan", "Phóng viên"), account("binh", "Biên tập viên")
    section = factories.section("Thời sự")
    section.editors.add(binh)
    article = factories.article("Bài", authors=[factories.author()], topics=[factories.topic()])
    mark_ready(article, by=binh)
    publish(article, by=None)
    binned, in_review = factories.article("Bỏ"), factories.article("Chờ", created_by=lan)
    put_into_bin(binned, by=binh)
    submit(in_review, by=lan)
    boss = account("chu-nhiem", "Thư ký tòa soạn")
    sitting = Sitting.objects.beat(boss, uuid4(), article, QueryDict("title=Riêng"))
    note = noting.write(article, "Hỏi lại @lan", by=boss, key=uuid4())
    elsewhere = factories.article("Nơi khác", section=factories.section("Thể thao"))
    monkeypatch.setattr("desk.guide.PICTURES", tmp_path)
    (tmp_path / "dang-nhap.png").touch()
    return {
        "picture": "dang-nhap",
        "published": article.pk,
        "own_draft": factories.article("Nháp", created_by=lan).pk,
        "own_in_review": in_review.pk,
        "others_draft": factories.article("Của người khác").pk,
        "other_section": elsewhere.pk,
        "sitting": sitting.token,
        "note": note.pk,
        # Of somebody else than those who ask.
        "mention": Mention.objects.create(note=note, user=boss, reason=Mention.Reason.NAMED).pk,
        # Of a revision: every article has a first one.
        "number": 1,
        "binned": binned.pk,
        "article": article.pk,
        "section": section.pk,
        "author": article.authors.get().pk,
        "topic": article.topics.get().pk,
        "revision": article.revisions.get().pk,
        "edition": Edition.objects.get().pk,
        "ledger": Ledger.objects.get().pk,
        "photo": factories.photo().pk,
        "document": factories.document().pk,
        "recording": factories.recording().pk,
        "masthead": Masthead.objects.get_or_create()[0].pk,
        "user": account("khach").pk,
        "link": PreviewLink.objects.make(article, by=User.objects.get(username="khach"), name="Luật sư")[0].pk,
        "group": Group.objects.get(name="Phóng viên").pk,
    }


def address(name: str, page: Page, rows: dict[str, int | str]) -> str:
    """Where the page is, about the row that it is about if it is about one."""
    match name:
        case "admin:app_list":
            return reverse(name, args=["articles"])
        case "admin:view_on_site":
            return reverse(name, args=[ContentType.objects.get_for_model(Section).pk, rows["section"]])
    app, _, rest = name.partition(":")
    noun = "article" if app == "desk" else rest.split("_")[1] if "_" in rest else ""
    try:
        return reverse(name, args=[rows[page.row or noun], *(rows[key] for key in page.also)]) + page.query
    except Exception:  # noqa: BLE001  (an address without a row: NoReverseMatch, or a noun of no row)
        return reverse(name) + page.query


def refused(response: HttpResponse) -> bool:
    """Whether the answer is a refusal: forbidden, not there, no such method, or the way to the sign-in page."""
    signing_in = response.status_code == 302 and any(
        response.url.startswith(page) for page in (reverse("admin:login"), "/tai-khoan/")
    )
    return response.status_code in (403, 404, 405) or signing_in


def person(role: str) -> User:
    known = {"P": "lan", "B": "binh"}
    return User.objects.get(username=known[role]) if role in known else account("ai", ROLES[role])


@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_what_the_table_says(role: str, client: Client, rows: dict[str, int | str]) -> None:
    client.force_login(person(role))
    wrong = []
    for name, page in pages():
        where = address(name, page, rows)
        for method, allowed in (("get", page.get), ("post", page.post)):
            response = getattr(client, method)(where)
            if response.status_code >= 500 or refused(response) == (role in allowed):
                wrong.append((name, page.row, method, response.status_code))
    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.parametrize("who", ["nobody", "a reader"])
def test_strangers_get_nothing(who: str, client: Client, rows: dict[str, int | str]) -> None:
    if who == "a reader":
        client.force_login(User.objects.create_user("doc-gia"))
    open_to_all = []
    for name, page in pages():
        where = address(name, page, rows)
        open_to_all += [(name, method) for method in ("get", "post") if not refused(getattr(client, method)(where))]
    assert not open_to_all, "\n".join(map(str, open_to_all))


def test_nobody_becomes_more_than_he_is(client: Client, rows: dict[str, int | str]) -> None:
    """An administrator of the group looks after accounts, and can neither make nor touch a superuser."""
    boss = User.objects.create_superuser("chu", password="demo")  # noqa: S106
    chief = account("chief", "Quản trị viên")
    client.force_login(chief)
    assert client.post(reverse("admin:auth_user_change", args=[boss.pk]), {"username": "chu"}).status_code == 403
    assert client.get(reverse("admin:auth_user_password_change", args=[boss.pk])).status_code == 403
    form = client.get(reverse("admin:auth_user_change", args=[chief.pk])).context["adminform"].form
    assert not {"is_superuser", "user_permissions"} & set(form.fields)
