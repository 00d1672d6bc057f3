"""The tables in a report's text as data: rows of cells, each a span of the text, with the heads over it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from documents.types import Block

# The row of dashes below a head.
RULE = re.compile(r"(?=.*\|)\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_BAR = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class Cell:
    """`report.text[start:end]` as it stands there; `text` is without the backslashes before bars."""

    row: int
    column: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells from top to bottom, the rule of dashes left out. The first `heads` rows are the head, 0 where there is none."""

    rows: tuple[tuple[Cell, ...], ...] = field(repr=False)
    heads: int

    @property
    def body(self) -> tuple[tuple[Cell, ...], ...]:
        return self.rows[self.heads :]

    def heads_of(self, cell: Cell) -> tuple[Cell, ...]:
        """The cells of the head over a cell, the outermost first, without blank ones."""
        above = (row[cell.column] for row in self.rows[: self.heads] if cell.column < len(row))
        return tuple(head for head in above if head.text and cell.row >= self.heads)

    def label_of(self, cell: Cell) -> Cell | None:
        """The cell that names the row: the first one, None for that one itself."""
        return self.rows[cell.row][0] if cell.column and cell.row >= self.heads else None

    def find(self, label: str, head: str) -> Cell | None:
        """The first cell of the body in a row of this label and under a head of these words."""
        for row in self.body:
            if row and row[0].text == label:
                return next((cell for cell in row if any(above.text == head for above in self.heads_of(cell))), None)
        return None


def table_at(text: str, block: Block) -> Table:
    """The table that a block of kind "table" holds; `text` is the report's."""
    rows: list[tuple[Cell, ...]] = []
    heads = 0
    start = block.start
    for line in text[block.start : block.end].split("\n"):
        if not heads and RULE.fullmatch(line):
            heads = len(rows)
        elif line.strip():
            rows.append(tuple(_cells(text, start, start + len(line), len(rows))))
        start += len(line) + 1
    return Table(tuple(rows), heads)


def head_end(text: str, start: int, end: int) -> int:
    """Where the head of a table with its rule of dashes ends; `start` where it has none."""
    position = start
    for line in text[start:end].split("\n")[:3]:
        position += len(line) + 1
        if RULE.fullmatch(line):
            return position - 1
    return start


def _cells(text: str, start: int, end: int, row: int) -> Iterator[Cell]:
    bars = [match.start() for match in _BAR.finditer(text, start, end)]
    edges = [start - 1, *bars, end]
    spans = [(left + 1, right) for left, right in pairwise(edges)]
    # Bars at both ends of the row part nothing.
    if bars and not text[start : bars[0]].strip():
        spans = spans[1:]
    if len(bars) > 1 and not text[bars[-1] + 1 : end].strip():
        spans = spans[:-1]
    for column, (left, right) in enumerate(spans):
        piece = text[left:right]
        first = left + len(piece) - len(piece.lstrip())
        last = max(first, left + len(piece.rstrip()))
        yield Cell(row, column, first, last, text[first:last].replace("\\|", "|"))
