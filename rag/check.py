"""Does a sentence stand in its quotes: every figure with its unit, qualifier and direction, every place, and enough of its words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from documents.numbers import Figure, figures_in
from documents.regions import places_in
from documents.text import flat
from documents.units import MULTIPLIERS, UNITS
from index.words import tokens
from rag.clauses import has_added_clause
from rag.foreign import is_foreign
from rag.types import Support

# Shares of a sentence's tokens that stand in its quotes. Chosen by hand, not yet fitted.
SUPPORTED = 0.5
WEAK = 0.25
# A table says once for all its figures what they count: 单位：亿元, "in millions".
_TABLE_UNIT = re.compile(r"单位[:：]\s*(?P<multiplier>(?:万亿|[百千]?[万亿]|[百千])(?!分点|瓦|克|米))?(?P<unit>[%a-z一-鿿]{0,6})")
_TABLE_SCALE = re.compile(r"\b(?:in|amounts in|dollars in)\s+(?P<multiplier>thousand|million|billion)s?\b")
_ANY = "any"
# What says that a figure is not reached yet. In the clause of a figure it may not be left out.
_INTENDED = re.compile("力争|争取|预计|预期|拟|计划|有望|目标|expected|target|aim|plans? to|forecast")
_CLAUSE = re.compile(r"[，。；、！？,;!?]|\. ")
_NEGATED = re.compile(
    r"(?:不得|不予|不能|不会|不是|不应|不准|不再|没有|未能|尚未|并未|并非|禁止|严禁|免于|无需|不(?![断仅少低超足])|未(?!来))([一-鿿]{2})"
    r"|(?:\bnot\b|\bno\b|\bnever\b|n't\b|\bwithout\b) (\w+)"
)


def missing_figures(sentence: str, quotes: Sequence[str], above: str = "") -> list[str]:
    """The figures of a sentence that no quote holds with the same meaning, as they are written.

    `above` is what stands above the quotes: it may say the unit of a table, but no figure. A year is held by a date of that year; a
    figure that the quote only aims at is not held by a sentence that tells it as reached.
    """
    aimed = _INTENDED.search(flat(sentence)) is not None
    held = [figure for quote in quotes for figure, aim in _meanings(quote, above) if aimed or not aim]
    return [sentence[f.start : f.end] for f in figures_in(sentence) if not any(_is_held(f, other) for other in held)]


def _is_held(figure: Figure, other: Figure) -> bool:
    """A cell whose table says how many but not of what (in millions) holds a figure of any unit."""
    cell = other.kind == "amount" and other.unit == _ANY and replace(figure, unit="").means(replace(other, unit=""))
    return cell or figure.means(other) or _year_of(figure, other)


def _year_of(figure: Figure, date: Figure) -> bool:
    return figure.kind == "year" and date.kind == "date" and str(date.value).startswith(str(figure.value))


def _meanings(quote: str, above: str) -> Iterator[tuple[Figure, bool]]:
    """The figures of a quote, and those of a table's cells also with the table's unit; and whether each is only aimed at."""
    context = flat(f"{above} {quote}")
    scale = _TABLE_UNIT.search(context) or _TABLE_SCALE.search(context)
    for figure in figures_in(quote):
        aimed = figure.kind == "amount" and _INTENDED.search(_CLAUSE.split(flat(quote[: figure.start]))[-1]) is not None
        yield figure, aimed
        if scale and figure.kind == "amount" and not figure.unit:
            unit, factor = UNITS.get(scale.groupdict().get("unit") or "", (_ANY, Decimal(1)))
            value = figure.value * MULTIPLIERS.get(scale["multiplier"] or "", 1) * factor
            yield replace(figure, value=value, unit=unit), aimed


def support(sentence: str, quotes: Sequence[str], above: str = "") -> Support | None:
    """How far the quotes hold a sentence; None when they do not: a figure, a place or a "not" differs, or hardly a word is shared.

    `above` is what stands above the quotes in their reports: it may name the place and a table's unit, but no figure.
    """
    said = " ".join(quotes)
    if is_foreign(sentence, said, above) or has_added_clause(sentence, f"{above} {said}"):
        return None
    if missing_figures(sentence, quotes, above) or places_in(sentence) - places_in(" ".join((above, said))) or _contradicts(sentence, said):
        return None
    wanted = set(tokens(sentence))
    shared = len(wanted & set(tokens(said))) / len(wanted) if wanted else 0.0
    if shared >= SUPPORTED:
        return "supported"
    return "weak" if shared >= WEAK else None


def _contradicts(sentence: str, said: str) -> bool:
    """What the quotes deny is told without the "not", or the other way round."""
    here, there = _denied(sentence), _denied(said)
    return bool(here - there) or any(word in flat(sentence) for word in there - here if word not in _affirmed(said))


def _denied(text: str) -> set[str]:
    return {match.group(1) or match.group(2) for match in _NEGATED.finditer(flat(text))}


def _affirmed(text: str) -> str:
    """The text without what it denies: a word may stand in it both ways."""
    return _NEGATED.sub(" ", flat(text))
