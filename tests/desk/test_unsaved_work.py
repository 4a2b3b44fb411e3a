"""What is typed and not saved: kept, offered to the one who typed it, and to nobody else."""

from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from articles.models import Article
from desk.models import Sitting
from desk.models.sitting import SittingQuerySet
from tests import factories
from tests.articles.admin.test_saving import opened

pytestmark = pytest.mark.django_db

TOKEN = UUID("7d1c5a52-90f1-4c0e-8a50-0e7ab1a0c001")


def beat(client: Client, article: Article | None, **said: object):
    url = reverse("desk:beat", args=[article.pk]) if article else reverse("desk:beat_new")
    return client.post(url, {"_sitting": str(TOKEN)} | said)


def typed(client: Client, article: Article, **said: object) -> dict[str, object]:
    """What the form's script sends after something was typed."""
    return opened(client, article) | {"_typed": "1"} | said


def act(client: Client, name: str, token: UUID = TOKEN):
    return client.post(reverse(f"desk:{name}_unsaved", args=[token]))


@pytest.fixture
def article(thu: User) -> Article:
    return factories.article("Bài cũ", created_by=thu)


def test_what_is_typed_is_offered_and_restored_by_a_save(desk: Client, article: Article) -> None:
    with time_machine.travel("2026-03-08T14:32:10+07:00", tick=False):
        assert beat(desk, article, **typed(desk, article, title="Tít chưa lưu")).json()["saved"] == "14:32:10"
    with time_machine.travel("2026-03-08T15:00:00+07:00", tick=False):
        form = desk.get(reverse("admin:articles_article_change", args=[article.pk])).text
        assert "14:32 8/3" in form
        assert Article.objects.get().title == "Bài cũ"
        assert act(desk, "restore").status_code == 302
        assert act(desk, "restore").status_code == 404
    assert Article.objects.get().title == "Tít chưa lưu"
    assert not Sitting.objects.left_by(User.objects.get(), article)


def test_a_new_article_is_kept_too(desk: Client) -> None:
    form = {"title": "Bài mới tinh", "label": "none", "_typed": "1"}
    for prefix in desk.get(reverse("admin:articles_article_add")).context["inline_admin_formsets"]:
        for name, value in prefix.formset.management_form.initial.items():
            form[f"{prefix.formset.prefix}-{name}"] = value
    beat(desk, None, **form)
    assert reverse("desk:restore_unsaved", args=[TOKEN]) in desk.get(reverse("admin:articles_article_add")).text
    act(desk, "restore")
    assert Article.objects.get().title == "Bài mới tinh"


def test_a_save_takes_its_unsaved_text_away_and_what_comes_late_is_ignored(desk: Client, article: Article) -> None:
    form = typed(desk, article, title="Đã lưu")
    beat(desk, article, **form)
    del form["_typed"]
    desk.post(reverse("admin:articles_article_change", args=[article.pk]), form | {"_sitting": str(TOKEN)})
    assert Article.objects.get().title == "Đã lưu"
    beat(desk, article, **form | {"_typed": "1", "title": "Đến muộn"})
    assert Sitting.objects.get().typed == ""


def test_what_cannot_be_saved_comes_back_in_the_form(desk: Client, article: Article) -> None:
    beat(desk, article, **typed(desk, article, title="", lead="Sapo vừa gõ."))
    response = act(desk, "restore")
    assert response.status_code == 200
    assert "Sapo vừa gõ." in response.text
    assert f'value="{TOKEN}"' in response.text
    assert Sitting.objects.left_by(User.objects.get(), article).exists()


def test_text_that_says_what_is_saved_is_not_offered(desk: Client, article: Article) -> None:
    beat(desk, article, **typed(desk, article))
    url = reverse("admin:articles_article_change", args=[article.pk])
    assert reverse("desk:restore_unsaved", args=[TOKEN]) not in desk.get(url).text


def test_thrown_away_is_gone(desk: Client, article: Article) -> None:
    beat(desk, article, **typed(desk, article, title="Bỏ"))
    assert act(desk, "discard").status_code == 302
    assert not Sitting.objects.exists()


def test_nobody_else_reaches_it(desk: Client, article: Article, client: Client, admin_user: User) -> None:
    beat(desk, article, **typed(desk, article, title="Riêng tôi"))
    other = Client()
    other.force_login(admin_user)
    assert other.get(reverse("desk:sitting_preview", args=[TOKEN])).status_code == 404
    assert act(other, "restore").status_code == act(other, "discard").status_code == 404
    assert "Riêng tôi" not in other.get(reverse("admin:articles_article_change", args=[article.pk])).text
    beat(other, article, _typed="1", title="Của người khác")
    assert Sitting.objects.count() == 2


def test_the_preview_shows_what_is_typed(desk: Client, article: Article) -> None:
    beat(desk, article, **typed(desk, article, title="Chưa lưu mà đã thấy", section=""))
    response = desk.get(reverse("desk:sitting_preview", args=[TOKEN]))
    framed = desk.get(reverse("desk:sitting_preview", args=[TOKEN]), {"frame": ""})
    for shown in (response, framed):
        assert "Chưa lưu mà đã thấy" in shown.text
        assert "no-store" in shown["Cache-Control"]
        assert shown["X-Robots-Tag"] == "noindex"
    assert "preview-bar" not in framed.text


def test_an_empty_new_article_has_a_preview(desk: Client) -> None:
    factories.section("Thời sự")
    beat(desk, None, _typed="1", title="")
    assert desk.get(reverse("desk:sitting_preview", args=[TOKEN])).status_code == 200


