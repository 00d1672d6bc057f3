"""Indicators in sentences: whose, which, how much, for when, and whether aimed at or reached; by rules, each with its span.

城镇新增就业不少于26万人 gives (城镇新增就业, 260000, 人, at_least). A figure without a name of its own goes on with the one before:
地区生产总值4.98万亿元、增长5.2%.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from documents.dates import months_after, months_of, spoken_period
from documents.indicator_names import INTENSITY, is_known, known_names, normal_name
from documents.indicator_types import Indicator, Setting, Standing
from documents.numbers import Figure, figures_in
from documents.regions import NATIONAL, provinces_in
from documents.table_indicators import indicators_of_table
from documents.text import flat, sentence_spans
from documents.types import Block, Report

_TARGET = re.compile("目标|力争|争取|预期|计划|确保|努力实现|拟|将(?:达到|突破|增长)|target|aim|expected to|plan(?:s|ned)? to")
_DONE = re.compile("回顾|完成情况|过去(?:一年|五年|的)|已(?:达|经|完成|建成)|累计(?:完成|实现|建成)|成绩|成就")
_GROWTH = re.compile("增长|下降|增速|增幅|涨幅|提高|回落|减少|降低|grew|growth|increase|rise|fell|decline")
# Reports whose own year is the one they plan for.
_PLANS = re.compile("工作报告|要点|计划|安排|规划|方案")
_COUNTRY = re.compile("全国|我国")
_NOT_NAME = re.compile(r"[^一-鿿A-Za-z0-9.&（）()“”\"%]+")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:年|(?=\s|$))")
_RELATIVE = (("今年", 0), ("本年", 0), ("去年", -1), ("上年", -1), ("过去一年", -1), ("一年来", -1), ("明年", 1))
_BASIS = re.compile(r"(?:比|较|与|同|自|从)\s*(?:上年|去年|(?:19|20)\d\d\s*年)|(?:19|20)\d\d\s*年?(?:以来|起|至今|相比|基数|基础上)")
# What leads into a name and what leads from it to its figure.
_LEADING = re.compile(
    r"^(?:(?:19|20)\d\d年(?:的|要|全省|全市)?|今年|去年|明年|全年|年均|累计|其中|预计|预期|力争|争取|确保|努力|实现|完成|推动|促进|使|将|把|带动|提出了?|主要|目标|是|为|和|以及"
    r"|及|并|要|全省|全市|全区|全国|我省|我市|我区|我国|共|了|的|工作|经济社会发展|预期目标|发展主要|主要预期目标|地方)+"
)
_TRAILING = re.compile(
    r"(?:同比|比上年|较上年|比去年|年均|累计|实际|分别|名义|均|各|将|要|约|近|超|逾|预计|力争)?"
    r"(?:(?:实际|年均|同比|平均)?(?:增长|增加|提高|上升|下降|降低|减少|回落|增幅|增速|涨幅)|达到?|突破|超过?|高于|不?低于|不少于|不超过|控制|稳定|保持|实现|完成|为|是|在|到|至"
    r"|超|近|约|左右|新增|分别|累计|同比|比上年|较上年|预计|力争|总量|总额|[降升增]至|[降升增]到|由|从|连跨|迈上|跨上|跃上|站上|跨越|连续|由|目标|也|均|已|了|的)*$"
)
# What a name is told with: 主要目标是……, 提出了…….
_SAYING = re.compile("目标[是为]|提出了?|实现|完成|其中|预计|是(?=[^否])")
# 1．城镇新增就业, （二）粮食产量
_MARK = re.compile(r"^\s*(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)．.、])\s*")
# What belongs to the figure before.
_BEHIND = re.compile("^(?:左右|上下|及?以上|及?以内|及?以下|之内|多|余)+")
# 下降到5.5% tells where it stands and not by how much it fell; 由5.5%降至5.1% begins with where it stood.
_REACHING = re.compile("(?:提高|上升|提升|增加|增|下降|降低|回落|减少|降|升)(?:到|至|为)$")
_RATE = re.compile("增速|增幅|涨幅")
_BASE = re.compile("[由从]$")
_AIM_BEHIND = 12  # characters: 增长6%左右的预期目标
_CLAUSE_END = re.compile("[，。；：:,;！？（）()]")
_SHORTEST, _LONGEST = 2, 24
# So many characters between two figures still lead on: 地区生产总值5503亿元、同比增长5.4%.
_NOTE = 80  # characters above a table in which its caption and unit stand
_GOING_ON = 16
# 一批, 三年行动, 八项规定: small numbers in words are mostly no measurements.
_SMALL = 10


def indicators_in(report: Report) -> tuple[Indicator, ...]:
    """The indicators of a report's paragraphs, items and tables in order."""
    own = _own_year(report)
    home = report.metadata.city or report.metadata.region
    part = months_of(report.metadata.title)
    setting = Setting(home, None, None, part)
    found: list[Indicator] = []
    for block in report.blocks:
        text = report.text[block.start : block.end]
        if block.kind == "heading":
            setting = Setting(home, _year_of(text, own) or setting.year, _aims(text), months_of(text) or part)
        elif block.kind in {"paragraph", "item"}:
            found.extend(_of_block(report, block, setting, own))
            opening = _YEAR.match(_BASIS.sub("", flat(text)).lstrip("（(一二三四五六七八九十）)、 "))
            setting = Setting(setting.region, int(opening.group(1)) if opening else setting.year, setting.target, setting.months)
        elif block.kind == "table":
            note = report.text[max(0, block.start - _NOTE) : block.start]
            found.extend(indicators_of_table(report.text, block, note, setting))
    return tuple(found)


