"""Answers from indicators: a table across regions with a citation for every cell, what is missing said as missing.

Values of one region that differ stand side by side. The words of a row are the clause of the report, so that no figure and no
qualifier can change on the way; what is counted or ordered here is written in words, since no report holds it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from documents.indicator_types import Indicator
from documents.numerals import in_words
from documents.regions import NATIONAL, PROVINCE_NAMES, provinces_in
from index.generations import Generation
from index.search import allowed_reports
from index.types import Entry, Filters
from rag.cite import CitationList, Quote
from rag.measured import Common, Measured, Order, common_of, fitting
from rag.types import Cell, Hit, Table, TableRow
from rag.write import Draft

_CLAUSE_START = re.compile(r"[，。；：！？,;!?\n]")
_CLAUSE_END = re.compile(r"[，。；！？;!?\n]|,(?!\d)|\.(?!\d)|(?<=[上内下右%％人元斤吨箱])、")


@dataclass(frozen=True, slots=True)
class Value:
    """An indicator with the report that tells it, and the words it is told in."""

    entry: Entry
    indicator: Indicator
    quotes: tuple[Quote, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """A region with its values; none where no report says it."""

    region: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the collection says of an indicator by region; `read` of its `reports` told something."""

    asked: Measured
    name: str
    rows: tuple[Row, ...]
    reports: int
    read: int

    @property
    def told(self) -> list[Row]:
        return [row for row in self.rows if row.values]


def compare_indicators(generation: Generation, asked: Measured, filters: Filters) -> Comparison | None:
    """The table that a question asks for; None where no report tells any of it."""
    allowed = allowed_reports(generation.entries.values(), filters) if filters else set(generation.entries)
    for name in asked.names:
        found = [(entry, indicator) for entry, indicator in generation.indicators(name) if entry.number in allowed]
        found = [(entry, indicator) for entry, indicator in found if not entry.standing.ended]
        regions = asked.regions or _regions(generation, found, allowed)
        common = common_of([indicator for _, indicator in found], asked, regions)
        rows = [Row(region, tuple(_values(generation, found, common, region))) for region in regions] if common else []
        if any(row.values for row in rows):
            entries = {value.entry.number for row in rows for value in row.values}
            return Comparison(asked, name, tuple(_ordered(rows, asked)), len(allowed), len(entries))
    return None


def is_comparison(comparison: Comparison) -> bool:
    """Whether a question is answered by the table: it asks for several regions, or for none, and several tell it."""
    asked = comparison.asked
    return asked.compares or (asked.anywhere and asked.figure and len(comparison.told) > 1)


def _regions(generation: Generation, found: Sequence[tuple[Entry, Indicator]], allowed: set[int]) -> list[str]:
    """All regions that the collection speaks of: those of its reports, and those that a survey of several names."""
    regions = {entry.metadata.region for number, entry in generation.entries.items() if number in allowed}
    regions |= {indicator.region for _, indicator in found}
    for number in {entry.number for entry, _ in found if entry.metadata.region in (None, NATIONAL)}:
        regions |= provinces_in(generation.text(number, 0, generation.entries[number].characters))
    return [region for region in PROVINCE_NAMES.split("|") if region in regions]


def _values(generation: Generation, found: Sequence[tuple[Entry, Indicator]], common: Common, region: str) -> Iterator[Value]:
    owners = {id(indicator): entry for entry, indicator in found}
    told: set[tuple[object, ...]] = set()
    for indicator in fitting([indicator for _, indicator in found], common, region):
        value = value_of(generation, owners[id(indicator)], indicator)
        if value is not None and (value.words, value.quotes[-1].span) not in told:  # both ends of a range are one clause
            told.add((value.words, value.quotes[-1].span))
            yield value


