"""What readings cost on a paper of many articles: `python -m bench.readings --articles 1000000 [--explain]`.

Fills the database of DATABASE_URL with copies of an invented article and their readings, which it leaves behind: give
it a database of its own. In every hour of three days 5,000 of the articles are read, on every day before 20,000.
"""

import argparse
import os
import random
import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

import django

HOURS, IN_AN_HOUR = 72, 5_000
DAYS, IN_A_DAY = 60, 20_000
SECTIONS = 30


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--explain", action="store_true", help="print the plans of the sums over a day and a week")
    arguments = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.utils import timezone

    from reader.models import Reading

    call_command("migrate", verbosity=0)
    now = timezone.now()
    if not Reading.objects.exists():
        fill_articles(arguments.articles)
        fill_readings(arguments.articles, now)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    say(f"{connection.vendor}, {arguments.articles:,} articles, {Reading.objects.count():,} rows of readings")
    if arguments.explain:
        explain(now)
    measure(now)


# --- Filling ----------------------------------------------------------------------


def fill_articles(count: int) -> None:
    """One article with its edition, and copies of both, every ten minutes back from now, in turn in all sections."""
    from django.db import connection
    from django.utils import timezone

    from articles.models import Article, Edition, Revision, Section

    sections = [
        Section.objects.get_or_create(slug=f"muc-{number}", defaults={"name": f"Mục {number}", "position": number})[0]
        for number in range(SECTIONS)
    ]
    now, first = timezone.now(), sections[0]
    article = Article.objects.create(title="Cầu mới", slug="cau-moi")
    revision = Revision.objects.create(article=article, number=1, content_json="{}", digest="0" * 64)
    edition = Edition.objects.create(
        article=article, number=1, kind="publication", revision=revision, section=first, top_section=first,
        title="Cầu mới", slug="cau-moi", live_from=now, first_published_at=now, listed_at=now, created_at=now,
    )  # fmt: skip
    back = {
        "postgresql": "TIMESTAMPTZ '{now}' - n * INTERVAL '10 minutes'",
        "sqlite": "strftime('%Y-%m-%d %H:%M:%S', '{now}', '-' || (n * 10) || ' minutes')",
    }[connection.vendor].format(now=now.strftime("%Y-%m-%d %H:%M:%S" + "+00" * (connection.vendor == "postgresql")))
    section = f"(SELECT id FROM articles_section WHERE position = n %% {SECTIONS})"  # noqa: S608
    copy(article, count, id=f"{article.pk} + n")
    copy(
        edition, count, id=f"{edition.pk} + n", article_id=f"{article.pk} + n", section_id=section,
        top_section_id=section, live_from=back, first_published_at=back, listed_at=back, created_at=back,
    )  # fmt: skip


def copy(row, count: int, **others: str) -> None:
    """So many copies of a row, the n-th with other values in some columns, which SQL says by n."""
    from django.db import connection

    table, series = row._meta.db_table, "generate_series(1, %s) AS s(n)"
    if connection.vendor == "sqlite":
        series = "(WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < %s) SELECT n FROM s) AS s"
    columns = [field.column for field in row._meta.concrete_fields]
    values = ", ".join(others.get(column, f'original."{column}"') for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({names}) SELECT {values} FROM {table} AS original, {series} WHERE original.id = %s",  # noqa: S608
            [count - 1, row.pk],
        )


def fill_readings(count: int, now: datetime) -> None:
    from reader.models import Reading
    from reader.readings import day_of, hour_of

    chance = random.Random(1)  # noqa: S311
    hours = [(Reading.Span.HOUR, hour_of(now) - n * timedelta(hours=1), IN_AN_HOUR) for n in range(HOURS)]
    days = [(Reading.Span.DAY, day_of(now - (3 + n) * timedelta(days=1)), IN_A_DAY) for n in range(DAYS)]
    ids = list(edition_ids())
    for span, since, different in hours + days:
        # The newer an article, the more it is read.
        read = Counter(ids[int(count * chance.random() ** 4)] for _ in range(4 * different))
        Reading.objects.bulk_create(
            (Reading(article_id=pk, span=span, since=since, count=times) for pk, times in read.most_common(different)),
            batch_size=5_000,
        )


def edition_ids():
    from articles.models import Edition

    return Edition.objects.order_by("-listed_at").values_list("article_id", flat=True)


# --- Measuring --------------------------------------------------------------------


def measure(now: datetime) -> None:
    from articles.models import Article
    from desk.readings import readings_of, sum_of_readings
    from reader.frame import Frame
    from reader.models import Ranking, Reading
    from reader.most_read import most_read, rank
    from reader.readings import hour_of, merge, write

    ids = list(edition_ids()[:1_000])
    clock("writing what 1,000 articles have gathered", lambda: write({(pk, 1, hour_of(now)): 3 for pk in ids}))
    Ranking.objects.all().delete()
    clock("ranking (in the background, every ten minutes)", lambda: rank(now))
    frame = Frame.at()
    clock("the box on the home page", lambda: most_read(frame))
    clock("the box of a section", lambda: most_read(frame, next(iter(frame.sections.values()))))
    clock("the plot of an article", lambda: readings_of(Article.objects.get(pk=ids[0])))
    listed = Article.objects.order_by("-updated_at", "-id").annotate(sum=sum_of_readings()).only("id")
    clock("the column of a list", lambda: list(listed[:50]))
    before = Reading.objects.count()
    clock("merging (in the background)", lambda: merge(now + timedelta(hours=2)))
    say(f"  {before - Reading.objects.count():,} rows fewer")


def explain(now: datetime) -> None:
    from reader.most_read import MOST_LOOKED_AT, WINDOWS, sums_after

    for name, length in WINDOWS.items():
        say(f"--- {name}\n{sums_after(now - length)[:MOST_LOOKED_AT].explain()}")


def clock(name: str, act: Callable[[], object]) -> None:
    start = time.perf_counter()
    act()
    say(f"  {1000 * (time.perf_counter() - start):8.1f} ms  {name}")


def say(text: str) -> None:
    print(text)  # noqa: T201


if __name__ == "__main__":
    main()
