"""The boxes of a report in few bytes: seven columns of differences to what stands before, in tenths of a point, compressed.

A column is all its numbers' first bytes, then all their second ones and so on, since most differences are small and the rest is zeros.
"""

import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from documents.types import Box
from index.errors import StoreError

_TENTHS = 10
_COLUMNS = 7
_MOST = 2**29  # the sum of four differences still fits
# A million boxes are some 2,000 densely printed pages.
_MOST_BYTES = 28 * 4_000_000

Column = NDArray[np.int32]


def pack(boxes: Sequence[Box]) -> bytes:
    """Empty for no boxes."""
    if not boxes:
        return b""
    rows = [(b.start, b.end, b.page, b.left * _TENTHS, b.top * _TENTHS, b.right * _TENTHS, b.bottom * _TENTHS) for b in boxes]
    start, end, page, left, top, right, bottom = np.rint(np.array(rows, dtype=np.float64)).clip(-_MOST, _MOST).astype(np.int32).T
    columns = (start - _before(end), end - start, _steps(page), left - _before(right), _steps(top), right - left, bottom - top)
    return zlib.compress(b"".join(_bytewise(column) for column in columns), 6)


def unpack(data: bytes, start: int, end: int) -> list[Box]:
    """The boxes that lie in a span, at least in part."""
    if not data:
        return []
    gaps, lengths, pages, spaces, tops, widths, heights = _columns(data)
    ends = np.cumsum(gaps + lengths)
    chosen = np.flatnonzero((ends - lengths < end) & (ends > start))
    rights, page, top = np.cumsum(spaces + widths)[chosen], np.cumsum(pages)[chosen], np.cumsum(tops)[chosen]
    points = np.stack([rights - widths[chosen], top, rights, top + heights[chosen]]) / _TENTHS
    spans = np.stack([ends[chosen] - lengths[chosen], ends[chosen], page])
    return [Box(*span, *place) for span, place in zip(spans.T.tolist(), points.T.tolist(), strict=True)]


def _columns(data: bytes) -> Sequence[Column]:
    try:
        raw = zlib.decompressobj().decompress(data, _MOST_BYTES)
    except zlib.error as error:
        raise StoreError("damaged", "The places of a report's words are damaged: run `policyqa index` with your folders again.") from error
    planes = np.frombuffer(raw, dtype=np.uint8).reshape(_COLUMNS, 4, -1)
    return [np.ascontiguousarray(plane.T).view(np.int32).ravel() for plane in planes]


def _bytewise(column: Column) -> bytes:
    return np.ascontiguousarray(column).view(np.uint8).reshape(-1, 4).T.tobytes()


def _before(column: Column) -> Column:
    return np.concatenate([np.zeros(1, np.int32), column[:-1]])


def _steps(column: Column) -> Column:
    return column - _before(column)
