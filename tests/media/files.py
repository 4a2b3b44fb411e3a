"""Documents, videos and sounds for tests, made on the spot: ordinary ones, and some that nobody should take."""

import io
import tempfile
from functools import cache
from pathlib import Path

import av
import pypdfium2 as pdfium
from PIL import Image, ImageDraw


@cache
def pdf(pages: int = 1, size: tuple[int, int] = (595, 842)) -> bytes:
    """Empty pages of A4."""
    document = pdfium.PdfDocument.new()
    for _ in range(pages):
        document.new_page(*size)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def locked_pdf() -> bytes:
    """A PDF that wants a password: whatever is given to open it does not fit its lock."""
    return raw_pdf(trailer=f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{'41' * 32}> /U <{'42' * 32}> /P -4 >>")


def raw_pdf(catalog: str = "", trailer: str = "") -> bytes:
    """One page, written by hand, with more in its catalog and its trailer."""
    objects = (
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 400] >>",
    )
    body, places = "%PDF-1.4\n", []
    for number, text in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{text}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"trailer\n<< /Size 4 /Root 1 0 R /ID [<00><00>] {trailer} >>\nstartxref\n{len(body)}\n%%EOF\n"
    return f"{body}xref\n0 4\n0000000000 65535 f \n{table}{end}".encode()


@cache
def film(
    format: str = "mp4",
    *,
    video: str | None = "libx264",
    audio: str | None = "aac",
    seconds: int = 4,
    size: tuple[int, int] = (64, 48),
    pixels: str = "yuv420p",
    rotation: int = 0,
    options: tuple[tuple[str, str], ...] = (("movflags", "faststart"),),
) -> bytes:
    """A film of a ball that comes out of the dark, with silence to it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "film"
        with av.open(str(path), "w", format=format, options=dict(options)) as out:
            # Both before the first packet: it brings the file's head with it.
            pictures = video and _video_stream(out, video, size, pixels, rotation)
            sound = audio and out.add_stream(audio, rate=48_000)
            if pictures:
                _draw(out, pictures, size, seconds)
            if sound:
                _keep_silent(out, sound, seconds)
        return path.read_bytes()


def _video_stream(out, codec: str, size: tuple[int, int], pixels: str, rotation: int):
    stream = out.add_stream(codec, rate=10, options={"g": "10"})
    stream.width, stream.height = size
    stream.pix_fmt = pixels
    if rotation:
        stream.set_display_rotation(rotation)
    return stream


def _draw(out, stream, size: tuple[int, int], seconds: int) -> None:
    for number in range(seconds * 10):
        picture = Image.new("RGB", size)
        if number >= 10:
            ImageDraw.Draw(picture).ellipse((5, 5, 25, 25), fill="white")
        out.mux(stream.encode(av.VideoFrame.from_image(picture)))
    out.mux(stream.encode())


def _keep_silent(out, stream, seconds: int) -> None:
    samples = stream.codec_context.frame_size or 960
    for start in range(0, seconds * 48_000, samples):
        frame = av.AudioFrame(format=stream.format.name, layout=stream.layout.name, samples=samples)
        frame.sample_rate, frame.pts = 48_000, start
        for plane in frame.planes:
            plane.update(bytes(plane.buffer_size))
        out.mux(stream.encode(frame))
    out.mux(stream.encode())


def sound() -> bytes:
    """Four seconds of M4A."""
    return film("ipod", video=None)
