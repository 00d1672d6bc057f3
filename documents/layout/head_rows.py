"""Which lines above the figures of a table name its columns."""

from collections.abc import Sequence

from documents.captions import is_unit
from documents.layout.band import Band, Column
from documents.layout.segments import Row, Segment

# Rows of a head are at most so many letter heights apart.
_GAP_OF_HEADS = 2.6
_MOST_HEADS = 8
# Names of sections and labels of several lines between the head and the figures.
_MOST_LABELS = 6
# So many letter heights from the edge of figures, words still stand over them.
_NEAR = 2.5
# Characters of what names a column; a longer line with a full stop is a sentence.
_LONGEST_NAME = 60
# Columns of words before the first column of figures.
_MOST_LABEL_COLUMNS = 4


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


def _kind_of_head(row: Row, band: Band) -> str:
    """head: names columns; label: stands left of them; unit: a note on it over them; prose: what is no part of a table."""
    segments = row.segments
    over = [segment for segment in segments if band.is_under(segment)]
    if len(segments) == 1 and over and is_unit(segments[0].text):
        return "unit"
    if len(segments) == 1 and segments[0].right < band.zone - _NEAR * segments[0].size:
        return "label"  # also what is centred over the whole table: ASSETS
    if over and _names_columns(row, band, over):
        return "head"
    left = [segment for segment in segments if segment not in over]
    return "label" if not over and len(left) == 1 and left[0].right < band.zone + left[0].size else "prose"


def _names_columns(row: Row, band: Band, over: Sequence[Segment]) -> bool:
    right = band.columns[-1].right
    if any(segment.left > right + 2 * segment.size for segment in over) and not blank_columns(row, band):
        return False
    if len(row.segments) == 1:
        lone = over[0]
        clear = lone.left > band.labels + 2 * lone.size and abs(lone.right - right) < _NEAR * lone.size
        return (clear or lone.left > band.zone - 2 * lone.size) and lone.right < right + 4 * lone.size and not lone.text.endswith(".")
    sentence = any(len(segment.text) > _LONGEST_NAME and segment.text.endswith(".") for segment in over)
    return len(row.segments) - len(over) <= _MOST_LABEL_COLUMNS and not sentence


def blank_columns(row: Row, band: Band) -> list[Column]:
    """The columns without a figure that a row of the head names between or beside those with figures, each of which it names too."""
    over = [segment for segment in row.segments if band.is_under(segment)]
    named = all(any(column.covers(segment) > 0 for segment in over) for column in band.columns)
    if not named or len(over) <= len(band.columns):
        return []
    blank = (segment for segment in over if segment.left > band.zone and all(column.covers(segment) <= 0 for column in band.columns))
    return [Column(segment.left, segment.right) for segment in blank]
