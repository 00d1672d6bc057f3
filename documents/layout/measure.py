"""How a document and a column set their text: what is usual, so that what differs can mean something."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from documents.layout.page_rows import Row
from documents.layout.types import Grid, PageLayout

# The distance from line to line, in sizes, where a document shows none of this size, and the largest that counts.
_USUAL_PITCH, _LARGEST_PITCH = 1.4, 3.0
# Lines of fewer characters are names and cells; Han characters count twice.
_SHORTEST_PROSE = 45
# Larger than most letters by this share is a heading's size, unless so much of the prose is set in it.
_LARGER, _COMMON = 1.12, 0.1
# So many lines with one left edge make a measure of their own, as a quotation has.
_FEWEST_LINES = 3
# Fewer lines do not show how wide their column is: then it counts as so many sizes wide.
_FEW, _NARROWEST = 5, 20
# Lines that run far over the others' edge are not counted: the longest twentieth.
_LONGEST = 0.95


@dataclass(frozen=True, slots=True)
class Measure:
    """The size of most letters of a document, the distance of its lines by their size, and whether most are bold.

    `common` are all types, by size and boldness, that much of its prose is set in.
    """

    size: float
    pitches: dict[int, float] = field(default_factory=dict)
    bold: bool = False
    common: frozenset[tuple[int, bool]] = frozenset()

    def is_large(self, row: Row) -> bool:
        """Whether a row is in larger type than the text, and in one that little prose is set in."""
        return row.size >= _LARGER * self.size and (round(row.size), row.bold) not in self.common

    def pitch(self, size: float) -> float:
        return self.pitches.get(round(size), _USUAL_PITCH * size)


class Column:
    """The edges of one column's lines. A line may go as far right as others that begin where the next one does."""

    def __init__(self, rows: Sequence[Row]) -> None:
        lines = [row for row in rows if len(row.cells) == 1] or list(rows)
        self.left = min(row.left for row in lines)
        self.right = _longest([row.right for row in lines])
        if len(lines) < _FEW:
            self.right = max(self.right, self.left + _NARROWEST * max(row.size for row in lines))
        by_left: dict[int, list[float]] = defaultdict(list)
        for row in lines:
            by_left[round(row.left)].append(row.right)
        self._rights = {left: _longest(rights) for left, rights in by_left.items() if len(rights) >= _FEWEST_LINES}

    def right_for(self, row: Row) -> float:
        left = round(row.left)
        return max((self._rights[at] for at in (left - 1, left, left + 1) if at in self._rights), default=self.right)


def measure_of(pages: Iterable[PageLayout]) -> Measure:
    """What most letters of the pages' prose are set in."""
    letters: Counter[tuple[float, bool]] = Counter()
    others: Counter[tuple[float, bool]] = Counter()
    for page in pages:
        for line in page.lines:
            length = len(line.text) if line.text.isascii() else len(line.text.encode()) * 2 // 3
            (letters if length >= _SHORTEST_PROSE else others)[round(line.size, 1), line.bold] += length
    letters = letters or others
    sizes: Counter[float] = Counter()
    for (size, _), count in letters.items():
        sizes[size] += count
    size = max(sizes, key=sizes.__getitem__, default=10.0)
    styles: Counter[tuple[int, bool]] = Counter()
    for (style, bold), count in letters.items():
        styles[round(style), bold] += count
    common = frozenset(style for style, count in styles.items() if count >= _COMMON * styles.total())
    return Measure(size, bold=letters[size, True] > letters[size, False], common=common)


def with_pitches(measure: Measure, regions: Iterable[Sequence[Row | Grid]]) -> Measure:
    """The measure with the usual distances of lines in the regions' columns."""
    found: dict[int, Counter[float]] = defaultdict(Counter)
    for region in regions:
        for row, following in pairwise(region):
            if isinstance(row, Row) and isinstance(following, Row) and len(row.cells) == len(following.cells) == 1:
                pitch, size = following.bottom - row.bottom, following.size
                if 0.5 * size < pitch < _LARGEST_PITCH * size and abs(row.size - size) < 0.5:
                    found[round(size)][round(2 * pitch) / 2] += 1
    pitches = {size: max(counts, key=counts.__getitem__) for size, counts in found.items()}
    return replace(measure, pitches=pitches)


def _longest(rights: list[float]) -> float:
    return sorted(rights)[int(_LONGEST * (len(rights) - 1))]
