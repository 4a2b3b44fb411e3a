"""What a form says when nothing can be stored: the disk is full, the bucket or the database does not answer."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError
from django.forms import BaseForm
from django.utils.translation import gettext

from .imaging import NotAPicture, gettext_noop

logger = logging.getLogger(__name__)

NOT_STORED = gettext_noop("The server could not store the file. Try again; if it fails, tell the administrator.")
NOT_RENDERED = gettext_noop(
    "The files of this photo could not be made anew. Try again; if it fails, tell the administrator."
)
NOT_SAVED = gettext_noop("The database could not save this. Try again; if it fails, tell the administrator.")


@contextmanager
def storing(form: BaseForm, field: str | None = "file") -> Iterator[None]:
    """Around what stores an upload: what fails is an error of that field, and is logged for the operators."""
    try:
        yield
    except (OSError, OperationalError):
        logger.exception("An uploaded file could not be stored.")
        form.add_error(field, gettext(NOT_STORED))


@contextmanager
def rendering(form: BaseForm) -> Iterator[None]:
    """Around what makes a photo's files anew: what fails is an error of the whole form, and is logged."""
    try:
        yield
    except (OSError, NotAPicture):
        # An original that can no longer be read was a picture when it came: the disk has spoilt it.
        logger.exception("The files of a photo could not be made anew.")
        form.add_error(None, gettext(NOT_RENDERED))
    except OperationalError:
        logger.exception("What is known of a photo could not be saved.")
        form.add_error(None, gettext(NOT_SAVED))
