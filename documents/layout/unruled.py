"""Tables without ruling lines: bands of figures with their heads become grids."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from documents.captions import is_unit
from documents.layout.band import Band, Column, united
from documents.layout.bands import bands_of
from documents.layout.head_rows import blank_columns, head_rows
from documents.layout.heads import level_rules, spans_of
from documents.layout.segments import Row, Segment, rows_of
from documents.layout.types import Grid, Line, Merge, Rule
from documents.layout.wraps import wrapped

# A column of words in the middle of a table stands in at least this share of its rows.
_SHARE = 0.25

Cell = list[Segment]


def find_unruled(lines: Sequence[Line], rules: Sequence[Rule]) -> list[Grid]:
    """The tables among these lines whose columns show by their figures, from top to bottom."""
    rows = rows_of(lines)
    bands = bands_of(rows)
    level = level_rules(rules) if bands else []
    grids = []
    above = -1
    for band in bands:
        table = _Table(rows, band, head_rows(rows, band, above), level)
        grids.append(table.grid())
        above = band.last
    return grids


@dataclass
class _Table:
    rows: Sequence[Row]
    band: Band
    heads: list[int]
    rules: Sequence[Rule]

    def __post_init__(self) -> None:
        figure_rows = [self.rows[at] for at in self.band.figures]
        found = _columns(figure_rows, self.band)
        named = blank_columns(self.rows[self.heads[-1]], self.band) if self.heads else []
        blank = [column for column in named if not any(column.left < other.right and other.left < column.right for other in found)]
        self.columns = sorted([*found, *blank], key=lambda column: column.left)
        self.zone = next(at for at, column in enumerate(self.columns) if column.left >= self.band.zone)

    def grid(self) -> Grid:
        cells, notes, merges = self._head()
        heads = len(cells)
        if heads and cells[-1][0] is not None:
            cells[-1][0] += notes
        cells += self._body()
        cells, merges = _without_empty(cells, merges)
        used = [segment for row in cells for cell in row if cell for segment in cell]
        return Grid(
            tuple(tuple(None if cell is None else tuple(segment.line for segment in cell) for cell in row) for row in cells),
            min(segment.left for segment in used),
            min(segment.top for segment in used),
            max(segment.right for segment in used),
            max(segment.bottom for segment in used),
            heads,
            tuple(merges),
        )

    def _head(self) -> tuple[list[list[Cell | None]], Cell, list[Merge]]:
        """The rows of the head, notes on the unit between them, and the cells over several columns."""
        cells: list[list[Cell | None]] = []
        notes: Cell = []
        merges = []
        rows = []
        for row in (self.rows[at] for at in self.heads):
            if len(row.segments) == 1 and is_unit(row.segments[0].text):
                notes += row.segments
            else:
                rows.append(row)
        for spans in spans_of(rows, self.columns, self.band, self.rules):
            filled: list[Cell | None] = [[] for _ in self.columns]
            for segment, first, last in spans:
                filled[first] = [*(filled[first] or []), segment]
                if last > first:
                    filled[first + 1 : last + 1] = [None] * (last - first)
                    merges.append(Merge(len(cells), first, across=last - first + 1))
            cells.append(filled)
        return cells, notes, merges

    def _body(self) -> list[list[Cell | None]]:
        first = self.heads[-1] + 1 if self.heads else self.band.first
        body: list[list[Cell | None]] = []
        for group in wrapped(self.rows[first : self.band.last + 1]):
            filled: list[Cell | None] = [[] for _ in self.columns]
            for row in group:
                for segment in row.segments:
                    cell = filled[self._place(segment, lone=len(row.segments) == 1)]
                    if cell is not None:
                        cell.append(segment)
            body.append(filled)
        return body

    def _place(self, segment: Segment, *, lone: bool) -> int:
        """The column of a segment in the body; a lone line of words is a label, wherever it stands."""
        if segment.kind == "text" and (lone or segment.left < self.band.zone) and self.zone:
            labels = self.columns[: self.zone]
            return max(range(len(labels)), key=lambda at: labels[at].covers(segment)) if segment.left < self.band.zone else 0
        return max(range(len(self.columns)), key=lambda at: self.columns[at].covers(segment))


def _columns(rows: Sequence[Row], band: Band) -> list[Column]:
    """The columns of labels, figures and other words, from left to right."""
    words = [
        segment
        for row in rows
        for segment in row.segments
        if (segment.left < band.zone and segment.right <= band.zone + segment.size and segment.kind != "figure")
        or all(column.covers(segment) <= 0 for column in band.columns)
    ]
    columns = list(band.columns)
    needed = max(2, _SHARE * len(rows))
    groups = united([Column(segment.left, segment.right) for segment in words])
    for number, group in enumerate(groups):
        count = sum(1 for segment in words if group.covers(segment) > 0)
        if (number == 0 and group.left < band.zone) or count >= needed:
            columns.append(group)
    for row in rows:
        for segment in row.segments:
            for column in band.columns:
                if segment.inner > segment.left and column.covers(segment) > 0:
                    column.left = min(column.left, max(segment.left, column.left - 60))
    return sorted(columns, key=lambda column: column.left)


def _without_empty(cells: list[list[Cell | None]], merges: list[Merge]) -> tuple[list[list[Cell | None]], list[Merge]]:
    """Without the columns that hold nothing: what made them belongs to a wrapped label."""
    kept = [at for at in range(len(cells[0])) if any(row[at] for row in cells)]
    if len(kept) == len(cells[0]):
        return cells, merges
    moved = []
    for merge in merges:
        across = sum(merge.column <= at < merge.column + merge.across for at in kept)
        if across > 1:
            moved.append(replace(merge, column=sum(at < merge.column for at in kept), across=across))
    return [[row[at] for at in kept] for row in cells], moved
