"""Which columns the words of a table's head stand over."""

from collections.abc import Iterator, Sequence

from documents.layout.bands import Column
from documents.layout.segments import Row, Segment
from documents.layout.types import Rule

# Pieces of one drawn line lie so near each other, in points.
_SAME_HEIGHT = 0.8
_SEAM = 1.6
# A rule under words stands at most so many letter heights below them.
_BELOW = 0.9


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


def spans_of(row: Row, columns: Sequence[Column], zone: int, rules: Sequence[Rule]) -> Iterator[tuple[Segment, int, int]]:
    """Each segment with the first and last column that it stands over; columns before `zone` hold labels and are not spanned."""
    over = [segment for segment in row.segments if zone == 0 or segment.middle > columns[zone].left - segment.size]
    for segment in row.segments:
        if segment in over:
            others = [other.middle for other in over if other is not segment]
            yield (segment, *(_by_rule(segment, columns, zone, rules, others) or _by_place(segment, columns, zone, others)))
        else:
            at = max(range(zone), key=lambda at: columns[at].covers(segment))
            yield segment, at, at


def _by_rule(
    segment: Segment, columns: Sequence[Column], zone: int, rules: Sequence[Rule], others: Sequence[float]
) -> tuple[int, int] | None:
    """The columns over a line that is drawn under the words and under none beside them."""
    for rule in rules:
        near = -0.3 * segment.size <= rule.top - segment.bottom <= _BELOW * segment.size
        if near and rule.left <= segment.middle <= rule.right and not any(rule.left < other < rule.right for other in others):
            under = [at for at in range(zone, len(columns)) if _lies_in(columns[at], rule)]
            if under and (_is_centred(segment, rule) or abs(rule.left - segment.left) < segment.size):
                return under[0], under[-1]
    return None


def _is_centred(segment: Segment, rule: Rule) -> bool:
    return abs(rule.left + rule.right - 2 * segment.middle) / 2 < 1.5 * segment.size


def _lies_in(column: Column, rule: Rule) -> bool:
    return 2 * (min(column.right, rule.right) - max(column.left, rule.left)) > column.right - column.left


def _by_place(segment: Segment, columns: Sequence[Column], zone: int, others: Sequence[float]) -> tuple[int, int]:
    """The column at whose edge or middle the words stand, or the columns over whose middle they do."""
    best = max(range(zone, len(columns)), key=lambda at: columns[at].covers(segment))
    alone = columns[best]
    nearest = min(abs(alone.right - segment.right), abs(alone.left - segment.left), abs(alone.left + alone.right - 2 * segment.middle) / 2)
    span = best, best
    for first in range(zone, best + 1):
        for last in range(best, len(columns)):
            left, right = columns[first].left, columns[last].right
            distance = abs(left + right - 2 * segment.middle) / 2 + segment.size / 2
            if last > first and distance < nearest and not any(left < other < right for other in others):
                nearest, span = distance, (first, last)
    return span
