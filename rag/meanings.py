"""Figures of a sentence and of its quotes, compared by what they mean: value, unit, qualifier, direction, range, aimed at or reached."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from documents.numbers import Figure, figures_in
from documents.text import flat
from documents.units import MULTIPLIERS, UNITS
from rag.foreign import ENGLISH_NUMBERS

_SCALE = r"(?P<multiplier>(?:万亿|[百千]?[万亿]|[百千])(?!分点|瓦|克|米))?(?P<unit>[%a-z一-鿿]{0,6})"
# A table says once for all its figures, or over a column, what they count: 单位：亿元, 生产总值（亿元）, "in millions".
_TABLE_UNIT = re.compile(rf"单位[:：]\s*{_SCALE}")
_COLUMN_UNIT = re.compile(rf"[（(]{_SCALE}[）)]")
_TABLE_SCALE = re.compile(r"\b(?:in|amounts in|dollars in)\s+(?P<multiplier>thousand|million|billion)s?\b")
_ANY = "any"
# What says that a figure is not reached yet. In the clause of a figure it may not be left out.
_INTENDED = re.compile("力争|争取|预计|预期|拟|计划|有望|目标|expected|target|aim|plans? to|forecast")
_ONLY_INTENDED = re.compile("力争|争取|预计|预期|拟|有望|is expected|are expected|aims? to|plans? to|forecast")
_REACHED = re.compile("完成|实现了|达到了|同比|[比较]上年|[比较]去年|year on year|year-on-year")
_CLAUSE = re.compile(r"[，。；、！？,;!?]|\. ")
_RANGE = re.compile(r"\s*(?:[-—–~～]{1,2}|至|到|to)\s*")
_MULTIPLIER = re.compile("万亿|[百千]?[万亿]|[百千]|thousand|million|billion|trillion")


@dataclass(frozen=True, slots=True)
class Meaning:
    """One reading of a figure of a quote. `partner` is the other end where it is one end of a range."""

    figure: Figure
    aimed: bool
    reached: bool
    partner: Figure | None = None


def missing_figures(sentence: str, quotes: Sequence[str], above: str = "") -> list[str]:
    """The figures of a sentence that no quote holds with the same meaning, as they are written.

    `above` is what stands above the quotes: it may say the unit of a table, but no figure. A year is held by a date of that year; a
    figure that the quote only aims at is not held by a sentence that tells it as reached, and the other way round; one end of a range
    is not held without the other.
    """
    held = [meaning for quote in quotes for meaning in meanings(quote, above)]
    words = flat(" ".join(quotes))
    said = figures_in(sentence)
    ends = set(range_ends(flat(sentence), said))
    return [
        sentence[figure.start : figure.end]
        for figure in said
        if not any(holds(meaning, figure, sentence, ends) for meaning in held) and not _in_words(figure, words)
    ]


def holds(meaning: Meaning, figure: Figure, sentence: str, ends: Set[int]) -> bool:
    """Whether a figure of a sentence is what the quote means; `ends` are the places of those that are ends of ranges."""
    text = flat(sentence)
    if meaning.aimed and not _INTENDED.search(text):
        return False
    if meaning.reached and _ONLY_INTENDED.search(_CLAUSE.split(text[: figure.start])[-1]):
        return False
    return is_same(figure, meaning.figure) and (meaning.partner is None or figure.start in ends)


def is_same(figure: Figure, other: Figure) -> bool:
    """A cell whose table says how many but not of what (in millions) holds a figure of any unit."""
    cell = other.kind == "amount" and other.unit == _ANY and replace(figure, unit="").means(replace(other, unit=""))
    return cell or figure.means(other) or _year_of(figure, other)


def _year_of(figure: Figure, date: Figure) -> bool:
    return figure.kind == "year" and date.kind == "date" and str(date.value).startswith(str(figure.value))


def _in_words(figure: Figure, quotes: str) -> bool:
    """3 for "three": a bare number that an English quote writes in letters."""
    bare = figure.kind == "amount" and not figure.unit and figure.qualifier is None
    return bare and any(number == figure.value and re.search(rf"\b{word}\b", quotes) for word, number in ENGLISH_NUMBERS.items())


def meanings(quote: str, above: str = "") -> Iterator[Meaning]:
    """The readings of a quote's figures: those of a table's cells also with the table's or a column's unit."""
    plain, figures = flat(quote), figures_in(quote)
    scales = _scales(flat(above), plain)
    partners = range_ends(plain, figures)
    for figure in figures:
        clause = _CLAUSE.split(plain[: figure.start])[-1]
        amount = figure.kind == "amount"
        aimed = amount and _INTENDED.search(clause) is not None
        reached = amount and not aimed and _REACHED.search(clause) is not None
        partner = partners.get(figure.start)
        for reading in _readings(figure, partner, plain, scales):
            yield Meaning(reading, aimed, reached, partner)


def _readings(figure: Figure, partner: Figure | None, plain: str, scales: list[re.Match[str]]) -> Iterator[Figure]:
    yield figure
    if figure.kind != "amount" or figure.unit:
        return
    if partner is not None and partner.unit:  # 5—6%, 50—60万人: the unit stands at the end
        times = _MULTIPLIER.search(plain, partner.start, partner.end)
        yield replace(figure, value=figure.value * MULTIPLIERS.get(times.group() if times else "", 1), unit=partner.unit)
    for scale in scales:
        unit, factor = UNITS.get(scale.groupdict().get("unit") or "", (_ANY, Decimal(1)))
        yield replace(figure, value=figure.value * MULTIPLIERS.get(scale["multiplier"] or "", 1) * factor, unit=unit)


def _scales(above: str, quote: str) -> list[re.Match[str]]:
    whole = f"{above} {quote}"
    scale = _TABLE_UNIT.search(whole) or _TABLE_SCALE.search(whole)
    columns = [match for match in _COLUMN_UNIT.finditer(quote) if match["unit"] in UNITS] if quote.lstrip().startswith("|") else []
    return [*([scale] if scale else []), *columns]


def range_ends(plain: str, figures: Sequence[Figure]) -> dict[int, Figure]:
    """For each end of a range, by its place, the other end."""
    partners: dict[int, Figure] = {}
    for first, last in pairwise(figures):
        if first.kind == last.kind == "amount" and _RANGE.fullmatch(plain, first.end, last.start) and first.value < last.value:
            partners[first.start], partners[last.start] = last, first
    return partners
