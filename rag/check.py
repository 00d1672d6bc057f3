"""Does a sentence stand in its quotes: its figures, every one of them, and enough of its words."""

import re
from collections.abc import Sequence

from documents.regions import places_in
from documents.text import fold
from index.words import tokens
from rag.types import Support

# With 万 or 亿 as part of it: 3000万 and 3000亿 share their digits only. A comma parts thousands after up to three digits, not a year.
_FIGURE = re.compile(r"(?:(?<![\d.])\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?(?: ?(?:%|percent\b|per cent\b|万亿|[万亿]))?")
_PERCENT = re.compile(r"percent|per cent")
# Shares of a sentence's tokens that stand in its quotes. Chosen by hand, not yet fitted.
SUPPORTED = 0.5
WEAK = 0.25


def figures(text: str) -> set[str]:
    """The numbers written in digits, thousands separators dropped, percent and 万, 亿 kept: "１,２３４.５ ％" gives "1234.5%"."""
    found = (match.group().replace(",", "").replace(" ", "") for match in _FIGURE.finditer(fold(text)))
    return {_PERCENT.sub("%", figure) for figure in found}


def missing_figures(sentence: str, quotes: Sequence[str]) -> set[str]:
    """Figures of a sentence that stand in none of its quotes."""
    return figures(sentence) - set().union(*(figures(quote) for quote in quotes))


def support(sentence: str, quotes: Sequence[str], above: str = "") -> Support | None:
    """How far the quotes hold a sentence; None when they do not: a figure or a place is missing, or hardly a word is shared.

    `above` is what stands above the quotes in their reports: it may name the place, but no figure.
    """
    if missing_figures(sentence, quotes) or places_in(sentence) - places_in(" ".join((above, *quotes))):
        return None
    wanted = set(tokens(sentence))
    shared = len(wanted & set(tokens(" ".join(quotes)))) / len(wanted) if wanted else 0.0
    if shared >= SUPPORTED:
        return "supported"
    return "weak" if shared >= WEAK else None
