"""Internal notes: what the desk says to each other about an article, and readers never see."""

from datetime import timedelta
from unittest.mock import Mock
from uuid import uuid4

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from articles import binning, workflow
from articles.content import content_of
from articles.copying import duplicate
from articles.models import Article, Ledger, Revision
from articles.publishing import publish
from desk import note_letters, noting
from desk.mentions import named, unknown
from desk.models import Mention, Note, PreviewLink
from kernel import background
from tests import factories

pytestmark = pytest.mark.django_db

SECRET = "Nguồnkín"


@pytest.fixture(autouse=True)
def letters_go_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(note_letters, "in_background", lambda work, *arguments: work(*arguments))


@pytest.fixture
def article(lan: User, binh: User) -> Article:
    """A draft of Lan, with a text and a quote."""
    User.objects.filter(pk=lan.pk).update(first_name="Nguyễn Thị", last_name="Lan", email="lan@binhminh.example")
    return factories.article("Cầu mới", factories.text("<p>Thông xe.</p>"), factories.quote("Vui"), created_by=lan)


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def act(user: User, name: str, *args: int, fetch: bool = False, **data: str):
    """What `user` is answered who posts to the address of that name."""
    headers = {"X-Requested-With": "fetch"} if fetch else {}
    return browser(user).post(reverse(f"desk:{name}", args=args), data, headers=headers)


def write(user: User, article: Article, text: str, **data: str) -> Note:
    assert act(user, "notes", article.pk, text=text, **data).status_code == 302
    return Note.objects.latest("id")


def page(user: User, article: Article) -> str:
    return browser(user).get(reverse("desk:notes", args=[article.pk])).text


def box(user: User) -> str:
    """What the desk's first page says of mentions; "" if there is no such box."""
    text = browser(user).get(reverse("admin:index")).text
    return text.partition('id="box-mentions"')[2].partition("</section>")[0]


# --- A thread ---------------------------------------------------------------------


def test_a_note_is_written_answered_resolved_and_opened_again(lan: User, binh: User, article: Article) -> None:
    note = write(binh, article, "  Cầu dài\r\nbao nhiêu?  ")
    assert note.text == "Cầu dài\nbao nhiêu?"
    response = act(lan, "answer_note", article.pk, note.pk, text="Hai cây số.")
    answer = note.answers.get()
    assert response.url == f"{reverse('desk:notes', args=[article.pk])}#note-{answer.pk}"
    for words in ("bao nhiêu?", "Hai cây số."):
        assert words in page(binh, article)
    act(binh, "resolve_note", article.pk, note.pk)
    note.refresh_from_db()
    assert note.resolved_by == binh
    assert gettext("Open again") in page(lan, article)
    act(lan, "reopen_note", article.pk, note.pk)
    note.refresh_from_db()
    assert (note.resolved_at, note.resolved_by) == (None, None)


def test_a_last_word_is_said_and_the_thread_resolved_in_one(lan: User, binh: User, article: Article) -> None:
    note = write(binh, article, "Cầu dài bao nhiêu?")
    act(lan, "resolve_note", article.pk, note.pk, text="Hai cây số, đã thêm.")
    note.refresh_from_db()
    assert note.answers.get().text == "Hai cây số, đã thêm."
    assert note.resolved_by == lan


def test_a_script_gets_the_notes_without_a_page_around_them(binh: User, article: Article) -> None:
    response = act(binh, "notes", article.pk, fetch=True, text="Ngắn thôi.")
    assert response.status_code == 200
    assert "Ngắn thôi." in response.text
    assert "<html" not in response.text
    assert "<html" in page(binh, article)


def test_a_note_on_a_block_stays_when_the_block_goes(binh: User, article: Article) -> None:
    block = article.articles_quote_set.get()
    note = write(binh, article, "Ai nói?", block=str(block.uid))
    assert note.block == block.uid
    assert f"#block-{block.uid}" in page(binh, article)
    block.delete()
    text = page(binh, article)
    assert "Ai nói?" in text
    assert gettext("On a block that is no longer there") in text


def test_threads_stand_in_the_order_of_the_blocks(binh: User, article: Article) -> None:
    text, quote = (block["uid"] for block in content_of(article)["blocks"])
    for words, block in (("Bốn", str(uuid4())), ("Ba", quote), ("Hai", text), ("Một", "")):
        write(binh, article, words, block=block)
    shown = page(binh, article).partition('class="note-threads"')[2]
    assert sorted(["Một", "Hai", "Ba", "Bốn"], key=lambda words: shown.index(f">{words}<")) == [
        "Một",
        "Hai",
        "Ba",
        "Bốn",
    ]


