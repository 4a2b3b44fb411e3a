"""How long the desk's lists take among many articles: `python -m bench.desk --articles 200000 [--explain]`.

Fills the database of DATABASE_URL with invented articles, which it leaves behind: give it a database of its own. The
articles are twenty years of a paper: published and approved but for some hundred of each other state, signed by
authors of whom some write much, half of them with a photo.
"""

import argparse
import os
import random
import statistics
import time
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from itertools import accumulate

import django

from bench.search import syllables
from kernel.fulltext import indexed

BATCH = 2_000
PASSAGES, WORDS, IN_ONE = 3_000, 50, 6
AUTHORS, REPORTERS, TOPS, BELOW, PHOTOS = 300, 100, 8, 3, 5_000
YEARS = 20
RARE, PHRASE = "duynhất", "bến phà cũ mùa nước nổi"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=200_000)
    parser.add_argument("--explain", action="store_true", help="print the plan of each page's slowest query")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", default="", help="only pages whose name has these words")
    arguments = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    vocabulary = syllables(random.Random(1))  # noqa: S311
    start = time.perf_counter()
    filled = fill(arguments.articles, vocabulary)
    if filled:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    took = time.perf_counter() - start
    print(f"{connection.vendor}, {arguments.articles:,} articles, filled in {took:.0f} s")  # noqa: T201
    for who in ("thuky", "bientap", "phongvien"):
        for name, address in addresses(vocabulary).items():
            if arguments.only in f"{who} {name}":
                report(who, name, address, arguments.explain, arguments.runs)


# --- The paper ----------------------------------------------------------------------


def fill(count: int, vocabulary: list[str]) -> bool:
    """The paper, written past the desk; whether there was anything to write."""
    from django.db import connection, transaction

    from articles import fulltext
    from articles.models import Article
    from kernel import triggers

    if Article.objects.exists():
        return False
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous = OFF")
            cursor.execute("PRAGMA cache_size = -500000")
    for name in ("created_at", "updated_at"):
        field = Article._meta.get_field(name)
        field.auto_now = field.auto_now_add = False
    paper = Paper(count, vocabulary, random.Random(2))  # noqa: S311
    # What readers search is not measured here, and indexing it would take longer than all the rest.
    keepers = [keeper for keeper in fulltext.keepers(paper.vendor) if keeper.table == "articles_edition"]
    triggers.remove(keepers)
    for first in range(0, count, BATCH):
        with transaction.atomic():
            paper.print(range(first, min(first + BATCH, count)))
    if keepers:
        triggers.install(keepers, function="")
    return True


class Paper:
    """Who works at the paper, and what it has printed so far."""

    def __init__(self, count: int, vocabulary: list[str], chance: random.Random) -> None:
        from django.db import connection
        from django.utils import timezone

        self.vendor, self.count, self.chance = connection.vendor, count, chance
        self.now = timezone.now()
        self.people = people()
        self.sections = sections(self.people["bientap"])
        self.authors = authors(self.people)
        self.photos = photos()
        weights = list(accumulate(1 / (rank + 5) for rank in range(len(vocabulary))))
        self.passages = [" ".join(chance.choices(vocabulary, cum_weights=weights, k=WORDS)) for _ in range(PASSAGES)]
        self.folded = {passage: indexed(passage, 10_000) for passage in self.passages}

    def print(self, numbers: range) -> None:
        """Insert the articles of these numbers, the oldest first."""
        from articles.models import Article, ArticleAuthor, ArticleWords, Edition, Figure, Revision, StatusChange, Text

        drafts = [Piece(self, number) for number in numbers]
        for piece, row in zip(drafts, Article.objects.bulk_create(piece.article() for piece in drafts), strict=True):
            piece.row = row
        Text.objects.bulk_create(
            Text(parent=piece.row, region="body", ordering=10, html=piece.html) for piece in drafts
        )
        Figure.objects.bulk_create(
            Figure(parent=piece.row, region="body", ordering=20, photo=self.chance.choice(self.photos), caption="Ảnh.")
            for piece in drafts if piece.number % 2
        )  # fmt: skip
        ArticleWords.objects.bulk_create(ArticleWords(article=piece.row, search_text=piece.words()) for piece in drafts)
        ArticleAuthor.objects.bulk_create(ArticleAuthor(article=piece.row, author=piece.author) for piece in drafts)
        for piece, row in zip(drafts, Revision.objects.bulk_create(p.revision() for p in drafts), strict=True):
            piece.saved = row
        StatusChange.objects.bulk_create(
            StatusChange(article=p.row, act="ready", from_status="review", to_status="ready", revision=p.saved, at=p.at)
            for p in drafts if p.status == "ready"
        )  # fmt: skip
        Edition.objects.bulk_create(edition for piece in drafts for edition in piece.editions())


