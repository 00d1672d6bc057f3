"""A comparison as a table with bars, in the chat page: every value with its mark, what no report says said so."""

from collections.abc import Callable
from html import escape

from documents.types import Language
from rag.types import Cell, Table
from ui.words import say, visible

# The longest bar, in per cent of its cell.
_WIDEST = 100.0


def comparison_table(table: Table, mark: Callable[[int], str], language: Language) -> str:
    """The table as HTML; `mark` gives the link of a citation. All text of reports is escaped."""
    head = " · ".join([visible(table.indicator), *table.years])
    scale = _scale(table)
    rows = "".join(_row(row.label, row.cells, mark, scale, language) for row in table.rows)
    return f'<table class="comparison"><caption>{escape(head)}</caption>{rows}</table>'


def _row(label: str, cells: tuple[Cell, ...], mark: Callable[[int], str], scale: float, language: Language) -> str:
    if not cells:
        return f'<tr><th>{escape(visible(label))}</th><td class="quiet" colspan="2">{escape(say(language, "not_told"))}</td></tr>'
    said = "<br>".join(f"{escape(visible(cell.text))}{mark(cell.citation)}" for cell in cells)
    bars = "".join(_bar(cell, scale) for cell in cells)
    return f'<tr><th>{escape(visible(label))}</th><td>{said}</td><td class="bars">{bars}</td></tr>'


def _bar(cell: Cell, scale: float) -> str:
    """Its length is the value's share of the greatest; what falls is drawn in another colour."""
    share = _WIDEST * abs(cell.value) / scale if scale else 0.0
    kind = "bar falls" if cell.value < 0 else "bar"
    return f'<div class="{kind}" style="width:{share:.1f}%"></div>'


def _scale(table: Table) -> float:
    """The greatest value; 0 where units differ, since bars of different units say nothing."""
    cells = [cell for row in table.rows for cell in row.cells]
    same = len({cell.unit for cell in cells}) == 1
    return max((abs(cell.value) for cell in cells), default=0.0) if same else 0.0
