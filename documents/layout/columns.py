"""The order in which a page is read: rows from above, and column after column where a page has columns of prose."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from statistics import median
from typing import Protocol, TypeVar

from documents.layout.page_rows import Row, rows_of
from documents.layout.types import Grid, Line

# Prose side by side has at least so many letters a line; a column at least so many lines, and neighbours in at least so many rows.
_FEWEST_LETTERS = 6
_FEWEST_LINES = 2
_FEWEST_PAIRS = 3
# A name in larger type beside a column is no cell of a table: one is enough.
_OTHER_TYPE = 1.25
# Of many neighbours so many are tried.
_MOST_TRIED = 100
# Such a distance parts blocks beside such names, in points.
_BLOCK_GAP = 30.0
# The file's own order tells columns from a table's cells: it changes sides at most once in so many lines.
_LINES_BETWEEN_CHANGES = 5
# Where the file's order does not tell, lines of prose fill this share of their column, in at least so many lines.
_FILLED, _FILLED_LINES = 0.8, 4
_CROSSING = 1.0
# A heading is larger than most lines by this share.
_LARGER = 1.1


class _OnPage(Protocol):
    @property
    def top(self) -> float: ...


Placed = TypeVar("Placed", bound=_OnPage)


def regions(rows: Sequence[Row], order: Mapping[int, int], grids: Sequence[Grid] = ()) -> list[list[Row | Grid]]:
    """The columns of a page in reading order; what stands across two columns parts what is above it from what is below.

    `order` is that of the file, by the identity of a line's first run.
    """
    gutter = _gutter(rows)
    if gutter is None:
        return [_from_above([*rows, *grids])] if rows or grids else []
    found: list[list[Row | Grid]] = []
    merging = False
    items: list[Line | Grid] = _from_above([*(cell for row in rows for cell in row.cells), *grids])
    over = _over_both(items, gutter)
    for crosses, group in groupby(items, key=lambda item: id(item) in over):
        band = list(group)
        left, right = [[item for item in band if (item.left < gutter) is side] for side in (True, False)]
        if not crosses and _are_columns(left, right, order):
            for side in _with_names(left, right):
                lines, tables = _in_rows(rows[0].page, side)
                found.extend(regions(lines, order, tables))
            merging = False
            continue
        lines, tables = _in_rows(rows[0].page, band)
        if not merging:
            found.append([])
        found[-1] = _from_above([*found[-1], *lines, *tables])
        merging = True
    return found


def _over_both(items: Sequence[Line | Grid], gutter: float) -> set[int]:
    """What crosses the gutter, and larger type at the left that has nothing beside it in the right column: a short heading over both."""
    over = {id(item) for item in items if item.left < gutter - _CROSSING and item.right > gutter + _CROSSING}
    lines = [item for item in items if isinstance(item, Line)]
    usual = median(line.size for line in lines)
    right = [line for line in lines if line.left > gutter]
    for line in lines:
        if line.size >= _LARGER * usual and line.right < gutter and any(other.top > line.bottom for other in right):
            near = line.size / 2
            if not any(other.top < line.bottom + near and other.bottom > line.top - near for other in right):
                over.add(id(line))
    return over


def _in_rows(page: int, items: Sequence[Line | Grid]) -> tuple[list[Row], list[Grid]]:
    lines = [item for item in items if isinstance(item, Line)]
    return rows_of(page, lines), [item for item in items if isinstance(item, Grid)]


def _from_above(items: Iterable[Placed]) -> list[Placed]:
    return sorted(items, key=lambda item: item.top)


def _gutter(rows: Sequence[Row]) -> float | None:
    """Where most neighbours in a row are parted that are both prose; None where there are too few."""
    gaps = [(left.right, right.left) for row in rows for left, right in pairwise(row.cells) if _is_prose(left) and _is_prose(right)]
    others = [gap for row in rows for gap in _beside_names(row)]
    gaps += others * _FEWEST_PAIRS
    if len(gaps) < _FEWEST_PAIRS:
        return None
    middles = [(left + right) / 2 for left, right in gaps[:: 1 + len(gaps) // _MOST_TRIED]]
    best = max(middles, key=lambda middle: sum(left <= middle <= right for left, right in gaps))
    return best if sum(left <= best <= right for left, right in gaps) >= _FEWEST_PAIRS else None


def _beside_names(row: Row) -> Iterator[tuple[float, float]]:
    for left, right in pairwise(row.cells):
        if left.size >= _OTHER_TYPE * right.size and _is_prose(right) and any(map(str.isalpha, left.text)):
            yield left.right, right.left


def _is_prose(line: Line) -> bool:
    letters = sum(map(str.isalpha, line.text))
    return letters >= _FEWEST_LETTERS and 2 * letters >= len(line.text)


def _with_names(left: list[Line | Grid], right: list[Line | Grid]) -> list[list[Line | Grid]]:
    """The sides of a gutter in reading order, where the left one may hold the names of what stands beside them.

    A single name stands before all that is in one block with it; of several each stands before what is beside and below it.
    """
    if not _are_names(left, right):
        return [left, right]
    names = _blocks(left)
    starts = [names[0][0].top]
    if len(names) == 1:
        starts = [max((block[0].top for block in _blocks(right) if block[0].top <= names[0][-1].bottom), default=starts[0])]
    starts += [name[0].top for name in names[1:]]
    ends = [*starts[1:], float("inf")]
    found = [[item for item in right if item.top < starts[0] and item.bottom <= names[0][0].bottom]]
    for name, start, end in zip(names, starts, ends, strict=True):
        found += [name, [item for item in right if start <= item.top < end and item not in found[0]]]
    return [side for side in found if side]


def _are_names(left: Sequence[Line | Grid], right: Sequence[Line | Grid]) -> bool:
    sizes = [[item.size for item in side if isinstance(item, Line)] for side in (left, right)]
    return bool(sizes[0] and sizes[1]) and min(sizes[0]) >= _OTHER_TYPE * max(sizes[1])


def _blocks(items: Sequence[Line | Grid]) -> list[list[Line | Grid]]:
    """Lines with no wide gap between them."""
    blocks: list[list[Line | Grid]] = []
    for item in items:
        if blocks and item.top - blocks[-1][-1].bottom < _BLOCK_GAP:
            blocks[-1].append(item)
        else:
            blocks.append([item])
    return blocks


def _are_columns(left: Sequence[Line | Grid], right: Sequence[Line | Grid], order: Mapping[int, int]) -> bool:
    """Whether the sides of a gutter are read one after the other, and not row by row as the cells of a table."""
    sides = [[item for item in side if isinstance(item, Line)] for side in (left, right)]
    fewest = min(map(len, sides))
    if _are_names(left, right):
        return True
    if fewest < _FEWEST_LINES or not all(2 * sum(map(_is_prose, side)) >= len(side) for side in sides):
        return False
    belongs = sorted((order[id(line.runs[0])], at) for at, side in enumerate(sides) for line in side)
    changes = sum(one[1] != other[1] for one, other in pairwise(belongs))
    if changes <= max(1, fewest // _LINES_BETWEEN_CHANGES):
        return True
    return fewest >= _FILLED_LINES and all(_is_filled(side) for side in sides)


def _is_filled(lines: Sequence[Line]) -> bool:
    width = max(line.right for line in lines) - min(line.left for line in lines)
    return median(line.right - line.left for line in lines) >= _FILLED * width
