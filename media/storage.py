"""Files on this machine's disk. media/buckets.py is what may stand in for it.

Both fail alike: what cannot be stored or read is an OSError, FileNotFoundError if it is not there, and nothing is left
half-written. Names say what files contain, so writing one twice writes the same bytes.
"""

import os
from uuid import uuid4

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage

PRIVATE = "This file is private: it has no address."
# Ours to say: what a machine's own table lacks, browsers would be forbidden to guess. All else is bytes to download.
TYPES = {
    ".jpg": "image/jpeg",
    ".avif": "image/avif",
    ".pdf": "application/pdf",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".m4a": "audio/mp4",
    ".weba": "audio/webm",
    ".mp3": "audio/mpeg",
}


class PublicStorage(FileSystemStorage):
    """Files under MEDIA_ROOT, for anybody."""

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """The name itself: who writes under it at the same time writes the same bytes."""
        return name

    def sizes(self, folder: str) -> dict[str, int]:
        """The files that lie in a folder, not deeper, with their bytes; none if there is no such folder."""
        try:
            with os.scandir(self.path(folder)) as entries:
                return {f"{folder}/{entry.name}": entry.stat().st_size for entry in entries if entry.is_file()}
        except FileNotFoundError:
            return {}

    def _save(self, name: str, content: File) -> str:
        # Under a name of its own until it is whole: a full disk leaves no half, and two uploads of one file at once
        # never see each other's.
        part = f"{name}.{uuid4().hex}.part"
        try:
            super()._save(part, content)
            os.replace(self.path(part), self.path(name))
        except OSError:
            self.delete(part)
            raise
        return name


class PrivateStorage(PublicStorage):
    """Files without any address. Django's own storage would fall back on MEDIA_URL, where they do not lie."""

    def url(self, name: str | None) -> str:
        raise ValueError(PRIVATE)
