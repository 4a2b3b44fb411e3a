"""What the public site keeps for itself: counts of changes and of readings, and the publication's masthead."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from kernel.aggregates import JSONArray, JSONRow

# What readers call the hosts of social networks.
NETWORKS = {
    "facebook.com": "Facebook",
    "youtube.com": "YouTube",
    "tiktok.com": "TikTok",
    "x.com": "X",
    "zalo.me": "Zalo",
    "instagram.com": "Instagram",
}

validate_address = URLValidator(["http", "https"])


def validate_addresses(text: str) -> None:
    """Every line is an address on the web."""
    for line in _lines(text):
        validate_address(line)


class Counter(models.Model):
    """How often the tables that a part of the public pages shows have changed; raised by triggers, see epoch.py."""

    part = models.CharField(max_length=20, primary_key=True)
    changes = models.BigIntegerField()

    class Meta:
        verbose_name = "counter"

    def __str__(self) -> str:
        return f"{self.part}: {self.changes}"


class MastheadQuerySet(models.QuerySet):
    def current(self) -> "Masthead":
        """The masthead with its outlets at hand, by default one that knows the paper's name alone. One query."""
        rows = Outlet.objects.filter(masthead=OuterRef("pk")).order_by().values("masthead")
        rows = rows.annotate(rows=JSONArray(JSONRow(position="position", id="id", name="name", url="url")))
        return self.annotate(outlet_rows=Subquery(rows.values("rows"))).first() or Masthead.unknown()


class Masthead(models.Model):
    """The publication's legal identity, as the press law wants it on every page, and what it promises its readers."""

    # One row: it has always the same key.
    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    name = models.CharField(_("name of the paper"), max_length=100)
    governing_body = models.CharField(_("governing body"), max_length=200, blank=True)
    licence_number = models.CharField(_("licence number"), max_length=50, blank=True)
    licence_date = models.DateField(_("date of the licence"), null=True, blank=True)
    licence_issuer = models.CharField(_("issuer of the licence"), max_length=200, blank=True)
    editor_in_chief = models.CharField(_("editor-in-chief"), max_length=100, blank=True)
    deputies = models.TextField(_("deputy editors-in-chief"), blank=True, help_text=_("One in a line."))
    address = models.TextField(_("address of the newsroom"), blank=True)
    hotline = models.CharField(_("hotline"), max_length=30, blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    advertising_phone = models.CharField(_("telephone for advertising"), max_length=30, blank=True)
    advertising_email = models.EmailField(_("e-mail for advertising"), blank=True)
    reuse_notice = models.TextField(
        _("reuse notice"), blank=True, help_text=_("On what terms others may use what the paper publishes.")
    )
    ethics_policy = models.TextField(_("principles"), blank=True, help_text=_("An empty line begins a paragraph."))
    corrections_policy = models.TextField(
        _("how we correct"), blank=True, help_text=_("An empty line begins a paragraph.")
    )
    social_profiles = models.TextField(
        _("social profiles"),
        blank=True,
        validators=[validate_addresses],
        help_text=_("The paper's pages on social networks: one address in a line."),
    )

    objects = MastheadQuerySet.as_manager()

    class Meta:
        verbose_name = _("masthead")
        verbose_name_plural = _("masthead")
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="masthead_one_row")]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def unknown(cls) -> "Masthead":
        """What is known before anybody has filled it in, or while the database is away."""
        return cls(name=settings.PAPER_NAME)

    def clean(self) -> None:
        # Two people may have opened the empty form at the same time.
        if self._state.adding and Masthead.objects.exists():
            raise ValidationError(_("The paper has a masthead already."))

    @property
    def says_nothing(self) -> bool:
        """Whether nobody has filled in more than the name yet."""
        told = [field.name for field in self._meta.concrete_fields if field.name not in ("id", "name")]
        return not any(getattr(self, name) for name in told)

    @property
    def deputy_names(self) -> list[str]:
        return _lines(self.deputies)

    @property
    def address_lines(self) -> list[str]:
        return _lines(self.address)

    @property
    def profiles(self) -> list[tuple[str, str]]:
        """The paper's pages on social networks: name and address."""
        hosts = [(urlsplit(url).hostname.removeprefix("www."), url) for url in _lines(self.social_profiles)]
        return [(NETWORKS.get(host, host), url) for host, url in hosts]

    @property
    def outlets_in_order(self) -> list[dict[str, str]]:
        """The sister publications that `current` brought along: {"name", "url"} and more."""
        rows = getattr(self, "outlet_rows", None) or []
        return sorted(rows, key=lambda row: (row["position"], row["id"]))


class Outlet(models.Model):
    """A sister publication of the paper, for the footer."""

    masthead = models.ForeignKey(Masthead, models.CASCADE, related_name="outlets")
    name = models.CharField(_("name"), max_length=100)
    url = models.URLField(_("URL"), max_length=300, validators=[validate_address])
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("outlet")
        verbose_name_plural = _("outlets")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name


class Reading(models.Model):
    """How often an article was read in an hour, a day or a month: all that is kept of its readers."""

    class Span(models.IntegerChoices):
        HOUR = 1
        DAY = 2
        MONTH = 3

    # Only articles that were published are read, and those are never deleted.
    article = models.ForeignKey(Article, models.CASCADE, related_name="readings", db_index=False)
    span = models.PositiveSmallIntegerField(choices=Span, default=Span.HOUR)
    since = models.DateTimeField()
    count = models.PositiveBigIntegerField()

    class Meta:
        verbose_name = "reading"
        constraints = [models.UniqueConstraint(fields=["article", "span", "since"], name="reading_once")]
        # Summing up a window reads this index alone.
        indexes = [models.Index(fields=["span", "since", "article", "count"], name="reading_window")]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.count}"


class Ranking(models.Model):
    """What is read most from the moment `at` on until the next one, see most_read.py. Rows are inserted and pruned."""

    at = models.DateTimeField(primary_key=True)
    # {"day" or "week": {a section's id, or "" for the paper: [ids of articles, most read first]}}
    lists = models.JSONField()

    class Meta:
        verbose_name = "ranking"

    def __str__(self) -> str:
        return str(self.at)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
