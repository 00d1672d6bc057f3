"""Pages of a PDF that say what they say only in their picture, with the text that was recognised on it."""

from collections.abc import Sequence
from dataclasses import replace

import pypdfium2

from documents.coverage import RECOGNISABLE
from documents.layout.beside import beside
from documents.layout.types import PageLayout
from documents.readers import ocr, pdfium
from documents.readers.pdf_facts import page_picture


def with_recognised(data: bytes, pages: Sequence[PageLayout]) -> list[PageLayout]:
    """The pages, those that are pictures of text with their text; a mixed page keeps its own and gets what stands beside it."""
    return [page if page.sheet.recognised or page.sheet.kind not in RECOGNISABLE else _recognised(data, page) for page in pages]


def _recognised(data: bytes, page: PageLayout) -> PageLayout:
    """The document is opened again for each page, so that others may read while this goes on for seconds."""
    mixed = page.sheet.kind == "mixed"
    seen = replace(page, sheet=replace(page.sheet, recognised=True), lines=page.lines if mixed else ())
    try:
        with pdfium.LOCK, pypdfium2.PdfDocument(data) as document:
            drawn = document[page.number - 1]
            picture, size = page_picture(drawn), drawn.get_size()
    except pypdfium2.PdfiumError:  # what cannot be drawn shows nothing
        return seen
    found = ocr.recognise(picture, *size)
    if mixed:
        return replace(seen, lines=(*page.lines, *beside(found.lines, page.lines))) if found.turn == 0 else seen
    sheet = seen.sheet
    if found.turn in (90, 270):
        sheet = replace(sheet, width=sheet.height, height=sheet.width)
    return replace(seen, lines=tuple(found.lines), rules=(), sheet=replace(sheet, rotation=(sheet.rotation + found.turn) % 360))
