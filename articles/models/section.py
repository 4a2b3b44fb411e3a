from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kernel.text import slugify

# First path segments that belong to other pages: a section may not take them.
RESERVED_SLUGS = frozenset(
    {
        "admin",
        "tai-khoan",
        "xem-truoc",
        "uploads",
        "static",
        "rao-vat",
        "ngay",
        "chu-de",
        "tac-gia",
        "tim-kiem",
        "design",
        "rss",
        "atom",
        "luot-doc",
        "toa-soan",
        "lien-he",
        "so-do-trang",
    }
)


class SectionQuerySet(models.QuerySet):
    def assigned_to(self, user: AbstractBaseUser) -> "SectionQuerySet":
        """Those that `user` edits, with all that lie in them."""
        mine = Section.editors.through.objects.filter(user=user).values("section")
        return self.filter(Q(pk__in=mine) | Q(parent__in=mine))


class Section(models.Model):
    """A rubric of the paper, on one of two levels: "Kinh tế", and "Thị trường" below it."""

    class Kind(models.TextChoices):
        NEWS = "news", _("news")
        PRESS = "press", _("press release")
        COMMERCIAL = "commercial", _("commercial")

    name = models.CharField(_("name"), max_length=100)
    slug = models.SlugField(_("slug"), max_length=80, unique=True, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("parent section")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.NEWS)
    description = models.TextField(_("description"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    in_menu = models.BooleanField(_("in the menu"), default=True)
    editors = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="edited_sections",
        verbose_name=_("editors"),
        help_text=_("Who approves its articles and sends them back, those of its subsections too."),
    )

    objects = SectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("reader:section", args=[f"{self.parent.slug}/{self.slug}" if self.parent_id else self.slug])

    def clean(self) -> None:
        self.slug = self.slug or slugify(self.name)
        if self.slug in RESERVED_SLUGS:
            raise ValidationError({"slug": _("This address belongs to another page of the site.")})
        if Section.objects.filter(slug=self.slug).exclude(pk=self.pk).exists():
            raise ValidationError({"slug": _("Another section has this address.")})
        if self.parent and (self.parent.parent_id or self.parent == self):
            raise ValidationError({"parent": _("Sections have two levels: choose a top section.")})
        if self.parent and self.pk and self.children.exists():
            raise ValidationError({"parent": _("This section has subsections; it must stay a top section.")})

    @property
    def top(self) -> "Section":
        """The section of the first level that this one is or lies in."""
        return self.parent if self.parent_id else self

    @property
    def nature(self) -> "Section.Kind":
        """The kind that counts: nothing below a section that is not the newsroom's own is the newsroom's own."""
        kinds = {self.kind, self.top.kind}
        return next(kind for kind in (self.Kind.COMMERCIAL, self.Kind.PRESS, self.Kind.NEWS) if kind in kinds)

    @property
    def is_news(self) -> bool:
        """Whether its articles are the newsroom's own: no press releases, no advertising."""
        return self.nature == self.Kind.NEWS
