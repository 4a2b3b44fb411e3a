"""Describing many photos on one page: a card for each, saved one by one so that no card can spoil another."""

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from media.badges import badges
from media.forms import CardForm, FillForm
from media.models import Photo

MAX_CARDS = 100
MAX_NAME = 200


@dataclass
class Card:
    """One photo on the page: `form` to describe it, what it resembles if it `is_new`, whether it was just saved.

    `came_as` is what the sender's file was called: it tells photos without a title apart while they are described.
    """

    photo: Photo
    is_new: bool = False
    may_describe: bool = True
    is_saved: bool = False
    posted: Any = None
    came_as: str = ""

    def __post_init__(self) -> None:
        if self.posted:
            self.came_as = self.posted.get(f"photo-{self.photo.pk}-came_as", "")[:MAX_NAME]

    @cached_property
    def form(self) -> CardForm | None:
        # Of its own: what is only typed must not show beside the picture as if it were so.
        return CardForm(self.posted, instance=copy(self.photo)) if self.may_describe else None

    @cached_property
    def lookalikes(self) -> list[Photo]:
        return self.photo.lookalikes() if self.is_new else []

    @cached_property
    def badges(self) -> list[tuple[str, str]]:
        return badges(self.photo, timezone.now())


class DescribingPage:
    """For the ModelAdmin of photos: the page of cards, and the list's action that leads to it."""

    actions = ["describe_many"]

    def get_urls(self) -> list[URLPattern]:
        page = require_http_methods(["GET", "HEAD", "POST"])(self.describe_page)
        return [path("edit/", self.admin_site.admin_view(page), name="media_photo_edit"), *super().get_urls()]

    @admin.action(description=gettext_lazy("Edit several photos"), permissions=["change"])
    def describe_many(self, request: HttpRequest, photos: QuerySet[Photo]) -> HttpResponse | None:
        """To the cards of the chosen photos."""
        chosen = list(photos.order_by("-pk")[: MAX_CARDS + 1])
        if len(chosen) > MAX_CARDS:
            self.message_user(request, _("At most %d photos can be edited at once.") % MAX_CARDS, messages.ERROR)
            return None
        return HttpResponseRedirect(describe_url(chosen))

    def describe_page(self, request: HttpRequest) -> HttpResponse:
        """The cards of ?ids=1,2,3; posted, saved: each card that is right, or none while one has an error.

        A script posts a few cards at a time and takes JSON: {"saved": whether all are, "cards": {id: its markup}}.
        """
        if not self.has_change_permission(request):
            raise PermissionDenied
        asked = request.POST.getlist("photo") if request.method == "POST" else request.GET.get("ids", "").split(",")
        ids = ids_of(asked)
        photos = Photo.objects.in_bulk(ids) if len(ids) <= MAX_CARDS else {}
        if not photos:
            return self._nothing(request, len(ids))
        cards = [Card(photos[pk], is_new="new" in request.GET) for pk in ids if pk in photos]
        if request.method == "POST":
            cards = self._save(request, cards)
            if request.headers.get("Accept") == "application/json":
                return _as_json(request, cards)
            if all(card.is_saved for card in cards):
                return HttpResponseRedirect(reverse("admin:media_photo_changelist"))
        context = self.admin_site.each_context(request) | {
            "title": _("Edit photos"),
            "opts": self.opts,
            "cards": cards,
            "fill": FillForm(),
            "has_errors": any(card.form.errors for card in cards),
        }
        return TemplateResponse(request, "media/describe.html", context)

    def _nothing(self, request: HttpRequest, asked: int) -> HttpResponse:
        too_many = _("At most %d photos can be edited at once.") % MAX_CARDS
        self.message_user(request, too_many if asked > MAX_CARDS else _("Choose photos first."), messages.ERROR)
        return HttpResponseRedirect(reverse("admin:media_photo_changelist"))

    def _save(self, request: HttpRequest, cards: list[Card]) -> list[Card]:
        """The cards after saving, with their errors if any has one."""
        cards = [replace(card, posted=request.POST) for card in cards]
        if any([card.form.errors for card in cards]):  # noqa: C419  (all of them, to show every error)
            return cards
        after = [self._save_one(request, card) for card in cards]
        saved = sum(card.is_saved for card in after)
        if saved and request.headers.get("Accept") != "application/json":
            text = ngettext("%d photo was saved.", "%d photos were saved.", saved) % saved
            self.message_user(request, text, messages.SUCCESS)
        return after

    def _save_one(self, request: HttpRequest, card: Card) -> Card:
        """The photo as it is by now: saving the cards before it may have taken a while."""
        fresh = Card(Photo.objects.get(pk=card.photo.pk), posted=request.POST)
        if not fresh.form.is_valid() or not fresh.form.save_quietly():
            return fresh
        if fresh.form.described_changes:
            self.log_change(request, fresh.photo, self.construct_change_message(request, fresh.form, []))
        return Card(Photo.objects.get(pk=card.photo.pk), is_saved=True, came_as=fresh.came_as)


def _as_json(request: HttpRequest, cards: list[Card]) -> JsonResponse:
    markup = {card.photo.pk: render_to_string("media/card.html", {"card": card}, request) for card in cards}
    return JsonResponse({"saved": all(card.is_saved for card in cards), "cards": markup})


def describe_url(photos: Iterable[Photo], *, are_new: bool = False) -> str:
    """Where the cards of these photos are."""
    ids = ",".join(str(photo.pk) for photo in photos)
    return f"{reverse('admin:media_photo_edit')}?ids={ids}{'&new=1' if are_new else ''}"


def ids_of(texts: Iterable[str]) -> list[int]:
    """The ids that these texts are, each once; what is none is left out."""
    return list(dict.fromkeys(int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 19))
