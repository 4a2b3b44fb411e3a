"""The ledger: every act that changes what readers see, each row's digest covering its payload and the row before.

Rows are appended under the publishing lock. `verify` walks the chain and compares it with the timelines and the
revisions, so a change made behind Django's back is found even where the database's guards were taken off.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.apps import apps
from django.contrib.auth.models import AbstractBaseUser
from django.db import models

from .content import canonical, digest
from .models import Ledger, Revision
from .timeline import timelines

FIRST_DIGEST = "0" * 64
CHUNK = 500


@dataclass(frozen=True)
class Fault:
    """Something that is not as the ledger says: where (a ledger row's number, if one is at hand), and what."""

    number: int | None
    message: str

    def __str__(self) -> str:
        return f"ledger row {self.number}: {self.message}" if self.number else self.message


def record_of(row: models.Model) -> dict[str, Any]:
    """The record of a timeline row as it goes into the ledger, its revision's record (but the content) with it."""
    record = {field: _plain(getattr(row, field)) for field in row.RECORD}
    record |= {"timeline": row._meta.label_lower, "id": row.pk}
    if revision := getattr(row, "revision", None):
        fields = (field for field in revision.RECORD if field != "content_json")
        record["revision_digest"] = revision.digest
        record["revision"] = {field: _plain(getattr(revision, field)) for field in fields}
    return record


def _plain(value: Any) -> Any:
    return moment_text(value) if isinstance(value, datetime) else value


def moment_text(moment: datetime) -> str:
    """A moment as the ledger writes it: UTC, always with microseconds."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def append(
    acts: list[tuple[str, models.Model]], *, actor: AbstractBaseUser | None, at: datetime | None = None
) -> list[Ledger]:
    """Append a ledger row for each (act, timeline row); the caller holds the publishing lock.

    `at` is when it was done; without it each row's own `created_at`.
    """
    last = Ledger.objects.order_by("-number").only("number", "digest").first()
    number, previous = (last.number, last.digest) if last else (0, FIRST_DIGEST)
    rows = []
    for act, row in acts:
        number += 1
        moment = at or row.created_at
        payload = canonical(
            {
                "act": act,
                "at": moment_text(moment),
                "actor": {"id": actor.pk, "name": actor.get_username()} if actor else None,
                "number": number,
                "record": record_of(row),
            }
        )
        entry = Ledger(
            number=number,
            act=act,
            payload=payload,
            actor=actor,
            at=moment,
            previous_digest=previous,
            digest=chained(previous, payload),
        )
        previous = entry.digest
        rows.append(entry)
    return Ledger.objects.bulk_create(rows, batch_size=CHUNK)


def chained(previous: str, payload: str) -> str:
    """The digest of a row: of the digest before it and its payload."""
    return hashlib.sha256(f"{previous}\n{payload}".encode()).hexdigest()


# --- Verification -------------------------------------------------------------


def verify(expected: dict[int, str] | None = None) -> Iterator[Fault]:
    """Everything that is not as the ledger says, the chain's faults first in their order; nothing if all is well.

    `expected` maps row numbers to digests that were published elsewhere: so a tail that was cut off is found.
    """
    expected = dict(expected or {})
    previous, last_number = FIRST_DIGEST, 0
    for chunk in _chunks(Ledger.objects.order_by("number").iterator(chunk_size=CHUNK)):
        for row in chunk:
            yield from _verify_link(row, previous, last_number)
            if expected.pop(row.number, row.digest) != row.digest:
                yield Fault(row.number, "is not the row whose digest was published")
            previous, last_number = row.digest, row.number
        yield from _verify_records(chunk)
    for number in sorted(expected):
        yield Fault(number, "was published, and is missing")
    yield from _verify_coverage()
    yield from _verify_revisions()


def _chunks(rows: Iterator[Ledger]) -> Iterator[list[Ledger]]:
    chunk = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _verify_link(row: Ledger, previous: str, last_number: int) -> Iterator[Fault]:
    if row.number != last_number + 1:
        yield Fault(row.number, f"follows row {last_number}: rows between them are missing")
    if row.previous_digest != previous or row.digest != chained(previous, row.payload):
        yield Fault(row.number, "its digest does not fit its payload and the row before it")
        return
    payload = json.loads(row.payload)
    actor = payload["actor"]["id"] if payload["actor"] else None
    if (row.act, moment_text(row.at), row.number, row.actor_id) != (
        payload["act"],
        payload["at"],
        payload["number"],
        actor,
    ):
        yield Fault(row.number, "its columns do not fit its payload")


def _verify_records(chunk: list[Ledger]) -> Iterator[Fault]:
    """Compare what the ledger rows say with the timeline rows and revisions that they speak of."""
    records = []
    for row in chunk:
        try:
            records.append((row, json.loads(row.payload)["record"]))
        except (ValueError, KeyError):
            yield Fault(row.number, "its payload cannot be read")
    found = {}
    for label in {record["timeline"] for _, record in records}:
        model = apps.get_model(label)
        ids = {record["id"] for _, record in records if record["timeline"] == label}
        related = ["revision"] if hasattr(model, "revision") else []
        found[label] = model._base_manager.select_related(*related).in_bulk(ids)
    for row, record in records:
        entry = found[record["timeline"]].get(record["id"])
        if entry is None:
            yield Fault(row.number, f"{record['timeline']} {record['id']} is missing")
            continue
        if not _agrees(record_of(entry), record):
            yield Fault(row.number, f"{record['timeline']} {record['id']} was changed")
        if row.act == Ledger.Act.CANCEL and entry.cancelled_at != row.at:
            yield Fault(row.number, f"{record['timeline']} {record['id']} was cancelled then, and no longer is")
        revision: Revision | None = getattr(entry, "revision", None)
        if revision and digest(revision.content_json) != record["revision_digest"]:
            yield Fault(row.number, f"the content of revision {revision} was changed")


def _agrees(record: dict[str, Any], written: dict[str, Any]) -> bool:
    """Whether a record is as it was written down; what records have held only since then, it must not say."""
    return {name: value for name, value in record.items() if name in written or value} == written


def _verify_coverage() -> Iterator[Fault]:
    """Timeline rows that no ledger row speaks of: inserted, or cancelled, behind the desk's back."""
    inserted, cancelled = set(), set()
    for act, payload in Ledger.objects.values_list("act", "payload").iterator(chunk_size=CHUNK):
        record = json.loads(payload)["record"]
        (cancelled if act == Ledger.Act.CANCEL else inserted).add((record["timeline"], record["id"]))
    for model in timelines():
        label = model._meta.label_lower
        for pk, cancelled_at in model._base_manager.values_list("pk", "cancelled_at").iterator(chunk_size=CHUNK):
            if (label, pk) not in inserted:
                yield Fault(None, f"{label} {pk} stands in no ledger row")
            if cancelled_at and (label, pk) not in cancelled:
                yield Fault(None, f"{label} {pk} is cancelled, and no ledger row says so")


def _verify_revisions() -> Iterator[Fault]:
    """Revisions whose content is not what their digest was taken of, published or not."""
    for revision in Revision.objects.order_by("pk").iterator(chunk_size=CHUNK):
        if digest(revision.content_json) != revision.digest:
            yield Fault(None, f"the content of revision {revision} does not fit its digest")
