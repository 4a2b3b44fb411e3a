"""How long it takes to find what an uploaded photo looks like among many: `python -m bench.lookalikes --photos 200000`.

Fills the test database of DATABASE_URL with invented hashes, which it leaves behind: give it a database of its own.
"""

import argparse
import os
import random
import statistics
import time

import django

# A photo's whole and its likely crops.
VIEWS = 12
BATCH = 5_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, default=200_000)
    arguments = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from media.models import Photo

    call_command("migrate", verbosity=0)
    fill(arguments.photos)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    took = []
    for photo in Photo.objects.order_by("?")[:100]:
        start = time.perf_counter()
        photo.lookalikes()
        took.append(1000 * (time.perf_counter() - start))
    took.sort()
    print(f"{connection.vendor}, {Photo.objects.count():,} photos, {VIEWS} views each")  # noqa: T201
    print(f"lookalikes: median {statistics.median(took):.1f} ms, p99 {took[98]:.1f} ms")  # noqa: T201


def fill(count: int) -> None:
    """Photos with hashes as pictures have them: neighbouring cells, and so neighbouring bits, agree more often."""
    from media.likeness import bands, signed
    from media.models import Photo, PhotoHash

    chance = random.Random(1)  # noqa: S311
    for first in range(Photo.objects.count(), count, BATCH):
        photos = Photo.objects.bulk_create(
            Photo(sha256=f"{number:064x}", width=1, height=1, original=f"{number}")
            for number in range(first, min(first + BATCH, count))
        )
        hashes = []
        for photo in photos:
            whole = lifelike(chance)
            for view in range(VIEWS):
                value = whole ^ sum(1 << chance.randrange(64) for _ in range(view)) & (1 << 64) - 1
                parts = {f"band{place}": band for place, band in enumerate(bands(value))}
                hashes.append(PhotoHash(photo=photo, value=signed(value), **parts))
        PhotoHash.objects.bulk_create(hashes, batch_size=BATCH)


def lifelike(chance: random.Random) -> int:
    value = bit = 0
    for place in range(64):
        bit = bit if chance.random() < 0.7 else 1 - bit
        value |= bit << place
    return value


if __name__ == "__main__":
    main()
