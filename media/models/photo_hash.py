from django.db import models
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
        for pk, value in self._near_in_a_band(unsigned(whole)):
            apart = distance(unsigned(whole), unsigned(value))
            if apart <= MAX_DISTANCE and pk != photo.pk:
                near[pk] = min(apart, near.get(pk, apart))
        nearest = sorted(near, key=lambda pk: (near[pk], pk))[:limit]
        found = Photo.objects.in_bulk(nearest)
        return [found[pk] for pk in nearest if pk in found]

    def _near_in_a_band(self, value: int) -> models.QuerySet:
        """(photo, value) of the hashes that differ from `value` in at most one bit of one of the four bands.

        All within 7 bits are among them. A union: each part is read from its own index alone.
        """
        parts = [
            self.filter(**{f"band{number}__in": neighbours(band)}).order_by().values_list("photo", "value")
            for number, band in enumerate(bands(value))
        ]
        return parts[0].union(*parts[1:], all=True)


class PhotoHash(models.Model):
    """What one view of a photo (the whole, or a likely crop) looks like, as 64 bits: see media/likeness.py.

    `value` is those bits as a signed number; the four bands are its 16-bit parts, from the lowest: two hashes that
    differ in few bits agree, or nearly agree, in one of them, so an index finds the candidates.
    """

    photo = models.ForeignKey(Photo, models.CASCADE, related_name="hashes")
    value = models.BigIntegerField()
    band0 = models.PositiveIntegerField()
    band1 = models.PositiveIntegerField()
    band2 = models.PositiveIntegerField()
    band3 = models.PositiveIntegerField()

    objects = PhotoHashQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=[f"band{n}", "value", "photo"], name=f"photohash_band{n}") for n in range(4)]

    def __str__(self) -> str:
        return f"{unsigned(self.value):016x}"