class Piece:
    """One article: its words, its state, and what readers see of it."""

    def __init__(self, paper: Paper, number: int) -> None:
        chance = paper.chance
        self.paper, self.number = paper, number
        left = paper.count - number
        self.at = paper.now - timedelta(days=365 * YEARS) * (left / paper.count)
        self.parts = [chance.choice(paper.passages) for _ in range(IN_ONE)]
        self.extra = RARE if number % 10_000 == 7 else PHRASE if number % 1_000 == 1 else ""
        self.section = paper.sections[int(len(paper.sections) * chance.random() ** 2)]
        self.author = paper.authors[int(AUTHORS * chance.random() ** 3)]
        self.label = chance.choices(["none", "opinion", "feature", "sponsored"], [9_300, 500, 195, 5])[0]
        self.status = "ready" if number % 50 else chance.choice(["draft"] * 9 + ["review"])
        self.is_public = self.status == "ready" and left > 15
        self.is_ahead = self.status == "draft" and number % 1_000 == 0

    @property
    def public_from(self):
        """When readers get it, or got it."""
        ahead = timedelta(minutes=self.number % 1_500 + 5)
        return self.at if self.is_public else self.paper.now + ahead if self.is_ahead else None

    @property
    def title(self) -> str:
        return " ".join(self.parts[0].split()[:10]).capitalize()

    @property
    def html(self) -> str:
        return "".join(f"<p>{part}.</p>" for part in self.parts) + f"<p>{self.extra}</p>"

    def article(self):
        from articles.models import Article

        owed = self.at if self.is_public and self.number % 20_000 == 3 else None
        return Article(
            title=self.title, slug="bai", lead=" ".join(self.parts[1].split()[:30]), section=self.section,
            label=self.label, status=self.status, status_since=self.at, review_owed_since=owed,
            created_at=self.at, updated_at=self.at,
            created_by=self.author.user, words=IN_ONE * WORDS, public_from=self.public_from,
        )  # fmt: skip

    def words(self) -> str:
        """What the desk finds it by."""
        names = indexed(f"{self.extra} {self.author.name}", 1_000)
        return " ".join([*(self.paper.folded[part] for part in self.parts), names])

    def revision(self):
        from articles.content import canonical, digest
        from articles.models import Revision

        content = canonical({"title": self.title, "lead": "", "blocks": [{"type": "text", "html": self.html}]})
        return Revision(article=self.row, number=1, content_json=content, digest=digest(content))

    def editions(self) -> list:
        from articles.models import Edition

        at = self.public_from
        if at is None:
            return []
        common = {"article": self.row, "created_at": self.at}
        rows = [
            Edition(
                number=1, kind="publication", revision=self.saved, live_from=at, first_published_at=at, listed_at=at,
                section=self.section, top_section=self.section.top, title=self.title, slug="bai", label=self.label,
                lead=" ".join(self.parts[1].split()[:30]), search_text=self.words(), **common,
            )
        ]  # fmt: skip
        if self.is_public and self.number % 100 == 9:
            rows.append(
                Edition(number=2, kind="withdrawal", live_from=at + timedelta(minutes=1), reason="Sai.", **common)
            )
        return rows


def people() -> dict:
    from django.contrib.auth.models import Group, User

    made = {}
    roles = {"thuky": "Thư ký tòa soạn", "bientap": "Biên tập viên", "phongvien": "Phóng viên"}
    for name, role in roles.items() | {f"pv{n}": "Phóng viên" for n in range(REPORTERS)}.items():
        made[name] = User.objects.create(username=name, is_staff=True)
        made[name].groups.add(Group.objects.get(name=role))
    return made


def sections(editor) -> list:
    """Top sections with some below each; two of the top ones are the editor's."""
    from articles.models import Section

    made = []
    for top in range(TOPS):
        parent = Section.objects.create(name=f"Mục {top}", slug=f"muc-{top}", position=top)
        made.append(parent)
        made += [
            Section.objects.create(name=f"Mục {top}.{n}", slug=f"muc-{top}-{n}", parent=parent, position=n)
            for n in range(BELOW)
        ]
    for section in (made[0], made[-1].parent):
        section.editors.add(editor)
    return made


