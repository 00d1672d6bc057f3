"""PDF: pages with their words, rules and bookmarks; `documents.layout` makes parts of them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pypdfium2
from numpy.typing import NDArray

from documents.coverage import PICTURES_OF_TEXT
from documents.errors import LoadError
from documents.layout.assemble import assemble
from documents.layout.audit import has_layer, kind_of
from documents.layout.drawn import Shape, lies_on, rules_of
from documents.layout.frame import Frame
from documents.layout.glyphs import Style, lines_of
from documents.layout.outline import Bookmark
from documents.layout.tables import find_grids
from documents.layout.types import Line, PageLayout
from documents.layout.words import Text, Words
from documents.parts import Reading, Sheet
from documents.readers import ocr, pdfium
from documents.readers.pdf_facts import page_facts, unpainted_share
from documents.readers.pdf_recognised import with_recognised
from documents.readers.pdf_shapes import shapes_of
from documents.readers.pdf_text import Look, boxes_of, looks_of, scale_of, text_of

_PASSWORD_NEEDED = 4  # FPDF_ERR_PASSWORD
# Smaller characters cannot be read, in points.
_SMALLEST = 1.0


def read(data: bytes, *, recognition: bool = True) -> Reading:
    """Scanned, garbled and outlined pages are recognised where that is wanted and installed; else they are left as they are."""
    title, pages, bookmarks = layouts(data)
    if recognition and ocr.is_installed():
        pages = with_recognised(data, pages)
    # What a garbled page says by itself is noise; a few words on a scan are its title or its number.
    pages = [replace(page, lines=()) if page.sheet.kind == "garbled" and not page.sheet.recognised else page for page in pages]
    if not any(page.lines for page in pages):
        raise _no_text(pages)
    return Reading(assemble(pages, bookmarks, find_grids), title=title, pages=tuple(page.sheet for page in pages), joined=True)


def _no_text(pages: Sequence[PageLayout]) -> LoadError:
    if any(page.sheet.kind in PICTURES_OF_TEXT and not page.sheet.recognised for page in pages):
        message = f"The PDF holds only pictures of its text; install text recognition with {ocr.REMEDY} and index it again."
    else:
        message = "No text can be seen on any page of the PDF; check that it is the right file."
    return LoadError("no_text", message)


def layouts(data: bytes) -> tuple[str | None, list[PageLayout], list[Bookmark]]:
    """The title property, the pages as printed and the bookmarks."""
    try:
        with pdfium.LOCK, pypdfium2.PdfDocument(data) as document:
            title = document.get_metadata_value("Title").strip() or None
            return title, [_page(document, number) for number in range(len(document))], list(_bookmarks(document))
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD_NEEDED:
            message = "The PDF is protected by a password; save it without one."
            raise LoadError("encrypted", message) from error
        message = "The PDF is damaged; open it in a reader and print or export it to PDF again."
        raise LoadError("unreadable", message) from error


def _bookmarks(document: pypdfium2.PdfDocument) -> Iterator[Bookmark]:
    for bookmark in document.get_toc():
        place = bookmark.get_dest()
        number = place.get_index() if place else None
        if number is not None:
            yield Bookmark(bookmark.get_title(), bookmark.level + 1, number + 1)


def _page(document: pypdfium2.PdfDocument, number: int) -> PageLayout:
    page = document[number]
    text_page = page.get_textpage()
    try:
        frame = _frame(page)
        shapes = shapes_of(page)
        lines, hidden = _lines(text_page.raw, frame, shapes)
        facts = page_facts(page, "\n".join(line.text for line in lines), unpainted_share(text_page))
    finally:
        text_page.close()
        page.close()
    label = document.get_page_label(number) or None
    sheet = Sheet(frame.width, frame.height, frame.rotation, label, kind_of(facts), recognised=has_layer(facts))
    return PageLayout(number + 1, sheet, lines, rules_of(shapes, frame), hidden)


def _lines(text_page: object, frame: Frame, shapes: Sequence[Shape]) -> tuple[tuple[Line, ...], int]:
    text = Text(text_of(text_page))
    if not text.wanted:
        return (), 0
    words = text.words(frame.shown(boxes_of(text_page, text.wanted)))
    words = words or text.all_words(frame.shown(boxes_of(text_page, range(len(text.text)))))
    looks = looks_of(text_page, words.starts.tolist())
    return lines_of(text.text, words, _styles(text_page, words, looks), _seen(words, looks, frame, shapes))


def _styles(text_page: object, words: Words, looks: Sequence[Look]) -> list[Style]:
    """The style of every word. The size of letters is their font's size as often as the page scales it: equal for equal heights."""
    heights = (words.boxes[:, 3] - words.boxes[:, 1]).round(1)
    kinds = np.fromiter(map(id, looks), np.int64, len(looks))
    changes = [0, *(np.flatnonzero((np.diff(kinds) != 0) | (np.diff(heights) != 0)) + 1).tolist(), len(looks)]
    known: dict[tuple[int, float], Style] = {}
    found: list[Style] = []
    for start, end in pairwise(changes):
        look, height = looks[start], float(heights[start])
        style = known.get((id(look), height))
        if style is None:
            scale = scale_of(text_page, int(words.starts[start]))
            style = known[id(look), height] = Style(round(look.size * scale, 2), look.bold)
        found.extend([style] * (end - start))
    return found


def _seen(words: Words, looks: Sequence[Look], frame: Frame, shapes: Sequence[Shape]) -> NDArray[np.bool_]:
    """Which words a reader of the page sees: large enough, on the page, and in a colour that shows.

    White shows on what is painted. Text that is not painted at all is what a text recognition found where it lies on a picture.
    """
    left, top, right, bottom = words.boxes.T
    seen: NDArray[np.bool_] = (right > 0) & (bottom > 0) & (left < frame.width) & (top < frame.height)
    seen &= (bottom - top >= _SMALLEST) & (right > left) & np.isfinite(words.boxes).all(axis=1)
    if not any(look.faint or look.white or look.invisible for look in {id(look): look for look in looks}.values()):
        return seen
    seen &= ~np.array([look.faint for look in looks], bool)
    for unseen, under in (
        ([look.white for look in looks], [shape for shape in shapes if shape.painted]),
        ([look.invisible for look in looks], [shape for shape in shapes if shape.picture and shape.painted]),
    ):
        doubtful = np.flatnonzero(unseen)
        seen[doubtful] &= lies_on(words.boxes[doubtful], under, frame)
    return seen


def _frame(page: pypdfium2.PdfPage) -> Frame:
    pdfium.page_box(page.raw, box := pdfium.Box())
    return Frame(box.left, box.bottom, box.right, box.top, page.get_rotation())
