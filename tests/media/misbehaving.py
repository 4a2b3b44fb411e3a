"""Looks at a file as badly as a library with a hole might: what the file says is done."""

import os
from typing import IO

from media.examining import answer


def look(file: IO[bytes]) -> None:
    match file.read():
        case b"hang":
            while True:
                pass
        case b"hoard":
            bytes(1024 * 1024 * 1024)
        case b"crash":
            os.abort()
        case b"raise":
            raise AssertionError


if __name__ == "__main__":
    answer(look)