def value_of(generation: Generation, entry: Entry, indicator: Indicator) -> Value | None:
    """The indicator as its report tells it; None where the passage that holds it cannot be found."""
    quote = _quote(generation, entry, indicator.start, indicator.end, indicator.figure_start)
    if quote is None:
        return None
    if indicator.head_end:
        head = _quote(generation, entry, indicator.head_start, indicator.head_end, indicator.head_start)
        return Value(entry, indicator, (head, quote), _cells(quote.text, indicator.region)) if head else None
    start = indicator.figure_start - quote.span[1]
    return Value(entry, indicator, (quote,), _clause(quote.text, start, start + indicator.figure_end - indicator.figure_start))


def _quote(generation: Generation, entry: Entry, start: int, end: int, within: int) -> Quote | None:
    """A span of a report as a quote of the passage that holds the position `within`."""
    passage = generation.passage_at(entry.number, within)
    if passage is None:
        return None
    begin = passage.own - passage.start  # a quote counts from the head that is read before the passage
    return Quote(Hit(passage, entry, 1.0, None, None), begin + max(start, passage.start), begin + min(end, passage.end))


def _cells(row: str, region: str | None) -> str:
    """The row of a table without its bars, and without the region, which the answer says anyway."""
    return " ".join(cell for part in row.replace("\\|", "/").split("|") if (cell := part.strip()) and cell != region)


def _clause(text: str, start: int, end: int) -> str:
    """The clause of a sentence that tells a figure, word for word."""
    begin = max((match.end() for match in _CLAUSE_START.finditer(text, 0, start)), default=0)
    stop = _CLAUSE_END.search(text, end)
    return text[begin : stop.start() if stop else len(text)].strip(" 、")


def _ordered(rows: Sequence[Row], asked: Measured) -> list[Row]:
    """Rows that meet the condition, in the order asked for; those that say nothing come last."""
    if asked.condition is not None and asked.every:
        rows = [Row(row.region, tuple(v for v in row.values if asked.condition.holds(v.indicator))) for row in rows]
        rows = [row for row in rows if row.values]
    told, silent = [row for row in rows if row.values], [row for row in rows if not row.values]
    if asked.order is not None:
        told.sort(key=lambda row: _extreme(row, asked.order), reverse=asked.order == "highest")
    return [*told, *silent]


def _extreme(row: Row, order: Order | None) -> Decimal:
    """Of several values of a region the one that counts in an order."""
    values = [value.indicator.value for value in row.values]
    return max(values) if order == "highest" else min(values)


def drafts(comparison: Comparison) -> Iterator[Draft]:
    """What was asked first, then a sentence for every value, each with its quote."""
    told, asked = comparison.told, comparison.asked
    if asked.counted and asked.order is None and told:
        yield _said(f"{in_words(len(told))}个省（区、市）：{'、'.join(row.region for row in told)}。", told)
    elif asked.order is not None and len(told) > 1:
        best = [row for row in told if _extreme(row, asked.order) == _extreme(told[0], asked.order)]
        word = {"highest": "高", "lowest": "低"}[asked.order]
        if len(best) < len(told):
            yield _said(f"{'最' if len(told) > 2 else '更'}{word}的是{'、'.join(row.region for row in best)}。", told)
        if asked.every:
            told = best
    for row in told:
        for value in row.values:
            yield Draft(f"{row.region}：{value.words}", value.quotes, "quoted")


def table(comparison: Comparison, citations: CitationList) -> Table:
    """The comparison as a table; the citations are those that its drafts were numbered with."""
    rows = (TableRow(row.region, tuple(_cell(value, citations) for value in row.values)) for row in comparison.rows)
    return Table(comparison.name, comparison.asked.years, tuple(rows))


def _cell(value: Value, citations: CitationList) -> Cell:
    *_, number = citations.numbers(value.quotes)
    return Cell(value.words, number, float(value.indicator.value), value.indicator.unit)


def _said(text: str, rows: Sequence[Row]) -> Draft:
    return Draft(text, tuple(quote for row in rows for value in row.values[:1] for quote in value.quotes), "supported")
