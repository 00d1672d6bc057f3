"""Indicators side by side: regions in rows, years or indicators in columns, every value with its report, what is missing as missing.

Values of one region that differ stand side by side. The words of a value are the clause of the report, so that no figure and no
qualifier can change on the way.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice

from documents.indicator_names import known_names
from documents.indicator_types import Indicator
from documents.regions import NATIONAL, PROVINCE_NAMES, provinces_in
from index.generations import Generation
from index.search import allowed_reports
from index.types import Entry, Filters
from rag.measured import Common, Measured, Order, common_of, fitting
from rag.values import Value, value_of

Told = Sequence[tuple[Entry, Indicator]]
# 历年 asks for all years that are told, of which so many stand side by side.
MOST_YEARS = 6
MOST_SHARED = 6


@dataclass(frozen=True, slots=True)
class Column:
    """What a column tells: an indicator, of a year where years stand side by side."""

    name: str
    year: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A region with its values, for each column those that are told; none where no report says it."""

    region: str
    cells: tuple[tuple[Value, ...], ...]

    @property
    def values(self) -> tuple[Value, ...]:
        return tuple(value for cell in self.cells for value in cell)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the collection says of indicators by region; `read` of its `reports` told something."""

    asked: Measured
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    reports: int
    read: int

    @property
    def told(self) -> list[Row]:
        return [row for row in self.rows if row.values]

    @property
    def answers(self) -> bool:
        """Whether a question is answered by the table: it compares, or it names no region and several tell it."""
        asked = self.asked
        return asked.compares or len(self.columns) > 1 or (asked.anywhere and asked.figure and len(self.told) > 1)


def compare_indicators(generation: Generation, asked: Measured, filters: Filters) -> Comparison | None:
    """The table that a question asks for; None where no report tells any of it."""
    allowed = allowed_reports(generation.entries.values(), filters) if filters else set(generation.entries)
    names = asked.names or _shared(generation, asked, allowed)
    found = {name: _in_force(generation, name, allowed) for name in names}
    columns = _columns(found, asked) if names else ()
    told = [row for name in dict.fromkeys(column.name for column in columns) for row in found[name]]
    regions = asked.regions or _regions(generation, told, allowed)
    cells = list(_told_by_column(generation, found, columns, asked, regions))
    rows = [Row(region, tuple(column[region] for column in cells)) for region in regions]
    if not any(row.values for row in rows):
        return None
    entries = {value.entry.number for row in rows for value in row.values}
    return Comparison(asked, columns, tuple(_ordered(rows, asked)), len(allowed), len(entries))


def _in_force(generation: Generation, name: str, allowed: set[int]) -> Told:
    return [(entry, i) for entry, i in generation.indicators(name) if entry.number in allowed and not entry.standing.ended]


def _shared(generation: Generation, asked: Measured, allowed: set[int]) -> tuple[str, ...]:
    """The known indicators that every region asked for tells, where a question compares targets and names none."""
    shared = (name for name in known_names() if set(asked.regions) <= _telling(_in_force(generation, name, allowed), asked))
    return tuple(islice(shared, MOST_SHARED))


def _telling(told: Told, asked: Measured) -> set[str | None]:
    return {i.region for _, i in told if _is_meant(i, asked) and (not asked.years or i.period in asked.years)}


def _columns(found: dict[str, Told], asked: Measured) -> tuple[Column, ...]:
    """Years where several are asked for; all indicators that are named, but for an order or a condition the first that is told."""
    first = next((name for name, told in found.items() if _telling(told, asked)), next(iter(found)))
    if asked.each_year:
        told = {i.period for _, i in found[first] if i.period and _is_meant(i, asked)}
        years = asked.years or sorted(period for period in told if "/" not in period)  # parts of a year are no years
        return tuple(Column(first, year) for year in years[-min(asked.recent or MOST_YEARS, MOST_YEARS) :]) or (Column(first),)
    if not asked.names or (asked.order is None and asked.condition is None):
        return tuple(map(Column, found))
    return (Column(first),)


def _is_meant(indicator: Indicator, asked: Measured) -> bool:
    return asked.means(indicator) and (not asked.regions or indicator.region in asked.regions)


def _told_by_column(
    generation: Generation, found: dict[str, Told], columns: Sequence[Column], asked: Measured, regions: Sequence[str]
) -> Iterator[dict[str, tuple[Value, ...]]]:
    """For each column what each region tells. Years stand side by side in one measure and unit."""
    kept: Common | None = None
    if asked.each_year:
        years = tuple(column.year for column in columns if column.year)
        kept = _common(found[columns[0].name], replace(asked, years=years), regions)
    for column in columns:
        told = [(e, i) for e, i in found[column.name] if kept is None or (i.measure, i.unit) == (kept.measure, kept.unit)]
        wanted = asked if column.year is None else asked.of_year(column.year)
        common = common_of([i for _, i in told], wanted, regions)
        values = {region: tuple(_values(generation, told, common, region)) if common else () for region in regions}
        if column.year is not None:
            values |= {region: _of_any_standing(generation, told, wanted, region) for region in regions if not values[region]}
        yield values


def _common(told: Told, asked: Measured, regions: Sequence[str]) -> Common | None:
    """In the standing asked for; where nothing is told in it, in any."""
    found = [indicator for _, indicator in told]
    return common_of(found, asked, regions) or common_of(found, replace(asked, standing=None), regions)


def _of_any_standing(generation: Generation, told: Told, asked: Measured, region: str) -> tuple[Value, ...]:
    """A year without a target is not silent where its result is told: years side by side are often a target and what came of it."""
    common = _common(told, asked, [region])
    return tuple(_values(generation, told, common, region)) if common else ()


def _regions(generation: Generation, found: Told, allowed: set[int]) -> list[str]:
    """All regions that the collection speaks of: those of its reports, and those that a survey of several names."""
    regions = {entry.metadata.region for number, entry in generation.entries.items() if number in allowed}
    regions |= {indicator.region for _, indicator in found}
    for number in {entry.number for entry, _ in found if entry.metadata.region in (None, NATIONAL)}:
        regions |= provinces_in(generation.text(number, 0, generation.entries[number].characters))
    return [region for region in PROVINCE_NAMES.split("|") if region in regions]


def _values(generation: Generation, found: Told, common: Common, region: str) -> Iterator[Value]:
    owners = {id(indicator): entry for entry, indicator in found}
    told: set[tuple[object, ...]] = set()
    for indicator in fitting([indicator for _, indicator in found], common, region):
        value = value_of(generation, owners[id(indicator)], indicator)
        if value is not None and (value.words, value.quotes[-1].span) not in told:  # both ends of a range are one clause
            told.add((value.words, value.quotes[-1].span))
            yield value


def _ordered(rows: Sequence[Row], asked: Measured) -> list[Row]:
    """Rows that meet the condition, in the order asked for; those that say nothing come last."""
    condition = asked.condition
    if condition is not None and asked.every:
        rows = [Row(row.region, tuple(tuple(v for v in cell if condition.holds(v.indicator)) for cell in row.cells)) for row in rows]
        rows = [row for row in rows if row.values]
    told, silent = [row for row in rows if row.values], [row for row in rows if not row.values]
    if asked.order is not None and all(len(row.cells) == 1 for row in told):
        told.sort(key=lambda row: extreme(row, asked.order), reverse=asked.order == "highest")
    return [*told, *silent]


def extreme(row: Row, order: Order | None) -> Decimal:
    """Of several values of a region the one that counts in an order."""
    values = [value.indicator.value for value in row.values]
    return max(values) if order == "highest" else min(values)
