"""A file from outside on its way to a place where anybody may fetch it: on disk, measured, hashed, named."""

import io
import tempfile
from hashlib import sha256
from pathlib import PurePath
from typing import IO

from kernel.text import slugify

from .examining import Finding, Refused, examine, gettext_noop

MEGABYTE = 1024 * 1024
TOO_MANY_BYTES = gettext_noop("This file is too large: at most %(megabytes)d MB.")


class Received:
    """A file's size and hash; it is never in memory as a whole.

    `file` is an upload or any binary file; a context manager, because what has no descriptor is copied to a
    temporary file. Raises Refused if the file is longer than `limit`.
    """

    def __init__(self, file: IO[bytes], *, limit: int) -> None:
        self.name = PurePath(getattr(file, "name", None) or "").name
        self._copy = None if _has_descriptor(file) else tempfile.TemporaryFile()  # noqa: SIM115
        self.file = self._copy or file
        try:
            self.size, self.sha256 = self._read(file, limit)
        except BaseException:
            self.close()
            raise

    def _read(self, file: IO[bytes], limit: int) -> tuple[int, str]:
        size, digest = 0, sha256()
        file.seek(0)
        while chunk := file.read(MEGABYTE):
            size += len(chunk)
            if size > limit:
                raise Refused(TOO_MANY_BYTES, megabytes=limit // MEGABYTE)
            digest.update(chunk)
            if self._copy:
                self._copy.write(chunk)
        if self._copy:
            # The process that looks at it reads past our buffer.
            self._copy.flush()
        return size, digest.hexdigest()

    def close(self) -> None:
        if self._copy:
            self._copy.close()

    def __enter__(self) -> "Received":
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def examine(self, module: str) -> Finding:
        """What `module` finds in it; raises Refused."""
        return examine(module, self.file)

    def public_name(self, extension: str) -> str:
        """The name that whoever downloads it will see: what the sender called it, as ASCII letters and digits."""
        return f"{slugify(PurePath(self.name).stem)[:80].strip('-')}{extension}"


def _has_descriptor(file: IO[bytes]) -> bool:
    try:
        file.fileno()
    except (AttributeError, io.UnsupportedOperation):
        return False
    return True
