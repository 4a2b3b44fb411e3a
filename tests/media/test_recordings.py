"""Video and audio from outside: what browsers play is taken as it is, all else refused with the reason."""

import io
import random
import tempfile

import pytest

from media import examining, recordings
from media.examining import Refused, examine
from tests.media import files


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as refused:
        recordings.look(io.BytesIO(data))
    return refused.value.reason


def cut(data: bytes, share: float) -> bytes:
    return data[: int(len(data) * share)]


@pytest.mark.parametrize(
    ("data", "facts"),
    [
        (files.film(), ("video", ".mp4", 64, 48)),
        (files.film(audio=None), ("video", ".mp4", 64, 48)),
        (files.film("webm", video="libvpx-vp9", audio="libopus", options=()), ("video", ".webm", 64, 48)),
        (files.film("webm", video="libvpx", audio="libopus", options=()), ("video", ".webm", 64, 48)),
        (files.sound(), ("audio", ".m4a", None, None)),
        (files.film("mp3", video=None, audio="libmp3lame", options=()), ("audio", ".mp3", None, None)),
    ],
)
def test_what_browsers_play_is_taken(data, facts):
    found, _ = recordings.look(io.BytesIO(data))
    assert found == dict(zip(("kind", "extension", "width", "height"), facts, strict=True)) | {"seconds": 4}


def test_the_frame_that_stands_for_a_film_is_not_its_dark_beginning():
    _, frame = recordings.look(io.BytesIO(files.film()))
    assert frame.size == (64, 48)
    assert frame.getpixel((15, 15)) > (200, 200, 200)


@pytest.mark.parametrize(("rotation", "corner"), [(90, (15, 48)), (-90, (32, 15))])
def test_a_film_from_an_upright_phone_stands_upright(rotation, corner):
    facts, frame = recordings.look(io.BytesIO(files.film(rotation=rotation)))
    assert (facts["width"], facts["height"], frame.size) == (48, 64, (48, 64))
    assert frame.getpixel(corner) > (200, 200, 200)


def test_a_large_film_gives_a_frame_of_moderate_size():
    _, frame = recordings.look(io.BytesIO(files.film(size=(1920, 1080), seconds=2, audio=None)))
    assert frame.size == (1280, 720)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", recordings.NOT_RECORDING),
        (b"<html>", recordings.NOT_RECORDING),
        (b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n", recordings.NOT_RECORDING),
        (files.film("matroska", options=()), recordings.NOT_RECORDING),
        (files.film("mov", options=()), recordings.QUICKTIME),
        (files.film(video="libx265", seconds=1), recordings.VIDEO_CODEC),
        (files.film(video="mpeg4"), recordings.VIDEO_CODEC),
        (files.film(pixels="yuv420p10le"), recordings.VIDEO_CODEC),
        (files.film(pixels="yuv444p"), recordings.VIDEO_CODEC),
        (files.film(audio="ac3"), recordings.AUDIO_CODEC),
        (files.film(size=(4224, 2336), seconds=1, audio=None), recordings.TOO_LARGE),
        (cut(files.film(), 0.9), recordings.INCOMPLETE),
        (cut(files.film(), 0.6), examining.UNREADABLE),
        (cut(files.film(options=()), 0.6), examining.UNREADABLE),
        (cut(files.film("webm", video="libvpx-vp9", audio="libopus", options=()), 0.5), recordings.INCOMPLETE),
        (b"\0\0\0\x20ftypisom" + bytes(5_000), examining.UNREADABLE),
        (b"\x1a\x45\xdf\xa3\x42\x82\x84webm" + bytes(5_000), examining.UNREADABLE),
        (b"ID3" + bytes(5_000), examining.UNREADABLE),
        (b"\xff\xfb" + bytes(5_000), examining.UNREADABLE),
    ],
)
def test_what_many_browsers_do_not_play_is_refused_with_the_reason(data, reason):
    assert refusal(data) == reason


def test_noise_behind_the_end_of_a_film_is_skipped_as_players_do():
    noise = random.Random(8).randbytes(5_000_000)  # noqa: S311  (no secret)
    facts, _ = recordings.look(io.BytesIO(files.film() + noise))
    assert (facts["kind"], facts["seconds"]) == ("video", 4)


@pytest.mark.parametrize("spot", range(0, 100, 7))
def test_a_damaged_film_is_taken_or_refused_and_nothing_else(spot):
    data = bytearray(files.film())
    start = len(data) * spot // 100
    data[start : start + 60] = bytes(60)
    try:
        facts, _ = recordings.look(io.BytesIO(bytes(data)))
    except Refused:
        return
    assert facts["kind"] in ("video", "audio")


def test_a_recording_is_looked_at_in_a_process_of_its_own():
    with tempfile.TemporaryFile() as file:
        file.write(files.film())
        file.flush()
        finding = examine("media.recordings", file)
    assert finding.facts["kind"] == "video"
    assert finding.picture.size == (64, 48)
