"""The publishing machine: whatever the desk does, in whatever order, the past stays as it was."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from articles import publishing
from articles.ledger import verify
from articles.models import Article, Edition
from articles.publishing import Outcome, PublishingError
from articles.timeline import MICROSECOND, NOTICE, newest_created_at, reading_moment
from tests import factories

START = datetime(2026, 3, 8, 8, 0, tzinfo=UTC)
which = st.integers(0, 2)
# Often near NOTICE, where the rules meet.
seconds = (st.integers(1, 6) | st.integers(1, 60)).map(lambda number: timedelta(seconds=number / 2))


class Newsroom(RuleBasedStateMachine):
    """Three articles, a clock that moves on, and an oracle: per article a plain list of (moment, title or None)."""

    articles: list[Article] = []

    @initialize()
    def open(self) -> None:
        # Each example is undone; the flag tells Django's durable blocks that this outer one is a test's.
        self.block = transaction.atomic()
        self.block._from_testcase = True
        self.block.__enter__()
        self.traveller = time_machine.travel(START, tick=False)
        self.clock = self.traveller.start()
        self.saved = {article.pk: article.title for article in self.articles}
        self.oracle: dict[int, list[tuple[datetime, str | None]]] = {article.pk: [] for article in self.articles}
        self.snapshots: dict[datetime, dict[int, str]] = {}
        self.answers: dict[datetime, dict[int, str]] = {}
        self.unchecked = False

    def teardown(self) -> None:
        if hasattr(self, "block"):
            self.traveller.stop()
            transaction.set_rollback(True)
            self.block.__exit__(None, None, None)

    # --- What the desk does ---

    @rule(which=which, step=st.integers(0, 3))
    def save(self, which: int, step: int) -> None:
        article = Article.objects.get(pk=self.articles[which].pk)
        factories.edit(article, title=f"Bài {which}, lần {step}")
        self.saved[article.pk] = article.title

    @rule(which=which, bump=st.booleans(), until=st.none() | seconds)
    def publish_now(self, which: int, bump: bool, until: timedelta | None) -> None:
        article = self.articles[which]
        self.act(
            lambda: publishing.publish(article, by=None, bump=bump, until=until and self.now() + until), article.pk
        )

    @rule(which=which, ahead=seconds, until=st.none() | seconds)
    def publish_later(self, which: int, ahead: timedelta, until: timedelta | None) -> None:
        article, at = self.articles[which], self.now() + ahead
        self.act(lambda: publishing.publish(article, by=None, at=at, until=until and at + until), article.pk)

    @rule(which=which, ahead=st.none() | seconds)
    def withdraw(self, which: int, ahead: timedelta | None) -> None:
        article = self.articles[which]
        self.act(
            lambda: publishing.withdraw(article, by=None, reason="Sai sót", at=ahead and self.now() + ahead), article.pk
        )

    @rule(which=which)
    def cancel(self, which: int) -> None:
        article = self.articles[which]
        self.act(lambda: publishing.cancel_pending(article, by=None), article.pk)

    @rule(passed=seconds)
    def time_passes(self, passed: timedelta) -> None:
        self.clock.shift(passed)

    # --- What must hold ---

    @invariant()
    def the_past_stays_as_it_was(self) -> None:
        moment = self.moment()
        self.snapshots[moment] = self.live(moment)
        for rows in self.oracle.values():
            for live_from, _ in rows:
                if live_from <= moment:
                    self.snapshots.setdefault(live_from, self.live(live_from))
        for past, seen in self.snapshots.items():
            assert self.live(past) == seen

    @invariant()
    def the_timeline_says_what_the_desk_was_told(self) -> None:
        boundaries = {live_from for rows in self.oracle.values() for live_from, _ in rows}
        for moment in sorted(boundaries | {self.moment()}):
            assert self.live(moment) == self.expected(moment)

    @invariant()
    def ids_follow_moments_and_the_chain_verifies(self) -> None:
        if self.unchecked:
            self.check_rows()
            self.unchecked = False

    def check_rows(self) -> None:
        moments = list(Edition.objects.order_by("id").values_list("created_at", flat=True))
        assert moments == sorted(moments)
        acts = Edition.objects.order_by().values_list("article", "created_at").distinct().count()
        assert acts == len(set(moments)), "two acts at one moment"
        assert list(verify()) == []

    # --- How ---

    def act(self, do, pk: int) -> None:
        """Do what the desk asks; the oracle follows what was answered. What is refused changes nothing."""
        before = list(Edition.objects.values_list("id", "cancelled_at"))
        self.answers.clear()
        self.unchecked = True
        try:
            with transaction.atomic():
                transaction.get_connection().atomic_blocks[-1]._from_testcase = True
                outcome = do()
        except PublishingError:
            assert list(Edition.objects.values_list("id", "cancelled_at")) == before
            return
        cancelled = {edition.live_from for edition in outcome.cancelled}
        assert cancelled == self.doomed(pk, outcome)
        rows = [row for row in self.oracle[pk] if row[0] not in cancelled]
        for edition in filter(None, [outcome.edition, outcome.until]):
            assert edition.live_from >= edition.created_at >= self.now()
            is_now, is_after_another = (
                edition.live_from == edition.created_at,
                edition.live_from - MICROSECOND in dict(rows),
            )
            assert is_now or is_after_another or edition.live_from >= self.now() + NOTICE
            rows.append((edition.live_from, self.saved[pk] if edition.revision else None))
        self.oracle[pk] = rows

    def doomed(self, pk: int, outcome: Outcome) -> set[datetime]:
        """The moments of what the act had to call off, by the rules of the desk."""
        now = outcome.edition.created_at if outcome.edition else self.moment()
        pending = [row for row in self.oracle[pk] if row[0] > now]
        if outcome.edition is None:
            return {live_from for live_from, _ in pending}
        if outcome.edition.revision:
            return {live_from for live_from, title in pending if title is not None or outcome.until}
        reachable = [row for row in pending if row[0] >= now + NOTICE]
        return {at for at, title in reachable if title is None or at >= outcome.edition.live_from}

    def expected(self, moment: datetime) -> dict[int, str]:
        seen = {}
        for pk, rows in self.oracle.items():
            come = sorted(row for row in rows if row[0] <= moment)
            if come and come[-1][1] is not None:
                seen[pk] = come[-1][1]
        return seen

    def live(self, moment: datetime) -> dict[int, str]:
        """What the paper shows at a moment, asked anew after each act and once between acts."""
        if moment not in self.answers:
            self.answers[moment] = self.asked(moment)
        return self.answers[moment]

    def asked(self, moment: datetime) -> dict[int, str]:
        rows = list(Edition.objects.live(moment).values_list("article", "title"))
        assert len(rows) == len(dict(rows)), "two live editions of one article"
        return dict(rows)

    def now(self) -> datetime:
        return datetime.now(UTC)

    def moment(self) -> datetime:
        newest = Edition.objects.annotate(newest=newest_created_at()).values_list("newest", flat=True).first()
        return reading_moment(newest)


@pytest.fixture
def untraced() -> Iterator[None]:
    """Coverage would double the machine's time, and other tests pass through the same lines."""
    tracer = sys.gettrace()
    sys.settrace(None)
    yield
    sys.settrace(tracer)


@pytest.mark.usefixtures("untraced")
@pytest.mark.django_db
@pytest.mark.parametrize("half", [1, 2])
def test_whatever_the_desk_does_the_past_stays_as_it_was(half: int) -> None:
    """200 examples on each engine, in two halves so that two processors share them."""
    Newsroom.articles = [factories.article(f"Bài {number}") for number in range(3)]
    examples = settings(
        max_examples=100, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(Newsroom, settings=examples)
    assert connection.in_atomic_block
