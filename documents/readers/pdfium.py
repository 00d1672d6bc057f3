"""pdfium's C functions, called by plain addresses: what stands on one page, in the paper's own coordinates.

Nothing here may run in two threads at once; `documents.readers.pdf` holds the lock.
"""

import ctypes
import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from math import hypot
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from documents.layout.drawn import Shape, is_thin
from documents.layout.frame import Corners, Frame

Matrix = tuple[float, float, float, float, float, float]
_UPRIGHT: Matrix = (1, 0, 0, 1, 0, 0)
# Ways of showing text: filled, filled and clipping; neither filled nor stroked, clipping only.
_FILLED, _UNSEEN = {0, 4}, {3, 7}
_BOLD_NAME = re.compile(rb"bold|black|heavy|demi|simhei|heiti|fzxbs|fzht", re.IGNORECASE)
_BOLD_WEIGHT = 600
# Colours run to 255: more in all three is white, and less opaque cannot be seen.
_WHITE, _FAINT = 250, 8
# A path of more pieces is a picture and no table.
_MOST_PIECES = 400
_DEEPEST_FORM = 4
# Words between which it is asked whether one text object holds them all.
_STRIDE = 8


@dataclass(frozen=True, slots=True)
class Look:
    """How the words of one text object are set: the size before any scaling, and whether they show on white paper."""

    font: int
    size: float
    bold: bool
    white: bool = False
    faint: bool = False
    invisible: bool = False


_PLAIN = Look(0, 0.0, bold=False)


def _quick(function: Any, result: Any, *arguments: Any) -> Any:
    """A function of pdfium that takes addresses as plain numbers: with typed pointers a call for every character takes twice as long."""
    return ctypes.PYFUNCTYPE(result, *arguments)(ctypes.cast(function, ctypes.c_void_p).value)


_PLACE, _INT = ctypes.c_void_p, ctypes.c_int
_char_box = _quick(pdfium.FPDFText_GetLooseCharBox, _INT, _PLACE, _INT, _PLACE)
_char_code = _quick(pdfium.FPDFText_GetUnicode, ctypes.c_uint, _PLACE, _INT)
_char_object = _quick(pdfium.FPDFText_GetTextObject, _PLACE, _PLACE, _INT)
_char_matrix = _quick(pdfium.FPDFText_GetMatrix, _INT, _PLACE, _INT, _PLACE)
_page_object = _quick(pdfium.FPDFPage_GetObject, _PLACE, _PLACE, _INT)
_form_object = _quick(pdfium.FPDFFormObj_GetObject, _PLACE, _PLACE, ctypes.c_ulong)
_form_count = _quick(pdfium.FPDFFormObj_CountObjects, _INT, _PLACE)
_type = _quick(pdfium.FPDFPageObj_GetType, _INT, _PLACE)
_bounds = _quick(pdfium.FPDFPageObj_GetBounds, _INT, *(_PLACE,) * 5)
_matrix = _quick(pdfium.FPDFPageObj_GetMatrix, _INT, _PLACE, _PLACE)
_fill = _quick(pdfium.FPDFPageObj_GetFillColor, _INT, *(_PLACE,) * 5)
_draw_mode = _quick(pdfium.FPDFPath_GetDrawMode, _INT, *(_PLACE,) * 3)
_piece_count = _quick(pdfium.FPDFPath_CountSegments, _INT, _PLACE)
_piece = _quick(pdfium.FPDFPath_GetPathSegment, _PLACE, _PLACE, _INT)
_piece_type = _quick(pdfium.FPDFPathSegment_GetType, _INT, _PLACE)
_piece_closes = _quick(pdfium.FPDFPathSegment_GetClose, _INT, _PLACE)
_piece_point = _quick(pdfium.FPDFPathSegment_GetPoint, _INT, *(_PLACE,) * 3)
_render_mode = _quick(pdfium.FPDFTextObj_GetTextRenderMode, _INT, _PLACE)
_font_size = _quick(pdfium.FPDFTextObj_GetFontSize, _INT, _PLACE, _PLACE)
_font = _quick(pdfium.FPDFTextObj_GetFont, _PLACE, _PLACE)
_font_weight = _quick(pdfium.FPDFFont_GetWeight, _INT, _PLACE)
_font_name = _quick(pdfium.FPDFFont_GetBaseFontName, ctypes.c_size_t, _PLACE, _PLACE, ctypes.c_size_t)

# Where pdfium puts what it answers; four bytes each.
_floats = (ctypes.c_float * 6)()
_whole = (ctypes.c_uint * 4)()
_FLOAT = [ctypes.addressof(_floats) + 4 * at for at in range(6)]
_WHOLE = [ctypes.addressof(_whole) + 4 * at for at in range(4)]
_name = ctypes.create_string_buffer(128)
_NAME = ctypes.addressof(_name)


def address(handle: Any) -> int:
    return int(ctypes.cast(handle, _PLACE).value or 0)


def frame_of(page: Any) -> Frame:
    pdfium.FPDF_GetPageBoundingBox(page.raw, box := pdfium.FS_RECTF())
    return Frame(box.left, box.bottom, box.right, box.top, page.get_rotation())


