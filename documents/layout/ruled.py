"""Tables drawn with ruling lines: the words in the cells of a lattice."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import groupby

from documents.layout.lattice import Lattice, lattices_of
from documents.layout.segments import Segment, rows_of, segment_of, segments_of
from documents.layout.types import Grid, Line, Merge, Rule, Run

# Of the words in a lattice at most this share may lie across one of its lines: else it is a pattern behind the text.
_ACROSS = 0.05
# So many of its lines may hold a figure apart from other words, which should have a cell of its own.
_LOOSE = 0.1
# The share of a table's places that cells which begin elsewhere may reach over.
_MERGED = 0.5
_FEWEST = 4  # cells; three boxes that touch are no table
_FEWEST_ROWS = 2  # with words in two cells
_MOST_HEADS = 4

_Cells = dict[tuple[int, int], tuple[Line, ...]]


def find_ruled(lines: Sequence[Line], rules: Sequence[Rule]) -> list[Grid]:
    """The tables that lines are drawn around, from top to bottom."""
    grids = [_grid(lattice, lines) for lattice in lattices_of(rules)]
    return sorted((grid for grid in grids if grid), key=lambda grid: grid.top)


def _grid(lattice: Lattice, lines: Sequence[Line]) -> Grid | None:
    shapes = lattice.merged()
    cells = _cells(lattice, shapes, lines)
    if cells is None or len({row for row, _ in cells}) < 2 or len({column for _, column in cells}) < 2:
        return None
    if _is_coarse(cells):
        return None
    return _filled(lattice, shapes, cells)


def _cells(lattice: Lattice, shapes: dict[tuple[int, int], tuple[int, int]], lines: Sequence[Line]) -> _Cells | None:
    """The lines in each cell that holds any; None where words lie across the lattice."""
    owner = {
        (row + r, column + c): (row, column) for (row, column), (down, across) in shapes.items() for r in range(down) for c in range(across)
    }
    left, top, right, bottom = lattice.across[0], lattice.down[0], lattice.across[-1], lattice.down[-1]
    cells: dict[tuple[int, int], list[Line]] = {}
    count = beyond = 0
    for line in lines:
        if not (line.left < right and line.right > left and top < (line.top + line.bottom) / 2 < bottom):
            continue
        for place, runs in groupby(line.runs, key=lambda run: _place(lattice, run)):
            if place is None:
                continue
            held = tuple(runs)
            cell = owner[place]
            cells.setdefault(cell, []).append(Line(held, line.size, line.bold))
            edge = lattice.across[cell[1] + shapes[cell][1]]
            count += len(held)
            beyond += sum(run.right > edge + line.size / 2 for run in held)
    return None if not count or beyond > _ACROSS * count else {place: _in_order(held) for place, held in cells.items()}


def _in_order(lines: Sequence[Line]) -> tuple[Line, ...]:
    """From top to bottom and left to right, with signs at their figures."""
    return tuple(segment.line for row in rows_of(lines) for segment in row.segments) if len(lines) > 1 else tuple(lines)


def _place(lattice: Lattice, run: Run) -> tuple[int, int] | None:
    row = bisect_right(lattice.down, (run.top + run.bottom) / 2) - 1
    column = bisect_right(lattice.across, (run.left + run.right) / 2) - 1
    return (row, column) if 0 <= row < len(lattice.down) - 1 and 0 <= column < len(lattice.across) - 1 else None


def _is_coarse(cells: _Cells) -> bool:
    """Lines are drawn around several rows or columns together: a total, a group of columns, a shaded stretch."""
    for (row, column), cell in cells.items():
        label = cells.get((row, 0), ())
        if column and len(cell) > 1 and len(label) > 1 and all(segment_of(line.runs, line.size).kind == "figure" for line in cell):
            return True
    lines = [line for cell in cells.values() for line in cell]
    return sum(_ends_in_figure(line) for line in lines) > _LOOSE * len(lines)


def _ends_in_figure(line: Line) -> bool:
    *before, last = segments_of(line)
    return bool(before) and last.kind == "figure" and before[-1].text not in "$€£¥￥"


def _filled(lattice: Lattice, shapes: dict[tuple[int, int], tuple[int, int]], cells: _Cells) -> Grid | None:
    """The grid without rows and columns in which no words begin; None where hardly a cell is one: the boxes of a chart."""
    rows, columns = sorted({row for row, _ in cells}), sorted({column for _, column in cells})
    filled: list[list[tuple[Line, ...] | None]] = [[None] * len(columns) for _ in rows]
    merges = []
    for (row, column), (down, across) in shapes.items():
        under = [n for n, at in enumerate(rows) if row <= at < row + down]
        beside = [n for n, at in enumerate(columns) if column <= at < column + across]
        if under and beside:
            filled[under[0]][beside[0]] = cells.get((row, column), ())
            if len(under) > 1 or len(beside) > 1:
                merges.append(Merge(under[0], beside[0], len(under), len(beside)))
    covered = sum(cell is None for row in filled for cell in row)
    if (
        sum(sum(map(bool, row)) > 1 for row in filled) < _FEWEST_ROWS
        or covered > _MERGED * len(rows) * len(columns)
        or (covered and len(rows) * len(columns) == _FEWEST)
    ):
        return None
    title = next((merge for merge in merges if merge.row == 0 and merge.across == len(columns) and merge.down == 1), None)
    caption = (filled[0][0] or ()) if title and len(rows) > 2 else ()
    if caption:
        filled = filled[1:]
        merges = [Merge(merge.row - 1, merge.column, merge.down, merge.across) for merge in merges if merge.row]
    edges = lattice.across[0], lattice.down[0], lattice.across[-1], lattice.down[-1]
    return Grid(tuple(map(tuple, filled)), *edges, _heads(filled, merges), tuple(merges), caption)


def _heads(rows: Sequence[Sequence[tuple[Line, ...] | None]], merges: Sequence[Merge]) -> int:
    """The first row, with those that its cells reach into or that name the columns under its wide cells; 0 where it holds figures."""
    if _has_figures(rows[0]):
        return 0
    heads = 1
    for merge in sorted(merges, key=lambda merge: merge.row):
        if merge.row < heads:
            heads = max(heads, merge.row + merge.down + (merge.across > 1))
    heads = min(heads, _MOST_HEADS, len(rows) - 1)
    return next((at for at in range(1, heads) if _has_figures(rows[at])), heads)


def _has_figures(row: Sequence[tuple[Line, ...] | None]) -> bool:
    return any(cell and _segment(cell).kind == "figure" and any(map(str.isdigit, _segment(cell).text)) for cell in row[1:])


def _segment(cell: Sequence[Line]) -> Segment:
    return segment_of([run for line in cell for run in line.runs], cell[0].size)