def authors(people: dict) -> list:
    """Some with an account: that of the reporter whose pages are measured is of one who writes as much as most."""
    from articles.models import Author

    accounts = [user for name, user in people.items() if name.startswith("pv")]
    made = [
        Author(name=f"Bút danh {n}", slug=f"but-danh-{n}", user=accounts[n // 3] if n % 3 == 0 else None)
        for n in range(AUTHORS)
    ]
    made[AUTHORS // 2].user = people["phongvien"]
    return Author.objects.bulk_create(made)


def photos() -> list:
    from media.models import Photo

    return Photo.objects.bulk_create(
        Photo(
            original=f"{n}.jpg", sha256=sha256(b"%d" % n).hexdigest(), width=1200, height=800, focal_point="0.5x0.5",
            caption="Ảnh.", alt="" if n % 100 == 0 else "Cánh đồng.", search_text="anh canh dong",
        )
        for n in range(PHOTOS)
    )  # fmt: skip


# --- What is measured ---------------------------------------------------------------


def addresses(vocabulary: list[str]) -> dict[str, str]:
    """The pages, by what makes them hard."""
    from articles.models import Author, Section

    common, usual, rare = vocabulary[0], vocabulary[150], vocabulary[-1]
    frequent, seldom = (Author.objects.get(slug=f"but-danh-{n}").pk for n in (0, AUTHORS - 1))
    large, small = (Section.objects.get(slug=slug).pk for slug in ("muc-0", f"muc-{TOPS - 1}-{BELOW - 1}"))
    filters = {
        "the list": "", "last page": "p=40", "sorted, the oldest first": "o=8", "drafts": "status=draft",
        "in review": "status=review", "approved": "status=ready", "a large section": f"section={large}",
        "a small section": f"section={small}", "a frequent author": f"author={frequent}",
        "a rare author": f"author={seldom}", "live": "readers=live", "scheduled": "readers=ahead",
        "withdrawn": "readers=withdrawn", "never published": "readers=never", "a rare label": "label=sponsored",
        "an early day": "since=2009-03-01&until=2009-03-01", "mine": "mine=on", "lacking alternative texts": "alt=on",
        "drafts of mine": "mine=on&status=draft",
        "much at once": f"section={large}&author={frequent}&readers=live&label=opinion",
    }  # fmt: skip
    words = {
        "the commonest word": common, "two common words": f"{common} {vocabulary[1]}", "a usual word": usual,
        "a rare word": rare, "a very rare word": "duynhất", "a byline": f"Bút danh {AUTHORS - 1}",
        "a byline of many": "Bút danh 0", "the beginning of a word": "duynh", "nothing": "khongcosada",
        "a phrase of the body": PHRASE, "the phrase in quotes": f'"{PHRASE}"',
        "six common words": " ".join(vocabulary[:6]),
        "an article's number": "12345", "a common word in drafts": f"{common}&status=draft",
        "a common word in a small section": f"{common}&section={small}",
    }  # fmt: skip
    pages = {"first page of the desk": "/admin/"}
    pages |= {name: f"/admin/articles/article/?{query}" for name, query in filters.items()}
    pages |= {f"search: {name}": f"/admin/articles/article/?q={query}" for name, query in words.items()}
    return pages


def report(who: str, name: str, address: str, explain: bool, runs: int) -> None:
    """Prints what one page costs: the median of a few runs, on the wall and of this process, and its queries."""
    from django.conf import settings
    from django.contrib.auth.models import User
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(HTTP_HOST=settings.ALLOWED_HOSTS[0])
    client.force_login(User.objects.get(username=who))
    wall, own = zip(*(timed(lambda: client.get(address)) for _ in range(runs)), strict=True)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    shown = response.text.count('class="action-select"')
    print(  # noqa: T201
        f"{who:9} {name:38} {statistics.median(wall):6.0f} ms  {statistics.median(own):6.0f} ms CPU"
        f"  {len(queries):2} queries  {shown:2} shown",
        flush=True,
    )
    if explain:
        print_plan(max(queries.captured_queries, key=lambda query: float(query["time"])))


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """How many milliseconds passed, and how many this process worked."""
    wall, own = time.perf_counter(), time.process_time()
    work()
    return 1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - own)


def print_plan(query: dict[str, str]) -> None:
    from django.db import connection

    how = "EXPLAIN (ANALYZE, BUFFERS)" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
    before, _, statement = query["sql"].rpartition("; ")
    print(query["time"], statement[:900])  # noqa: T201
    with connection.cursor() as cursor:
        cursor.execute(f"{before}; {how} {statement}" if before else f"{how} {statement}")
        while connection.vendor == "postgresql" and cursor.nextset():
            pass
        for row in cursor.fetchall():
            print("   ", *row[-1:])  # noqa: T201


if __name__ == "__main__":
    main()
