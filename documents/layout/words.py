"""The characters of a page with their boxes to words. Places are in points from the top left corner of the page as shown."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_SPACE, _WIDE, _NARROW, _RAISED = 0, 1, 2, 3
RAISED_TEXT = "¹²³⁰⁴⁵⁶⁷⁸⁹"
_CAPITAL, _LOWER = 4, 8  # added to the kind of a Latin letter
_SPACES = (*range(2), *range(3, 33), 0xA0, *range(0x2000, 0x2010), 0x202F, 0x3000, 0xFEFF, 0xFFFF)
_WIDE_RANGES = (
    (0x2E80, 0x3000),
    (0x3001, 0xA4D0),
    (0xAC00, 0xD7A4),
    (0xF900, 0xFB00),
    (0xFE30, 0xFE50),
    (0xFF01, 0xFF61),
    (0xFFE0, 0xFFE7),
    (0x20000, 0x40000),
)


def _table() -> NDArray[np.uint8]:
    """The kind of every character there is."""
    kinds = np.full(0x110000, _NARROW, np.uint8)
    for first, end in _WIDE_RANGES:
        kinds[first:end] = _WIDE
    kinds[[*_SPACES]] = _SPACE
    kinds[[*map(ord, RAISED_TEXT)]] = _RAISED
    for letter, mark in (("A", _CAPITAL), ("a", _LOWER)):
        kinds[ord(letter) : ord(letter) + 26] += mark
    return kinds


_KINDS = _table()
# Two characters belong to one word while they differ by less, as shares of their height.
_SAME_TOP, _WORD_GAP, _BACKWARDS = 0.1, 0.4, 0.3
# Characters written sideways are so near to being one above the other, as a share of their width.
STACKED = 0.15
# Such a distance between Latin letters is a space.
THIN_SPACE = 0.13


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a page by their first and last characters, with their boxes as rows of (left, top, right, bottom).

    `wide` ones are of Han characters and full-width marks.
    """

    starts: NDArray[np.intp]
    ends: NDArray[np.intp]
    boxes: NDArray[np.float64]
    wide: NDArray[np.bool_]


class Text:
    """The characters of a page by their kinds. `wanted` are those whose boxes are needed: not the inner letters of a word."""

    def __init__(self, text: str) -> None:
        self.text = text
        kinds = _KINDS[np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)]
        self._kinds = kinds % _CAPITAL
        letters = kinds >= _CAPITAL
        # Where a capital follows a small letter there may be a space that is only a distance.
        self._rising = (kinds[:-1] >= _LOWER) & letters[1:] & (kinds[1:] < _LOWER)
        self._lettered = letters[1:] & letters[:-1] & ~self._rising
        inner = np.zeros(len(text), bool)
        inner[1:-1] = self._lettered[1:] & self._lettered[:-1]
        self._known = ~inner & (self._kinds != _SPACE)
        self.wanted: list[int] = np.flatnonzero(self._known).tolist()

    def words(self, boxes: NDArray[np.float32]) -> Words | None:
        """Words, and stretches of Han characters, that stand on one line in one size; None where a word's letters are uneven.

        `boxes` are those of the wanted characters; an uneven word needs those of its inner letters.
        """
        boxes = boxes[np.maximum(np.cumsum(self._known) - 1, 0)]
        return None if (self._uneven(boxes) & self._lettered).any() else self.all_words(boxes)

    def all_words(self, boxes: NDArray[np.float32]) -> Words:
        """The words by the boxes of all characters."""
        left, top, right, bottom = boxes.T
        height = (bottom - top)[:-1]
        stacked = self._stacked(boxes)
        gap = left[1:] - right[:-1]
        apart = (gap > np.where(self._rising, THIN_SPACE, _WORD_GAP) * height) | (left[:-1] - left[1:] > _BACKWARDS * height)
        parted = (self._kinds[1:] != self._kinds[:-1]) | ((self._uneven(boxes) | (apart & ~self._lettered)) & ~stacked)
        filled = self._kinds != _SPACE
        starts = np.flatnonzero(filled & np.concatenate(([True], parted)))
        ends = np.flatnonzero(filled & np.concatenate((parted, [True]))) + 1
        last = ends - 1
        upper, lower = np.minimum(top[starts], top[last]), np.maximum(bottom[starts], bottom[last])
        places = np.stack((left[starts], upper, right[last], lower), axis=1)
        return Words(starts, ends, places.astype(np.float64).round(2), self._kinds[starts] == _WIDE)

    @staticmethod
    def _stacked(boxes: NDArray[np.float32]) -> NDArray[np.bool_]:
        """Which characters stand right above or below the one before, as those of a line that is written sideways do."""
        left, top, right, bottom = boxes.T
        near = STACKED * (right - left)[:-1]
        aligned = (np.abs(np.diff(left)) < near) & (np.abs(np.diff(right)) < near)
        touching = np.minimum(np.abs(top[1:] - bottom[:-1]), np.abs(top[:-1] - bottom[1:])) < near
        return np.asarray(aligned & touching, bool)

    @staticmethod
    def _uneven(boxes: NDArray[np.float32]) -> NDArray[np.bool_]:
        """Which characters stand higher or lower than the one before, or are of another size."""
        top, bottom = boxes[:, 1], boxes[:, 3]
        allowed = _SAME_TOP * (bottom - top)[:-1]
        differ: NDArray[np.bool_] = (np.abs(np.diff(top)) > allowed) | (np.abs(np.diff(bottom)) > allowed)
        return differ
