"""Grids to parts: a table as pipe rows, one row for its head, each word with its box."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from documents.layout.segments import segment_of
from documents.layout.types import Grid, Line, Run
from documents.parts import Part
from documents.types import Box

# The levels of a cell: each has its lines. A body cell has one level, a head cell one for each row of the head that it lies under.
_Cell = list[tuple[Line, ...]]


def grid_parts(grid: Grid, page: int) -> list[Part]:
    """The caption, the note on the unit, and the table, in this order; each line of the caption is a paragraph."""
    return [*(_line_part(line, page) for line in grid.caption), grid_part(grid, page)]


def grid_part(grid: Grid, page: int) -> Part:
    """The table alone. A head of several rows becomes one, words merged over rows stand in each of them; figures stand once."""
    writer = _Writer(page)
    rows = [_head(grid), *_body(grid)]
    for number, row in enumerate(rows):
        writer.add("|" if number == 0 else "\n|")
        for cell in row:
            writer.add(" ")
            writer.cell(cell)
            writer.add(" |")
        if number == 0:
            writer.add("\n| " + " | ".join(["---"] * len(row)) + " |")
    return Part("table", writer.text, page=page, boxes=tuple(writer.boxes))


def _line_part(line: Line, page: int) -> Part:
    writer = _Writer(page, bar="|")
    writer.cell([(line,)])
    return Part("paragraph", writer.text, page=page, boxes=tuple(writer.boxes))


def _head(grid: Grid) -> list[_Cell]:
    """For each column what stands above it; lines over the same columns are one level. Blank for a table without head."""
    owners = {
        (merge.row + down, merge.column + across): merge
        for merge in grid.merges
        for down in range(merge.down)
        for across in range(merge.across)
    }
    head: list[_Cell] = []
    for column in range(len(grid.rows[0])):
        levels: _Cell = []
        spans: list[tuple[int, int]] = []
        for row in range(grid.heads):
            owner = owners.get((row, column))
            if owner and owner.row < row:
                continue
            span = (owner.column, owner.across) if owner else (column, 1)
            lines = grid.rows[row][span[0]] or ()
            if lines and spans and spans[-1] == span:
                levels[-1] += lines
            elif lines:
                levels.append(lines)
                spans.append(span)
        head.append(levels)
    return head


def _body(grid: Grid) -> list[list[_Cell]]:
    rows: list[list[_Cell]] = [[[cell] if cell else [] for cell in row] for row in grid.rows]
    for merge in grid.merges:
        lines = grid.rows[merge.row][merge.column]
        if merge.row >= grid.heads and lines and segment_of([run for line in lines for run in line.runs], 1.0).kind != "figure":
            for row in rows[merge.row + 1 : merge.row + merge.down]:
                row[merge.column] = [lines]
    return [row for row in rows[grid.heads :] if any(row)]


@dataclass
class _Writer:
    """Text with the boxes of its words as it grows; `bar` is written for a bar."""

    page: int
    bar: str = "\\|"
    pieces: list[str] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    length: int = 0

    @property
    def text(self) -> str:
        return "".join(self.pieces)

    def add(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)

    def cell(self, levels: _Cell) -> None:
        for number, lines in enumerate(levels):
            self.add(" " if number else "")
            above: Line | None = None
            for line in lines:
                self.add(_seam(above, line) if above else "")
                self._line(line.runs)
                above = line

    def _line(self, runs: Sequence[Run]) -> None:
        before = ""
        for run in runs:
            self.add(" " if before and run.spaced and not _sticks(before, run.text) else "")
            text = run.text.replace("|", self.bar)
            start = self.length
            self.add(text)
            self.boxes.append(Box(start, self.length, self.page, run.left, run.top, run.right, run.bottom))
            before = run.text


def _sticks(left: str, right: str) -> bool:
    """A currency sign is written before its figure, a percent sign after it, without the space that a table sets between."""
    if left in "$€£¥￥":
        return right[0].isdigit() or right[0] in "(-—–"
    return right[0] in "%％)）" and (left[-1].isdigit() or left[-1] in ")）")


def _seam(above: Line, line: Line) -> str:
    """What comes between two lines of a cell, or two stretches of one line."""
    left, right = above.text[-1], line.text[0]
    if above.bottom > (line.top + line.bottom) / 2:
        return " "
    if left == "-" and right.islower():
        return ""
    return "" if _is_wide(left) and _is_wide(right) else " "


def _is_wide(character: str) -> bool:
    """Han characters and full-width marks, which are set without spaces."""
    return unicodedata.east_asian_width(character) in "WF"
