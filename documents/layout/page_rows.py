"""Lines that stand side by side on a page make one row, whatever order the file has them in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from documents.layout.types import Line

# Lines side by side share so much of the lower one's height.
_SAME_ROW = 0.5
# Lines on one row that are no further apart than so many times their size are one line.
_TOUCHING = 1.0


@dataclass(frozen=True, slots=True)
class Row:
    """Lines that stand side by side on a page, from left to right: one line of text, or the cells of a table without rules."""

    page: int
    cells: tuple[Line, ...]
    left: float = field(init=False)
    top: float = field(init=False)
    right: float = field(init=False)
    bottom: float = field(init=False)
    size: float = field(init=False)
    bold: bool = field(init=False)
    text: str = field(init=False)

    def __post_init__(self) -> None:
        cells, give = self.cells, object.__setattr__
        one = cells[0]
        several = len(cells) > 1  # most rows are one line: nothing to compare
        give(self, "left", one.left)
        give(self, "top", min([cell.top for cell in cells]) if several else one.top)
        give(self, "right", cells[-1].right)
        give(self, "bottom", max([cell.bottom for cell in cells]) if several else one.bottom)
        give(self, "size", max([cell.size for cell in cells]) if several else one.size)
        give(self, "bold", all(cell.bold for cell in cells) if several else one.bold)
        give(self, "text", " ".join([cell.text for cell in cells]) if several else one.text)


def rows_of(page: int, lines: Iterable[Line]) -> list[Row]:
    """The lines from above to below; those that touch on one level are one line, whatever order the file has them in."""
    groups: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.top + line.bottom):
        if groups and _level(groups[-1][0], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [Row(page, tuple(group) if len(group) == 1 else _cells(group)) for group in groups]


def _level(line: Line, other: Line) -> bool:
    shared = min(line.bottom, other.bottom) - max(line.top, other.top)
    return shared >= _SAME_ROW * min(line.bottom - line.top, other.bottom - other.top)


def _cells(lines: Sequence[Line]) -> tuple[Line, ...]:
    cells: list[Line] = []
    for line in sorted(lines, key=lambda line: line.left):
        last = cells[-1] if cells else None
        if last and -_TOUCHING * last.size < line.left - last.right < _TOUCHING * last.size:
            runs = (*last.runs, line.runs[0]._replace(spaced=True), *line.runs[1:])
            cells[-1] = Line(runs, max(last.size, line.size), last.bold and line.bold)
        else:
            cells.append(line)
    return tuple(cells)
