"""Files that only large C libraries understand are looked at in a process of their own.

That process gets the file and nothing else, with limits on memory and time: a hostile file can crash or exhaust
only it, and is then refused. It answers with facts and one picture, as JSON and bare pixels that need no decoder.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from PIL import Image

MAX_MEMORY = 400 * 1024 * 1024
MAX_CPU_SECONDS = 3
# Reading from a slow disk costs no processor time, but may not keep a request for ever either.
MAX_SECONDS = 30
MAX_PICTURE_SIDE = 2_000

ROOT = Path(__file__).resolve().parent.parent
Facts = dict[str, Any]
Look = Callable[[IO[bytes]], tuple[Facts, Image.Image | None]]


def gettext_noop(text: str) -> str:
    """Marks a reason for translation; the form that shows it translates it."""
    return text


UNREADABLE = gettext_noop("This file is damaged, or not what its name says. Export it again, or use another copy.")
TOO_HARD = gettext_noop("This file takes too much time or memory to check. Export it again in a simpler form.")


class Refused(ValueError):
    """A file is not taken; `reason`, filled with `values`, says why, in English, for the person who sent it."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__(reason % values)
        self.reason, self.values = reason, values


@dataclass(frozen=True)
class Finding:
    """What is known of a file that was looked at; `picture` is RGB, at most 2,000 pixels on a side."""

    facts: Facts
    picture: Image.Image | None


def examine(module: str, file: IO[bytes]) -> Finding:
    """What `module`, run by itself, finds in a file that has a descriptor; raises Refused."""
    file.seek(0)
    try:
        # The command is ours: the module's name never comes from outside.
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-m", module],
            stdin=file.fileno(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env={},
            timeout=MAX_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Refused(TOO_HARD)
    if done.returncode < 0:
        # By a signal: its time was up, or it crashed.
        raise Refused(TOO_HARD)
    if done.returncode:
        raise Refused(UNREADABLE)
    return _parse(done.stdout)


def _parse(output: bytes) -> Finding:
    head, _, pixels = output.partition(b"\n")
    answer = json.loads(head)
    if "refused" in answer:
        raise Refused(answer["refused"])
    size = answer["picture"]
    picture = Image.frombytes("RGB", tuple(size), pixels) if size else None
    return Finding(answer["facts"], picture)


def answer(look: Look) -> None:
    """The other side of `examine`: look at the file on standard input and say what there is, or why it is refused."""
    _limit(resource.RLIMIT_CPU, MAX_CPU_SECONDS)
    _limit(resource.RLIMIT_DATA, MAX_MEMORY)
    _limit(resource.RLIMIT_CORE, 0)
    # Libraries that print must not mix their words into the answer.
    out, sys.stdout = sys.stdout.buffer, sys.stderr
    try:
        facts, picture = look(sys.stdin.buffer)
        head = {"facts": facts, "picture": picture and picture.size}
    except Refused as refusal:
        head, picture = {"refused": refusal.reason}, None
    except MemoryError:
        head, picture = {"refused": TOO_HARD}, None
    out.write(json.dumps(head).encode() + b"\n" + (picture.tobytes() if picture else b""))


def _limit(what: int, value: int) -> None:
    try:
        resource.setrlimit(what, (value, value))
    except (ValueError, OSError):
        # Not every system knows every limit; the others still hold.
        pass


def within(picture: Image.Image, width: int, height: int) -> Image.Image:
    """The picture in RGB, scaled down to fit."""
    picture = picture.convert("RGB")
    picture.thumbnail((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return picture
