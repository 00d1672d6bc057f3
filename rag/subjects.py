"""Whether a figure is told of what its quote tells it of: not of another subject, row or year, nor on another basis."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from documents.numbers import Figure, figures_in
from documents.text import flat
from index.words import tokens
from rag.meanings import Meaning, holds, meanings, range_ends

_END = re.compile(r"[。；！？\n;!?]|\.\s")
_CLAUSE_END = re.compile(r"[，。；！？\n,;!?、和及与]|\.\s|\b(?:and|while|or)\b")
_COMMA = re.compile(r"[，,]\s*(?!\d)")
_SHARED = re.compile("分别|respectively")
_BASIS = {
    "yearly": re.compile("年均|年平均|每年|annual average|per year|a year|annually"),
    "summed": re.compile("累计|累积|cumulative"),
    "monthly": re.compile("月均|每月|monthly"),
    "daily": re.compile("日均|每[日天]|daily"),
    "on the month before": re.compile("环比|month on month"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """A figure with the words that say of what it is told. `row` is the line of a table's row, None in prose.

    `shared` says that several figures stand for several subjects in their order (分别).
    """

    figure: Figure
    words: frozenset[str]
    years: frozenset[str]
    basis: frozenset[str]
    row: int | None
    shared: bool = False


def misplaced_figures(sentence: str, quotes: Sequence[str], above: str = "") -> list[str]:
    """The figures of a sentence whose words fit another figure of the quotes better than the one that they are told with."""
    there = [told for quote in quotes for told in told_in(quote)]
    readings = [(meaning, told) for quote in quotes for told, meaning in _paired(quote, above)]
    ends = set(range_ends(flat(sentence), figures_in(sentence)))
    wrong = []
    for here in told_in(sentence):
        if here.figure.kind != "amount" or (here.figure.unit == "年" and re.match(r"\w", sentence[here.figure.end :])):
            continue  # 五年 in 五年年均增长 is told of nothing
        holders = [told for meaning, told in readings if holds(meaning, here.figure, sentence, ends)]
        if holders and not any(_fits(here, holder, there) for holder in holders):
            wrong.append(sentence[here.figure.start : here.figure.end])
    return wrong


def _paired(quote: str, above: str) -> list[tuple[Told, Meaning]]:
    told = {one.figure.start: one for one in told_in(quote)}
    return [(told[meaning.figure.start], meaning) for meaning in meanings(quote, above)]


def _fits(here: Told, holder: Told, there: Sequence[Told]) -> bool:
    if here.years and holder.years and not here.years & holder.years:
        return False
    if holder.row is None and here.basis != holder.basis:
        return False
    return here.shared or not any(_is_nearer(here, rival, holder) for rival in there if _rivals(rival, holder))


def _rivals(rival: Told, holder: Told) -> bool:
    """Two rows are, and two figures of one unit in prose."""
    if holder.row is not None or rival.row is not None:
        return holder.row != rival.row
    same = (rival.figure.kind, rival.figure.unit) == (holder.figure.kind, holder.figure.unit)
    return same and rival.figure.value != holder.figure.value and bool(holder.words)


def _is_nearer(here: Told, rival: Told, holder: Told) -> bool:
    return len(here.words & (rival.words - holder.words)) > len(here.words & (holder.words - rival.words))


def told_in(text: str) -> list[Told]:
    """The figures of a text with their words: those since the last figure of the same unit in the sentence, or the label of the row."""
    plain, figures = flat(text), figures_in(text)
    bare = _blanked(plain, figures)
    return [_told(plain, bare, figure, figures) for figure in figures]


def _told(plain: str, bare: str, figure: Figure, figures: Sequence[Figure]) -> Told:
    line = plain.rfind("\n", 0, figure.start) + 1
    if plain.startswith("|", line):
        label = bare[line + 1 : bare.find("|", line + 1)]
        return Told(figure, frozenset(tokens(label)), frozenset(), frozenset(), line)
    begin = max((match.end() for match in _END.finditer(plain, 0, figure.start)), default=0)
    like = [other.end for other in figures if other.end <= figure.start and (other.kind, other.unit) == (figure.kind, figure.unit)]
    start = max([begin, *like])
    close = _CLAUSE_END.search(plain, figure.end)
    after = min(
        [close.start() if close else len(plain), *(other.start for other in figures if other.start >= figure.end and _counts(other))]
    )
    clause = max((match.end() for match in _COMMA.finditer(plain, start, figure.start)), default=start)
    told = plain[clause:after]
    basis = frozenset(name for name, pattern in _BASIS.items() if pattern.search(told))
    years = _years(figures, clause, after) or _years(figures, start, figure.start) or _years(figures, begin, figure.start)
    shared = _SHARED.search(plain, begin, close.end() if close else len(plain)) is not None
    return Told(figure, frozenset(tokens(bare[start:after])), years, basis, None, shared)


def _counts(figure: Figure) -> bool:
    return figure.kind == "amount"


def _years(figures: Sequence[Figure], start: int, end: int) -> frozenset[str]:
    """The years named there; all of them where a period is."""
    inside = [figure for figure in figures if start <= figure.start and figure.end <= end and figure.kind != "amount"]
    if any(figure.kind == "period" for figure in inside):
        return frozenset()
    return frozenset(str(figure.value)[:4] for figure in inside)


def _blanked(plain: str, figures: Sequence[Figure]) -> str:
    for figure in figures:
        plain = plain[: figure.start] + " " * (figure.end - figure.start) + plain[figure.end :]
    return plain
