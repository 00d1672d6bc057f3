"""Grids to parts: a table as pipe rows, one row for its head, each word with its box."""

from collections.abc import Sequence

from documents.layout.segments import segment_of
from documents.layout.types import Grid, Line, Run
from documents.layout.written import Writer
from documents.parts import Part
from documents.seams import seam
from documents.structure import size

# In Han characters: a description said in each of its rows would outweigh all else that speaks of the matter.
_LONGEST_LABEL = 30
# The levels of a cell: each has its lines. A body cell has one level, a head cell one for each row of the head that it lies under.
_Cell = list[tuple[Line, ...]]


def grid_parts(grid: Grid, page: int, words: frozenset[str] = frozenset()) -> list[Part]:
    """The caption, the note on the unit, and the table, in this order; each line of the caption is a paragraph.

    `words` are those of the document, which tell whether a hyphen at a line's end stays.
    """
    return [*(_line_part(line, page) for line in grid.caption), grid_part(grid, page, words)]


def grid_part(grid: Grid, page: int, words: frozenset[str] = frozenset()) -> Part:
    """The table alone. A head of several rows becomes one; a label merged over rows stands in each, figures and long texts once."""
    writer = Writer(page)
    for number, row in enumerate([_head(grid), *_body(grid)]):
        writer.sign("|" if number == 0 else "\n|")
        for cell in row:
            writer.sign(" ")
            _write_cell(writer, cell, words)
            writer.sign(" |")
        if number == 0:
            writer.sign("\n| " + " | ".join(["---"] * len(row)) + " |")
    return writer.part("table")


def _line_part(line: Line, page: int) -> Part:
    writer = Writer(page)
    writer.words(line.runs)
    return writer.part("paragraph")


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
        if merge.row >= grid.heads and lines and _is_label(lines):
            for row in rows[merge.row + 1 : merge.row + merge.down]:
                row[merge.column] = [lines]
    return [row for row in rows[grid.heads :] if any(row)]


def _is_label(lines: Sequence[Line]) -> bool:
    merged = segment_of([run for line in lines for run in line.runs], lines[0].size)
    return merged.kind != "figure" and size(merged.text) <= _LONGEST_LABEL


def _write_cell(writer: Writer, levels: _Cell, words: frozenset[str]) -> None:
    for number, lines in enumerate(levels):
        writer.sign(" " if number else "")
        for line, following in zip(lines, [*lines[1:], None], strict=True):
            cut, glue = (0, "") if following is None else _seam(line, following, words)
            writer.words(_tight(line.runs), cut)
            writer.sign(glue)


def _tight(runs: Sequence[Run]) -> list[Run]:
    """A currency sign is written before its figure, a percent sign after it, without the space that a table sets between."""
    tight = []
    before = ""
    for run in runs:
        spaced = run.spaced and before != "" and not _sticks(before, run.text)
        tight.append(run._replace(text=run.text.replace("|", "\\|"), spaced=spaced))
        before = run.text
    return tight


def _sticks(left: str, right: str) -> bool:
    if left in "$€£¥￥":
        return right[0].isdigit() or right[0] in "(-—–"
    return right[0] in "%％)）" and (left[-1].isdigit() or left[-1] in ")）")


def _seam(above: Line, line: Line, words: frozenset[str]) -> tuple[int, str]:
    """What comes between two lines of a cell, or two stretches of one line, and how much of a hyphen goes."""
    if above.bottom > (line.top + line.bottom) / 2:
        return 0, " "
    return seam(above.text, line.text, words)
