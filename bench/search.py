"""How long a page of the search takes among many articles: `python -m bench.search --articles 100000 [--explain]`.

Fills the database of DATABASE_URL with invented articles, which it leaves behind: give it a database of its own. Words
are as frequent as in real texts; one article in ten was corrected once, one in fifty withdrawn.
"""

import argparse
import os
import random
import statistics
import time
from datetime import UTC, datetime, timedelta
from itertools import accumulate, product

import django

from kernel.text import fold

ONSETS = "b c ch d đ g h kh l m n ng nh ph qu r s t th tr v x"
RIMES = "a à á ả ã ạ an ăn ân ang ao au ay e è é en eo ê ế ề ên i ì í in o ò ó on ô ố ồ ông ơ ớ u ú un ư ứ ước"
BATCH = 1_000
WORDS = 300
PHRASE = "cá tra"
AUTHORS, SECTIONS = 300, 30
BEGIN = datetime(2006, 1, 1, tzinfo=UTC)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--explain", action="store_true", help="print the plan of each page's slowest query")
    arguments = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    start = time.perf_counter()
    chance = random.Random(1)  # noqa: S311
    vocabulary = syllables(chance)
    fill(arguments.articles, vocabulary, chance)
    filled = time.perf_counter() - start
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"{connection.vendor}, {arguments.articles:,} articles, filled in {filled:.0f} s")  # noqa: T201
    for name, address in addresses(vocabulary).items():
        report(name, address, arguments.explain)


def syllables(chance: random.Random) -> list[str]:
    """Some thousand invented syllables, the most frequent first."""
    made = ["".join(pair) for pair in product(ONSETS.split(), RIMES.split())]
    chance.shuffle(made)
    return made + [f"{first}{second}" for first, second in zip(made, reversed(made), strict=True)]


def fill(count: int, vocabulary: list[str], chance: random.Random) -> None:
    """Articles with a revision and one to three editions each, written past the desk: a thousand at a time."""
    from articles.models import Article, Author, Edition, EditionAuthor, Revision, Section

    have = Article.objects.count()
    sections = [
        Section.objects.get_or_create(slug=f"muc-{number}", defaults={"name": f"Mục {number}", "position": number})[0]
        for number in range(SECTIONS)
    ]
    authors = [
        Author.objects.get_or_create(slug=f"tac-gia-{number}", defaults={"name": f"Bút danh {number}"})[0]
        for number in range(AUTHORS)
    ]
    weights = list(accumulate(1 / (rank + 5) for rank in range(len(vocabulary))))
    for first in range(have, count, BATCH):
        texts = [
            text(number, count, chance.choices(vocabulary, cum_weights=weights, k=WORDS))
            for number in range(first, min(first + BATCH, count))
        ]
        articles = Article.objects.bulk_create(Article(title=title(words), slug="bai") for words in texts)
        revisions = Revision.objects.bulk_create(revision(*pair) for pair in zip(articles, texts, strict=True))
        editions = []
        for number, (kept, words) in enumerate(zip(revisions, texts, strict=True), first):
            editions += timeline(number, kept, words, chance.choice(sections), chance)
        Edition.objects.bulk_create(editions, batch_size=BATCH)
        EditionAuthor.objects.bulk_create(
            EditionAuthor(
                edition=row, article_id=row.article_id, author=author, position=0,
                listed_at=row.listed_at, live_from=row.live_from,
            )
            for row in editions if row.revision_id
            # The higher its number, the rarer an author.
            for author in [authors[int(AUTHORS * chance.random() ** 3)]]
        )  # fmt: skip


def text(number: int, count: int, words: list[str]) -> list[str]:
    """The words of an article, and besides: what only the older or the newer half has, and a phrase that is rare."""
    extra = ["xưacũ"] if number < count // 2 else ["naymới"]
    if number % 1_000 == 1:
        extra += ["duynhất", *PHRASE.split()]
    elif number % 3 == 0:
        extra += PHRASE.split()[::-1]
    return words + extra


def title(words: list[str]) -> str:
    return " ".join(words[:10]).capitalize()


def revision(article, words: list[str]):
    from articles.content import canonical, digest
    from articles.models import Revision

    html = f"<p>{' '.join(words)}.</p>"
    content = {"title": title(words), "lead": " ".join(words[10:40]), "blocks": [{"type": "text", "html": html}]}
    content |= {"topics": [], "byline": {"prefix": "", "authors": [], "source": ""}}
    saved = canonical(content)
    return Revision(article=article, number=1, content_json=saved, digest=digest(saved))


