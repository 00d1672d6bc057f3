"""Figures as documents write them and what they mean: one normalisation for checking, comparing and finding indicators.

6.5%, ６.５％, 百分之六点五 and 6.5 per cent are one figure; 3000万 and 3000亿 are two, and so are 5% and 5个百分点.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from documents.dates import MONTHS, months_in
from documents.numerals import NUMERALS, integer_of, value_of
from documents.text import flat
from documents.units import MEASURE_WORD, MULTIPLIERS, UNITS, Direction, Qualifier, direction_of, qualifier_of

FigureKind = Literal["amount", "date", "year", "period"]

_ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_HAN_NUMBER = r"[零一二三四五六七八九十百千两〇]+(?:点[零一二三四五六七八九]+)?"
_MULTIPLIER = "|".join(sorted(MULTIPLIERS, key=len, reverse=True))
_UNIT = "|".join(
    re.escape(unit) + (r"\b" if unit[-1].isascii() and unit[-1].isalpha() else "") for unit in sorted(UNITS, key=len, reverse=True)
)
_CURRENCY = {"$": "美元", "us$": "美元", "¥": "元", "￥": "元", "€": "欧元", "£": "英镑"}
_AMOUNT = re.compile(
    rf"(?P<currency>us\$|[$¥￥€£])?\s?(?P<number>(?<![\d.])(?:(?<![a-z])[-−+])?{_ARABIC})\s?(?P<more>[多余])?\s?(?P<multiplier>(?:{_MULTIPLIER})(?![a-z]))?\s?"
    rf"(?P<more2>[多余])?(?P<unit>{_UNIT})?"
)
# In words only with something that says that a number is meant: 百分之六, 三成, 两万人.
_PERCENT_WORDS = re.compile(rf"(?P<base>[百千])分之(?P<number>{_HAN_NUMBER}|{_ARABIC})")
_TENTHS = re.compile(r"(?P<number>[一二三四五六七八九])成(?P<half>半)?(?=[以左，。；、的]|$)")
_WORDS = re.compile(rf"(?P<number>{_HAN_NUMBER}[万亿]?[零一二三四五六七八九十百千两]*)(?P<multiplier>万亿|[万亿])?(?P<unit>{_UNIT})")
_DATE = re.compile(
    r"(?P<year>(?:19|20)\d\d)\s*(?:年|[-/.])\s*(?P<month>1[0-2]|0?[1-9])(?!\d)\s*(?:月(?:\s*(?P<day>[12]\d|3[01]|0?[1-9])\s*日)?|[-/.]\s*(?P<day2>[12]\d|3[01]|0?[1-9])(?!\d))"
)
_PERIOD = re.compile(r"(?P<first>(?:19|20)\d\d)\s*年?\s*(?:[-—–~至到]{1,2}|to)\s*(?P<last>(?:19|20)\d\d)(?!\d)\s*年?")
_PLANS = {"十一五": (2006, 2010), "十二五": (2011, 2015), "十三五": (2016, 2020), "十四五": (2021, 2025), "十五五": (2026, 2030)}
_PLAN = re.compile("|".join(_PLANS))
_YEAR = re.compile(rf"(?<![\d.,])(?P<year>(?:19|20)\d\d)(?!\d|[.,]\d|年(?:以上|以内|左右))(?!{MEASURE_WORD})")
_YEAR_BEFORE = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*年?\s*$")
_HAN_YEAR = re.compile(r"(?P<year>[一二][〇零○一二三四五六七八九]{3})年")
# PM2.5年均浓度, M2余额: the digits of a name count nothing of what stands behind them. RMB500万, EUR5 million and CPI2% are figures.
_NAME_BEFORE = re.compile(r"(?:[a-z](?<!rmb)(?<!cny)(?<!usd)(?<!eur)(?<!gbp)(?<!hkd)(?<!jpy)(?<!aud)(?<!cad)(?<!chf)(?<!sgd)|\bpm[_ ])$")
# So many characters around a figure are looked at for its qualifier and its direction.
_BEFORE, _AFTER = 24, 12


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a text: `text[start:end]`, with its unit.

    An amount has a `value` in its normal unit ("%", "元", "人", "" for none). A year or date has the value of its digits
    (2025, 202501, 20250114), a period that of its first and last year or month (20212025, 202501202506).
    """

    start: int
    end: int
    kind: FigureKind
    value: Decimal
    unit: str = ""
    qualifier: Qualifier | None = None
    direction: Direction | None = None

    def means(self, other: "Figure") -> bool:
        """Whether another figure says this one, whatever its wording; where this one has no unit, any other's will do."""
        same = (self.kind, self.value, self.qualifier) == (other.kind, other.value, other.qualifier)
        turned = self.direction is not None and other.direction is not None and self.direction != other.direction
        return same and (self.unit == other.unit or not self.unit) and not turned


