"""The characters of a PDF's page: their text, their boxes on the paper and how they are set."""

import ctypes
import re
import struct
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat
from math import hypot
from typing import Any

import numpy as np
from numpy.typing import NDArray

from documents.readers import pdfium

# Ways of showing text: filled, filled and clipping; neither filled nor stroked, clipping only.
_FILLED, _UNSEEN = {0, 4}, {3, 7}
_BOLD_NAME = re.compile(rb"bold|black|heavy|demi|simhei|heiti|fzxbs|fzht", re.IGNORECASE)
_BOLD_WEIGHT = 600
# Colours run to 255: more in all three is white, and less opaque cannot be seen.
WHITE, FAINT = 250, 8
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
_look_bytes = ctypes.create_string_buffer(20)  # a size, a colour and how opaque it is
_LOOK = ctypes.addressof(_look_bytes)
_name = ctypes.create_string_buffer(128)
_NAME = ctypes.addressof(_name)


def text_of(text_page: Any) -> str:
    """The text of a page; its places count the page's characters."""
    count = pdfium.text_count(text_page)
    units = (ctypes.c_ushort * (2 * count + 1))()
    written = pdfium.text_units(text_page, 0, count, units)
    text = bytes(memoryview(units)[: max(0, written - 1)]).decode("utf-16-le", "replace")
    if len(text) == count:
        return text
    # pdfium leaves some control characters out of the text
    codes = map(pdfium.char_code, repeat(pdfium.address(text_page)), range(count))
    return "".join(chr(code if code < 0xD800 or 0xE000 <= code < 0x110000 else 0xFFFD) for code in codes)


def boxes_of(text_page: Any, characters: Sequence[int]) -> NDArray[np.float32]:
    """A box by two corners for each of the characters: as high as the font's letters get, as wide as the character."""
    boxes = np.zeros((len(characters), 4), np.float32)
    first = boxes.ctypes.data
    deque(map(pdfium.char_box, repeat(pdfium.address(text_page)), characters, range(first, first + boxes.nbytes, 16)), maxlen=0)
    return boxes


def looks_of(text_page: Any, characters: Sequence[int]) -> list[Look]:
    """How each of the characters, given in order, is set; equal ones are the same value."""
    objects = _objects_of(pdfium.address(text_page), characters)
    bold: dict[int, bool] = {}
    same: dict[tuple[int, int, bytes], Look] = {}
    found = {place: _look(place, bold, same) for place in set(objects)}
    return [found[place] for place in objects]


def _objects_of(place: int, characters: Sequence[int]) -> list[int | None]:
    """The text object of each character; those between two of one object are in it too."""
    objects: list[int | None] = []
    first = pdfium.char_object(place, characters[0]) if characters else None
    for at in range(0, len(characters), _STRIDE):
        piece = characters[at : at + _STRIDE]
        last = pdfium.char_object(place, piece[-1])
        objects.extend([last] * len(piece) if first == last else map(pdfium.char_object, repeat(place), piece))
        first = last
    return objects


def scale_of(text_page: Any, character: int) -> float:
    """How much higher a character is than its font's size says."""
    if not pdfium.char_matrix(pdfium.address(text_page), character, pdfium.FLOAT[0]):
        return 1.0
    return hypot(pdfium.floats[2], pdfium.floats[3]) or 1.0


def _look(place: int | None, bold: dict[int, bool], same: dict[tuple[int, int, bytes], Look]) -> Look:
    if not place:
        return _PLAIN
    font = pdfium.font(place) or 0
    pdfium.font_size(place, _LOOK)
    painted = pdfium.fill_colour(place, _LOOK + 4, _LOOK + 8, _LOOK + 12, _LOOK + 16)
    key = (font, pdfium.render_mode(place), _look_bytes.raw)
    if key not in same:
        if font not in bold:
            bold[font] = bool(font) and _is_bold(font)
        size, *colour, opacity = struct.unpack("=f4I", key[2])
        filled = painted and key[1] in _FILLED
        same[key] = Look(font, size, bold[font], filled and min(colour) >= WHITE, filled and opacity < FAINT, key[1] in _UNSEEN)
    return same[key]


def _is_bold(font: int) -> bool:
    if pdfium.font_weight(font) >= _BOLD_WEIGHT:
        return True
    pdfium.font_name(font, _NAME, len(_name))
    return _BOLD_NAME.search(_name.value) is not None
