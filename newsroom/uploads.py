"""What lies in public: pictures, documents, videos and audio. Named by their content: who has one has it for ever."""

import io
import re
from pathlib import PurePath
from typing import IO

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from django.views.static import serve

from media.storage import TYPES

# Names that our own code gives to files: short, no dot in front. Anything else is not ours to look up on a disk.
PATH = r"(?:[0-9A-Za-z_-][0-9A-Za-z_.-]{0,120}/){0,3}[0-9A-Za-z_-][0-9A-Za-z_.-]{0,120}"

# Whatever a file holds gets nothing of ours to act on. (Safari shows no PDF in a sandbox; PDF viewers have their own.)
NOTHING = "default-src 'none'; style-src 'unsafe-inline'"
# One range of bytes: from–to, from–end, or the last so many. Longer numbers lie in no file.
_RANGE = re.compile(r"bytes=\s*(?:([0-9]{1,18})-([0-9]{1,18})?|-([0-9]{1,18}))\s*", re.ASCII | re.IGNORECASE)


@csrf_exempt
@require_safe
def upload(request: HttpRequest, path: str) -> HttpResponse:
    """A public file, or the part of it that a player asks for."""
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    if isinstance(response, FileResponse):
        name = PurePath(path)
        response["Content-Type"] = TYPES.get(name.suffix, "application/octet-stream")
        response["Content-Disposition"] = content_disposition_header(name.suffix not in TYPES, name.name)
        response["Content-Security-Policy"] = NOTHING if name.suffix == ".pdf" else f"{NOTHING}; sandbox"
        response = _ranged(request, response)
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["X-Content-Type-Options"] = "nosniff"
    return response


# --- Ranges (RFC 9110, section 14) ----------------------------------------------


def _ranged(request: HttpRequest, whole: FileResponse) -> HttpResponse:
    """The range that is asked for (206), that there is none such (416), or the whole."""
    whole["Accept-Ranges"] = "bytes"
    size = int(whole["Content-Length"])
    bounds = _bounds(request.headers.get("Range", ""), size)
    # HEAD knows no ranges.
    if not bounds or request.method != "GET" or not _is_current(request, whole):
        return whole
    begin, end = bounds
    if begin >= end:
        whole.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    part = FileResponse(Part(whole.file_to_stream, begin, end), status=206)
    for name in ("Content-Type", "Content-Disposition", "Content-Security-Policy", "Last-Modified", "Accept-Ranges"):
        part[name] = whole[name]
    part["Content-Range"] = f"bytes {begin}-{end - 1}/{size}"
    part["Content-Length"] = str(end - begin)
    return part


def _bounds(header: str, size: int) -> tuple[int, int] | None:
    """The first byte and the one behind the last; no distance between them if the file has no byte of the range.

    None for what is no range, and for several at once, which may be answered with the whole.
    """
    match = _RANGE.fullmatch(header)
    if not match:
        return None
    first, last, suffix = (int(number) if number else None for number in match.groups())
    if suffix is not None:
        return max(0, size - suffix), size
    if last is not None and last < first:
        return None
    return min(first, size), size if last is None else min(last + 1, size)


def _is_current(request: HttpRequest, whole: FileResponse) -> bool:
    """Whether the part that the client has (If-Range) is of the file as it is; without a claim it is."""
    return request.headers.get("If-Range", whole["Last-Modified"]) == whole["Last-Modified"]


class Part(io.RawIOBase):
    """The bytes of a file from `begin` up to `end`, as a file of its own."""

    def __init__(self, file: IO[bytes], begin: int, end: int) -> None:
        self._file, self._left = file, end - begin
        file.seek(begin)

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        wanted = self._left if size is None or size < 0 else min(size, self._left)
        data = self._file.read(wanted)
        self._left -= len(data)
        return data

    def close(self) -> None:
        super().close()
        self._file.close()
