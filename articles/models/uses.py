from django.db import models

from media.models import Document, Photo, Recording

from .edition import Edition


class PhotoUse(models.Model):
    """That an edition shows a photo: such a photo cannot be deleted."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="photo_uses")
    photo = models.ForeignKey(Photo, models.PROTECT, related_name="uses")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "photo"], name="photo_use_once")]

    def __str__(self) -> str:
        return f"{self.photo} ({self.edition})"


class DocumentUse(models.Model):
    """That an edition offers a document: such a document cannot be deleted."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="document_uses")
    document = models.ForeignKey(Document, models.PROTECT, related_name="uses")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "document"], name="document_use_once")]

    def __str__(self) -> str:
        return f"{self.document} ({self.edition})"


class RecordingUse(models.Model):
    """That an edition offers a video or audio file: such a file cannot be deleted."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="recording_uses")
    recording = models.ForeignKey(Recording, models.PROTECT, related_name="uses")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "recording"], name="recording_use_once")]

    def __str__(self) -> str:
        return f"{self.recording} ({self.edition})"
