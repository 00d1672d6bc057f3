"""A comparison in sentences and as a table, in the question's language around the clauses of the reports.

What is counted or ordered here is written in words, since no report holds it.
"""

from collections.abc import Iterator, Sequence

from documents.dates import told_period
from documents.indicator_names import name_in
from documents.numerals import in_english, in_words
from documents.regions import region_in_language
from documents.types import Language
from rag.cite import CitationList
from rag.compare import Column, Comparison, Row, extreme
from rag.measured import Order
from rag.types import Cell, Table, TableRow
from rag.values import Value
from rag.write import Draft

_ORDERED: dict[tuple[Order, bool], str] = {
    ("highest", True): "最高的是", ("highest", False): "更高的是", ("lowest", True): "最低的是", ("lowest", False): "更低的是",
}  # fmt: skip
_ORDERED_ENGLISH: dict[tuple[Order, bool], str] = {
    ("highest", True): "Highest", ("highest", False): "Higher", ("lowest", True): "Lowest", ("lowest", False): "Lower",
}  # fmt: skip


def drafts(comparison: Comparison, language: Language) -> Iterator[Draft]:
    """What was asked first, then a sentence for every value, each with its quote."""
    told, asked = comparison.told, comparison.asked
    if asked.counted and asked.order is None and told:
        yield _said(_counted(told, language), told)
    elif asked.order is not None and len(told) > 1 and len(comparison.columns) == 1:
        best = [row for row in told if extreme(row, asked.order) == extreme(told[0], asked.order)]
        if len(best) < len(told):
            yield _said(_named_best(asked.order, best, len(told) > 2, language), told)
        if asked.every:
            told = best
    for row in told:
        for value in row.values:
            yield Draft(led(row.region, value.words, language), value.quotes, "quoted")


def best_year(comparison: Comparison, language: Language) -> str | None:
    """Which year of one region is first in the order asked for. No sentence may say it, since no quote does."""
    order, told = comparison.asked.order, comparison.told
    if order is None or len(told) != 1 or len(comparison.columns) < 2 or comparison.columns[0].year is None:
        return None
    values = [
        (value.indicator.value, column.year) for column, cell in zip(comparison.columns, told[0].cells, strict=True) for value in cell
    ]
    best = (max if order == "highest" else min)(value for value, _ in values)
    years = list(dict.fromkeys(str(year) for value, year in values if value == best))
    if language == "zh":
        return f"{_ORDERED[order, True]}{listed([told_period(year) for year in years], language)}。"
    return f"{_ORDERED_ENGLISH[order, True]}: {listed(years, language)}."


def led(region: str, words: str, language: Language) -> str:
    """A clause of a report behind the name of its region."""
    return f"{region}：{words}" if language == "zh" else f"{region_in_language(region, language)}: {words}"


def _counted(told: Sequence[Row], language: Language) -> str:
    if language == "zh":
        return f"{in_words(len(told))}个省（区、市）：{listed(_regions(told, language), language)}。"
    provinces = "province" if len(told) == 1 else "provinces"
    return f"{in_english(len(told)).capitalize()} {provinces}: {listed(_regions(told, language), language)}."


def _named_best(order: Order, best: Sequence[Row], several: bool, language: Language) -> str:
    named = listed(_regions(best, language), language)
    return f"{_ORDERED[order, several]}{named}。" if language == "zh" else f"{_ORDERED_ENGLISH[order, several]}: {named}."


def _regions(rows: Sequence[Row], language: Language) -> list[str]:
    return [region_in_language(row.region, language) for row in rows]


def listed(names: Sequence[str], language: Language) -> str:
    """甲、乙、丙, or "A, B and C"."""
    if language == "zh" or len(names) < 2:
        return "、".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def silent(comparison: Comparison, language: Language) -> list[str]:
    """What no report says: regions, and where there are several columns which of them of which region."""
    if len(comparison.columns) == 1:
        return [region_in_language(row.region, language) for row in comparison.rows if not row.values]
    missing = []
    for row in comparison.rows:
        columns = [_label(column, language) for column, cell in zip(comparison.columns, row.cells, strict=True) if not cell]
        where = f"（{'、'.join(columns)}）" if language == "zh" else f" ({', '.join(columns)})"
        if columns:
            missing.append(region_in_language(row.region, language) + (where if len(columns) < len(row.cells) else ""))
    return missing


def table(comparison: Comparison, citations: CitationList, language: Language) -> Table:
    """The comparison as a table; the citations are those that its drafts were numbered with."""
    names = dict.fromkeys(name_in(column.name, language) for column in comparison.columns)
    columns = tuple(_label(column, language) for column in comparison.columns) if len(comparison.columns) > 1 else ()
    rows = (
        TableRow(
            region_in_language(row.region, language),
            tuple(_cell(value, number, citations) for number, cell in enumerate(row.cells) for value in cell),
        )
        for row in comparison.rows
    )
    years = comparison.asked.years or tuple(column.year for column in comparison.columns if column.year)
    return Table("、".join(names) if language == "zh" else ", ".join(names), years, tuple(rows), columns, language)


def _label(column: Column, language: Language) -> str:
    return column.year or name_in(column.name, language)


def _cell(value: Value, column: int, citations: CitationList) -> Cell:
    *_, number = citations.numbers(value.quotes)
    indicator = value.indicator
    return Cell(value.words, number, float(indicator.value), indicator.unit, column, indicator.standing)


def _said(text: str, rows: Sequence[Row]) -> Draft:
    return Draft(text, tuple(quote for row in rows for value in row.values[:1] for quote in value.quotes), "supported")
