"""What to know of a photo before it is used, in a word each."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .models import Photo
from .models.photo import WARNED_AHEAD


def badges(photo: Photo, now: datetime) -> list[tuple[str, str]]:
    """The words that hold at `now`, each with how it looks (a `state--…` of the admin; "" for plain)."""
    ending = photo.rights_end and now < photo.rights_end <= now + WARNED_AHEAD
    facts = [
        (photo.taken_down_at, _("taken off the site"), "withdrawn"),
        (photo.rights_end and photo.rights_end <= now, _("rights ended"), "withdrawn"),
        (ending, _("rights end soon"), "ahead"),
        (photo.embargo_until and photo.embargo_until > now, _embargo(photo), "ahead"),
        (photo.usage_terms, _("restricted"), "ahead"),
        (photo.replaced_by_id, _("replaced"), ""),
    ]
    return [(word, look) for holds, word, look in facts if holds]


def _embargo(photo: Photo) -> str:
    until = photo.embargo_until
    return _("embargo until %s") % date_format(timezone.localtime(until), "H:i d/m/Y") if until else ""
