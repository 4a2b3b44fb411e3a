"""Work that a request does not wait for."""

import logging
from collections.abc import Callable
from threading import Timer

from django.db import connections

logger = logging.getLogger(__name__)

# Seconds, so that the work does not slow down the answer: that could be measured.
AFTER = 1


def in_background(work: Callable, *arguments: object) -> None:
    """Do it after the answer, in a thread of its own; a failure is logged."""
    Timer(AFTER, carefully, (work, *arguments)).start()


def carefully(work: Callable, *arguments: object) -> None:
    """Do it, log a failure, and hang up."""
    try:
        work(*arguments)
    except Exception:
        # Whatever it is: nobody waits for this thread, so the log must tell.
        logger.exception("A letter could not be sent.")
    finally:
        connections.close_all()
