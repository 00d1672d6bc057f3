"""What the page audit needs to know of a PDF page, and the picture of a page that is to be recognised."""

import math
from collections.abc import Iterator

import numpy as np
import pypdfium2
from numpy.typing import NDArray
from pypdfium2 import raw

from documents.layout.audit import PageFacts, has_plenty

# The page is laid out in so many squares a side to tell how much of it lies under pictures: strips of a scan touch, layers overlap.
_SQUARES = 32
# A map or a drawing may hold a million curves; many fewer say all there is to say.
_MOST_OBJECTS = 20_000
_DEEPEST = 8  # forms within forms
# Text of 10.5 points is 22 pixels high at this resolution; at 200 nothing was read better, and it took half as long again and 0.2 GB more.
_DOTS_PER_INCH = 150
_LONGEST_SIDE = 2_400


def page_facts(page: pypdfium2.PdfPage, text: str) -> PageFacts:
    """The facts of a page whose visible text is `text`; its objects are only looked at where they could matter."""
    if has_plenty(text):
        return PageFacts(text)
    left, bottom, right, top = page.get_cropbox()
    squares = np.zeros((_SQUARES, _SQUARES), dtype=bool)
    width, height = max(right - left, 1.0), max(top - bottom, 1.0)
    segments = 0
    for drawn, _ in zip(_objects(page), range(_MOST_OBJECTS), strict=False):
        if drawn.type == raw.FPDF_PAGEOBJ_PATH:
            segments += max(0, raw.FPDFPath_CountSegments(drawn))
        elif drawn.type == raw.FPDF_PAGEOBJ_IMAGE:
            box = _bounds(drawn)
            columns = _covered((box[0] - left) / width, (box[2] - left) / width)
            rows = _covered((box[1] - bottom) / height, (box[3] - bottom) / height)
            squares[rows, columns] = True
    return PageFacts(text, float(squares.mean()), segments)


def _objects(page: pypdfium2.PdfPage) -> Iterator[pypdfium2.PdfObject]:
    wanted = [raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE]
    return iter(page.get_objects(filter=wanted, max_depth=_DEEPEST))


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


def _covered(start: float, end: float) -> slice:
    """The squares from one share of a side to another."""
    return slice(max(0, math.floor(start * _SQUARES + 0.5)), max(0, math.floor(end * _SQUARES + 0.5)))


def page_picture(page: pypdfium2.PdfPage) -> NDArray[np.uint8]:
    """The page as it is shown, in red, green and blue."""
    longest = max(page.get_size())
    scale = min(_DOTS_PER_INCH / 72, _LONGEST_SIDE / max(longest, 1.0))
    bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)
    try:
        return np.array(bitmap.to_numpy()[:, :, :3])
    finally:
        bitmap.close()
