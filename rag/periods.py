"""Which years a question sets side by side: 2024、2025、2026年, 2024—2026年, 近三年, 与去年相比."""

import re
from dataclasses import dataclass

from documents.numbers import figures_in
from documents.numerals import integer_of
from documents.text import fold
from rag.scope import read_scope

_RECENT = re.compile(
    r"(?:近|最近|过去|前)(?P<count>[两二三四五六七八九十\d])年|(?:last|past|recent) (?P<english>two|three|four|five|six|\d) years"
)
_EVERY = re.compile(
    r"历年|逐年|哪一?年|这几年|近几年|近些年|近年来|各年|每年的?(?:目标|增速)|over the years|year by year|each year|which year"
)
_BEFORE = re.compile(r"(?:与|和|同|较|比)(?:去年|上年|上一年|前一年)|(?:compared (?:with|to)|than) (?:last|the previous) year")
_WORDS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_MOST = 10  # years of a range that are written out


@dataclass(frozen=True, slots=True)
class Years:
    """The years named, ascending; `each` says that they are set side by side, `recent` that the newest so many are asked for."""

    named: tuple[str, ...]
    each: bool
    recent: int | None


def read_years(question: str) -> Years:
    """A five-year plan names its years, but asks for none of them by itself."""
    scope, folded = read_scope(question), fold(question)
    years = set(scope.years) | _ranges(question)
    before = _BEFORE.search(folded) is not None
    if before and len(years) == 1:
        years |= {year - 1 for year in years}
    recent = _RECENT.search(folded)
    count = None if recent is None else (integer_of(recent["count"]) if recent["count"] else _number(recent["english"]))
    if before and not years:
        count = 2
    each = count is not None or _EVERY.search(folded) is not None or (len(years) > 1 and not scope.plans)
    return Years(tuple(str(year) for year in sorted(years)), each, count)


def _number(word: str) -> int:
    return _WORDS[word] if word in _WORDS else int(word)


def _ranges(question: str) -> set[int]:
    """The years of 2024—2026年; 十四五 is no range of years."""
    years: set[int] = set()
    for figure in figures_in(question):
        if figure.kind == "period" and question[figure.start].isdecimal():
            first, last = divmod(int(figure.value), 10_000)
            years |= set(range(first, min(last, first + _MOST) + 1))
    return years
