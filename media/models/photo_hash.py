from django.db import models
from django.db.models import Q
from PIL import Image

from ..likeness import MAX_DISTANCE, bands, distance, hashes, neighbours, signed, unsigned
from .photo import Photo


class PhotoHashQuerySet(models.QuerySet):
    def remember(self, photo: Photo, picture: Image.Image) -> None:
        """Keep what `picture` looks like as the hashes of `photo`, the whole first."""
        self.bulk_create(
            PhotoHash(photo=photo, value=signed(value), **{f"band{n}": band for n, band in enumerate(bands(value))})
            for value in hashes(picture)
        )

    def lookalikes(self, photo: Photo, limit: int) -> list[Photo]:
        """The photos one of whose views (the whole, or a crop) nearly equals the whole of this one, nearest first."""
        whole = photo.hashes.order_by("pk").values_list("value", flat=True).first()
        if whole is None:
            return []
        near: dict[int, int] = {}
        candidates = self.exclude(photo=photo).filter(_near_in_a_band(unsigned(whole)))
        for pk, value in candidates.values_list("photo", "value"):
            apart = distance(unsigned(whole), unsigned(value))
            if apart <= MAX_DISTANCE:
                near[pk] = min(apart, near.get(pk, apart))
        nearest = sorted(near, key=lambda pk: (near[pk], pk))[:limit]
        found = Photo.objects.in_bulk(nearest)
        return [found[pk] for pk in nearest if pk in found]


def _near_in_a_band(value: int) -> Q:
    """Hashes that differ from `value` in at most one bit of one of the four bands: all within 7 bits are among them."""
    wanted = Q()
    for number, band in enumerate(bands(value)):
        wanted |= Q(**{f"band{number}__in": neighbours(band)})
    return wanted


class PhotoHash(models.Model):
    """What one view of a photo (the whole, or a likely crop) looks like, as 64 bits: see media/likeness.py.

    `value` is those bits as a signed number; the four bands are its 16-bit parts, from the lowest: two hashes that
    differ in few bits agree, or nearly agree, in one of them, so an index finds the candidates.
    """

    photo = models.ForeignKey(Photo, models.CASCADE, related_name="hashes")
    value = models.BigIntegerField()
    band0 = models.PositiveIntegerField(db_index=True)
    band1 = models.PositiveIntegerField(db_index=True)
    band2 = models.PositiveIntegerField(db_index=True)
    band3 = models.PositiveIntegerField(db_index=True)

    objects = PhotoHashQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{unsigned(self.value):016x}"
