from django.db import models

from .photo import Photo


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

    def __str__(self) -> str:
        return f"{self.value & (1 << 64) - 1:016x}"
