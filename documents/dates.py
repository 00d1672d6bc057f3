"""Dates and years as documents write them: 2025年1月14日, 二〇二五年一月十四日, 2025-01-14, January 14, 2025."""

import re

_FIGURES = str.maketrans("〇零○一二三四五六七八九０１２３４５６７８９", "0001234567890123456789")
_MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]
# "May" is short already; "Sept." is written as often as "Sep.".
_MONTH = "|".join(rf"{name.capitalize()}|{name.capitalize()[:3]}t?\b\.?" for name in _MONTHS)
_CHINESE = re.compile(
    r"([12１２][\d０-９]{3}|[一二][〇零○一二三四五六七八九]{3})\s*年\s*([\d０-９]{1,2}|[一二三四五六七八九十]{1,2})\s*月"
    r"(?:\s*([\d０-９]{1,2}|[一二三四五六七八九十]{1,3})\s*日)?"
)
_NUMERIC = re.compile(r"(?<!\d)((?:19|20)\d\d)([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_DAY_LAST = re.compile(rf"\b({_MONTH})\s+(\d{{1,2}}),?\s+((?:19|20)\d\d)\b")
_NO_DAY = re.compile(rf"\b({_MONTH})\s+((?:19|20)\d\d)\b")
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}})\s+({_MONTH})\s+((?:19|20)\d\d)\b")

_PLANS = {"十五五": (2026, 2030), "十四五": (2021, 2025), "十三五": (2016, 2020), "十二五": (2011, 2015), "十一五": (2006, 2010)}
_YEAR_RANGE = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*年?\s*(?:[-—–－~～至到]{1,2}|to)\s*((?:19|20)\d\d)(?!\d)")
_YEAR = re.compile(r"(?<![\d-])((?:19|20)\d\d)(?![\d-])(?!\s*[〕\]】）])")


# Parts of a year: 上半年, 前三季度, 1—11月, first half.
MONTHS = re.compile(
    r"(?P<half>[上下])半年|(?P<quarters>前[两二三])季度|第?(?P<quarter>[一二三四1-4])季度"
    r"|(?<!\d)(?P<first>1[0-2]|0?[1-9])\s*月?\s*[-—–－~～至到]{1,2}\s*(?P<last>1[0-2]|0?[1-9])\s*月(?!\s*\d{1,2}\s*日)"
    r"|\b(?P<english>first half|second half|(?:first|second|third|fourth) quarter|first nine months)\b",
    re.IGNORECASE,
)
# What ends the part of a year that was spoken of.
_WHOLE = re.compile("全年|年度|[0-9]年(?!第|[上下]半年|前|一季|二季|三季|四季)")
_HALVES = {"上": (1, 6), "下": (7, 12), "前两": (1, 6), "前二": (1, 6), "前三": (1, 9)}
_ENGLISH_PARTS = {
    "first half": (1, 6), "second half": (7, 12), "first nine months": (1, 9), "first quarter": (1, 3), "second quarter": (4, 6),
    "third quarter": (7, 9), "fourth quarter": (10, 12),
}  # fmt: skip


def months_of(text: str) -> tuple[int, int] | None:
    """The first and last month of the last part of a year that the text names; None where it names none or the whole year after it."""
    found = [months for match in MONTHS.finditer(text) if (months := months_in(match))]
    whole = max(text.rfind("全年"), text.rfind("年度"))
    last = next((match.start() for match in reversed(list(MONTHS.finditer(text)))), -1)
    return found[-1] if found and last > whole else None


def months_after(text: str, before: tuple[int, int] | None) -> tuple[int, int] | None:
    """The part of a year that is spoken of at the end of a text: the last one it names, none after 全年 or another year alone."""
    named = months_of(text)
    return named if named or _WHOLE.search(text) else before


