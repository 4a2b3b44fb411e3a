"""The way of an article to its publication: who may do what, what is recorded, what is refused."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction
from django.utils.translation import override

from articles import workflow
from articles.binning import empty
from articles.models import Article, Edition, StatusChange
from articles.publishing import PublishingError, withdraw
from articles.revising import record
from articles.workflow import Act, WorkflowError
from tests import factories
from tests.conftest import account

pytestmark = pytest.mark.django_db

Status = Article.Status


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """The words of the source, so that no translator can break a test."""
    with override("en"):
        yield


@pytest.fixture
def mai(db: None) -> User:
    """Mai, another reporter."""
    return account("mai", "Phóng viên")


@pytest.fixture
def article(lan: User, binh: User) -> Article:
    """Lan's draft, in a subsection of Bình's section."""
    top = factories.section("Kinh tế")
    top.editors.add(binh)
    return factories.article("Giá điện", created_by=lan, section=factories.section("Thị trường", parent=top))


def state(article: Article) -> str:
    return Article.objects.values_list("status", flat=True).get(pk=article.pk)


def recorded(article: Article) -> list[tuple]:
    rows = article.status_changes.order_by("id")
    return [(row.actor and row.actor.username, row.act, row.from_status, row.to_status, row.note) for row in rows]


# --- The way ---


def test_the_whole_way_is_recorded(article: Article, lan: User, binh: User, thu: User) -> None:
    workflow.submit(article, by=lan)
    workflow.send_back(article, by=binh, reason=" Thiếu ý kiến ngành điện. ")
    workflow.submit(article, by=lan)
    workflow.mark_ready(article, by=binh)
    edition = workflow.publish(article, by=thu).edition

    assert recorded(article) == [
        ("lan", "submit", "draft", "review", ""),
        ("binh", "send-back", "review", "draft", "Thiếu ý kiến ngành điện."),
        ("lan", "submit", "draft", "review", ""),
        ("binh", "ready", "review", "ready", ""),
    ]
    assert edition.approved_by == binh
    assert state(article) == Status.READY
    assert not workflow.needs_review(article)


def test_each_change_names_the_text_it_was_about_and_the_time(article: Article, lan: User) -> None:
    factories.edit(article, title="Giá điện tăng")
    with time_machine.travel("2026-03-08T10:00:00+07:00", tick=False):
        change = workflow.submit(article, by=lan)
    article.refresh_from_db()
    assert change.revision.number == 2
    assert change.at == article.status_since
    assert article.status_since.isoformat() == "2026-03-08T03:00:00+00:00"


def test_who_was_slower_is_told(article: Article, lan: User, binh: User, thu: User) -> None:
    stale = Article.objects.get(pk=article.pk)
    workflow.mark_ready(article, by=binh)
    with pytest.raises(WorkflowError):
        workflow.submit(stale, by=lan)
    workflow.send_back(article, by=thu, reason="Chờ thêm số liệu")
    with pytest.raises(WorkflowError):
        workflow.send_back(stale, by=binh, reason="Chờ")
    assert len(recorded(article)) == 2


def test_sending_back_needs_a_reason(article: Article, lan: User, binh: User) -> None:
    workflow.submit(article, by=lan)
    for reason in ("", " \n", "x" * 2001):
        with pytest.raises(WorkflowError):
            workflow.send_back(article, by=binh, reason=reason)
    assert state(article) == Status.IN_REVIEW


def test_an_article_that_has_gone_is_told(article: Article, lan: User) -> None:
    Article.objects.get(pk=article.pk).delete()
    with pytest.raises(WorkflowError, match="no longer"):
        workflow.submit(article, by=lan)


def test_changes_of_state_never_change(article: Article, lan: User) -> None:
    change = workflow.submit(article, by=lan)
    with pytest.raises(TypeError):
        change.save()
    with pytest.raises(TypeError):
        StatusChange.objects.update(note="x")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE articles_statuschange SET note = 'x' WHERE id = %s", [change.pk])


# --- Who may ---


CAST = ("lan", "mai", "binh", "khoa", "thu", "chief", "rao")
SUBMIT, READY = [Act.SUBMIT], [Act.MARK_READY]
DECIDE = [Act.SEND_BACK, Act.MARK_READY]
BIN = [Act.BIN]


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (
            "draft",
            {"lan": SUBMIT + BIN, "binh": SUBMIT + READY + BIN, "thu": SUBMIT + READY + BIN},
        ),
        ("review", {"lan": [Act.TAKE_BACK, *BIN], "binh": DECIDE + BIN, "thu": DECIDE + BIN}),
        ("ready", {"binh": [Act.SEND_BACK, *BIN], "thu": [Act.SEND_BACK, *BIN]}),
    ],
)
def test_what_each_may_do(
    status: str, expected: dict, article: Article, lan: User, mai: User, binh: User, thu: User, rao: User
) -> None:
    """Khoa edits another section; the chief is of the administrators' group."""
    people = {person.username: person for person in (lan, mai, binh, thu, rao)}
    people |= {"khoa": account("khoa", "Biên tập viên"), "chief": account("chief", "Quản trị viên")}
    Article.objects.filter(pk=article.pk).update(status=status)
    article.refresh_from_db()
    expected = expected | {"chief": expected["thu"]}
    offered = {name: workflow.acts_for(people[name], article) for name in CAST}
    assert offered == {name: expected.get(name, []) for name in CAST}
    # What is offered can be done, and nothing else.
    for name in CAST:
        for act in Act:
            if act in workflow.RULES:
                assert possible(act, article, people[name]) == (act in offered[name]), (name, act)


