"""Rows of figures that stand under each other: where a table without ruling lines is, and its columns."""

import re
from collections.abc import Sequence

from documents.captions import is_unit
from documents.layout.band import Band, Column, united
from documents.layout.head_rows import head_rows
from documents.layout.segments import Row, Segment

_LEADERS = re.compile(r"\.(?: ?\.){3,}|…{2,}|·{4,}")
# What leads to the next table.
_INTRODUCES = re.compile(
    r"(?:as follows|following|如下|见下表).{0,30}[:：]|[(（].{0,20}\bin (?:thousands|millions|billions)\b.{0,40}[)）]\s*[:：]"
)
# Rows of one table are at most so many letter heights apart.
_GAP_OF_ROWS = 4.5
# Rows without figures between two rows with: names of sections, and labels of several lines.
_MOST_LABELS = 6


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
    if _INTRODUCES.search(segment.text) or is_unit(segment.text):
        return False
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


def _label_end(row: Row, figures: Sequence[Segment]) -> float:
    return max((segment.right for segment in row.segments if segment.right <= figures[0].left), default=0.0)