def figures_in(text: str) -> list[Figure]:
    """All figures of a text in order; none overlaps another."""
    plain = flat(text)
    taken = [False] * len(plain)
    found = []
    for reader in (_parts_of_years, _dates, _periods, _years, _shares, _amounts, _worded):
        for figure in reader(plain):
            if not any(taken[figure.start : figure.end]):
                taken[figure.start : figure.end] = [True] * (figure.end - figure.start)
                found.append(figure)
    return sorted(found, key=lambda figure: figure.start)


def _parts_of_years(text: str) -> Iterator[Figure]:
    """2025年上半年 and 2025年1-6月 are one period, and neither is the year."""
    for match in MONTHS.finditer(text):
        year = _YEAR_BEFORE.search(text, max(0, match.start() - 10), match.start())
        months = months_in(match)
        if year and months:
            first, last = months
            yield Figure(year.start(), match.end(), "period", Decimal(f"{year[1]}{first:02}{year[1]}{last:02}"))


def _dates(text: str) -> Iterator[Figure]:
    for match in _DATE.finditer(text):
        day = match["day"] or match["day2"]
        digits = f"{match['year']}{int(match['month']):02}" + (f"{int(day):02}" if day else "")
        yield Figure(match.start(), match.end(), "date", Decimal(digits))


def _periods(text: str) -> Iterator[Figure]:
    for match in _PERIOD.finditer(text):
        yield Figure(match.start(), match.end(), "period", Decimal(match["first"] + match["last"]))
    for match in _PLAN.finditer(text):
        first, last = _PLANS[match.group()]
        yield Figure(match.start(), match.end(), "period", Decimal(f"{first}{last}"))


def _years(text: str) -> Iterator[Figure]:
    for match in _YEAR.finditer(text):
        yield Figure(match.start(), match.end(), "year", Decimal(match["year"]))
    for match in _HAN_YEAR.finditer(text):
        yield Figure(match.start(), match.end(), "year", Decimal(integer_of(match["year"]) or 0))


def _shares(text: str) -> Iterator[Figure]:
    """百分之六点五, 千分之三, 三成."""
    for match in _PERCENT_WORDS.finditer(text):
        value = value_of(match["number"])
        if value is not None:
            yield _figure(text, match.start(), match.end(), value / (1 if match["base"] == "百" else 10), "%")
    for match in _TENTHS.finditer(text):
        yield _figure(text, match.start(), match.end(), Decimal(NUMERALS[match["number"]] * 10 + (5 if match["half"] else 0)), "%")


def _amounts(text: str) -> Iterator[Figure]:
    last = -1
    for match in _AMOUNT.finditer(text):
        # The line between two figures parts them: 5%-6% is a range.
        value = value_of(match["number"].lstrip("+-−" if match.start() == last else "+"))
        last = match.start() + len(match.group().rstrip())
        if value is None:
            continue
        if match["unit"] != "%" and not match["currency"] and _names(text, match.start("number")):
            yield Figure(match.start("number"), match.end("number"), "amount", value)
            continue
        unit, factor = UNITS.get(match["unit"] or "", ("", Decimal(1)))
        if not unit and match["currency"]:
            unit = _CURRENCY[match["currency"]]
        value *= MULTIPLIERS.get(match["multiplier"] or "", 1) * factor
        figure = _figure(text, match.start(), match.start() + len(match.group().rstrip()), value, unit)
        more = match["more"] or match["more2"]
        yield figure if not more else Figure(figure.start, figure.end, "amount", value, unit, "over", figure.direction)


def _names(text: str, digits: int) -> bool:
    return _NAME_BEFORE.search(text[max(0, digits - 4) : digits]) is not None


def _worded(text: str) -> Iterator[Figure]:
    """两万人, 三十个; a numeral alone is as often a mark or part of a word."""
    for match in _WORDS.finditer(text):
        value = value_of(match["number"])
        if value is not None:
            unit, factor = UNITS[match["unit"]]
            yield _figure(text, match.start(), match.end(), value * MULTIPLIERS.get(match["multiplier"] or "", 1) * factor, unit)


def _figure(text: str, start: int, end: int, value: Decimal, unit: str) -> Figure:
    start += len(text[start:end]) - len(text[start:end].lstrip())
    before = text[max(0, start - _BEFORE) : start]
    return Figure(
        start, end, "amount", value, unit, qualifier_of(before, text[end : end + 12]), direction_of(text[max(0, start - 40) : start])
    )
