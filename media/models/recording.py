from django.conf import settings
from django.db import models
from django.template.defaultfilters import filesizeformat
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kernel.durations import as_clock
from kernel.text import clean, one_line

from ..examining import Facts
from .photo import Photo
from .stored_file import StoredFile


class Recording(StoredFile):
    """A video or an audio file, served as it was uploaded: browsers play it, nothing is transcoded."""

    EXAMINED_BY = "media.recordings"
    WORDS = ("title", "caption", "credit")

    class Kind(models.TextChoices):
        VIDEO = "video", _("video")
        AUDIO = "audio", _("audio")

    kind = models.CharField(_("kind"), max_length=5, choices=Kind, editable=False)
    seconds = models.PositiveIntegerField(_("length in seconds"), editable=False)
    width = models.PositiveIntegerField(_("width"), null=True, editable=False)
    height = models.PositiveIntegerField(_("height"), null=True, editable=False)
    poster = models.ForeignKey(
        Photo,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("poster"),
        help_text=_("What stands there until someone plays the video; otherwise one of its own frames."),
    )
    caption = models.TextField(_("caption"), blank=True)
    credit = models.CharField(pgettext_lazy("of a video or audio file", "credit"), max_length=200, blank=True)

    class Meta(StoredFile.Meta):
        verbose_name = _("video or audio")
        verbose_name_plural = _("videos and audio")

    @classmethod
    def max_bytes(cls) -> int:
        return settings.RECORDING_MAX_MEGABYTES * 1024 * 1024

    def take(self, facts: Facts) -> str:
        for name in ("kind", "seconds", "width", "height"):
            setattr(self, name, facts[name])
        return facts["extension"]

    def tidy(self) -> None:
        self.caption, self.credit = clean(self.caption), one_line(self.credit)
        super().tidy()

    @property
    def thumbnail_url(self) -> str:
        return self.poster.thumbnail_url if self.poster else super().thumbnail_url

    @property
    def facts(self) -> str:
        sides = f"{self.width} × {self.height}" if self.width else ""
        words = (capfirst(self.get_kind_display()), as_clock(self.seconds), filesizeformat(self.size), sides)
        return " · ".join(filter(None, words))
