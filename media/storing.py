"""What a form says when the storage fails: the disk is full, or the bucket does not answer."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.forms import BaseForm
from django.utils.translation import gettext

from .imaging import NotAPicture, gettext_noop

logger = logging.getLogger(__name__)

NOT_STORED = gettext_noop("The server could not store the file. Try again; if it fails, tell the administrator.")
NOT_RENDERED = gettext_noop(
    "The files of this photo could not be made anew. Try again; if it fails, tell the administrator."
)


@contextmanager
def storing(form: BaseForm, field: str | None = "file") -> Iterator[None]:
    """Around what stores an upload: a storage that fails is an error of that field, and is logged for the operators."""
    try:
        yield
    except OSError:
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