def months_in(match: re.Match[str]) -> tuple[int, int] | None:
    """The months of a match of `MONTHS`; None for months that run backwards."""
    if match["english"]:
        return _ENGLISH_PARTS[match["english"].lower()]
    if match["quarter"]:
        number = "一二三四1234".index(match["quarter"]) % 4
        return 3 * number + 1, 3 * number + 3
    if match["first"]:
        first, last = int(match["first"]), int(match["last"])
        return (first, last) if first < last else None
    return _HALVES[match["half"] or match["quarters"]]


def spoken_period(year: int | str, months: tuple[int, int] | None) -> str:
    """A year, or a part of it as an interval of ISO 8601: 2025, 2025-01/2025-06."""
    return str(year) if months is None or months == (1, 12) else f"{year}-{months[0]:02}/{year}-{months[1]:02}"


def told_period(period: str) -> str:
    """A period of `spoken_period` in Chinese words: 2025年, 2025年1—6月."""
    found = re.fullmatch(r"(\d{4})-(\d\d)/\d{4}-(\d\d)", period)
    return f"{found[1]}年{int(found[2])}—{int(found[3])}月" if found else f"{period}年"


def find_date(text: str) -> str | None:
    """The first date in the text as ISO, to the day or, where no day is given, to the month."""
    for pattern, reader in _READERS:
        match = pattern.search(text)
        date = reader(match) if match else None
        if date:
            return date
    return None


def is_date(text: str) -> bool:
    """Whether the text is a date and nothing else but brackets and 印发 or 发布."""
    rest = text
    for pattern, _ in _READERS:
        rest, count = pattern.subn("", rest, count=1)
        if count:
            return not re.sub(r"[\s（）()【】\[\]。.]|印发|发布|公布", "", rest)
    return False


def period_of(text: str) -> str | None:
    """The years that a title speaks of: a five-year plan, a range, or the years it names."""
    for plan, (first, last) in _PLANS.items():
        if plan in text:
            return f"{first}-{last}"
    spoken = _YEAR_RANGE.search(text)
    if spoken and int(spoken.group(1)) < int(spoken.group(2)):
        return f"{spoken.group(1)}-{spoken.group(2)}"
    years = sorted({match.group(1) for match in _YEAR.finditer(text)})
    if not years:
        return None
    return years[0] if len(years) == 1 else f"{years[0]}-{years[-1]}"


def _from_chinese(match: re.Match[str]) -> str | None:
    year, month, day = match.groups()
    return _iso(int(year.translate(_FIGURES)), _number(month), _number(day) if day else None)


def _from_numeric(match: re.Match[str]) -> str | None:
    return _iso(int(match.group(1)), int(match.group(3)), int(match.group(4)))


def _from_day_last(match: re.Match[str]) -> str | None:
    return _iso(int(match.group(3)), _month(match.group(1)), int(match.group(2)))


def _from_day_first(match: re.Match[str]) -> str | None:
    return _iso(int(match.group(3)), _month(match.group(2)), int(match.group(1)))


def _without_day(match: re.Match[str]) -> str | None:
    return _iso(int(match.group(2)), _month(match.group(1)), None)


def _month(name: str) -> int:
    return next(number for number, month in enumerate(_MONTHS, 1) if month.startswith(name.lower()[:3]))


def _number(figures: str) -> int:
    """Up to 39 in Arabic or Chinese figures: 二十九 is 29, 十四 is 14, 三十 is 30."""
    if "十" in figures:
        tens, ones = figures.split("十", 1)
        return int(tens.translate(_FIGURES) or 1) * 10 + int(ones.translate(_FIGURES) or 0)
    return int(figures.translate(_FIGURES))


def _iso(year: int, month: int, day: int | None) -> str | None:
    if not 1 <= month <= 12 or (day is not None and not 1 <= day <= 31):
        return None
    return f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day else "")


_READERS = (
    (_CHINESE, _from_chinese),
    (_NUMERIC, _from_numeric),
    (_DAY_LAST, _from_day_last),
    (_DAY_FIRST, _from_day_first),
    (_NO_DAY, _without_day),
)
