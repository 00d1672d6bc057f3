"""The order in which lines of a page are read: columns one after the other, rows from left to right."""

from collections.abc import Sequence
from statistics import median

from documents.layout.types import Line

# Columns of text are at least so many lines long and their lines mostly full; cells of a table are shorter than so many letters.
_COLUMN_LINES = 4
_FULL = 0.6
_COLUMN_LETTERS = 10
# Titles and tables may reach over the gap between columns, with at most so much of the page's text.
_ACROSS = 0.3


def in_reading_order(lines: Sequence[Line]) -> list[Line]:
    """The lines column by column; what reaches over the gap between two columns parts the page into an upper and a lower half."""
    gap = _gap(lines)
    if gap is None:
        return _row_by_row(lines)
    ordered: list[Line] = []
    band: list[Line] = []
    for line in sorted(lines, key=_middle):
        if line.left < gap < line.right:
            ordered += [*_columns(band, gap), line]
            band = []
        else:
            band.append(line)
    return ordered + _columns(band, gap)


def _columns(lines: Sequence[Line], gap: float) -> list[Line]:
    return in_reading_order([line for line in lines if line.right <= gap]) + in_reading_order([line for line in lines if line.left >= gap])


def _gap(lines: Sequence[Line]) -> float | None:
    """Where two columns of text part, None where there is one column or a table."""
    letters = sum(len(line.text) for line in lines)
    found = []
    for gap in {line.left for line in lines}:
        across = sum(len(line.text) for line in lines if line.left < gap < line.right)
        left, right = [line for line in lines if line.right <= gap], [line for line in lines if line.left >= gap]
        if across <= _ACROSS * letters and _is_column(left) and _is_column(right) and _side_by_side(left, right):
            found.append((across, gap))
    return min(found)[1] if found else None


def _is_column(lines: Sequence[Line]) -> bool:
    """Whether these are full lines of text, in one column or more."""
    if len(lines) < _COLUMN_LINES or median(len(line.text) for line in lines) < _COLUMN_LETTERS:
        return False
    width = max(line.right for line in lines) - min(line.left for line in lines)
    return median(line.right - line.left for line in lines) >= _FULL * width or _gap(lines) is not None


def _side_by_side(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Whether half of the shorter one or more stands beside the other."""
    tops, bottoms = ([end(map(_middle, side)) for side in (left, right)] for end in (min, max))
    return min(bottoms) - max(tops) >= 0.5 * min(bottom - top for top, bottom in zip(tops, bottoms, strict=True))


def _row_by_row(lines: Sequence[Line]) -> list[Line]:
    rows: list[list[Line]] = []
    for line in sorted(lines, key=_middle):
        if rows and _middle(line) - _middle(rows[-1][0]) < min(line.size, rows[-1][0].size) / 2:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda one: one.left)]


def _middle(line: Line) -> float:
    return (line.top + line.bottom) / 2