def timeline(number: int, revision, words: list[str], section, chance: random.Random) -> list:
    from articles.models import Edition
    from kernel.fulltext import indexed, spellings

    moment = BEGIN + number * timedelta(minutes=50)
    label = chance.choices(["none", "opinion", "feature", "photo-story"], [90, 5, 4, 1])[0]
    common = {"article_id": revision.article_id, "created_at": moment}

    def publication(place: int, at: datetime) -> Edition:
        return Edition(
            number=place, kind="publication", revision=revision, live_from=at, first_published_at=moment,
            listed_at=moment, section=section, top_section=section, title=title(words), slug="bai", label=label,
            lead=" ".join(words[10:40]), search_title=indexed(title(words), 10_000),
            search_text=indexed(" ".join(words), 250_000),
            search_spelled=indexed(" ".join(words), 250_000, spellings), **common,
        )  # fmt: skip

    rows = [publication(1, moment)]
    if number % 10 == 0:
        rows.append(publication(2, moment + timedelta(hours=2)))
    if number % 50 == 0:
        rows.append(Edition(number=3, kind="withdrawal", live_from=moment + timedelta(days=1), **common))
    return rows


def addresses(vocabulary: list[str]) -> dict[str, str]:
    """What is asked, by what makes it hard."""
    common, next_common, usual, rare = vocabulary[0], vocabulary[1], vocabulary[150], vocabulary[-1]
    rarest = next(word for word in reversed(vocabulary) if fold(word) == fold(common))
    return {
        "the commonest word, best": f"?q={common}",
        "the commonest word, newest": f"?q={common}&xep=moi",
        "two common words, best": f"?q={common} {next_common}",
        "two common words, newest": f"?q={common} {next_common}&xep=moi",
        "a usual word, best": f"?q={usual}",
        "a usual word, newest": f"?q={usual}&xep=moi",
        "a rare word, best": f"?q={rare}",
        "a very rare word": "?q=duynhat",
        "the commonest word without marks, best": f"?q={fold(common)}",
        "a common word, only as it is spelled": f'?q="{common}"',
        "a rare spelling of a common word, best": f"?q={rarest}",
        "a common phrase": f'?q="{common} {next_common}"',
        "a rare phrase of common words, best": f'?q="{PHRASE}"',
        "a rare phrase of common words, newest": f'?q="{PHRASE}"&xep=moi',
        "six common words": "?q=" + " ".join(vocabulary[:6]),
        "common words that never meet": "?q=xuacu naymoi",
        "what is only in the older half, newest": "?q=xuacu&xep=moi",
        "a common word but another": f"?q={common} -{usual}&xep=moi",
        "a common word in a section": f"?q={common}&muc=muc-7",
        "a common word, rare type": f"?q={common}&loai=photo-story&xep=moi",
        "a common word, rare author": f"?q={common}&tacgia=Bút danh {AUTHORS - 1}",
        "a common word, frequent author": f"?q={common}&tacgia=tac-gia-0",
        "a common word in one month": f"?q={common}&tu=2010-03-01&den=2010-03-31",
        "section and type, no word": "?muc=muc-7&loai=photo-story",
        "nothing found, mistyped": "?q=duynhaat khongcosada",
        "no query": "",
    }


def report(name: str, address: str, explain: bool) -> None:
    """Prints what one page costs: the median of a few runs, its queries, and how many articles it shows."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(HTTP_HOST=settings.ALLOWED_HOSTS[0])
    took = []
    for _ in range(5):
        start = time.perf_counter()
        response = client.get(f"/tim-kiem/{address}")
        took.append(1000 * (time.perf_counter() - start))
    with CaptureQueriesContext(connection) as queries:
        client.get(f"/tim-kiem/{address}")
    shown = response.text.count('class="card card--row"')
    print(  # noqa: T201
        f"{name:42} {statistics.median(took):7.0f} ms (first {took[0]:5.0f})  {len(queries):2} queries  {shown:2} shown"
    )
    if explain:
        slowest = max(queries.captured_queries, key=lambda query: float(query["time"]))["sql"]
        print(slowest[:600], f"… {len(slowest)}" if len(slowest) > 600 else "")  # noqa: T201
        with connection.cursor() as cursor:
            how = "EXPLAIN (ANALYZE, BUFFERS)" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
            settings_before, _, statement = slowest.rpartition("; ")
            cursor.execute(f"{settings_before}; {how} {statement}" if settings_before else f"{how} {statement}")
            while connection.vendor == "postgresql" and cursor.nextset():
                pass
            for row in cursor.fetchall():
                print("   ", *row[-1:])  # noqa: T201


if __name__ == "__main__":
    main()
