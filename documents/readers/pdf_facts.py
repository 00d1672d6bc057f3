"""What the page audit needs to know of a PDF page, and the picture of a page that is to be recognised."""

import math
from contextlib import suppress
from itertools import islice

import numpy as np
import pypdfium2
from numpy.typing import NDArray
from pypdfium2 import raw

from documents.layout.audit import PageFacts, has_plenty

# The page is laid out in so many squares a side to tell how much of it lies under pictures: strips of a scan touch, layers overlap.
_SQUARES = 32
# A map or a drawing may hold a million curves; many fewer say all there is to say.
_MOST_OBJECTS = 20_000
_ASKED = 16  # characters
_DEEPEST = 8  # forms within forms
_COUNTED = [raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE]
# Text of 10.5 points is 22 pixels high at this resolution; at 200 nothing was read better, and it took half as long again and 0.2 GB more.
_DOTS_PER_INCH = 150
_LONGEST_SIDE = 2_400
_MOST_PIXELS = 4_000_000  # the recogniser takes 0.3 GB and 0.14 GB for every million


def page_facts(page: pypdfium2.PdfPage, text: str, unpainted: float = 0.0) -> PageFacts:
    """The facts of a page whose text is `text`; its objects are only looked at where they could matter."""
    if has_plenty(text):
        return PageFacts(text, unpainted=unpainted)
    squares = np.zeros((_SQUARES, _SQUARES), dtype=bool)
    frame = page.get_cropbox()
    segments = 0
    with suppress(pypdfium2.PdfiumError):  # damaged: what was seen so far counts
        for drawn in islice(page.get_objects(filter=_COUNTED, max_depth=_DEEPEST), _MOST_OBJECTS):
            if drawn.type == raw.FPDF_PAGEOBJ_IMAGE:
                _cover(squares, frame, drawn)
            else:
                segments += max(0, raw.FPDFPath_CountSegments(drawn))
    return PageFacts(text, float(squares.mean()), segments, unpainted)


def unpainted_share(text_page: pypdfium2.PdfTextPage) -> float:
    """The share of a page's characters that are not drawn, judged by a few of them."""
    count = text_page.count_chars()
    asked = range(0, count, max(1, count // _ASKED))
    objects = [found for found in (raw.FPDFText_GetTextObject(text_page, at) for at in asked) if found]
    unseen = sum(raw.FPDFTextObj_GetTextRenderMode(found) == raw.FPDF_TEXTRENDERMODE_INVISIBLE for found in objects)
    return float(unseen / max(1, len(objects)))


def _cover(squares: NDArray[np.bool_], frame: tuple[float, ...], picture: pypdfium2.PdfImage) -> None:
    left, bottom, right, top = frame
    box = _bounds(picture)
    columns = _covered(box[0] - left, box[2] - left, right - left)
    rows = _covered(box[1] - bottom, box[3] - bottom, top - bottom)
    squares[rows, columns] = True


def _bounds(drawn: pypdfium2.PdfObject) -> tuple[float, float, float, float]:
    """The place of an object on the page; inside a form it is given in the form's own measure."""
    left, bottom, right, top = drawn.get_bounds()
    corners = [(left, bottom), (left, top), (right, bottom), (right, top)]
    form = drawn.container
    while form is not None:
        matrix = form.get_matrix()
        corners = [matrix.on_point(*corner) for corner in corners]
        form = form.container
    across, upward = zip(*corners, strict=True)
    return min(across), min(upward), max(across), max(upward)


def _covered(start: float, end: float, side: float) -> slice:
    """The squares from one place on a side to another; damaged files have places without bounds."""
    shares = (min(1.0, max(0.0, place / max(side, 1.0))) for place in (start, end))
    return slice(*(math.floor(share * _SQUARES + 0.5) for share in shares))


def page_picture(page: pypdfium2.PdfPage) -> NDArray[np.uint8]:
    """The page as it is shown, in red, green and blue."""
    width, height = (max(side, 1.0) for side in page.get_size())
    scale = min(_DOTS_PER_INCH / 72, _LONGEST_SIDE / max(width, height), math.sqrt(_MOST_PIXELS / (width * height)))
    bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)
    try:
        return np.array(bitmap.to_numpy()[:, :, :3])
    finally:
        bitmap.close()
