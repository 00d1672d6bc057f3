"""A stretch of a page in which figures stand under each other, and its columns."""

from collections.abc import Sequence
from dataclasses import dataclass

from documents.layout.segments import Segment


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


def united(columns: Sequence[Column]) -> list[Column]:
    """Stretches that overlap become one."""
    result: list[Column] = []
    for column in sorted(columns, key=lambda column: column.left):
        if result and column.left < result[-1].right:
            result[-1].right = max(result[-1].right, column.right)
        else:
            result.append(Column(column.left, column.right))
    return result