# --- One's own ---------------------------------------------------------------------


def test_ones_own_note_is_changed_and_deleted_until_it_is_answered(lan: User, binh: User, article: Article) -> None:
    note = write(binh, article, "Cầu đài bao nhiêu?")
    act(binh, "change_note", article.pk, note.pk, text="Cầu dài bao nhiêu?")
    note.refresh_from_db()
    assert note.text == "Cầu dài bao nhiêu?"
    assert note.edited_at
    answer = noting.answer(note, "Hai cây số.", by=lan, key=uuid4())
    late = act(binh, "change_note", article.pk, note.pk, text="Cầu rộng bao nhiêu?")
    assert late.status_code == 409
    assert "Cầu rộng bao nhiêu?" in late.text
    assert act(binh, "delete_note", article.pk, note.pk).status_code == 409
    act(lan, "delete_note", article.pk, answer.pk)
    act(binh, "delete_note", article.pk, note.pk)
    assert not Note.objects.exists()


def test_nobody_touches_what_others_wrote(lan: User, thu: User, binh: User, article: Article) -> None:
    note = write(binh, article, "Của Bình")
    for user in (lan, thu):
        assert act(user, "change_note", article.pk, note.pk, text="Khác").status_code == 403
        assert act(user, "delete_note", article.pk, note.pk).status_code == 403
    assert Note.objects.get().text == "Của Bình"


# --- Who reads ----------------------------------------------------------------------


def test_who_may_only_look_at_the_article_writes_too(lan: User, binh: User) -> None:
    article = factories.article("Của Bình", created_by=binh)
    form = browser(lan).get(reverse("admin:articles_article_change", args=[article.pk])).text
    assert reverse("desk:notes", args=[article.pk]) in form
    write(lan, article, "Tôi có số liệu này.")
    assert "Tôi có số liệu này." in page(binh, article)


def test_the_moderator_of_classifieds_and_strangers_read_and_write_nothing(rao: User, article: Article) -> None:
    reader = User.objects.create_user("doc-gia")
    assert act(rao, "notes", article.pk, text="x").status_code == 403
    assert act(reader, "notes", article.pk, text="x").status_code == 302
    assert browser(rao).get(reverse("desk:people"), {"q": "la"}).status_code == 403
    assert not Note.objects.exists()


def test_readers_and_guests_never_get_a_note(client: Client, lan: User, thu: User, article: Article) -> None:
    workflow.mark_ready(article, by=thu)
    noting.write(article, SECRET, by=lan, key=uuid4(), block=article.articles_text_set.get().uid)
    edition = publish(article, by=thu).edition
    factories.edit(article, title="Cầu mới đã thông")
    token = PreviewLink.objects.make(article, by=lan)[1]
    addresses = [
        "/",
        edition.get_absolute_url(),
        f"/{edition.section.slug}/",
        "/tim-kiem/?q=nguonkin",
        *(reverse(f"reader:{name}") for name in ("feeds", "sitemap", "archive")),
        reverse("guest_preview", args=[token]),
    ]
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        assert SECRET not in response.text.replace("q=nguonkin", ""), address
    assert SECRET not in browser(thu).get(reverse("desk:preview", args=[article.pk])).text
    assert not Revision.objects.filter(content_json__contains=SECRET).exists()
    assert not Ledger.objects.filter(payload__contains=SECRET).exists()
    assert SECRET not in Article.objects.get().found_by.search_text


def test_a_copy_has_no_notes_and_a_bin_that_is_emptied_takes_them_along(
    lan: User, binh: User, article: Article
) -> None:
    note = write(binh, article, "Hỏi lại @lan")
    noting.answer(note, "Vâng.", by=lan, key=uuid4())
    assert not duplicate(article, by=lan).notes.exists()
    assert "Cầu mới" in box(lan) + box(binh)
    workflow.put_into_bin(article, by=lan)
    assert box(lan) == box(binh) == ""
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        binning.empty()
    assert not Note.objects.exists()


# --- Names ----------------------------------------------------------------------------


