"""A video or audio file as a pure function: hostile bytes in; its kind, length, size and a frame out.

What every browser of today can play is taken, as it is: MP4 with H.264 and AAC, WebM with VP8 or VP9 and Opus or
Vorbis; M4A with AAC, and MP3. `examine` of media/examining.py runs this module in a process of its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

import av
from av.container import InputContainer
from av.stream import Disposition
from PIL import Image, ImageStat

from .examining import UNREADABLE, Facts, Refused, answer, gettext_noop, within

MAX_FRAME = 4_096 * 2_304
# Eight bits, with a colour for every four pixels: what hardware everywhere decodes.
PIXELS = ("yuv420p", "yuvj420p")
MAX_SECONDS = 24 * 60 * 60
FRAME_SIDE = 1_280
# Where frames are decoded, as shares of the whole: each must be there, and one of them stands for the video.
SPOTS = (0.0, 0.1, 0.5, 0.9)
# The last packets may end a little before the length that a file claims; in a short one, a quarter at most.
SLACK_SECONDS, SLACK = 1.5, 0.25

NOT_RECORDING = gettext_noop("This file is no video or audio that browsers play. Use an MP4, WebM, M4A or MP3 file.")
QUICKTIME = gettext_noop("This is a QuickTime film, which many browsers do not play. Export it as MP4 (H.264, AAC).")
VIDEO_CODEC = gettext_noop("Many browsers do not play the pictures of this video. Export it as MP4 with H.264, 8 bit.")
AUDIO_CODEC = gettext_noop("Many browsers do not play the sound of this file. Export it with AAC sound.")
NOTHING = gettext_noop("There is nothing to see or to hear in this file.")
INCOMPLETE = gettext_noop("This file is incomplete: its end is missing. Copy or export it again.")
TOO_LARGE = gettext_noop("This video is larger than 4K. Export it at 1920 × 1080 pixels.")
TOO_LONG = gettext_noop("This recording is longer than a day, or does not say how long it is. Export it again.")


@dataclass(frozen=True)
class Container:
    """A kind of file: FFmpeg's reader for it, what it may hold, and the extensions with pictures and without."""

    demuxer: str
    video: frozenset[str]
    audio: frozenset[str]
    extensions: tuple[str, str]


MP4 = Container("mov", frozenset({"h264"}), frozenset({"aac", "mp3"}), (".mp4", ".m4a"))
WEBM = Container("matroska", frozenset({"vp8", "vp9"}), frozenset({"opus", "vorbis"}), (".webm", ".weba"))
MP3 = Container("mp3", frozenset(), frozenset({"mp3"}), ("", ".mp3"))


def look(file: IO[bytes]) -> tuple[Facts, Image.Image | None]:
    """{"kind", "extension", "seconds", "width", "height"} and a video's most telling frame; raises Refused."""
    container = _container(file.read(64))
    file.seek(0)
    try:
        # One reader only, and no protocol: nothing in the file can name another file or an address.
        options = {"protocol_whitelist": "none"}
        with av.open(file, format=container.demuxer, options=options, metadata_errors="replace") as opened:
            return _look(opened, container)
    except (av.FFmpegError, EOFError, IndexError):
        raise Refused(UNREADABLE)


def _container(head: bytes) -> Container:
    """By the first bytes of the file."""
    if head[4:8] == b"ftyp":
        if head[8:12] == b"qt  ":
            raise Refused(QUICKTIME)
        return MP4
    if head[:4] == b"\x1a\x45\xdf\xa3" and b"webm" in head:
        return WEBM
    if head[:3] == b"ID3" or (head[:1] == b"\xff" and head[1:2] >= b"\xe0"):
        return MP3
    raise Refused(NOT_RECORDING)


def _look(opened: InputContainer, container: Container) -> tuple[Facts, Image.Image | None]:
    video, audio = _streams(opened)
    _check_codecs(video, audio, container)
    seconds = (opened.duration or 0) / av.time_base
    if not 0 < seconds <= MAX_SECONDS:
        raise Refused(TOO_LONG)
    if container is not MP3:
        _check_end(opened, [stream for stream in (video, audio) if stream], seconds)
    facts = {"extension": container.extensions[video is None], "seconds": max(1, round(seconds))}
    if video is None:
        for _ in _samples(opened, audio, seconds):
            pass
        return facts | {"kind": "audio", "width": None, "height": None}, None
    pictures = []
    for frame in _samples(opened, video, seconds):
        picture = _upright(frame)
        facts |= {"kind": "video", "width": picture.width, "height": picture.height}
        pictures.append(within(picture, FRAME_SIDE, FRAME_SIDE))
    return facts, max(pictures, key=_contrast)


def _streams(opened: InputContainer) -> tuple[av.VideoStream | None, av.AudioStream | None]:
    """What is played: the first video that is no cover picture, and the first audio."""
    videos = [stream for stream in opened.streams.video if not stream.disposition & Disposition.attached_pic]
    audios = opened.streams.audio
    if not videos and not audios:
        raise Refused(NOTHING)
    return videos[0] if videos else None, audios[0] if audios else None


def _check_codecs(video: av.VideoStream | None, audio: av.AudioStream | None, container: Container) -> None:
    if audio and _codec(audio) not in container.audio:
        raise Refused(AUDIO_CODEC)
    if not video:
        return
    if _codec(video) not in container.video:
        raise Refused(VIDEO_CODEC)
    if video.codec_context.pix_fmt is None:
        # Not one frame could be decoded while the file was opened.
        raise Refused(UNREADABLE)
    if video.codec_context.pix_fmt not in PIXELS:
        raise Refused(VIDEO_CODEC)
    if video.codec_context.width * video.codec_context.height > MAX_FRAME:
        raise Refused(TOO_LARGE)


def _codec(stream: av.VideoStream | av.AudioStream) -> str:
    """The codec's name; "" for one that FFmpeg does not know."""
    return stream.codec_context.codec.canonical_name if stream.codec_context else ""


def _check_end(opened: InputContainer, streams: list[av.stream.Stream], seconds: float) -> None:
    """Whether the file goes on to its end: a copy that was cut short often does not say so at its beginning."""
    slack = min(SLACK_SECONDS, SLACK * seconds)
    _seek(opened, seconds - slack)
    last = 0.0
    for packet in opened.demux(streams):
        if packet.is_corrupt:
            raise Refused(INCOMPLETE)
        if packet.pts is not None:
            last = max(last, float((packet.pts + (packet.duration or 0)) * packet.time_base))
    if last + slack < seconds:
        raise Refused(INCOMPLETE)


def _samples(
    opened: InputContainer, stream: av.VideoStream | av.AudioStream, seconds: float
) -> Iterator[av.VideoFrame | av.AudioFrame]:
    """A decoded frame of each spot: the key frame before it, so that no long run of frames is decoded."""
    for spot in SPOTS:
        _seek(opened, seconds * spot)
        frame = next(opened.decode(stream), None)
        if frame is None:
            raise Refused(INCOMPLETE)
        yield frame


def _seek(opened: InputContainer, seconds: float) -> None:
    opened.seek(int(seconds * av.time_base))


def _upright(frame: av.VideoFrame) -> Image.Image:
    return frame.to_image().rotate(frame.rotation, expand=True)


def _contrast(picture: Image.Image) -> float:
    """How much there is to see: films begin and end in black."""
    return ImageStat.Stat(picture.convert("L").resize((64, 64))).stddev[0]


if __name__ == "__main__":
    answer(look)
