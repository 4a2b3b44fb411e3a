"""A file from outside on its way into the library: read within limits, verified by decoding it."""

import io
from dataclasses import asdict
from functools import cached_property
from hashlib import sha256
from typing import IO, Any

from django.utils import timezone
from PIL import Image

from .imaging import EXTENSIONS, NotAPicture, decode, gettext_noop
from .metadata import read

MAX_BYTES = 50 * 1024 * 1024
TOO_MANY_BYTES = gettext_noop("This file is too large: at most 50 MB.")


class Upload:
    """A file's bytes, their hash and, decoded when first asked for, the picture they hold."""

    def __init__(self, file: "bytes | IO[bytes]") -> None:
        """Raises NotAPicture if the file is too large to be looked at."""
        stream = io.BytesIO(file) if isinstance(file, bytes) else file
        stream.seek(0)
        self.data = stream.read(MAX_BYTES + 1)
        if len(self.data) > MAX_BYTES:
            raise NotAPicture(TOO_MANY_BYTES)
        self.sha256 = sha256(self.data).hexdigest()

    @cached_property
    def picture(self) -> Image.Image:
        """The upright sRGB picture; raises NotAPicture."""
        return decode(self.data)

    @cached_property
    def facts(self) -> dict[str, Any]:
        """What the file says of itself, as values of Photo's fields."""
        return asdict(read(self.data, zone=timezone.get_default_timezone()))

    def verify(self) -> None:
        """Raises NotAPicture unless the bytes are a picture."""
        self.picture  # noqa: B018  (decodes)

    @property
    def filename(self) -> str:
        """Only what the content says: the sender's name for the file goes nowhere."""
        return f"original{EXTENSIONS[self.picture.format]}"
