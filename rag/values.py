"""A figure of an indicator as its report tells it: the clause word for word, with its quotes."""

import re
from dataclasses import dataclass

from documents.indicator_names import indicators_named
from documents.indicator_types import Indicator
from documents.tables import table_at
from documents.types import Block
from index.generations import Generation
from index.types import Entry
from rag.cite import Quote, quote_at

_RULE = "|---|"  # what parts the head of a table from its rows
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
        return _in_table(entry, indicator, head, quote) if head else None
    start = indicator.figure_start - quote.span[1]
    return Value(entry, indicator, (quote,), _clause(quote.text, start, start + indicator.figure_end - indicator.figure_start))


def _in_table(entry: Entry, indicator: Indicator, head: Quote, row: Quote) -> Value:
    """The cell with the label of its row and the heads over it, without the region, which the answer says anyway.

    The other cells of the row tell other figures.
    """
    over = f"{head.text}\n{_RULE}\n"
    table = table_at(over + row.text, Block("table", 0, len(over) + len(row.text)))
    at = len(over) + indicator.figure_start - row.span[1]
    told = next((cell for line in table.body for cell in line if cell.start <= at <= cell.end), None)
    if told is None:  # the quote of a very long row may end before it
        return Value(entry, indicator, (head, row), row.text.strip("| "))
    label = table.label_of(told)
    named = [label.text if label else "", *(above.text for above in table.heads_of(told))]
    kept = [name for name in dict.fromkeys(named) if name and not _is_region(name, indicator.region)]
    return Value(entry, indicator, (head, row), " ".join((*kept, told.text)))


def _is_region(name: str, region: str | None) -> bool:
    """江苏 and 江苏省, 广西 and 广西壮族自治区."""
    return region is not None and re.fullmatch(rf"{re.escape(region)}(?:省|市|\S{{0,3}}自治区)?", name) is not None


def _clause(text: str, start: int, end: int) -> str:
    """The clause of a sentence that tells a figure, word for word."""
    begin = max((match.end() for match in _CLAUSE_START.finditer(text, 0, start)), default=0)
    parts = [match.end() for match in _PART.finditer(text, begin, start) if indicators_named(text[match.end() : start])]
    begin = parts[-1] if parts else begin
    stop = _CLAUSE_END.search(text, end)
    return text[begin : stop.start() if stop else len(text)].strip(" 、")
