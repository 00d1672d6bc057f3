"""Notes at the foot of a column: small type that opens with a mark or stands under a short rule."""

import re
from collections.abc import Sequence

from documents.layout.measure import Column, Measure
from documents.layout.page_rows import Row
from documents.layout.paragraphs import Paragraph
from documents.layout.types import Grid, Rule

# A note is set smaller than this share of the text.
_SMALL = 0.93
# A rule over notes is level, at least so long in points and at most this share of the column, and so near over the first note, in sizes.
_SHORTEST_RULE, _LONGEST_RULE, _NEAR = 20.0, 0.7, 2.5
# It begins so near to the column's edge and is no thicker, in points.
_EDGE = 6.0
_MARK = re.compile(
    r"(?:(\d{1,3})|[*†‡§¶]{1,3}|[①-⑳]|[\[【〔(（](\d{1,2})[\]】〕)）]|注\s*\d*\s*[:：])\s*(?=[A-Za-z“‘《\"'(（\u4e00-\u9fff])"
)
# Notes without a rule over them begin in the lower half of their column.
_LOWER = 0.5
# Notes are no more than this share of their column's lines.
_MOST = 0.6


def parted(region: Sequence[Row | Grid], rules: Sequence[Rule], measure: Measure) -> tuple[list[Row | Grid], list[Paragraph]]:
    """The column without its notes, and the notes."""
    start = len(region)
    while start and _is_small(region[start - 1], measure):
        start -= 1
    rows = [item for item in region[start:] if isinstance(item, Row)]
    middle = region[0].top + _LOWER * (region[-1].bottom - region[0].top) if region else 0.0
    ruled = _note_rules(region, rules) if rows else []
    opening = next(
        (
            at
            for at, row in enumerate(rows)
            if (_MARK.match(row.text) and row.top > middle) or any(0 <= row.top - rule < _NEAR * row.size for rule in ruled)
        ),
        None,
    )
    if opening is None or len(rows) - opening > _MOST * len(region):
        return list(region), []
    return list(region[: start + opening]), _notes(rows[opening:])


def _is_small(item: Row | Grid, measure: Measure) -> bool:
    return isinstance(item, Row) and item.size < _SMALL * measure.size


def _note_rules(region: Sequence[Row | Grid], rules: Sequence[Rule]) -> list[float]:
    """Where the short rules stand that begin at the left edge of the column."""
    left, right = min(item.left for item in region), max(item.right for item in region)
    longest = _LONGEST_RULE * (right - left)
    return [
        rule.top
        for rule in rules
        if abs(rule.left - left) < _EDGE and _SHORTEST_RULE < rule.right - rule.left <= longest and rule.bottom - rule.top < _EDGE
    ]


def _notes(rows: Sequence[Row]) -> list[Paragraph]:
    """One note for every mark at the left edge that counts on; what stands before the first mark goes on from the page before."""
    column = Column(rows)
    notes: list[Paragraph] = []
    last: int | None = None
    for row in rows:
        mark = _MARK.match(row.text) if row.left - column.left < row.size else None
        number = int(mark.group(1) or mark.group(2)) if mark and (mark.group(1) or mark.group(2)) else None
        if notes and (mark is None or (number is not None and last is not None and number != last + 1)):
            notes[-1].rows.append(row)
        else:
            notes.append(Paragraph([row], column, kind="footnote"))
            last = number if number is not None else last
    return notes
