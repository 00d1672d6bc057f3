"""A comparison as a table with bars, in the chat page: every value with its mark, what no report says said so."""

from collections.abc import Callable, Sequence
from html import escape

from documents.types import Language
from rag.types import Cell, Table, TableRow
from ui.words import say, visible

# The longest bar, in per cent of its cell.
_WIDEST = 100.0


def comparison_table(table: Table, mark: Callable[[int], str]) -> str:
    """The table as HTML in the question's language; `mark` gives the link of a citation. All text of reports is escaped."""
    head = " · ".join([visible(table.indicator), *(table.years if not set(table.years) & set(table.columns) else ())])
    columns = table.columns or ("",)
    scales = _scales(table, len(columns))
    heads = "".join(f'<th colspan="2">{escape(visible(column))}</th>' for column in table.columns)
    rows = "".join(_row(row, mark, scales, table.language) for row in table.rows)
    return f'<table class="comparison"><caption>{escape(head)}</caption>{f"<tr><th></th>{heads}</tr>" if heads else ""}{rows}</table>'


def _row(row: TableRow, mark: Callable[[int], str], scales: Sequence[float], language: Language) -> str:
    by_column = [[cell for cell in row.cells if cell.column == column] for column in range(len(scales))]
    told = "".join(_cells(cells, mark, scale, language) for cells, scale in zip(by_column, scales, strict=True))
    return f"<tr><th>{escape(visible(row.label))}</th>{told}</tr>"


def _cells(cells: Sequence[Cell], mark: Callable[[int], str], scale: float, language: Language) -> str:
    if not cells:
        return f'<td class="quiet" colspan="2">{escape(say(language, "not_told"))}</td>'
    said = "<br>".join(f"{escape(visible(cell.text))}{mark(cell.citation)}" for cell in cells)
    bars = "".join(_bar(cell, scale) for cell in cells)
    return f'<td>{said}</td><td class="bars">{bars}</td>'


def _bar(cell: Cell, scale: float) -> str:
    """Its length is the value's share of the greatest; what falls is drawn in another colour."""
    share = _WIDEST * abs(cell.value) / scale if scale else 0.0
    kind = "bar falls" if cell.value < 0 else "bar"
    return f'<div class="{kind}" style="width:{share:.1f}%"></div>'


def _scales(table: Table, columns: int) -> list[float]:
    """The greatest value of each column, of all where the columns are years; 0 where units differ: such bars would say nothing."""
    cells = [cell for row in table.rows for cell in row.cells]
    if set(table.columns) & set(table.years):
        return [_scale(cells)] * columns
    return [_scale([cell for cell in cells if cell.column == column]) for column in range(columns)]


def _scale(cells: Sequence[Cell]) -> float:
    same = len({cell.unit for cell in cells}) == 1
    return max((abs(cell.value) for cell in cells), default=0.0) if same else 0.0
