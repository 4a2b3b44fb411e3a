"""Files on this machine's disk. media/buckets.py is what may stand in for it.

Both fail alike: what cannot be stored or read is an OSError, FileNotFoundError if it is not there, and nothing is left
half-written. Names say what files contain, so writing one twice writes the same bytes.
"""

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

    def _save(self, name: str, content: File) -> str:
        try:
            return super()._save(name, content)
        except OSError:
            # The disk is full: half a file is none. `save` found this name free a moment ago, so it is ours.
            self.delete(name)
            raise


class PrivateStorage(PublicStorage):
    """Files without any address. Django's own storage would fall back on MEDIA_URL, where they do not lie."""

    def url(self, name: str | None) -> str:
        raise ValueError(PRIVATE)