def text_of(text_page: Any) -> str:
    """The text of a page; its places count the page's characters."""
    count = pdfium.FPDFText_CountChars(text_page)
    units = (ctypes.c_ushort * (2 * count + 1))()
    written = pdfium.FPDFText_GetText(text_page, 0, count, units)
    text = bytes(memoryview(units)[: max(0, written - 1)]).decode("utf-16-le", "replace")
    if len(text) == count:
        return text
    # pdfium leaves some control characters out of the text
    codes = map(_char_code, repeat(address(text_page)), range(count))
    return "".join(chr(code if code < 0x110000 else 0xFFFD) for code in codes)


def boxes_of(text_page: Any, characters: Sequence[int]) -> NDArray[np.float32]:
    """A box by two corners for each of the characters: as high as the font's letters get, as wide as the character."""
    boxes = np.zeros((len(characters), 4), np.float32)
    first = boxes.ctypes.data
    deque(map(_char_box, repeat(address(text_page)), characters, range(first, first + boxes.nbytes, 16)), maxlen=0)
    return boxes


def looks(text_page: Any, characters: Sequence[int]) -> list[Look]:
    """How each of the characters, given in order, is set; equal ones are the same value."""
    objects = _objects_of(address(text_page), characters)
    bold: dict[int, bool] = {}
    same: dict[tuple[Any, ...], Look] = {}
    found = {place: _look(place, bold, same) for place in set(objects)}
    return [found[place] for place in objects]


def _objects_of(place: int, characters: Sequence[int]) -> list[int | None]:
    """The text object of each character; those between two of one object are in it too."""
    objects: list[int | None] = []
    first = _char_object(place, characters[0]) if characters else None
    for at in range(0, len(characters), _STRIDE):
        piece = characters[at : at + _STRIDE]
        last = _char_object(place, piece[-1])
        objects.extend([last] * len(piece) if first == last else map(_char_object, repeat(place), piece))
        first = last
    return objects


def scale(text_page: Any, character: int) -> float:
    """How much higher a character is than its font's size says."""
    if not _char_matrix(address(text_page), character, _FLOAT[0]):
        return 1.0
    return hypot(_floats[2], _floats[3]) or 1.0


def shapes(page: Any) -> list[Shape]:
    """What is drawn on a page besides text."""
    count = pdfium.FPDFPage_CountObjects(page.raw)
    objects = list(map(_page_object, repeat(address(page.raw)), range(count)))
    return list(_shapes(objects, _UPRIGHT, _DEEPEST_FORM))


def _look(place: int | None, bold: dict[int, bool], same: dict[tuple[Any, ...], Look]) -> Look:
    if not place:
        return _PLAIN
    font = _font(place) or 0
    _font_size(place, _FLOAT[0])
    key = (font, _floats[0], _render_mode(place), *(_whole if _fill(place, *_WHOLE) else ()))
    if key not in same:
        if font not in bold:
            bold[font] = bool(font) and _is_bold(font)
        size, mode, colour = key[1], key[2], key[3:]
        white, faint = (min(colour[:3]) >= _WHITE, colour[3] < _FAINT) if colour and mode in _FILLED else (False, False)
        same[key] = Look(font, size, bold[font], white, faint, mode in _UNSEEN)
    return same[key]


def _is_bold(font: int) -> bool:
    if _font_weight(font) >= _BOLD_WEIGHT:
        return True
    _font_name(font, _NAME, len(_name))
    return _BOLD_NAME.search(_name.value) is not None


def _colour(place: int) -> tuple[int, ...] | None:
    """Red, green, blue and how opaque; None for a pattern."""
    return tuple(_whole) if _fill(place, *_WHOLE) else None


def _shapes(objects: Sequence[int], matrix: Matrix, depth: int) -> Iterator[Shape]:
    for place, kind in [pair for pair in zip(objects, map(_type, objects), strict=True) if pair[1] != pdfium.FPDF_PAGEOBJ_TEXT]:
        if kind == pdfium.FPDF_PAGEOBJ_FORM and depth:
            inner = _multiplied(_matrix_of(place), matrix)
            yield from _shapes(list(map(_form_object, repeat(place), range(_form_count(place)))), inner, depth - 1)
        elif _bounds(place, *_FLOAT[:4]):
            corners = _placed((_floats[0], _floats[1], _floats[2], _floats[3]), matrix)
            yield _path(place, corners, matrix) if kind == pdfium.FPDF_PAGEOBJ_PATH else Shape(corners, picture=True, painted=True)


def _path(place: int, corners: Corners, matrix: Matrix) -> Shape:
    _draw_mode(place, _WHOLE[0], _WHOLE[1])
    filled, stroked = _whole[0] != 0, _whole[1] != 0
    colour = _colour(place) if filled else None
    painted = filled and (colour is None or (min(colour[:3]) < _WHITE and colour[3] >= _FAINT))
    if not painted and not stroked:
        return Shape(corners, picture=True)
    return Shape(corners, painted=painted, strokes=() if is_thin(corners) else tuple(_strokes(place, matrix)))


def _strokes(place: int, matrix: Matrix) -> Iterator[Corners]:
    count = _piece_count(place)
    if count > _MOST_PIECES:
        return
    start = last = (0.0, 0.0)
    for piece in map(_piece, repeat(place), range(count)):
        _piece_point(piece, _FLOAT[0], _FLOAT[1])
        point, kind = (_floats[0], _floats[1]), _piece_type(piece)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield _placed((*last, *point), matrix)
        last = point
        if _piece_closes(piece) and last != start:
            yield _placed((*last, *start), matrix)


def _matrix_of(place: int) -> Matrix:
    return (*_floats,) if _matrix(place, _FLOAT[0]) else _UPRIGHT  # type: ignore[return-value]


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
