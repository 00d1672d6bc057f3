"""What a question asks of indicators: which, whose, for when, aimed at or reached, compared, ordered or counted."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from documents.dates import months_of, spoken_period
from documents.indicator_names import indicators_named, without_names
from documents.indicator_types import Indicator, Measure, Standing
from documents.numbers import Figure, figures_in
from documents.regions import cities_named, provinces_named
from documents.text import fold, language_of
from rag.aims import read_standing, read_standings
from rag.conditions import Condition, is_taken, read_condition
from rag.periods import read_years

Order = Literal["highest", "lowest"]

_EVERY = re.compile(
    r"各(?:个)?(?:省|地(?!级)|自治区)|哪(?:些|几个|个|几)?(?:省|地区|地方|省份)|(?:几|多少)个?(?:省|地区|省份)|(?:所有|全部|全国)(?:的)?(?:省|地区)"
    r"|(?:省份?|地区)是哪"
    r"|\b(?:which|all|every|each|how many) (?:the )?(?:provinces?|regions?)\b|\bprovinces\b"
)
_HIGHEST = re.compile(
    r"最高|最快|最大|最多|更高|更快|更大|更多|谁(?:定得|的)?.{0,8}?[高快大多]|(?:哪个|哪里|哪省).{0,12}?[高快大多](?:些)?[？?]?$"
    r"|\b(?:highest|fastest|largest|(?<!at )most|higher|faster|larger)\b"
)
_LOWEST = re.compile(r"最低|最慢|最小|最少|更低|更慢|更小|更少|\b(?:lowest|slowest|smallest|(?<!at )least|lower|slower|smaller)\b")
_COUNTED = re.compile(r"(?:几|多少)个?(?:省|地区|省份)|how many (?:provinces?|regions?)")
_BARE_TARGET = re.compile(
    r"(?:谁|哪个|哪省|哪里)(?:的|定的)?(?:增长)?目标|(?:年|省|市|区|的|主要|预期)(?:增长|发展|预期|主要)*目标(?:对比|比较|有何|有什么|谁|哪|各|分别)"
    r"|compare the (?:main )?(?:growth )?targets|whose (?:growth )?targets?"
)
_GROWTH = re.compile("增长|增速|增幅|涨幅|增加了?多少|快|百分之几|growth|grow|faster|fastest")
_LEVEL = re.compile("总量|总额|规模|多少(?:万亿|亿|万|千)?(?:元|吨|斤|人|个|台|亩|标准箱|美元)|how many|how much")
# The country itself, a county or town, or one report.
_ELSEWHERE = re.compile("全国(?!各|所有|的?省)|我国|中国|国家|本省|本市|我省|我市|全省|全市|[县镇乡村]|《|〔|\\bchina\\b|\\bnational")
_COUNTRY = re.compile("全国(?!各|所有|的?省)|我国|\\bchina's\\b|\\bnational")
_FIGURE_ASKED = re.compile("多少|几|多高|多大|目标|增速|how (?:much|many)|what|百分之")
_CLAUSE = re.compile("[，。；！？,;!?]")


@dataclass(frozen=True, slots=True)
class Measured:
    """A question about indicators. No `regions` with `every`: of all regions; no `years`: of the newest that is told.

    `each_year` says that years are set side by side: those of `years`, else the newest `recent` ones, else all.
    `standings` are those of years that have another or the same one said of them alone.
    `figure` says that a figure is asked for, and not a reason or a measure taken; `anywhere` that no place and no report is named;
    `taken` that the question takes the figure of its condition as that of its indicator.
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
    each_year: bool = False
    recent: int | None = None
    taken: bool = False
    standings: tuple[tuple[str, Standing | None], ...] = ()

    @property
    def compares(self) -> bool:
        return self.every or len(self.regions) > 1

    @property
    def unit(self) -> str | None:
        """That of the figure which the values are held against; values of another unit say nothing of it."""
        return self.condition.figure.unit if self.condition and (self.taken or self.every) else None

    def means(self, indicator: Indicator) -> bool:
        """Whether an indicator is of the standing, the measure and the unit asked for."""
        standing, measure = self.standing in (None, indicator.standing), self.measure in (None, indicator.measure)
        return standing and measure and self.unit in (None, indicator.unit)

    def of_year(self, year: str) -> "Measured":
        """The question of one of the years that it sets side by side."""
        return replace(self, years=(year,), standing=dict(self.standings).get(year, self.standing))