def test_who_is_named_finds_it_on_the_first_page_until_it_is_read(lan: User, binh: User, article: Article) -> None:
    note = write(lan, article, "@binh xem giúp đoạn cuối.")
    assert f"{reverse('admin:articles_article_change', args=[article.pk])}#note-{note.pk}" in box(binh)
    assert gettext("mentions you") in box(binh)
    assert act(binh, "read_mention", Mention.objects.get(user=binh).pk).url == reverse("admin:index")
    assert box(binh) == ""


def test_who_answers_or_resolves_has_read(lan: User, thu: User, binh: User, article: Article) -> None:
    note = write(thu, article, "@binh @lan xem giúp.")
    act(binh, "answer_note", article.pk, note.pk, text="Được rồi.")
    assert box(binh) == ""
    assert gettext("answered you") in box(thu)
    act(lan, "resolve_note", article.pk, note.pk)
    assert box(lan) == box(binh) == box(thu) == ""
    act(thu, "reopen_note", article.pk, note.pk)
    assert box(binh) and box(lan)


def test_a_note_on_ones_article_waits_too(lan: User, binh: User, article: Article) -> None:
    write(binh, article, "Thiếu ảnh.")
    assert gettext("wrote a note on your article") in box(lan)
    assert box(binh) == ""


def test_a_changed_note_calls_whom_it_names_now(lan: User, thu: User, binh: User, article: Article) -> None:
    note = write(lan, article, "@thu xem giúp.")
    act(lan, "change_note", article.pk, note.pk, text="@binh xem giúp.")
    assert box(thu) == ""
    assert box(binh)


