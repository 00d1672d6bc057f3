"""What is drawn on a PDF's page besides text, on the paper's own coordinates."""

from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import Any

from documents.layout.drawn import Shape, is_thin
from documents.layout.frame import Corners
from documents.readers import pdfium
from documents.readers.pdf_text import FAINT, WHITE

Matrix = tuple[float, ...]
_UPRIGHT: Matrix = (1, 0, 0, 1, 0, 0)
# A path of more pieces is a picture and no table.
_MOST_PIECES = 400
# The pieces of a rectangle: a place to begin and three or four sides.
_RECTANGLE = {4, 5}
_DEEPEST_FORM = 4


def shapes_of(page: Any) -> list[Shape]:
    """What is drawn on a page besides text."""
    count = pdfium.object_count(page.raw)
    objects = list(map(pdfium.page_object, repeat(pdfium.address(page.raw)), range(count)))
    return list(_shapes(objects, _UPRIGHT, _DEEPEST_FORM))


def _shapes(objects: Sequence[int], matrix: Matrix, depth: int) -> Iterator[Shape]:
    for place, kind in [pair for pair in zip(objects, map(pdfium.object_type, objects), strict=True) if pair[1] != pdfium.TEXT]:
        if kind == pdfium.FORM and depth:
            inner = _multiplied(_matrix_of(place), matrix)
            yield from _shapes(list(map(pdfium.form_object, repeat(place), range(pdfium.form_count(place)))), inner, depth - 1)
        elif pdfium.object_bounds(place, *pdfium.FLOAT[:4]):
            corners = _placed((pdfium.floats[0], pdfium.floats[1], pdfium.floats[2], pdfium.floats[3]), matrix)
            yield _path(place, corners, matrix) if kind == pdfium.PATH else Shape(corners, picture=True, painted=True)


def _path(place: int, corners: Corners, matrix: Matrix) -> Shape:
    pdfium.draw_mode(place, pdfium.WHOLE[0], pdfium.WHOLE[1])
    filled, stroked = pdfium.whole[0] != 0, pdfium.whole[1] != 0
    colour = _colour(place) if filled else None
    painted = filled and (colour is None or (min(colour[:3]) < WHITE and colour[3] >= FAINT))
    if not painted and not stroked:
        return Shape(corners, picture=True)
    return Shape(corners, painted=painted, strokes=() if is_thin(corners) else tuple(_strokes(place, corners, matrix)))


def _begins_upright(place: int, corners: Corners) -> bool:
    """Whether the first side of a path is a side of its box: then one of so few pieces is a rectangle, and need not be walked."""
    for piece, at in ((0, 0), (1, 2)):
        pdfium.piece_point(pdfium.piece(place, piece), pdfium.FLOAT[at], pdfium.FLOAT[at + 1])
    left, bottom, right, top = corners
    x, y, other_x, other_y = pdfium.floats[:4]
    if abs(x - other_x) < 1:
        return abs(abs(y - other_y) - (top - bottom)) < 1
    return abs(y - other_y) < 1 and abs(abs(x - other_x) - (right - left)) < 1


def _strokes(place: int, corners: Corners, matrix: Matrix) -> Iterator[Corners]:
    count = pdfium.piece_count(place)
    if count in _RECTANGLE and matrix == _UPRIGHT and _begins_upright(place, corners):
        left, bottom, right, top = corners
        yield from ((left, bottom, right, bottom), (left, top, right, top), (left, bottom, left, top), (right, bottom, right, top))
        return
    if count > _MOST_PIECES:
        return
    start = last = (0.0, 0.0)
    for piece in map(pdfium.piece, repeat(place), range(count)):
        pdfium.piece_point(piece, pdfium.FLOAT[0], pdfium.FLOAT[1])
        point, kind = (pdfium.floats[0], pdfium.floats[1]), pdfium.piece_type(piece)
        if kind == pdfium.MOVE:
            start = point
        elif kind == pdfium.LINE:
            yield _placed((*last, *point), matrix)
        last = point
        if pdfium.piece_closes(piece) and last != start:
            yield _placed((*last, *start), matrix)


def _matrix_of(place: int) -> Matrix:
    return tuple(pdfium.floats) if pdfium.object_matrix(place, pdfium.FLOAT[0]) else _UPRIGHT


def _placed(corners: Corners, matrix: Matrix) -> Corners:
    if matrix == _UPRIGHT:
        return corners
    a, b, c, d, e, f = matrix
    left, bottom, right, top = corners
    return (a * left + c * bottom + e, b * left + d * bottom + f, a * right + c * top + e, b * right + d * top + f)


def _multiplied(first: Matrix, second: Matrix) -> Matrix:
    """First the one, then the other."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _colour(place: int) -> tuple[int, ...] | None:
    """Red, green, blue and how opaque; None for a pattern."""
    return tuple(pdfium.whole) if pdfium.fill_colour(place, *pdfium.WHOLE) else None
