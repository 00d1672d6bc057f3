"""Indicators in sentences: whose, which, how much, for when, and whether aimed at or reached; by rules, each with its span.

城镇新增就业不少于26万人 gives (城镇新增就业, 260000, 人, at_least). A figure without a name of its own goes on with the one before:
地区生产总值4.98万亿元、增长5.2%.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from documents.dates import months_after, months_of, spoken_period
from documents.indicator_leads import completed, names_before
from documents.indicator_names import normal_name
from documents.indicator_types import Indicator, Setting, Standing
from documents.numbers import Figure, figures_in
from documents.regions import NATIONAL, provinces_in
from documents.table_indicators import indicators_of_table
from documents.text import flat, sentence_spans
from documents.types import Block, Report

# 争取 is what is aimed at, but what was won where a heading tells of the past.
_WON = re.compile("争取")
_TARGET = re.compile("目标|力争|预期|(?<!行动)计划|确保|努力实现|拟|将(?:达到|突破|增长)|target|aim|expected to|plan(?:s|ned)? to")
# 超国家考核目标14.8个百分点 is reached.
_PASSED = re.compile("超[^，。]{0,10}目标")
_DONE = re.compile("回顾|完成情况|过去(?:一年|五年|的)|已(?:达|经|完成|建成)|累计(?:完成|实现|建成)|成绩|成就")
_GROWTH = re.compile("增长|下降|增速|增幅|涨幅|提高|回落|减少|降低|grew|growth|increase|rise|fell|decline")
# Reports whose own year is the one they plan for.
_PLANS = re.compile("工作报告|要点|计划|安排|规划|方案")
_COUNTRY = re.compile("全国|我国")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:\s?年|\s*$|(?=[\s,.;)]+[A-Za-z]))")
_RELATIVE = (("今年", 0), ("本年", 0), ("去年", -1), ("上年", -1), ("过去一年", -1), ("一年来", -1), ("明年", 1))
_BASIS = re.compile(
    r"(?:比|较|与|同|自|从)\s*(?:上年|去年|(?:19|20)\d\d\s*年)|(?:19|20)\d\d\s*年?(?:以来|起|至今|相比|基数|[^，。]{0,16}基础上)"
)
# 下降到5.5% tells where it stands and not by how much it fell; 由5.5%降至5.1% begins with where it stood.
_REACHING = re.compile("(?:提高|上升|提升|增加|增|下降|降低|回落|减少|降|升)(?:到|至|为)$")
_RATE = re.compile("增速|增幅|涨幅")
_BASE = re.compile("[由从](?:每人每[月年日]|原来的?)?$")
# 连续39年, 第3位 count no indicator.
_COUNTING = re.compile("(?:连续|连跨|连|第|前)$")
# 25个数据中心, 500亿元行列: a figure right before a noun counts that noun.
_OF_NOUN = re.compile(
    r"(?:（[一-鿿]{1,3}）)?(?:的(?!目标|预期|任务|水平)|(?!左右|上下|[及之]?以[上内下]|以[上内下]|之内|提[高升]|增[长加至速]|上升|下降|降[低至到]|减少|回落|扩大|收窄|同比|比上年|较上年|和|与|及|或|并|且|到|至|居|多|余)"
    r"[一-鿿“])"
)
_AIM_BEHIND = 12  # characters: 增长6%左右的预期目标
_CLAUSE_END = re.compile("[，。；：:,;！？（）()]")
_NOTE = 80  # characters above a table in which its caption and unit stand
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
        named = _year_of(sentence, own)
        said = named or year
        if named is not None:  # a year far from the report's own is an aside that ends with its sentence
            year = named if own is None or named in {own, own - 1} else setting.year
        above = True if plans is not None and said == plans else setting.target
        span = block.start + start, block.start + end
        yield from _of_sentence(sentence, span, Setting(region, said, above, months), own)
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
    joint = ""
    for figure in figures:
        lead = flat(sentence[position : figure.start])
        found = names_before(lead, setting.region)
        names, place = (names, place + 1) if found is None else ([completed(name, names) for name in found], 0)
        if found is None and "分别" in lead:  # 累计分别达到52个和204项 begins with the first name again
            place = 0
        position = figure.end
        if len(names) > 1:  # 分别增长6.5%、7.5% says once for both that they grow
            joint = lead if place == 0 else joint
            lead = f"{joint}{lead}"
        if names and not _BASE.search(lead) and not _counts(figure, sentence):
            behind = _CLAUSE_END.split(sentence[figure.end : figure.end + _AIM_BEHIND])[0]
            target = _is_target(sentence[: figure.start] + behind, setting.target, setting.year, own)
            months = months_after(sentence[: figure.start], setting.months)
            here = replace(setting, target=target, months=None if target else months)
            yield _indicator(names[min(place, len(names) - 1)], figure, lead, span, here)


def _measures(figure: Figure, sentence: str) -> bool:
    in_words = not any(character.isdigit() for character in sentence[figure.start : figure.end])
    small = in_words and figure.value <= _SMALL
    return figure.kind == "amount" and bool(figure.unit) and not small and not sentence[: figure.start].endswith("每")


def _counts(figure: Figure, sentence: str) -> bool:
    """Whether a figure counts years in a row, or the noun behind it, and is no indicator though its name leads on."""
    of_noun = figure.unit not in {"%", "百分点"} and _OF_NOUN.match(sentence, figure.end)
    return _COUNTING.search(sentence[: figure.start]) is not None or bool(of_noun)


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


def _is_target(said: str, above: bool | None, year: int | None, own: int | None) -> bool | None:
    """Aimed at or reached: by the sentence's own words, by what is known of its year, by the heading above."""
    said = _PASSED.sub("", said)
    if _TARGET.search(said) or (_WON.search(said) and above is not False):
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
