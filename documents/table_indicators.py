"""Indicators in tables: a cell with its row's label and the heads over it says whose, which, how much and for when.

Only cells whose label or head names a known indicator: a table has a hundred figures, and most of them are of none.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from documents.dates import months_of, spoken_period
from documents.indicator_names import indicators_named
from documents.indicator_types import Indicator, Setting, Standing
from documents.numbers import Figure, figures_in
from documents.regions import provinces_in
from documents.tables import Cell, Table, table_at
from documents.text import flat
from documents.types import Block
from documents.units import MULTIPLIERS, UNITS, direction_of

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_TARGET = re.compile("目标|预期|计划|target|plan")
_GROWTH = re.compile("增长|增速|增幅|同比|比上年|下降|±|growth|change")
# 增加值（亿元）, 增速(%), 单位：亿元
_UNIT = re.compile(r"(?:[（(]|单位[:：]\s*)(?P<multiplier>万亿|[百千]?[万亿]|[百千])?(?P<unit>%|[一-鿿]{1,4})\s*(?:[）)]|$|\n)")


def indicators_of_table(text: str, block: Block, note: str, setting: Setting) -> Iterator[Indicator]:
    """`text` is the report's, `note` what stands above the table and may say its unit."""
    table = table_at(text, block)
    if not table.heads:
        return
    head = _lines(text, block, table.rows[0][0].start, table.rows[table.heads - 1][-1].end)
    for row in table.body:
        for cell in row[1:]:
            found = _of_cell(table, cell, note, setting)
            if found is not None:
                start, end = _lines(text, block, row[0].start, row[-1].end)
                yield replace(found, start=start, end=end, head_start=head[0], head_end=head[1])


def _lines(text: str, block: Block, start: int, end: int) -> tuple[int, int]:
    """The span of the whole lines of a table that a span touches, bars included."""
    stop = text.find("\n", end, block.end)
    return max(block.start, text.rfind("\n", 0, start) + 1), stop if stop >= 0 else block.end


def _of_cell(table: Table, cell: Cell, note: str, setting: Setting) -> Indicator | None:
    label = table.label_of(cell)
    heads = " ".join(above.text for above in table.heads_of(cell))
    said = f"{label.text if label else ''} {heads}"
    names = indicators_named(said)
    figure = _figure(cell, heads, label.text if label else "", note)
    regions = provinces_in(said)
    if len(names) != 1 or figure is None or len(regions) > 1:
        return None
    years = _YEAR.findall(flat(said)) or _YEAR.findall(flat(note))
    year = years[-1] if years else setting.year
    growth = figure.unit in {"%", "百分点"} and (figure.direction is not None or _GROWTH.search(said) is not None)
    return Indicator(
        names[0], next(iter(regions), setting.region), figure.value, figure.unit, figure.qualifier, "growth" if growth else "level",
        _standing(said, setting), spoken_period(year, _months(said, note, setting)) if year else None, 0, 0, cell.start, cell.end,
    )  # fmt: skip


def _months(said: str, note: str, setting: Setting) -> tuple[int, int] | None:
    """The part of the year that a cell is of: its head's, else its table's, else what is spoken of above; none for 全年."""
    if "全年" in said:
        return None
    return months_of(flat(said)) or months_of(flat(note)) or setting.months


def _standing(said: str, setting: Setting) -> Standing | None:
    if _TARGET.search(said) or setting.target:
        return "target"
    return None if setting.target is None else "achieved"


def _figure(cell: Cell, heads: str, label: str, note: str) -> Figure | None:
    """The one amount of a cell, in the unit that it, its head, its label or the table says; None where it says another thing."""
    found = figures_in(cell.text)
    bare = re.fullmatch(r"[-−+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[-−+]?\d+(?:\.\d+)?", cell.text.strip())
    if bare:
        found = [Figure(0, len(cell.text), "amount", Decimal(bare.group().replace(",", "").replace("−", "-")))]
    if len(found) != 1 or found[0].kind != "amount":
        return None
    figure = found[0]
    if not figure.unit:
        unit = next((match for said in (heads, label, note) if (match := _UNIT.search(flat(said))) and match["unit"] in UNITS), None)
        if unit is None:
            return None
        normal, factor = UNITS[unit["unit"]]
        figure = replace(figure, value=figure.value * MULTIPLIERS.get(unit["multiplier"] or "", 1) * factor, unit=normal)
    return replace(figure, direction=figure.direction or direction_of(flat(heads)))