def _of_block(report: Report, block: Block, setting: Setting, own: int | None) -> Iterator[Indicator]:
    text = report.text[block.start : block.end]
    plans = own if _PLANS.search(report.metadata.title) else None
    region, year, months = setting.region, setting.year, setting.months
    for start, end in sentence_spans(text):
        sentence = text[start:end]
        region = _region_of(sentence, report.metadata.city or report.metadata.region, region)
        year = _year_of(sentence, own) or year
        above = True if plans is not None and year == plans else setting.target
        span = block.start + start, block.start + end
        yield from _of_sentence(sentence, span, Setting(region, year, above, months), own)
        months = months_after(sentence, months)


def _region_of(sentence: str, own: str | None, before: str | None) -> str | None:
    """Whose figures a sentence gives: a province's own report names others only by the way."""
    if own not in (None, NATIONAL):
        return own
    named = provinces_in(sentence)
    if len(named) == 1:
        return next(iter(named))
    return NATIONAL if _COUNTRY.search(sentence) else (None if named else before)


def _of_sentence(sentence: str, span: tuple[int, int], setting: Setting, own: int | None) -> Iterator[Indicator]:
    figures = [figure for figure in figures_in(sentence) if _measures(figure, sentence)]
    position = place = 0
    names: list[str] = []
    for figure in figures:
        lead = flat(sentence[position : figure.start])
        found = _names(lead, setting.region)
        names, place = (names, place + 1) if found is None else ([_completed(name, names) for name in found], 0)
        position = figure.end
        if names and not _BASE.search(lead):
            behind = _CLAUSE_END.split(sentence[figure.end : figure.end + _AIM_BEHIND])[0]
            target = _is_target(sentence[: figure.start] + behind, setting.target, setting.year, own)
            months = months_after(sentence[: figure.start], setting.months)
            here = replace(setting, target=target, months=None if target else months)
            yield _indicator(names[min(place, len(names) - 1)], figure, lead, span, here)


def _measures(figure: Figure, sentence: str) -> bool:
    in_words = not any(character.isdigit() for character in sentence[figure.start : figure.end])
    return figure.kind == "amount" and bool(figure.unit) and not (in_words and figure.value <= _SMALL)


