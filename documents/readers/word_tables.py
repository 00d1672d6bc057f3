"""Tables of Word: rows of cells that cover columns and rows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from documents.grid import Cell
from documents.readers.word_styles import W, value

# What may stand between a table and its rows, a row and its cells, the body and its paragraphs.
WRAPPERS = {W + name for name in "sdt sdtContent customXml ins moveTo smartTag".split()}


@dataclass
class _Open:
    """A cell while rows are still added to it."""

    text: str
    across: int
    head: bool
    down: int = 1


def children(element: Any, tag: str) -> Iterator[Any]:
    """The children with a tag, also those inside content controls and tracked insertions."""
    for child in element.iterchildren(tag="*"):
        if child.tag == W + tag:
            yield child
        elif child.tag in WRAPPERS:
            yield from children(child, tag)


def is_one_column(table: Any) -> bool:
    """Such a table only draws a frame around its text."""
    return all(len(list(children(row, "tc"))) < 2 for row in children(table, "tr"))


def cells_of(table: Any, text_of: Callable[[Any], str]) -> list[list[Cell]]:
    """The cells row by row, each once; `text_of` gives the text of one and is called in the order of the document."""
    begun: dict[int, _Open] = {}
    shown = (row for row in children(table, "tr") if value(row, "trPr/del") is None and value(row, "trPr/hidden") is None)
    rows = [_row(row, begun, text_of) for row in shown]
    return [[Cell(cell.text, cell.across, cell.down, cell.head) for cell in row] for row in rows]


def _row(row: Any, begun: dict[int, _Open], text_of: Callable[[Any], str]) -> list[_Open]:
    """The cells that begin in a row; `begun` holds by column those that may go on below and is brought up to date."""
    head = value(row, "trPr/tblHeader") not in {None, "0", "false"}
    column = int(value(row, "trPr/gridBefore") or 0)
    cells = [_Open("", column, head)] if column else []
    for cell in children(row, "tc"):
        across = max(1, int(value(cell, "tcPr/gridSpan") or 1))
        merged = value(cell, "tcPr/vMerge")
        text = text_of(cell)
        if merged not in {None, "restart"} and column in begun:
            begun[column].down += 1
        else:
            cells.append(_Open(text, across, head))
            begun.pop(column, None)
            if merged is not None:
                begun[column] = cells[-1]
        column += across
    return cells
