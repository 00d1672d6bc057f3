"""Which lines of a table's body are one row: labels run over several lines."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from documents.layout.segments import Row

# Lines of one label stand so much closer than rows of figures do, and not much farther apart than the closest lines; the first word
# of the lower one would not have found room in the upper one.
_CLOSER = 0.88
_AS_CLOSE = 1.12
_UNFINISHED = ("，", ",", "、", "/", "(", "（", " and", " or", " of", " to", " the", " for", " in", " on", " from", " by", " with")


def wrapped(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """The lines of each row of the table, from top to bottom."""
    close = _close_distance(rows)
    edge = max((row.segments[0].right for row in rows if row.segments[0].kind == "text" and len(row.segments) > 1), default=0.0)
    group: list[Row] = []
    for row in rows:
        if group and _belongs(group, row, close, edge):
            group.append(row)
        else:
            if group:
                yield group
            group = [row]
    if group:
        yield group


def _close_distance(rows: Sequence[Row]) -> float:
    """Up to which distance two lines are of one row."""
    figures = sorted(_distance(a, b) for a, b in pairwise(rows) if _holds_figures(a) and _holds_figures(b))
    labels = [_distance(a, b) for a, b in pairwise(rows) if not (_holds_figures(a) and _holds_figures(b))]
    if not labels:
        return 0.0
    pitch = figures[len(figures) // 2] if figures else float("inf")
    return min(_AS_CLOSE * min(labels), _CLOSER * pitch)


def _distance(above: Row, below: Row) -> float:
    return below.bottom - above.bottom


def _holds_figures(row: Row) -> bool:
    return len(row.segments) > 1 or row.segments[0].kind != "text"


def _belongs(group: Sequence[Row], row: Row, close: float, edge: float) -> bool:
    last = group[-1]
    if _holds_figures(row) and any(map(_holds_figures, group)):
        return False
    label, text = last.segments[0], row.segments[0]
    if text.kind != "text" or label.kind != "text":
        return False
    first_word = text.runs[0].right - text.left if text.runs[0].text.isascii() else text.size
    if _distance(last, row) <= close and label.right + first_word + text.size / 4 > edge:
        return True
    near = _distance(last, row) < 2 * row.size
    return near and (text.text[0].islower() or label.text.endswith(_UNFINISHED))
