"""The lattices that ruling lines make on a page."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from documents.layout.types import Rule

# Lines nearer than this, in points, are one: borders of two cells side by side, double lines.
SAME = 2.6
# Ends of lines that meet may miss each other by so much.
_MISS = 3.0
# The share of a table's width that the lines at its top and bottom have.
_FRAMED = 0.9


@dataclass(slots=True)
class Stroke:
    """A level line at height `at` from `start` to `end`, or an upright one at distance `at` from the left."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class Lattice:
    """Lines that touch each other. `across` and `down` are where its columns and rows begin and end."""

    level: list[Stroke] = field(default_factory=list)
    upright: list[Stroke] = field(default_factory=list)
    across: list[float] = field(default_factory=list)
    down: list[float] = field(default_factory=list)

    def measure(self) -> None:
        """Sides that are left open end where the lines do."""
        self.across = _places([*(s.at for s in self.upright), min(s.start for s in self.level), max(s.end for s in self.level)])
        self.down = _places([*(s.at for s in self.level), min(s.start for s in self.upright), max(s.end for s in self.upright)])

    @property
    def is_framed(self) -> bool:
        """Whether it has a line at its top and at its bottom from side to side: the boxes of a chart have not."""
        width = self.across[-1] - self.across[0]
        sides = [sum(s.end - s.start for s in self.level if abs(s.at - side) <= SAME) for side in (self.down[0], self.down[-1])]
        return min(sides) >= _FRAMED * width

    def merged(self) -> dict[tuple[int, int], tuple[int, int]]:
        """The cells (row, column) that begin at their place, with the number of rows and columns that they reach over."""
        cells: dict[tuple[int, int], tuple[int, int]] = {}
        taken: set[tuple[int, int]] = set()
        for row in range(len(self.down) - 1):
            for column in range(len(self.across) - 1):
                if (row, column) in taken:
                    continue
                last, bottom = column, row
                while last + 1 < len(self.across) - 1 and (row, last + 1) not in taken and not self._parted_right(row, last):
                    last += 1
                while bottom + 1 < len(self.down) - 1 and not any(self._parted_below(bottom, at) for at in range(column, last + 1)):
                    bottom += 1
                cells[row, column] = bottom - row + 1, last - column + 1
                taken.update((r, c) for r in range(row, bottom + 1) for c in range(column, last + 1))
        return cells

    def _parted_right(self, row: int, column: int) -> bool:
        return _drawn(self.upright, self.across[column + 1], (self.down[row] + self.down[row + 1]) / 2)

    def _parted_below(self, row: int, column: int) -> bool:
        return _drawn(self.level, self.down[row + 1], (self.across[column] + self.across[column + 1]) / 2)


def lattices_of(rules: Sequence[Rule]) -> list[Lattice]:
    """The lattices of at least two rows and two columns."""
    upright = _strokes(Stroke((r.left + r.right) / 2, r.top, r.bottom) for r in rules if r.bottom - r.top > r.right - r.left)
    if not upright:
        return []
    level = _strokes(Stroke((r.top + r.bottom) / 2, r.left, r.right) for r in rules if r.right - r.left > r.bottom - r.top)
    lattices = [lattice for lattice in _connected(level, upright) if lattice.level and lattice.upright]
    for lattice in lattices:
        lattice.measure()
    return [lattice for lattice in lattices if len(lattice.across) > 2 and len(lattice.down) > 2 and lattice.is_framed]


def _strokes(strokes: Iterable[Stroke]) -> list[Stroke]:
    """Each line once and whole: a border is drawn cell by cell and often twice."""
    groups: list[list[Stroke]] = []
    for stroke in sorted(strokes, key=lambda stroke: stroke.at):
        if groups and stroke.at - groups[-1][0].at <= SAME:
            groups[-1].append(stroke)
        else:
            groups.append([stroke])
    return [whole for group in groups for whole in _whole(group)]


def _whole(group: Sequence[Stroke]) -> list[Stroke]:
    at, *_ = (stroke.at for stroke in group)
    whole: list[Stroke] = []
    for stroke in sorted(group, key=lambda stroke: stroke.start):
        if whole and stroke.start - whole[-1].end < _MISS:
            whole[-1].end = max(whole[-1].end, stroke.end)
        else:
            whole.append(Stroke(at, stroke.start, stroke.end))
    return whole


def _connected(level: Sequence[Stroke], upright: Sequence[Stroke]) -> list[Lattice]:
    """`level` goes from top to bottom, as `_strokes` gives them."""
    lattice_of = [Lattice(level=[stroke]) for stroke in level]
    heights = [stroke.at for stroke in level]
    for post in upright:
        reached = range(bisect_left(heights, post.start - _MISS), bisect_right(heights, post.end + _MISS))
        touched = [at for at in reached if level[at].start - _MISS <= post.at <= level[at].end + _MISS]
        if not touched:
            continue
        whole = lattice_of[touched[0]]
        whole.upright.append(post)
        for other in {id(lattice_of[at]): lattice_of[at] for at in touched[1:]}.values():
            if other is not whole:
                whole.level += other.level
                whole.upright += other.upright
                lattice_of = [whole if lattice is other else lattice for lattice in lattice_of]
    return list({id(lattice): lattice for lattice in lattice_of}.values())


def _drawn(strokes: Sequence[Stroke], at: float, through: float) -> bool:
    return any(abs(stroke.at - at) <= SAME and stroke.start <= through <= stroke.end for stroke in strokes)


def _places(places: Sequence[float]) -> list[float]:
    """Ascending, those that are the same once."""
    kept: list[float] = []
    for place in sorted(places):
        if not kept or place - kept[-1] > SAME:
            kept.append(place)
    return kept