def possible(act: Act, article: Article, user: User) -> bool:
    try:
        with transaction.atomic():
            workflow.do(act, Article.objects.get(pk=article.pk), by=user, note="Vì thế")
            raise InterruptedError
    except InterruptedError:
        return True
    except WorkflowError:
        return False


def test_who_signs_an_article_owns_it(mai: User, article: Article) -> None:
    assert not article.may_be_edited_by(mai)
    article.byline.create(author=factories.author("Mai Anh", user=mai))
    assert article.may_be_edited_by(mai)
    assert list(Article.objects.editable_by(mai)) == [article]


def test_a_reporter_writes_until_the_article_is_approved(article: Article, lan: User, binh: User) -> None:
    assert article.may_be_edited_by(lan)
    workflow.submit(article, by=lan)
    assert article.may_be_edited_by(lan)
    workflow.mark_ready(article, by=binh)
    assert not article.may_be_edited_by(lan)
    assert article.may_be_edited_by(binh)


def test_an_editor_has_the_sections_assigned_and_what_lies_in_them(article: Article, binh: User, lan: User) -> None:
    elsewhere = factories.article("Bóng đá", created_by=lan)
    sectionless = factories.article("Chưa xếp mục", created_by=lan)
    Article.objects.filter(pk=sectionless.pk).update(section=None)
    assert list(Article.objects.reviewable_by(binh)) == [article]
    elsewhere.section.editors.add(binh)
    assert set(Article.objects.editable_by(binh)) == {article, elsewhere}


def test_an_inactive_account_may_nothing(article: Article, thu: User) -> None:
    thu.is_active = False
    thu.save()
    assert workflow.acts_for(User.objects.get(pk=thu.pk), article) == []


# --- After the publication ---


def test_a_reporter_goes_on_writing_what_was_published_and_no_reader_sees_it(
    article: Article, lan: User, binh: User, thu: User
) -> None:
    workflow.mark_ready(article, by=binh)
    with pytest.raises(WorkflowError):
        workflow.reopen(article, by=lan)
    workflow.publish(article, by=thu)
    assert workflow.acts_for(lan, article) == [Act.REOPEN]
    workflow.reopen(article, by=lan)
    factories.edit(article, title="Giá điện sẽ tăng")
    with pytest.raises(WorkflowError):
        workflow.publish(article, by=thu)
    workflow.submit(article, by=lan)
    workflow.mark_ready(article, by=binh)
    assert workflow.publish(article, by=thu).edition.title == "Giá điện sẽ tăng"


def test_a_managing_editor_mends_a_live_article_and_vouches_for_it(article: Article, binh: User, thu: User) -> None:
    workflow.mark_ready(article, by=binh)
    workflow.publish(article, by=thu)
    article.title = "Giá điện, đã sửa"
    article.save()
    record(article, author=thu)
    assert workflow.publish(article, by=thu).edition.approved_by == thu


# --- Before the review ---


