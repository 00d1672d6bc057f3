"""Rows of figures that stand under each other: where a table without ruling lines is, and its columns."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from documents.captions import is_unit
from documents.layout.segments import Row, Segment

_LEADERS = re.compile(r"\.(?: ?\.){3,}|…{2,}|·{4,}")
# Rows of one table are at most so many letter heights apart, rows of its head so many.
_GAP_OF_ROWS = 4.5
_GAP_OF_HEADS = 2.6
# Rows without figures between two rows with: names of sections, and labels of several lines.
_MOST_LABELS = 6
_MOST_HEADS = 8
# Columns of words before the first column of figures.
_MOST_LABEL_COLUMNS = 4


@dataclass(slots=True)
class Column:
    left: float
    right: float

    def covers(self, segment: Segment) -> float:
        """How much of the segment's width lies in the column, in points."""
        return min(self.right, segment.right) - max(self.left, segment.inner)


@dataclass(slots=True)
class Band:
    """The rows `first` to `last` of a page. `columns` hold figures; labels stand left of them, up to `labels` in rows of figures."""

    first: int
    last: int
    figures: list[int]
    columns: list[Column]
    labels: float

    @property
    def zone(self) -> float:
        return self.columns[0].left

    def is_under(self, segment: Segment) -> bool:
        """Whether words above the figures stand over them and not over their labels."""
        return segment.left > self.labels or (segment.middle > self.zone - segment.size and segment.right > self.zone)


def bands_of(rows: Sequence[Row]) -> list[Band]:
    """The stretches of rows that make a table: at least two rows of figures, or three where there is one column."""
    found: list[Band] = []
    for at, row in enumerate(rows):
        figures = _figures(row)
        if not figures:
            continue
        if found and _goes_on(rows, found[-1], at, figures):
            band = found[-1]
            band.figures.append(at)
            band.last = at
            band.labels = max(band.labels, _label_end(row, figures))
            band.columns = united([*band.columns, *(Column(f.inner, f.right) for f in figures)])
        else:
            found.append(Band(at, at, [at], united([Column(f.inner, f.right) for f in figures]), _label_end(row, figures)))
    return [band for band in found if _is_table(rows, band)]


def _figures(row: Row) -> list[Segment]:
    """The figures of a row of a table: not of a numbered line, a row of years or a line of a table of contents."""
    segments = row.segments
    if len(segments) < 2:
        return []
    figures = [segment for segment in segments if segment.kind != "text"]
    if all(segment.kind == "year" for segment in figures):
        return []
    if segments[0].kind == "year" and segments[0] in figures:
        figures = figures[1:]
    if len(figures) < 2 and (segments[-1].kind == "text" or figures[0] is segments[0]):
        return []
    if len(figures) == 1 and any(_LEADERS.search(segment.text) for segment in segments):
        return []
    return figures


def united(columns: Sequence[Column]) -> list[Column]:
    """Stretches that overlap become one."""
    result: list[Column] = []
    for column in sorted(columns, key=lambda column: column.left):
        if result and column.left < result[-1].right:
            result[-1].right = max(result[-1].right, column.right)
        else:
            result.append(Column(column.left, column.right))
    return result


def _goes_on(rows: Sequence[Row], band: Band, at: int, figures: Sequence[Segment]) -> bool:
    between = rows[band.last + 1 : at]
    if len(between) > _MOST_LABELS or not any(column.covers(figure) > 0 for figure in figures for column in band.columns):
        return False
    bottom = rows[band.last].bottom
    for row in (*between, rows[at]):
        if row.top - bottom > _GAP_OF_ROWS * rows[at].size:
            return False
        bottom = row.bottom
    return all(_is_label(row, band) for row in between)


def _is_label(row: Row, band: Band) -> bool:
    """A line left of the figures, or a short one over them that is no head."""
    if len(row.segments) > 1 or row.segments[0].kind == "year":
        return False
    segment = row.segments[0]
    last = band.columns[-1]
    return segment.right < (band.zone + last.right) / 2 or segment.right < last.left or segment.left > band.zone


def _is_table(rows: Sequence[Row], band: Band) -> bool:
    if len(band.columns) > 1:
        return len(band.figures) > 1 or (len(_figures(rows[band.first])) > 1 and len(head_rows(rows, band)) > 0)
    if len(band.figures) < 3:
        return False
    texts = [figure.text for at in band.figures for figure in _figures(rows[at])]
    # The page numbers of a table of contents without dots only grow.
    numbers = [int(text) for text in texts if text.isdecimal() and len(text) < 5]
    grows = numbers == sorted(numbers) and len(numbers) >= 0.8 * len(texts)
    return not grows and _are_aligned([figure for at in band.figures for figure in _figures(rows[at])])


def _are_aligned(figures: Sequence[Segment]) -> bool:
    """Four of five end, or begin, at the same place."""
    for places in ([figure.right for figure in figures], [figure.inner for figure in figures], [figure.middle for figure in figures]):
        middle = sorted(places)[len(places) // 2]
        if sum(abs(place - middle) < figures[0].size for place in places) >= 0.8 * len(places):
            return True
    return False


def head_rows(rows: Sequence[Row], band: Band, above: int = -1) -> list[int]:
    """The rows over the figures that name the columns, from top to bottom, with notes on the unit between.

    `above` is the last row of the table before.
    """
    heads: list[int] = []
    pending: list[int] = []
    top, size = rows[band.first].top, rows[band.first].size
    for at in range(band.first - 1, max(above, band.first - 1 - _MOST_HEADS - _MOST_LABELS), -1):
        row = rows[at]
        kind = _kind_of_head(row, band)
        if top - row.bottom > _GAP_OF_HEADS * max(size, row.size) or kind == "prose" or (kind == "label" and heads):
            break
        if kind == "head":
            heads = [*heads, *pending, at]
            pending = []
        elif kind == "unit":
            pending.append(at)
        top = row.top
    return heads[::-1]


def _label_end(row: Row, figures: Sequence[Segment]) -> float:
    return max((segment.right for segment in row.segments if segment.right <= figures[0].left), default=0.0)


def _kind_of_head(row: Row, band: Band) -> str:
    """head: names columns; label: stands left of them; unit: a note on it over them; prose: what is no part of a table."""
    segments = row.segments
    over = [segment for segment in segments if band.is_under(segment)]
    if len(segments) == 1 and over and is_unit(segments[0].text):
        return "unit"
    if over and _names_columns(row, band, over):
        return "head"
    left = [segment for segment in segments if segment not in over]
    return "label" if not over and len(left) == 1 and left[0].right < band.zone + left[0].size else "prose"


def _names_columns(row: Row, band: Band, over: Sequence[Segment]) -> bool:
    right = band.columns[-1].right
    if any(segment.left > right + 2 * segment.size for segment in over):
        return False
    if len(row.segments) == 1:
        return over[0].left > band.zone - 2 * over[0].size and over[0].right < right + 4 * over[0].size and not over[0].text.endswith(".")
    return len(row.segments) - len(over) <= _MOST_LABEL_COLUMNS
