"""What a page shows of a photo at this moment: its renditions with their addresses, or that it may not be shown."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.files.storage import default_storage
from django.urls import reverse

from .renditions import Renditions


@dataclass(frozen=True)
class Choice:
    """One size of a picture; `avif` is "" where there is none."""

    width: int
    height: int
    jpeg: str
    avif: str


@dataclass(frozen=True)
class Picture:
    """A photo's renditions as a page prints them.

    `photo` is its id where its limits make Django serve the files, else None. `withheld`: readers may not see it
    now; `credit` then stands in its place.
    """

    renditions: Renditions
    credit: str = ""
    colour: str = ""
    photo: int | None = None
    withheld: bool = False

    def __bool__(self) -> bool:
        return bool(self.renditions)

    def shape(self, family: str) -> list[Choice]:
        """The sizes of a crop ("card", "square", "hero", "social"), or of the whole ("w"); smallest first."""
        found = [row for name, row in self.renditions.items() if name.rstrip("0123456789") == family]
        return [self._choice(row) for row in sorted(found, key=lambda row: row["width"])]

    @cached_property
    def social(self) -> Choice | None:
        """What social networks are given; None while the picture is withheld."""
        return next(iter(self.shape("social")), None) if not self.withheld else None

    def _choice(self, row: dict[str, Any]) -> Choice:
        return Choice(row["width"], row["height"], self.url(row["jpeg"]), self.url(row.get("avif")))

    def url(self, file: str | None) -> str:
        """The address of one of the files; "" for none."""
        if not file:
            return ""
        if self.photo is None:
            return default_storage.url(file)
        return reverse("limited_photo", args=[self.photo, file.rpartition("/")[2]])
