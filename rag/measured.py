"""What a question asks of indicators: which, whose, for when, aimed at or reached, compared, ordered or counted."""

import re
from dataclasses import dataclass
from typing import Literal

from documents.indicator_names import indicators_named
from documents.indicator_types import Indicator, Measure, Standing
from documents.numbers import Figure, figures_in
from documents.regions import cities_in, provinces_named
from documents.text import fold
from rag.scope import read_scope

Order = Literal["highest", "lowest"]

_EVERY = re.compile(
    r"各(?:个)?(?:省|地|市|自治区)|哪(?:些|几个|个|几)?(?:省|地区|地方|省份|市)|(?:几|多少)个?(?:省|地区|省份|市)|(?:所有|全部|全国)(?:的)?(?:省|地区)"
    r"|\b(?:which|all|every|each|how many) (?:the )?(?:provinces?|regions?)\b|\bprovinces\b"
)
_HIGHEST = re.compile(
    r"最高|最快|最大|最多|更高|更快|更大|更多|谁(?:定得|的)?.{0,8}?[高快大多]|(?:哪个|哪里|哪省).{0,12}?[高快大多](?:些)?[？?]?$"
    r"|highest|fastest|largest|most|higher|faster|larger"
)
_LOWEST = re.compile(r"最低|最慢|最小|最少|更低|更慢|更小|更少|lowest|slowest|smallest|least|lower|slower|smaller")
_COUNTED = re.compile(r"(?:几|多少)个?(?:省|地区|省份|市)|how many (?:provinces?|regions?)")
_TARGET = re.compile("目标|预期|计划|定为|定在|力争|拟|要求达到|target|aim|goal|plan")
_REACHED = re.compile("完成|实际|增长了|达到了|实现了|实绩|achieved|reached|actual|grew")
_GROWTH = re.compile("增长|增速|增幅|涨幅|增加了?多少|快|百分之几|growth|grow|faster|fastest")
_LEVEL = re.compile("总量|总额|规模|多少(?:万亿|亿|万|千)?(?:元|吨|斤|人|个|台|亩|标准箱|美元)|how many|how much")
# The country itself, a county or town, or one report.
_ELSEWHERE = re.compile("全国|我国|中国|国家|本省|本市|我省|我市|全省|全市|[县镇乡村]|《|〔|\\bchina\\b|\\bnational")
_FIGURE_ASKED = re.compile("多少|几|多高|多大|目标|增速|how (?:much|many)|what|百分之")
_CLAUSE = re.compile("[，。；！？,;!?]")
_MORE = re.compile(r"(?:超过|高于|大于|多于|more than|over|above|exceed\w*)\s*$")
_LESS = re.compile(r"(?:低于|小于|少于|不到|less than|below|under)\s*$")


@dataclass(frozen=True, slots=True)
class Condition:
    """What the values must be: `sign` is one of "=", ">", "<"."""

    sign: str
    figure: Figure

    def holds(self, indicator: Indicator) -> bool:
        if self.figure.unit and indicator.unit != self.figure.unit:
            return False
        if self.sign == ">":
            return indicator.value > self.figure.value
        if self.sign == "<":
            return indicator.value < self.figure.value
        return indicator.value == self.figure.value and self.figure.qualifier in (None, indicator.qualifier)


@dataclass(frozen=True, slots=True)
class Measured:
    """A question about indicators. No `regions` with `every`: of all regions; no `years`: of the newest that is told.

    `figure` says that a figure is asked for, and not a reason or a measure taken; `anywhere` that no place and no report is named.
    """

    names: tuple[str, ...]
    regions: tuple[str, ...]
    years: tuple[str, ...]
    standing: Standing | None
    measure: Measure | None
    every: bool
    order: Order | None
    counted: bool
    condition: Condition | None
    figure: bool
    anywhere: bool

    @property
    def compares(self) -> bool:
        return self.every or len(self.regions) > 1


def read_measured(question: str) -> Measured | None:
    """None for a question that names no known indicator."""
    names = indicators_named(question)
    if not names:
        return None
    folded = fold(question)
    regions = tuple(provinces_named(question))
    target, reached = _TARGET.search(folded) is not None, _REACHED.search(folded) is not None
    return Measured(
        tuple(names), regions, tuple(str(year) for year in sorted(read_scope(question).years)),
        "target" if target else ("achieved" if reached else None),
        "growth" if _GROWTH.search(folded) else ("level" if _LEVEL.search(folded) else None),
        _EVERY.search(folded) is not None and not regions,
        "lowest" if _LOWEST.search(folded) else ("highest" if _HIGHEST.search(folded) else None),
        _COUNTED.search(folded) is not None,
        _condition(question),
        _FIGURE_ASKED.search(folded) is not None,
        not regions and not cities_in(question) and not _ELSEWHERE.search(folded),
    )  # fmt: skip


def _condition(question: str) -> Condition | None:
    figures = [figure for figure in figures_in(question) if figure.kind == "amount" and figure.unit]
    if not figures:
        return None
    before = fold(question[: figures[0].start])
    sign = ">" if _MORE.search(before) else ("<" if _LESS.search(before) else "=")
    return Condition(sign, figures[0])


def fitting(found: list[Indicator], asked: Measured, region: str) -> list[Indicator]:
    """The indicators of a region that answer: of the year asked for or the newest, each value once, in the order given.

    A figure that is known to be of the other standing, or a total where growth is asked, never stands in for what was asked.
    """
    own = [i for i in found if i.region == region and (asked.standing is None or i.standing in (asked.standing, None))]
    years = asked.years or tuple(sorted({i.period for i in own if i.period}, reverse=True)[:1])
    own = [i for i in own if i.period in years]
    measure = asked.measure or ("level" if any(i.measure == "level" for i in own) else "growth")
    kept: dict[tuple[object, ...], Indicator] = {}
    for indicator in sorted((i for i in own if i.measure == measure), key=_sureness):
        kept.setdefault((indicator.value, indicator.qualifier, indicator.period), indicator)
    return list(kept.values())


def tells(sentence: str, asked: Measured) -> bool:
    """Whether a clause of a sentence gives a figure of one of the indicators, of the measure asked for."""
    return any(
        set(indicators_named(clause)) & set(asked.names) and any(_measures(figure, asked, clause) for figure in figures_in(clause))
        for clause in _CLAUSE.split(sentence)
    )


def _measures(figure: Figure, asked: Measured, clause: str) -> bool:
    if figure.kind != "amount" or not figure.unit:
        return False
    growth = figure.unit in {"%", "百分点"} and (figure.direction is not None or _GROWTH.search(fold(clause)) is not None)
    return asked.measure is None or (asked.measure == "growth") == growth


def _sureness(indicator: Indicator) -> tuple[bool, int]:
    return indicator.standing is None, indicator.figure_start