def read_measured(question: str) -> Measured | None:
    """None for a question that names no known indicator and compares no targets, or asks for a city's or the country's figure."""
    names = indicators_named(question)
    folded, said = fold(question), without_names(question)
    every = _EVERY.search(folded) is not None
    regions = tuple(provinces_named(question))
    if not (names or _compares_targets(folded, regions)) or cities_named(question) or (_COUNTRY.search(folded) and not every):
        return None
    years = read_years(question)
    return Measured(
        tuple(names), regions, tuple(spoken_period(year, months_of(folded)) for year in years.named),
        read_standing(question),
        "growth" if _GROWTH.search(folded) else ("level" if _LEVEL.search(said) else None),
        every and not regions,
        "lowest" if _LOWEST.search(said) else ("highest" if _HIGHEST.search(said) else None),
        _COUNTED.search(folded) is not None,
        read_condition(question),
        _FIGURE_ASKED.search(folded) is not None,
        not regions and language_of(question) == "zh" and not _ELSEWHERE.search(folded),
        years.each,
        years.recent,
        is_taken(question),
        read_standings(question, years.named),
    )  # fmt: skip


def _compares_targets(folded: str, regions: Sequence[str]) -> bool:
    """安徽和浙江谁的目标高: all that both aim at is meant; what is aimed at is not named, 养老服务的目标 does."""
    return len(regions) > 1 and _BARE_TARGET.search(folded) is not None


@dataclass(frozen=True, slots=True)
class Common:
    """What values must share to stand side by side in order."""

    measure: Measure
    unit: str
    period: str | None
    standing: Standing | None


def common_of(found: Sequence[Indicator], asked: Measured, regions: Sequence[str]) -> Common | None:
    """What most of the regions tell alike, of the year and standing asked for; of equals a whole year, the newest, a total."""
    wanted = set(regions)
    told: dict[Common, set[str]] = {}
    for i in found:
        if asked.means(i) and i.region in wanted and i.period is not None and (not asked.years or i.period in asked.years):
            told.setdefault(Common(i.measure, i.unit, i.period, i.standing), set()).add(str(i.region))
    return max(
        told,
        key=lambda c: (len(told[c]), "/" not in (c.period or ""), c.period or "", c.measure == "level", c.standing == "achieved", c.unit),
        default=None,
    )


def fitting(found: Iterable[Indicator], common: Common, region: str) -> list[Indicator]:
    """The indicators of a region that share what is common, each value once, in the order given."""
    kept: dict[tuple[object, ...], Indicator] = {}
    for indicator in found:
        same = (indicator.measure, indicator.unit, indicator.period, indicator.standing) == (
            common.measure, common.unit, common.period, common.standing,
        )  # fmt: skip
        if indicator.region == region and same:
            kept.setdefault((indicator.value, indicator.qualifier), indicator)
    return list(kept.values())


def tells(sentence: str, asked: Measured) -> bool:
    """Whether a clause of a sentence gives a figure of one of the indicators, of the measure asked for; not of a part of the year asked."""
    if asked.years and not any("/" in period for period in asked.years) and months_of(fold(sentence)) is not None:
        return False
    return any(
        set(indicators_named(clause)) & set(asked.names) and any(_measures(figure, asked, clause) for figure in figures_in(clause))
        for clause in _CLAUSE.split(sentence)
    )


def _measures(figure: Figure, asked: Measured, clause: str) -> bool:
    if figure.kind != "amount" or not figure.unit:
        return False
    growth = figure.unit in {"%", "百分点"} and (figure.direction is not None or _GROWTH.search(fold(clause)) is not None)
    return asked.measure is None or (asked.measure == "growth") == growth