def test_the_form_lets_our_pages_be_framed_beside_it(desk: Client, article: Article) -> None:
    policy = desk.get(reverse("admin:articles_article_change", args=[article.pk]))["Content-Security-Policy"]
    assert "frame-src 'self';" in policy + ";"


def test_others_at_the_form_are_named_and_their_saves(desk: Client, article: Article, binh: User) -> None:
    other = Client()
    User.objects.filter(pk=binh.pk).update(first_name="Bình")
    other.force_login(binh)
    beat(other, article)
    answer = beat(desk, article, based_on=article.version).json()
    assert "Bình" in answer["others"]
    assert answer["meanwhile"] == ""
    factories.edit(article, title="Người khác lưu")
    assert beat(desk, article, based_on=article.version - 1).json()["meanwhile"]
    beat(other, article, _gone="1")
    assert beat(desk, article).json()["others"] == ""


def test_who_went_minutes_ago_is_not_named(desk: Client, article: Article, binh: User) -> None:
    other = Client()
    other.force_login(binh)
    with time_machine.travel("2026-03-08T12:00:00+07:00", tick=False) as clock:
        beat(other, article)
        clock.shift(timedelta(minutes=4))
        assert beat(desk, article).json()["others"] == ""


def test_old_rows_go(desk: Client, article: Article) -> None:
    with time_machine.travel("2026-03-08T12:00:00+07:00", tick=False) as clock:
        beat(desk, article, **typed(desk, article, title="Cũ"))
        clock.shift(timedelta(days=31))
        desk.force_login(User.objects.get())
        beat(desk, article, _sitting="7d1c5a52-90f1-4c0e-8a50-0e7ab1a0c002")
    assert [row.typed for row in Sitting.objects.all()] == [""]


def test_who_may_write_nothing_keeps_nothing(client: Client, article: Article, rao: User) -> None:
    assert beat(client, article).status_code == 302
    client.force_login(rao)
    answer = beat(client, article, _typed="1", title="x")
    assert answer.status_code == 403
    assert answer.json()["error"]
    assert beat(client, None, _typed="1").status_code == 403
    assert not Sitting.objects.exists()


@pytest.mark.parametrize("token", ["", "abc", "9" * 400, "\x00"])
def test_hostile_tokens_are_refused(desk: Client, article: Article, token: str) -> None:
    assert beat(desk, article, _sitting=token, _typed="1").status_code == 400


def test_hostile_text_is_kept_and_harms_nothing(desk: Client, article: Article) -> None:
    rubbish = {
        "title": "<script>alert(1)</script>",
        "section": "9" * 40,
        "articles_text_set-0-html": "<b>" * 50,
        "based_on": "²",
    }
    assert beat(desk, article, _typed="1", **rubbish).status_code == 200
    page = desk.get(reverse("desk:sitting_preview", args=[TOKEN]))
    assert page.status_code == 200
    assert "<script>alert(1)" not in page.text
    assert desk.get(reverse("admin:articles_article_change", args=[article.pk])).status_code == 200
    assert act(desk, "restore").status_code in (200, 302, 400)


def test_a_beat_asks_the_database_little(desk: Client, article: Article, django_assert_max_num_queries) -> None:
    form = typed(desk, article, title="Gõ")
    beat(desk, article, **form)
    # Session, person, permissions; the article; the row behind its lock; who else is there.
    with django_assert_max_num_queries(14):
        beat(desk, article, **form)


# --- Compared with what is saved ---


def test_the_offer_leads_to_what_differs(desk: Client, article: Article) -> None:
    beat(desk, article, **typed(desk, article, title="Bài cũ viết lại"))
    address = reverse("desk:compare_unsaved", args=[TOKEN])
    assert address in desk.get(reverse("admin:articles_article_change", args=[article.pk])).text
    page = desk.get(address).text
    assert " <ins>viết lại</ins>" in page
    assert reverse("desk:restore_unsaved", args=[TOKEN]) in page
    assert Article.objects.get().title == "Bài cũ"


def test_nobody_else_sees_what_differs_and_a_new_article_has_nothing_to_compare(
    desk: Client, article: Article, binh: User
) -> None:
    beat(desk, article, **typed(desk, article, title="Của tôi"))
    address = reverse("desk:compare_unsaved", args=[TOKEN])
    other = Client()
    other.force_login(binh)
    assert other.get(address).status_code == 404
    Sitting.objects.update(article=None)
    assert desk.get(address).status_code == 404


# --- The article is no more ---


def test_a_form_whose_article_was_deleted_is_told_so(desk: Client, article: Article) -> None:
    form, gone = typed(desk, article, title="Gõ dở"), Article(pk=article.pk)
    Article.objects.all().delete()
    response = beat(desk, gone, **form)
    assert response.status_code == 410
    assert response.json()["error"]
    assert beat(desk, gone, _gone="1").status_code == 410


@pytest.mark.django_db(transaction=True)
def test_an_article_deleted_in_the_very_moment_is_no_error(
    desk: Client, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = typed(desk, article, title="Gõ dở")
    note = SittingQuerySet.beat

    def beat_after_deleting(rows: SittingQuerySet, *said: object) -> Sitting:
        Article.objects.all().delete()
        return note(rows, *said)

    monkeypatch.setattr(SittingQuerySet, "beat", beat_after_deleting)
    monkeypatch.setattr(Sitting.objects.__class__, "beat", lambda manager, *said: manager.all().beat(*said))
    assert beat(desk, article, **form).status_code == 410
    assert not Sitting.objects.exists()
