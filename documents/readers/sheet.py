"""A sheet of cells to parts: its tables, parted where rows or columns are blank, with the lines above and below each."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from documents.errors import LoadError
from documents.grid import NOTE, Cell, flat, is_figure
from documents.parts import Part, table_text

_UNIT = re.compile(r"^[（(]?\s*(?:计量单位|计算单位|数据单位|单位|Units?)\s*[：:]", re.IGNORECASE)
_SHORTEST_TITLE = 6
# Tables beside tables below tables: deeper nesting is a pattern of blanks, not a layout.
_DEEPEST = 6
_MOST_SQUARES = 2_000_000

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells shown as one: from its first row and column on."""

    row: int
    column: int
    down: int
    across: int


@dataclass(frozen=True)
class _Area:
    """Some squares of a sheet by row and column, and the cells that begin in them; a square without a cell is covered by a merged one."""

    squares: Mapping[Place, Cell | None]

    @property
    def rows(self) -> list[int]:
        return sorted({row for row, _ in self.squares})

    @property
    def columns(self) -> list[int]:
        return sorted({column for _, column in self.squares})

    def lines(self) -> dict[int, list[tuple[int, Cell]]]:
        """The cells of each row with their columns, from left to right."""
        lines: dict[int, list[tuple[int, Cell]]] = {row: [] for row in self.rows}
        for (row, column), cell in sorted(self.squares.items(), key=lambda item: item[0]):
            if cell is not None:
                lines[row].append((column, cell))
        return lines

    def parted(self, axis: int) -> list["_Area"]:
        """The areas between blank rows (axis 0) or columns (axis 1)."""
        numbers = self.columns if axis else self.rows
        starts = [numbers[0], *(right for left, right in pairwise(numbers) if right - left > 1)]
        pieces: list[dict[Place, Cell | None]] = [{} for _ in starts]
        for place, cell in self.squares.items():
            pieces[bisect_right(starts, place[axis]) - 1][place] = cell
        return [_Area(piece) for piece in pieces]


def parts_of_sheet(texts: Mapping[Place, str], merges: Sequence[Merge] = ()) -> list[Part]:
    """`texts` are the cells as shown, by row and column; of merged cells only the first may have a text."""
    cells = {place: Cell(text.strip()) for place, text in texts.items() if text.strip()}
    if not cells:
        return []
    rows, columns = (_closed_up(sorted({place[axis] for place in cells})) for axis in (0, 1))
    squares: dict[Place, Cell | None] = {(rows[row], columns[column]): cell for (row, column), cell in cells.items()}
    spread = 0
    for merge in merges:
        if (merge.row, merge.column) in cells:
            top, left = rows[merge.row], columns[merge.column]
            bottom, right = _end(rows, merge.row + merge.down), _end(columns, merge.column + merge.across)
            spread += (bottom - top) * (right - left)
            if spread > _MOST_SQUARES:
                raise LoadError("too_large", "The sheet holds too many merged cells to be read; divide it.")
            _spread(squares, top, left, bottom, right)
    return [part for area in _areas(_Area(squares)) for part in _area_parts(area)]


def _closed_up(numbers: list[int]) -> dict[int, int]:
    """New numbers for used rows or columns: several blank ones between them count as one."""
    closed = {numbers[0]: 0}
    for left, right in pairwise(numbers):
        closed[right] = closed[left] + min(2, right - left)
    return closed


def _end(closed: Mapping[int, int], beyond: int) -> int:
    """The new number after the last used row or column before `beyond`."""
    used = list(closed)
    return closed[used[bisect_right(used, beyond - 1) - 1]] + 1


def _spread(squares: dict[Place, Cell | None], top: int, left: int, bottom: int, right: int) -> None:
    """Lets a cell cover the squares of its merge."""
    cell = squares[top, left]
    for place in ((row, column) for row in range(top, bottom) for column in range(left, right)):
        squares[place] = None
    squares[top, left] = replace(cell, down=bottom - top, across=right - left) if cell else None


def _areas(area: _Area, depth: int = 0) -> Iterator[_Area]:
    """The tables in an area, from top to bottom and from left to right."""
    bands = _under_heads(area.parted(0)) if depth < _DEEPEST else [area]
    for band in bands:
        pieces = _beside_labels(band.parted(1)) if depth < _DEEPEST else [band]
        if len(bands) == len(pieces) == 1:
            yield pieces[0]
        else:
            for piece in pieces:
                yield from _areas(piece, depth + 1)


def _under_heads(bands: Sequence[_Area]) -> list[_Area]:
    """A band that begins with figures has its head above: the blank row between them only sets them apart."""
    united: list[_Area] = []
    for band in bands:
        first = next((line for line in band.lines().values() if len(line) > 1), [])
        if united and any(is_figure(cell.text) for _, cell in first) and any(len(line) > 1 for line in united[-1].lines().values()):
            united[-1] = _Area({**united[-1].squares, **band.squares})
        else:
            united.append(band)
    return united


def _beside_labels(pieces: Sequence[_Area]) -> list[_Area]:
    """A piece whose rows begin with figures has its labels on the left."""
    united: list[_Area] = []
    for piece in pieces:
        left = min(piece.columns)
        labels = [cell.text for (_, column), cell in piece.squares.items() if column == left and cell is not None]
        if united and 2 * sum(map(is_figure, labels)) > len(labels):
            united[-1] = _Area({**united[-1].squares, **piece.squares})
        else:
            united.append(piece)
    return united


def _area_parts(area: _Area) -> Iterator[Part]:
    lines = list(area.lines().items())
    columns = area.columns
    first = 0
    while first < len(lines) and _is_caption(lines[first][1], columns):
        first += 1
    last = _notes(lines, first)
    yield from (Part("paragraph", "　".join(cell.text for _, cell in line)) for _, line in lines[:first] if line)
    yield from _table(area, [row for row, _ in lines[first:last]], columns)
    yield from (Part("paragraph", cell.text) for _, line in lines[last:] for _, cell in line)


def _is_caption(line: Sequence[tuple[int, Cell]], columns: Sequence[int]) -> bool:
    """Whether a row above a table is a title, or says the unit or the date; a cell over some columns further right is a head."""
    if any(_UNIT.match(cell.text) for _, cell in line):
        return len(line) < min(3, len(columns))
    if len(line) != 1:
        return not line
    at, cell = line[0]
    whole = cell.across > columns[-1] - columns[0]
    return whole or at == columns[0] or (cell.across == 1 and len(cell.text) >= _SHORTEST_TITLE)


def _notes(lines: Sequence[tuple[int, Sequence[tuple[int, Cell]]]], top: int) -> int:
    """The place of the first note below a table."""
    first = len(lines)
    for at in range(len(lines) - 1, top, -1):
        line = lines[at][1]
        if len(line) > 1:
            break
        if line and NOTE.match(line[0][1].text):
            first = at
    return first


def _table(area: _Area, rows: Sequence[int], columns: Sequence[int]) -> Iterator[Part]:
    if len(rows) * len(columns) > _MOST_SQUARES:
        raise LoadError("too_large", "A table is too large to be read; divide the sheet.")
    free = Cell("")
    cells = [[cell for at in columns if (cell := area.squares.get((row, at), free)) is not None] for row in rows]
    found = flat(cells)
    yield from (Part("paragraph", line) for line in found.above)
    if len(found.rows) == 1:
        yield Part("paragraph", "　".join(filter(None, found.rows[0])))
    elif found.rows:
        yield Part("table", table_text(found.rows))
    yield from (Part("paragraph", line) for line in found.below)
