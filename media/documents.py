"""A PDF as a pure function: hostile bytes in, its number of pages and a picture of the first one out.

`examine` of media/examining.py runs this module in a process of its own.
"""

from typing import IO

import pypdfium2 as pdfium
from PIL import Image
from pypdfium2.raw import FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY, FPDF_ERR_SUCCESS

from .examining import UNREADABLE, Facts, Refused, answer, gettext_noop, within

WIDTH, MAX_HEIGHT = 800, 1_600

NOT_PDF = gettext_noop("This file is not a PDF.")
LOCKED = gettext_noop("This PDF is locked with a password: readers could not open it. Save it without one.")
NO_PAGES = gettext_noop("This PDF has no pages.")
# A document that opens without fault and still is none has nothing in it.
REASONS = {FPDF_ERR_PASSWORD: LOCKED, FPDF_ERR_SECURITY: LOCKED, FPDF_ERR_SUCCESS: NO_PAGES}


def look(file: IO[bytes]) -> tuple[Facts, Image.Image]:
    """{"pages": …} and the first page, 800 pixels wide; raises Refused."""
    if file.read(5) != b"%PDF-":
        raise Refused(NOT_PDF)
    file.seek(0)
    try:
        document = pdfium.PdfDocument(file)
        return {"pages": len(document)}, _first_page(document[0])
    except pdfium.PdfiumError as error:
        raise Refused(REASONS.get(error.err_code, UNREADABLE))


def _first_page(page: pdfium.PdfPage) -> Image.Image:
    width, height = page.get_size()
    if not (width > 0 and height > 0):
        raise Refused(UNREADABLE)
    scale = min(WIDTH / width, MAX_HEIGHT / height)
    return within(page.render(scale=scale).to_pil(), WIDTH, MAX_HEIGHT)


if __name__ == "__main__":
    answer(look)
