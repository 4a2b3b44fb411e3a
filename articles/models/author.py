from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kernel.slugs import free_slug
from media.models import Photo


class Author(models.Model):
    """Who signs articles, under a pen name; the legal name is for staff only."""

    name = models.CharField(_("pen name"), max_length=100)
    legal_name = models.CharField(_("legal name"), max_length=100, blank=True, help_text=_("For staff only."))
    slug = models.SlugField(_("slug"), max_length=80, unique=True, blank=True)
    photo = models.ForeignKey(Photo, models.PROTECT, null=True, blank=True, verbose_name=_("photo"))
    bio = models.TextField(_("biography"), blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name=_("account")
    )

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        self.slug = self.slug or free_slug(Author, self.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("reader:author", args=[self.slug])

    @property
    def initials(self) -> str:
        """What stands for a portrait that there is not: the first letters of the first and of the last word."""
        words = self.name.split()
        return "".join(word[0] for word in words[:1] + words[1:][-1:]).upper()
