"""Whether a question asks for what is aimed at or for what was reached: as a whole, and for each year that it sets beside another."""

import re
from collections.abc import Sequence

from documents.indicator_names import indicators_named
from documents.indicator_types import Standing
from documents.text import fold
from documents.units import MEASURE_WORD

_TARGET = re.compile("目标|预期|计划|定为|定在|力争|拟|要求达到|target|aim|goal|plan")
_REACHED = re.compile("完成|实际|增长了|达到了|实现了|实绩|achieved|reached|actual|grew")
_YEAR = re.compile(rf"(?<!\d)(?P<year>(?:19|20)\d\d)(?!\d|{MEASURE_WORD})|去年|上年|上一年|前一年")
_RESULT = re.compile("增长|增速|增幅|涨幅|成绩|结果|情况|growth|result")


def read_standing(question: str) -> Standing | None:
    """Of the whole question; None where it does not say."""
    folded = fold(question)
    if _TARGET.search(folded):
        return "target"
    return "achieved" if _REACHED.search(folded) else None


def read_standings(question: str, years: Sequence[str]) -> tuple[tuple[str, Standing | None], ...]:
    """Of each year that has words of its own: in 2024年增速和2025年目标 no target is asked for 2024, in 2024、2025年目标 for both.

    `years` are those that the question names, ascending; 去年 is the first of several.
    """
    if len(years) < 2:
        return ()
    folded = fold(question)
    marks = list(_YEAR.finditer(folded))
    ends = [*(mark.start() for mark in marks[1:]), len(folded)]
    said = [(mark["year"] or years[0], folded[mark.end() : end]) for mark, end in zip(marks, ends[: len(marks)], strict=True)]
    return tuple((year, read_standing(words)) for year, words in said if _says(words))


def _says(words: str) -> bool:
    return bool(read_standing(words) or _RESULT.search(words) or indicators_named(words))