def test_a_letter_goes_to_whom_the_note_names(
    lan: User, binh: User, article: Article, settings, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        write(binh, article, "@lan cầu dài bao nhiêu?")
    [letter] = mail.outbox
    assert letter.to == ["lan@binhminh.example"]
    assert "Cầu mới" in letter.subject
    assert "@lan cầu dài bao nhiêu?" in letter.body
    address = reverse("admin:articles_article_change", args=[article.pk])
    assert f"{settings.SITE_URL}{address}#note-{Note.objects.get().pk}" in letter.body


def test_a_server_for_letters_that_is_down_loses_no_note(
    binh: User, article: Article, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks, caplog
) -> None:
    monkeypatch.setattr(note_letters, "in_background", background.carefully)
    monkeypatch.setattr(background.connections, "close_all", Mock())
    monkeypatch.setattr(note_letters, "send_mass_mail", Mock(side_effect=OSError("no route to host")))
    with django_capture_on_commit_callbacks(execute=True):
        note = write(binh, article, "@lan ơi")
    assert note.text == "@lan ơi"
    assert "no route to host" in caplog.text


@pytest.mark.parametrize("typed", ["lan", "LA", "nguyen", "Nguyễn", "thi"])
def test_colleagues_are_offered_by_any_of_their_names_with_and_without_marks(
    binh: User, rao: User, article: Article, typed: str
) -> None:
    answer = browser(binh).get(reverse("desk:people"), {"q": typed}).json()
    assert answer == {"people": [{"username": "lan", "name": "Nguyễn Thị Lan"}]}


def test_only_active_staff_who_can_open_articles_are_offered(
    binh: User, thu: User, rao: User, article: Article
) -> None:
    User.objects.filter(pk=thu.pk).update(is_active=False)
    User.objects.create_user("doc-gia")
    people = browser(binh).get(reverse("desk:people"), {"q": ""}).json()["people"]
    assert [person["username"] for person in people] == ["lan"]


def test_a_name_that_is_nobodys_is_pointed_out(binh: User, rao: User, article: Article) -> None:
    response = act(binh, "notes", article.pk, fetch=True, text="@lann và @rao xem, thư tới toasoan@bao.vn")
    assert "@lann, @rao" in response.text
    assert not Mention.objects.filter(reason=Mention.Reason.NAMED).exists()


def test_names_end_where_a_sentence_does() -> None:
    people = [User(pk=1, username="lan"), User(pk=2, username="lan.anh"), User(pk=3, username="ha@bao.vn")]
    text = "(@lan), @Lan.Anh. @ha@bao.vn! hay @lan; x@lan.vn https://a.vn/@lan @ai"
    assert [user.username for user in named(text, people)] == ["lan", "lan.anh", "ha@bao.vn"]
    assert unknown(text, people) == ["@ai"]


# --- Bad input --------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", " \n\t ", "\u200b\u2060", "dài " * 1300])
def test_a_note_without_text_or_too_long_is_refused_and_stands_again(binh: User, article: Article, text: str) -> None:
    for fetch in (False, True):
        response = act(binh, "notes", article.pk, fetch=fetch, text=text)
        assert response.status_code == 409
        assert 'role="alert"' in response.text
        assert text.strip()[:40] in response.text
    assert not Note.objects.exists()


def test_an_answer_to_a_note_that_is_gone_is_not_lost(lan: User, binh: User, article: Article) -> None:
    note = write(binh, article, "Bỏ câu này.")
    Note.objects.all().delete()
    response = act(lan, "answer_note", article.pk, note.pk, text="Bỏ rồi ạ.")
    assert response.status_code == 409
    assert "Bỏ rồi ạ.</textarea>" in response.text
    for name in ("resolve_note", "reopen_note", "delete_note"):
        assert act(binh, name, article.pk, note.pk).status_code == 409


def test_a_double_click_writes_one_note(lan: User, binh: User, article: Article) -> None:
    key = str(uuid4())
    for _click in range(2):
        note = write(binh, article, "Một lần.", key=key)
    answer_key = str(uuid4())
    for _click in range(2):
        act(lan, "answer_note", article.pk, note.pk, text="Vâng.", key=answer_key)
    for user in (lan, binh):
        assert act(user, "resolve_note", article.pk, note.pk).status_code == 302
    assert Note.objects.count() == 2
    assert Note.objects.get(pk=note.pk).resolved_by == lan


def test_an_answer_that_comes_after_the_end_opens_the_thread(lan: User, binh: User, article: Article) -> None:
    note = write(binh, article, "Xong?")
    act(binh, "resolve_note", article.pk, note.pk)
    act(lan, "answer_note", article.pk, note.pk, text="Chưa, còn thiếu ảnh.")
    note.refresh_from_db()
    assert note.resolved_at is None


def test_a_note_belongs_to_its_article(lan: User, binh: User, article: Article) -> None:
    note = write(binh, article, "Ở bài này.")
    other = factories.article("Bài khác")
    assert act(lan, "answer_note", other.pk, note.pk, text="Nhầm bài.").status_code == 409
    assert not note.answers.exists()
    assert act(lan, "answer_note", 10**30, note.pk, text="x").status_code == 404
    assert act(lan, "answer_note", article.pk, 10**30, text="x").status_code == 409
    assert act(lan, "read_mention", 10**30).status_code == 404


def test_hostile_text_is_escaped_and_addresses_become_links(binh: User, article: Article) -> None:
    text = '<script>alert(1)</script> "@<b>lan" @lan<i> https://bao.vn/?a=1&b="x javascript:alert(1)'
    write(binh, article, text, block="'; drop", key="\x00")
    shown = page(binh, article)
    assert "<script>alert" not in shown and "<i>" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    assert '<a target="_blank" href="https://bao.vn/?a=1&amp;b=" rel="nofollow">' in shown
    assert 'href="javascript' not in shown
    assert '<b class="note__name" title="@lan">@Nguyễn Thị Lan</b>' in shown


def test_a_form_of_another_site_writes_nothing(binh: User, article: Article) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(binh)
    assert client.post(reverse("desk:notes", args=[article.pk]), {"text": "x"}).status_code == 403
    assert not Note.objects.exists()


# --- What it costs -------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_notes_cost_the_same_for_any_number(
    lan: User, binh: User, article: Article, count: int, django_assert_num_queries
) -> None:
    for number in range(count):
        note = noting.write(article, f"@binh {number}", by=lan, key=uuid4())
        noting.answer(note, "@lan ừ", by=binh, key=uuid4())
        noting.reopen(note, by=lan)
    client = browser(lan)
    address = reverse("desk:notes", args=[article.pk])
    # Session, user, permissions (own, groups'); the article; its content (topics, byline, eight kinds of blocks,
    # links), notes, mentions.
    with django_assert_num_queries(18):
        client.get(address, headers={"X-Requested-With": "fetch"})


def test_the_form_asks_once_for_notes(lan: User, binh: User, article: Article) -> None:
    for number in range(3):
        noting.write(article, str(number), by=binh, key=uuid4(), block=article.articles_text_set.get().uid)
    client = browser(lan)
    with CaptureQueriesContext(connection) as queries:
        form = client.get(reverse("admin:articles_article_change", args=[article.pk]))
    assert len([query for query in queries if "desk_note" in query["sql"]]) == 1
    assert f"&quot;{article.articles_text_set.get().uid}&quot;: 3" in form.text
