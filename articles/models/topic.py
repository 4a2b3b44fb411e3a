from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kernel.slugs import free_slug


class Topic(models.Model):
    """What articles of several sections are about: "Bầu cử 2026"."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    slug = models.SlugField(_("slug"), max_length=80, unique=True, blank=True)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        self.slug = self.slug or free_slug(Topic, self.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("reader:topic", args=[self.slug, self.pk])
