"""A figure of an indicator as its report tells it: the clause word for word, with its quotes."""

import re
from dataclasses import dataclass

from documents.indicator_names import indicators_named
from documents.indicator_types import Indicator
from index.generations import Generation
from index.types import Entry
from rag.cite import Quote, quote_at

_CLAUSE_START = re.compile(r"[，。；：！？,;!?\n]")
# 数字经济增加值增长8%、制造业投资增长8%以上 tells two, each with its name; in 4.98万亿元、增长5.2% the second has none.
_PART = re.compile("(?<=[上内下右%％人元斤吨箱])、")
_CLAUSE_END = re.compile(r"[，。；！？;!?\n]|,(?!\d)|\.(?!\d)|(?<=[上内下右%％人元斤吨箱])、")


@dataclass(frozen=True, slots=True)
class Value:
    """An indicator with the report that tells it, and the words it is told in."""

    entry: Entry
    indicator: Indicator
    quotes: tuple[Quote, ...]
    words: str


def value_of(generation: Generation, entry: Entry, indicator: Indicator) -> Value | None:
    """The indicator as its report tells it; None where the passage that holds it cannot be found."""
    quote = quote_at(generation, entry, indicator.start, indicator.end, indicator.figure_start)
    if quote is None:
        return None
    if indicator.head_end:
        head = quote_at(generation, entry, indicator.head_start, indicator.head_end, indicator.head_start)
        return Value(entry, indicator, (head, quote), _cells(quote.text, indicator.region)) if head else None
    start = indicator.figure_start - quote.span[1]
    return Value(entry, indicator, (quote,), _clause(quote.text, start, start + indicator.figure_end - indicator.figure_start))


def _cells(row: str, region: str | None) -> str:
    """The row of a table without its bars, and without the region, which the answer says anyway."""
    return " ".join(cell for part in row.replace("\\|", "/").split("|") if (cell := part.strip()) and cell != region)


def _clause(text: str, start: int, end: int) -> str:
    """The clause of a sentence that tells a figure, word for word."""
    begin = max((match.end() for match in _CLAUSE_START.finditer(text, 0, start)), default=0)
    parts = [match.end() for match in _PART.finditer(text, begin, start) if indicators_named(text[match.end() : start])]
    begin = parts[-1] if parts else begin
    stop = _CLAUSE_END.search(text, end)
    return text[begin : stop.start() if stop else len(text)].strip(" 、")