def _indicator(name: str, figure: Figure, lead: str, span: tuple[int, int], setting: Setting) -> Indicator:
    reached = _REACHING.search(lead) is not None and not _RATE.search(lead)
    changes = figure.direction is not None or _GROWTH.search(lead[-12:]) is not None
    growth = figure.unit in {"%", "百分点"} and changes and not reached
    value = -figure.value if growth and figure.direction == "down" else figure.value
    standing: Standing | None = None if setting.target is None else ("target" if setting.target else "achieved")
    return Indicator(
        normal_name(name), setting.region, value, figure.unit, figure.qualifier, "growth" if growth else "level", standing,
        spoken_period(setting.year, setting.months) if setting.year else None, *span, span[0] + figure.start, span[0] + figure.end,
    )  # fmt: skip


def _completed(name: str, before: list[str]) -> str:
    """A name that leaves out what it shares with the one before: 集装箱航线147条、吞吐量2329万标准箱."""
    whole = (known for known in known_names() if known.endswith(name) and before and before[0].startswith(known.removesuffix(name)))
    return name if is_known(normal_name(name)) else next((known for known in whole if known != name), name)


def _names(lead: str, region: str | None) -> list[str] | None:
    """The names that stand in the words before a figure, one for each figure to come; None where these go on with the one before.

    城镇和农村居民收入分别增长6.5%、7.5% has two names.
    """
    clause = _CLAUSE_END.split(_BEHIND.sub("", lead))[-1]
    clause = _MARK.sub("", clause)
    words = INTENSITY.sub("研发投入强度", _NOT_NAME.sub("", clause.lstrip("、和及 ")))
    bare = _LEADING.sub("", _SAYING.split(_TRAILING.sub("", words))[-1])
    if region:  # 上海港集装箱吞吐量 in 上海's report
        bare = re.sub(rf"^{region}(?:省|市|港|自治区)?", "", bare)
    if not bare:
        return None if len(lead) <= _GOING_ON else []
    if not _SHORTEST <= len(bare) <= _LONGEST:
        return []
    return _apart(bare) if "分别" in clause else [bare]


def _apart(bare: str) -> list[str]:
    """Names that share their end: 城镇和农村居民收入 is 城镇居民收入 and 农村居民收入."""
    first, _, last = re.sub("[、与]", "和", bare, count=1).partition("和")
    if not last:
        return [bare]
    ends = (last[at:] for at in range(1, len(last)))
    return [next((first + end for end in ends if is_known(normal_name(first + end))), first), last]


def _is_target(said: str, above: bool | None, year: int | None, own: int | None) -> bool | None:
    """Aimed at or reached: by the sentence's own words, by what is known of its year, by the heading above."""
    if _TARGET.search(said):
        return True
    if year is not None and own is not None and year != own:
        return year > own
    if _DONE.search(said):
        return False
    return above


def _aims(heading: str) -> bool | None:
    if _DONE.search(heading):
        return False
    return True if re.search("目标|任务|总体要求|安排|工作重点|重点工作", heading) else None


def _year_of(text: str, own: int | None) -> int | None:
    """The year that a text is about: the one it names, else what 今年 and 去年 mean in a report of the year `own`."""
    plain = _BASIS.sub("", flat(text))
    years = list(dict.fromkeys(int(year) for year in _YEAR.findall(plain)))
    if years:
        return years[0]
    if own is None:
        return None
    return next((own + shift for word, shift in _RELATIVE if word in plain), None)


def _own_year(report: Report) -> int | None:
    """The year that a report speaks of: of statistics the year they are on, of others the one they were given in."""
    metadata = report.metadata
    told = (metadata.period, metadata.date) if metadata.kind == "statistics" else (metadata.date, metadata.period)
    years = re.findall(r"\d{4}", " ".join(filter(None, told)))
    return int(years[0]) if years else None
