from content_editor.models import Region
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kernel.text import one_line, slugify
from media.models import Photo

from .author import Author
from .section import Section
from .topic import Topic


class ArticleQuerySet(models.QuerySet):
    def lacking_alt(self) -> "ArticleQuerySet":
        """The articles that show a picture with no alternative text, its own or this use's, that is not decorative."""
        lacking = Article.objects.filter(
            articles_figure_set__photo__alt="", articles_figure_set__alt="", articles_figure_set__decorative=False
        )
        return self.filter(pk__in=lacking.values("pk"))

    # --- The bin ---

    def kept(self) -> "ArticleQuerySet":
        """Those that do not lie in the bin."""
        return self.filter(binned_at=None)

    def binned(self) -> "ArticleQuerySet":
        """Those that lie in the bin."""
        return self.exclude(binned_at=None)

    # --- Whose they are; the roles are a matter of permissions, see newsroom/roles.py ---

    def own(self, user: AbstractBaseUser) -> "ArticleQuerySet":
        """Those that `user` began, or signs."""
        signed = ArticleAuthor.objects.filter(author__user=user).order_by().values("article")
        begun = Article.objects.filter(created_by=user).order_by().values("pk")
        # A union, as no engine's planner knows which of two indexes an "or" between tables would begin with.
        return self.filter(pk__in=begun.union(signed))

    def assigned_to(self, user: AbstractBaseUser) -> "ArticleQuerySet":
        """Those on whose state `user` decides: of the sections assigned to an editor; all, for who publishes."""
        if user.has_perm("articles.publish_article"):
            return self
        if user.has_perm("articles.review_article"):
            return self.filter(section__in=Section.objects.assigned_to(user))
        return self.none()

    def reviewable_by(self, user: AbstractBaseUser) -> "ArticleQuerySet":
        """Those that `user` may approve or send back."""
        return self.kept().assigned_to(user)

    def editable_by(self, user: AbstractBaseUser) -> "ArticleQuerySet":
        """Those that `user` may change: what he reviews, and his own until it is approved."""
        if not user.has_perm("articles.change_article"):
            return self.none()
        unapproved = self.kept().own(user).exclude(status=Article.Status.READY)
        return self.reviewable_by(user) | unapproved

    def restorable_by(self, user: AbstractBaseUser) -> "ArticleQuerySet":
        """Those that `user` may take out of the bin."""
        if not user.has_perm("articles.change_article"):
            return self.none()
        return self.binned().assigned_to(user) | self.binned().own(user)

    def owing_review(self) -> "ArticleQuerySet":
        """Those published before their review that nobody has reviewed since, the oldest first."""
        # Not "exclude": SQLite takes its index for "is not null" alone.
        return self.kept().filter(review_owed_since__isnull=False).order_by("review_owed_since", "id")


