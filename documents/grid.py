"""Tables with merged cells to plain rows: every figure with its row's label before it and its column's whole head above it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from documents.text import is_han

# Between the levels of a head: "2024年 / 增速".
LEVELS = " / "
_FIGURE = re.compile(r"[-–—−+<>≥≤±]?\s*[\d,，]*\.?\d+\s*[%％‰]?|[-–—…]+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_UNIT = re.compile(
    r"[（(][^（）()]{1,16}[）)]|[%％‰]|[十百千万亿]{0,2}(?:元|美元|人|户|吨|公顷|亩|平方米|平方公里|千米|公里|千瓦时|千瓦|个|件|家|项|台|辆)"
)
NOTE = re.compile(r"(?:注|备注|说明|附注|资料来源|数据来源|来源|Notes?|Sources?)\s*[\d①-⑳]*\s*[:：.]", re.IGNORECASE)
_FORM_LABEL = re.compile(r"\s*[：:]$")
_DEEPEST_HEAD = 5
_MOST_ACROSS = 500
_MOST_DOWN = 5_000


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell where it begins; it covers `across` columns and `down` rows. `head` is what the format itself calls a head."""

    text: str
    across: int = 1
    down: int = 1
    head: bool = False


@dataclass(frozen=True, slots=True)
class Flat:
    """A table as plain rows, the first of them the head; `above` and `below` are lines over its whole width: title, unit, notes."""

    rows: list[list[str]]
    above: list[str]
    below: list[str]


@dataclass(frozen=True, slots=True)
class _Place:
    """One square of the grid: its cell, and whether the cell has begun to the left or above."""

    cell: Cell
    from_left: bool = False
    from_above: bool = False


_NOTHING = _Place(Cell(""))


def flat(rows: Sequence[Sequence[Cell]]) -> Flat:
    """Labels merged over rows stand in each of them, heads of several levels become one row, lines over all columns stand apart."""
    grid = [row for row in _placed(rows) if any(place.cell.text and not place.from_above for place in row)]
    first = 0
    while first < len(grid) - 1 and _line(grid[first]):
        first += 1
    last = len(grid)
    while last > first + 1 and NOTE.match(_line(grid[last - 1])):
        last -= 1
    above, below = [_line(row) for row in grid[:first]], [_line(row) for row in grid[last:]]
    grid = grid[first:last]
    if not grid or (labelled := _labelled(grid)):
        return Flat([], [*above, *(labelled if grid else [])], below)
    depth = _depth(grid)
    body = [["" if place.from_left else place.cell.text for place in row] for row in grid[depth:]]
    return Flat([_head(grid[:depth]), *body], above, below)


def is_figure(text: str) -> bool:
    """A number or a mark for none; a year is a label."""
    return _FIGURE.fullmatch(text) is not None and _YEAR.fullmatch(text) is None


def one_line(text: str) -> str:
    """The text of a cell in one line: a break between Han characters or before a bracket was made for want of width."""
    pieces = [" ".join(line.split()) for line in text.split("\n")]
    joined = ""
    for piece in filter(None, pieces):
        tight = joined and (is_han(joined[-1]) or joined[-1] in "）、，") and (is_han(piece[0]) or piece[0] in "（、，")
        joined += piece if tight or not joined else f" {piece}"
    return joined


def _placed(rows: Sequence[Sequence[Cell]]) -> list[list[_Place]]:
    """The squares that the cells cover, row by row, as HTML lays them out; all rows are equally long."""
    grid: list[list[_Place]] = []
    open_below: dict[int, tuple[_Place, int]] = {}
    for row in rows:
        squares: dict[int, _Place] = {}
        for column, (place, left) in list(open_below.items()):
            squares[column] = replace(place, from_above=True)
            if left == 1:
                del open_below[column]
            else:
                open_below[column] = place, left - 1
        column = 0
        for cell in row:
            while column in squares:
                column += 1
            for offset in range(min(max(cell.across, 1), _MOST_ACROSS)):
                squares[column + offset] = _Place(cell, from_left=offset > 0)
                if cell.down > 1:
                    open_below[column + offset] = squares[column + offset], min(cell.down, _MOST_DOWN) - 1
            column += min(max(cell.across, 1), _MOST_ACROSS)
        grid.append([squares.get(at, _NOTHING) for at in range(max(squares, default=-1) + 1)])
    width = max(map(len, grid), default=0)
    return [row + [_NOTHING] * (width - len(row)) for row in grid]


def _line(row: Sequence[_Place]) -> str:
    """The text of a row that is one cell over all columns of a wider table, else nothing."""
    return row[0].cell.text if len(row) > 1 and all(place.cell is row[0].cell for place in row) else ""


def _labelled(grid: Sequence[Sequence[_Place]]) -> list[str]:
    """The lines of a form, in which every value stands right of its label: "发文机关：国务院"; nothing for other tables."""
    lines = []
    for row in grid:
        cells = [place.cell.text for place in row if not (place.from_left or place.from_above)]
        pairs = list(zip(cells[::2], cells[1::2], strict=False))
        if len(cells) % 2 or not all(_FORM_LABEL.search(label) or not (label or value) for label, value in pairs):
            return []
        lines += [_FORM_LABEL.sub("：", "".join(label.split())) + value for label, value in pairs if value]
    return lines


def _depth(grid: Sequence[Sequence[_Place]]) -> int:
    """How many rows the head has: those that the format calls so, and those below that its merged cells ask for."""
    depth = 1
    while depth < len(grid) - 1 and _is_marked(grid[depth]):
        depth += 1
    while depth < min(len(grid) - 1, _DEEPEST_HEAD) and _goes_deeper(grid, depth):
        depth += 1
    return depth


def _is_marked(row: Sequence[_Place]) -> bool:
    """Whether the format calls the row a head: one such cell before blanks names the rows below it."""
    filled = [place for place in row if place.cell.text]
    return 2 * len(filled) > len(row) and all(place.cell.head for place in filled) and not _line(row)


def _goes_deeper(grid: Sequence[Sequence[_Place]], depth: int) -> bool:
    """Whether the row below a head of this depth belongs to it: nothing in it is a figure, and it divides what stands above."""
    above, row = grid[depth - 1], grid[depth]
    own = [place.cell.text for place in row if not place.from_above and place.cell.text]
    if not own or any(map(is_figure, own)) or _line(row):
        return False
    if all(_UNIT.fullmatch(text) for text in own):
        return True
    wide = [at for at, place in enumerate(above) if place.cell.across > 1]
    whole = all(not place.cell.text or place.cell.across > 1 or row[at].from_above for at, place in enumerate(above))
    if wide and whole and all(row[at].cell.text for at in wide):
        return True
    # Heads set without merging: blanks beside "2024年", words under them, figures below.
    blanks = [at for at in range(1, len(row)) if not above[at].cell.text]
    filled = bool(blanks) and all(row[at].cell.text for at in blanks)
    return filled and depth + 1 < len(grid) and any(is_figure(place.cell.text) for place in grid[depth + 1])


def _head(rows: Sequence[Sequence[_Place]]) -> list[str]:
    """One text a column: the texts above one another, each once."""
    levels = [[place.cell.text for place in row] for row in rows]
    for level, row, below in zip(levels, rows, rows[1:], strict=False):
        for at in range(1, len(level)):
            if not level[at] and below[at].cell.text and not below[at - 1].from_above and row[at - 1].cell.down == 1:
                level[at] = level[at - 1]
    columns = zip(*levels, strict=True)
    return [LEVELS.join(dict.fromkeys(filter(None, column))) for column in columns]
