"""Which columns the words of a table's head stand over."""

from collections.abc import Iterator, Sequence

from documents.layout.band import Band, Column
from documents.layout.segments import Row, Segment
from documents.layout.types import Rule

# Pieces of one drawn line lie so near each other, in points.
_SAME_HEIGHT = 0.8
_SEAM = 1.6
# A rule under words stands at most so many letter heights below them.
_BELOW = 0.9
# How far off the middle of its columns, in letter heights, words may stand over a line.
_CENTRED = 1.5
# Words that are so much wider than a column are not set at its edge.
_WIDER = 1.3

Span = tuple[Segment, int, int]


def level_rules(rules: Sequence[Rule]) -> list[Rule]:
    """The level lines of a page, the pieces of each put together."""
    level = [rule for rule in rules if rule.right - rule.left > rule.bottom - rule.top]
    level.sort(key=lambda rule: (round(rule.top), rule.left))
    joined: list[Rule] = []
    for rule in level:
        last = joined[-1] if joined else None
        if last and abs(last.top - rule.top) < _SAME_HEIGHT and rule.left - last.right < _SEAM:
            joined[-1] = Rule(last.left, last.top, max(last.right, rule.right), last.bottom)
        else:
            joined.append(rule)
    return joined


def spans_of(rows: Sequence[Row], columns: Sequence[Column], band: Band, rules: Sequence[Rule]) -> list[list[Span]]:
    """For each row of a head its segments with the first and last column that they stand over; columns of labels are not spanned.

    Rows are looked at from below: one that names every column makes them as wide as their names, since a line over several columns
    is centred over these.
    """
    zone = next(at for at, column in enumerate(columns) if column.left >= band.zone)
    wide = [Column(column.left, column.right) for column in columns]
    spans: list[list[Span]] = []
    for row in reversed(rows):
        spans.append(list(_spans_of_row(row, wide, band, zone, rules, lowest=not spans)))
        named = {first for _, first, last in spans[-1] if first == last >= zone}
        for segment, first, _ in spans[-1] if len(named) == len(columns) - zone else ():
            if first >= zone:
                wide[first].left, wide[first].right = min(wide[first].left, segment.left), max(wide[first].right, segment.right)
    return spans[::-1]


def _spans_of_row(row: Row, columns: Sequence[Column], band: Band, zone: int, rules: Sequence[Rule], *, lowest: bool) -> Iterator[Span]:
    over = [segment for segment in row.segments if zone == 0 or band.is_under(segment)]
    for segment in row.segments:
        if segment in over:
            others = [other.middle for other in over if other is not segment]
            yield (segment, *(_by_rule(segment, columns, zone, rules, others) or _by_place(segment, columns, zone, others, lowest=lowest)))
        else:
            at = max(range(zone), key=lambda at: columns[at].covers(segment))
            yield segment, at, at


def _by_rule(
    segment: Segment, columns: Sequence[Column], zone: int, rules: Sequence[Rule], others: Sequence[float]
) -> tuple[int, int] | None:
    """The columns over a line that is drawn under the words, where these stand over their middle, and under none beside them.

    Under words that stand alone in their row the line may be drawn in pieces, one a column.
    """
    near = [rule for rule in rules if -0.3 * segment.size <= rule.top - segment.bottom <= _BELOW * segment.size]
    for rule in near:
        covers = rule.left <= segment.left + segment.size and rule.right >= segment.right - segment.size
        if covers and not any(rule.left < other < rule.right for other in others):
            under = [at for at in range(zone, len(columns)) if _lies_in(columns[at], rule)]
            if under and (_off_middle(segment, columns[under[0]], columns[under[-1]]) < _CENTRED * segment.size or len(under) == 1):
                return under[0], under[-1]
    pieces = [at for at in range(zone, len(columns)) if not others and any(_lies_in(columns[at], rule) for rule in near)]
    whole = len(pieces) > 1 and pieces[-1] - pieces[0] == len(pieces) - 1
    if whole and _off_middle(segment, columns[pieces[0]], columns[pieces[-1]]) < 2 * _CENTRED * segment.size:
        return pieces[0], pieces[-1]
    return None


def _off_middle(segment: Segment, first: Column, last: Column) -> float:
    return abs(first.left + last.right - 2 * segment.middle) / 2


def _lies_in(column: Column, rule: Rule) -> bool:
    return 2 * (min(column.right, rule.right) - max(column.left, rule.left)) > column.right - column.left


def _by_place(segment: Segment, columns: Sequence[Column], zone: int, others: Sequence[float], *, lowest: bool) -> tuple[int, int]:
    """The column over whose middle the words stand, or at whose edge where they are not wider, or the columns over whose middle.

    Where more words stand side by side than there are pairs of columns, and in the lowest row, each has its own.
    """
    best = max(range(zone, len(columns)), key=lambda at: columns[at].covers(segment))
    if 2 * (len(others) + 1) > len(columns) - zone or (lowest and others):
        return best, best
    alone, span = columns[best], (best, best)
    nearest = _off_middle(segment, alone, alone)
    if segment.right - segment.left <= _WIDER * (alone.right - alone.left):
        nearest = min(nearest, abs(alone.right - segment.right), abs(alone.left - segment.left))
    for first in range(zone, best + 1):
        for last in range(max(best, first + 1), len(columns)):
            left, right = columns[first].left, columns[last].right
            distance = _off_middle(segment, columns[first], columns[last]) + segment.size / 2
            if distance < nearest and not any(left < other < right for other in others):
                nearest, span = distance, (first, last)
    return span
