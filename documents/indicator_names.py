"""Indicators under one name each: 规上工业增加值, 规模工业增加值 and 规模以上工业增加值 are one, and so are GDP and 地区生产总值."""

import re
from functools import lru_cache

from documents.text import fold
from documents.types import Language

# One indicator a line; its first name is the normal one. English names after |, the first of which is shown.
_INDICATORS = """
地区生产总值 国内生产总值 生产总值 GDP 经济总量 经济增长 经济增速 经济 | GDP, gross domestic product, economic growth, economic output
人均地区生产总值 人均生产总值 人均国内生产总值 人均GDP | GDP per capita, per capita GDP
规模以上工业增加值 规上工业增加值 规模工业增加值 | industrial value added, value added of industry, industrial added value
固定资产投资 全社会固定资产投资 固投 | fixed asset investment, fixed-asset investment, investment in fixed assets
社会消费品零售总额 社会消费品零售 社零总额 社零 | retail sales of consumer goods, retail sales
一般公共预算收入 地方一般公共预算收入 一般预算收入 | general public budget revenue, public budget revenue
城镇新增就业 新增城镇就业 城镇新增就业人数 | new urban jobs, urban jobs, new urban employment
城镇调查失业率 调查失业率 失业率 | surveyed urban unemployment rate, urban unemployment rate, unemployment rate
居民消费价格 居民消费价格指数 居民消费价格涨幅 居民消费价格总水平 物价涨幅 物价水平 物价 CPI | consumer prices, consumer price index
居民人均可支配收入 全体居民人均可支配收入 人均可支配收入 | per capita disposable income, disposable income
城镇居民人均可支配收入 城镇常住居民人均可支配收入 城镇居民收入 | urban disposable income, disposable income of urban residents
农村居民人均可支配收入 农村常住居民人均可支配收入 农村居民收入 | rural disposable income, disposable income of rural residents
进出口总额 外贸进出口 货物进出口 外贸进出口总额 进出口总值 货物进出口总额 外贸进出口总值 进出口 外贸 | foreign trade, imports and exports
粮食产量 粮食总产量 粮食总产 | grain output, grain production
研发投入强度 研发经费投入强度 全社会研发投入强度 全社会研发经费投入强度 研发强度 | R&D intensity, R&D spending intensity
集装箱吞吐量 港口集装箱吞吐量 港集装箱吞吐量 | container throughput
单位地区生产总值能耗 单位GDP能耗 万元地区生产总值能耗 万元GDP能耗 单位生产总值能耗 | energy intensity, energy consumption per unit of GDP
空气质量优良天数比率 优良天数比率 优良天数比例 空气质量优良天数比例 空气优良天数比率 | days with good air quality, good air quality
PM2.5平均浓度 PM2.5浓度 PM2.5年均浓度 细颗粒物平均浓度 细颗粒物年均浓度 细颗粒物浓度 | PM2.5 concentration, PM2.5
常住人口城镇化率 城镇化率 | urbanization rate, urbanisation rate
实际使用外资 实际利用外资 | foreign investment actually used, utilized foreign investment
数字经济核心产业增加值 | value added of core digital industries
战略性新兴产业增加值 战新产业增加值 | value added of strategic emerging industries
高技术制造业增加值 | high-tech manufacturing value added
制造业投资 | manufacturing investment, investment in manufacturing
工业投资 | industrial investment
民间投资 | private investment
清洁能源装机占比 清洁能源装机比重 | share of clean energy
"""
# English words that name an indicator wherever they stand in a question: the share of power capacity that is clean energy.
_SCATTERED = {
    "地区生产总值": ("economy|economic", "grow|expand"),
    "规模以上工业增加值": ("industrial", "value[ -]added|added[ -]value|output"),
    "城镇新增就业": ("urban", "jobs"),
    "粮食产量": ("grain", "output|produc|harvest"),
    "清洁能源装机占比": ("clean energy", "share|proportion|percentage"),
}
# 全社会研发经费支出相当于全市生产总值的比例, 研发经费占GDP比重: long wordings of the research intensity.
INTENSITY = re.compile(
    r"(?:研究与试验发展|研发|r&d)[^，。；]{0,8}(?:占|相当于|与)[^，。；]{0,10}(?:生产总值|gdp)[^，。；]{0,3}(?:比重|比例|比|百分比)"
)
_WHOSE = re.compile(r"^(?:全省|全市|全区|全国|全社会|全县|我省|我市|我区|我国|本省|本市|地方|其中|实现|完成|确保|推动|力争)+")


@lru_cache(maxsize=1)
def _normal() -> dict[str, str]:
    """Each written name, folded, with the normal one."""
    names = {}
    for line in _INDICATORS.strip().splitlines():
        first, others, english = _names(line)
        names.update({fold(name): first for name in (first, *others, *english)})
    return names


def _names(line: str) -> tuple[str, list[str], list[str]]:
    """The normal name, the other Chinese ones and the English ones."""
    chinese, _, english = line.partition("|")
    first, *others = chinese.split()
    return first, others, [name.strip() for name in english.split(",") if name.strip()]


@lru_cache(maxsize=1)
def _in_english() -> dict[str, str]:
    lines = [_names(line) for line in _INDICATORS.strip().splitlines()]
    return {first: english[0] for first, _, english in lines}


def name_in(name: str, language: Language) -> str:
    """A normal name as a reader of the language knows it; one that is not known stays as the reports write it."""
    return name if language == "zh" else _in_english().get(name, name)


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    """A known `name`, or one that is none since it is told by head or by unit: 人均进出口总额 is not 进出口总额.

    Longest first. 经济 alone is an indicator where it grows, and no word that a question names one with.
    """
    names = "|".join(map(_bounded, sorted(_normal().keys() - {"经济"}, key=len, reverse=True)))
    return re.compile(rf"(?P<name>{names})|(?:人均|单位|万元)(?:{names})")


def _bounded(name: str) -> str:
    before, after = ("(?<![a-z0-9])" if name[0].isascii() else ""), ("(?![a-z0-9])" if name[-1].isascii() else "")
    return f"{before}{re.escape(name)}{after}"


def normal_name(name: str) -> str:
    """The normal name of an indicator; its own, without 全省 and the like, where it is not a known one."""
    folded = INTENSITY.sub("研发投入强度", fold(name))
    bare = _WHOSE.sub("", folded)
    return _normal().get(folded) or _normal().get(bare) or bare


def indicators_named(text: str) -> list[str]:
    """The known indicators that a text names, by their normal names, in order, each once."""
    folded = INTENSITY.sub("研发投入强度", fold(text))
    whole = [_normal()[match["name"]] for match in _pattern().finditer(folded) if match["name"]]
    scattered = [name for name, words in _SCATTERED.items() if all(re.search(rf"\b(?:{word})", folded) for word in words)]
    return list(dict.fromkeys([*whole, *scattered]))


def without_names(text: str) -> str:
    """The folded text without the indicators that it names: 规模 in 规模以上工业增加值 and 总额 in 零售总额 ask for no amount."""
    return _pattern().sub(" ", INTENSITY.sub(" ", fold(text)))


@lru_cache(maxsize=1)
def known_names() -> tuple[str, ...]:
    """The normal names in the order of the list."""
    return tuple(dict.fromkeys(_normal().values()))


def is_known(name: str) -> bool:
    return name in known_names()