def test_breaking_news_go_out_and_owe_a_review(article: Article, lan: User, binh: User, thu: User) -> None:
    with pytest.raises(WorkflowError):
        workflow.publish(article, by=thu)
    assert not Edition.objects.exists()
    edition = workflow.publish(article, by=thu, urgent=True).edition
    assert edition.approved_by is None
    assert list(Article.objects.owing_review()) == [article]
    assert recorded(article) == [("thu", "unreviewed", "draft", "ready", "")]
    with pytest.raises(WorkflowError, match="yourself"):
        workflow.approve_afterwards(article, by=thu)
    with pytest.raises(WorkflowError):
        workflow.approve_afterwards(article, by=lan)
    assert workflow.acts_for(binh, article) == [Act.SEND_BACK, Act.APPROVE_AFTERWARDS]
    workflow.approve_afterwards(article, by=binh, note="Đã đối chiếu.")
    assert not Article.objects.owing_review().exists()
    assert workflow.approver_of(article) == binh


def test_the_debt_stays_until_somebody_else_has_read_it(article: Article, binh: User, thu: User) -> None:
    workflow.publish(article, by=thu, urgent=True)
    workflow.send_back(article, by=thu, reason="Sửa tiếp")
    workflow.mark_ready(article, by=thu)
    assert workflow.needs_review(article)
    assert workflow.publish(article, by=thu, bump=True).edition.approved_by is None
    workflow.send_back(article, by=binh, reason="Thiếu nguồn")
    workflow.mark_ready(article, by=binh)
    assert not workflow.needs_review(article)


def test_only_managing_editors_publish(article: Article, lan: User, binh: User, rao: User) -> None:
    workflow.mark_ready(article, by=binh)
    for person in (lan, binh, rao):
        with pytest.raises(WorkflowError):
            workflow.publish(article, by=person, urgent=True)
    assert not Edition.objects.exists()


def test_what_cannot_be_published_leaves_no_trace(lan: User, thu: User) -> None:
    article = factories.article("Bài", lead="", created_by=lan)
    with pytest.raises(PublishingError):
        workflow.publish(article, by=thu, urgent=True)
    assert state(article) == Status.DRAFT
    assert recorded(article) == []


def test_a_withdrawal_leaves_the_state(article: Article, binh: User, thu: User) -> None:
    workflow.mark_ready(article, by=binh)
    workflow.publish(article, by=thu)
    withdraw(article, by=thu, reason="Sai")
    assert state(article) == Status.READY
    assert workflow.publish(article, by=thu).edition.approved_by == binh


# --- The bin ---


def test_the_bin_keeps_an_article_as_it_was(article: Article, lan: User, mai: User, binh: User) -> None:
    workflow.submit(article, by=lan)
    workflow.put_into_bin(article, by=lan)
    assert list(Article.objects.binned()) == [article]
    assert not article.may_be_edited_by(lan)
    assert workflow.acts_for(lan, article) == [Act.RESTORE]
    assert workflow.acts_for(mai, article) == []
    for act in (Act.SUBMIT, Act.TAKE_BACK, Act.MARK_READY, Act.BIN):
        with pytest.raises(WorkflowError):
            workflow.do(act, article, by=lan)
    workflow.restore(article, by=binh)
    assert (state(article), article.binned_at, article.binned_by) == (Status.IN_REVIEW, None, None)


def test_what_was_ever_published_or_scheduled_is_not_thrown_away(article: Article, thu: User) -> None:
    workflow.publish(article, by=thu, urgent=True)
    with pytest.raises(WorkflowError, match="ledger"):
        workflow.put_into_bin(article, by=thu)


def test_what_lies_in_the_bin_is_not_published(article: Article, thu: User) -> None:
    workflow.put_into_bin(article, by=thu)
    with pytest.raises(WorkflowError):
        workflow.publish(article, by=thu, urgent=True)


def test_the_bin_empties_itself_after_thirty_days(article: Article, lan: User, thu: User) -> None:
    pointed_at = factories.article("Đích")
    factories.article("Nguồn", related=[factories.link(pointed_at)])
    with time_machine.travel("2026-03-08T10:00:00+07:00", tick=False) as clock:
        for row in (article, pointed_at):
            workflow.put_into_bin(row, by=thu)
        clock.shift(timedelta(days=30, seconds=-1))
        assert empty() == 0
        clock.shift(timedelta(seconds=1))
        assert empty() == 1
    assert {row.title for row in Article.objects.all()} == {"Đích", "Nguồn"}