class Article(models.Model):
    """The working copy that the desk edits. Readers never see it: they see Editions."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        IN_REVIEW = "review", _("in review")
        READY = "ready", _("ready")

    class Label(models.TextChoices):
        NONE = "none", _("none")
        OPINION = "opinion", _("opinion")
        FEATURE = "feature", _("feature")
        PHOTO_STORY = "photo-story", _("photo story")
        # While it runs readers' pages refresh themselves; the other label ends that.
        LIVE = "live", pgettext_lazy("label", "live")
        LIVE_ENDED = "live-ended", pgettext_lazy("label", "live, ended")
        SPONSORED = "sponsored", _("sponsored")

    regions = [Region(key="body", title=_("Body"))]

    title = models.CharField(_("title"), max_length=250)
    short_title = models.CharField(
        _("short title"), max_length=120, blank=True, help_text=_("For cards and social networks.")
    )
    lead = models.TextField(_("lead"), blank=True)
    slug = models.SlugField(
        _("slug"), max_length=80, blank=True, help_text=_("The words in the address; made from the title if empty.")
    )
    section = models.ForeignKey(Section, models.PROTECT, null=True, blank=True, verbose_name=_("section"))
    byline_prefix = models.CharField(_("byline prefix"), max_length=50, blank=True, help_text=_("“Words, photos”…"))
    authors = models.ManyToManyField(Author, through="ArticleAuthor", verbose_name=_("authors"))
    source = models.CharField(_("source"), max_length=100, blank=True)
    topics = models.ManyToManyField(Topic, blank=True, verbose_name=_("topics"))
    lead_photo = models.ForeignKey(
        Photo,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("lead photo"),
        help_text=_("For lists and the top of the page; otherwise the first photo of the body."),
    )
    label = models.CharField(_("label"), max_length=12, choices=Label, default=Label.NONE)
    # Changed by articles/workflow.py alone.
    status = models.CharField(_("status"), max_length=6, choices=Status, default=Status.DRAFT, editable=False)
    status_since = models.DateTimeField(_("in this state since"), default=timezone.now, editable=False)
    # Since when it stands published before anyone but its publisher had read it.
    review_owed_since = models.DateTimeField(_("review owed since"), null=True, editable=False)
    binned_at = models.DateTimeField(_("in the bin since"), null=True, editable=False)
    binned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("thrown away by"),
    )
    # Counts the saves: a form that was opened on an older one must not overwrite a newer one.
    version = models.PositiveIntegerField(default=0, editable=False)
    # How many words the text had when it was last saved.
    words = models.PositiveIntegerField(_("words"), default=0, editable=False)
    # When readers first get it, or got it; null while neither published nor scheduled. Kept by articles/publishing.py.
    public_from = models.DateTimeField(null=True, editable=False)
    # What this article was imported from, so that importing the same text twice changes nothing.
    import_digest = models.CharField(max_length=64, null=True, editable=False, unique=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("author")
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-updated_at", "-id"]
        permissions = [
            ("publish_article", _("Can publish and withdraw articles")),
            ("review_article", _("Can approve and send back articles of the assigned sections")),
        ]
        indexes = [
            # The order of the desk's list, and what it is filtered by: so an index alone tells which few of many fit.
            models.Index(
                F("updated_at").desc(),
                F("id").desc(),
                "binned_at",
                "status",
                "label",
                "public_from",
                "section",
                "created_by",
                name="article_list",
            ),
            models.Index("status", F("updated_at").desc(), F("id").desc(), name="article_status"),
            models.Index("section", F("updated_at").desc(), F("id").desc(), "binned_at", name="article_section"),
            models.Index(fields=["status", "status_since", "id"], name="article_waiting"),
            models.Index(
                fields=["review_owed_since"], condition=Q(review_owed_since__isnull=False), name="article_owing"
            ),
            models.Index(fields=["binned_at"], condition=Q(binned_at__isnull=False), name="article_binned"),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args, **kwargs) -> None:
        self.slug = self.slug or slugify(self.title)
        super().save(*args, **kwargs)

    def may_be_edited_by(self, user: AbstractBaseUser) -> bool:
        """Whether `user` may change the article as it stands in the database now."""
        return Article.objects.editable_by(user).filter(pk=self.pk).exists()

    def clean(self) -> None:
        self.title = one_line(self.title)
        self.short_title = one_line(self.short_title)
        # Zero-width spaces and direction marks are no text: nobody could click on such a title.
        if not any(char.isprintable() and not char.isspace() for char in self.title):
            raise ValidationError({"title": _("The title has no text.")})


class ArticleAuthor(models.Model):
    """An author's place in an article's byline."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="byline")
    author = models.ForeignKey(Author, models.PROTECT, verbose_name=_("author"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "author"],
                name="article_author_once",
                violation_error_message=_("This author stands in the byline already."),
            )
        ]

    def __str__(self) -> str:
        return self.author.name


class RelatedLink(models.Model):
    """A pointer from an article to another one, or to a URL; or, as imported, a title that still lacks its target."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="related_links")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    target = models.ForeignKey(
        Article, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("article")
    )
    url = models.URLField(_("URL"), max_length=500, blank=True)
    title = models.CharField(_("title"), max_length=250, blank=True)
    teaser = models.TextField(_("teaser"), blank=True)
    photo = models.ForeignKey(Photo, models.PROTECT, null=True, blank=True, verbose_name=_("photo"))

    class Meta:
        verbose_name = _("related link")
        verbose_name_plural = _("related links")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(target=None) | Q(url=""),
                name="related_link_one_target",
                violation_error_message=_("Choose either an article or a URL."),
            ),
            models.CheckConstraint(
                condition=Q(target__isnull=False) | ~Q(title=""),
                name="related_link_has_title",
                violation_error_message=_("A link without an article needs a title."),
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(self.target)
