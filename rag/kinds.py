"""What a question asks for, and what in a sentence could be it: signs in Chinese and English that need no model."""

import re

# In the order in which they are tried: 哪年 asks for a date, though 哪 alone would ask for anything.
_KINDS = {
    "number": r"多少|多久|多快|多重|多宽|多深|几[个家项种万亿元年天人次条层座所位岁倍]|多大|多高|多长|多远|比例|百分之|增速|金额"
    r"|how (?:many|much|long|old|far|high|large|tall)|what (?:percent|percentage|proportion|amount|number|share)",
    "date": r"什么时候|何时|哪一?年|哪一?天|几月|几年|日期|时间|年代|年份"
    r"|\bwhen\b|what (?:year|date|day|month|century|decade)|which (?:year|century)",
    "who": r"谁|何人|哪位|什么人|哪个人|\bwho\b|\bwhom\b|\bwhose\b",
    "where": r"哪里|何处|何地|在哪|什么地方|哪个(?:国家|城市|省|地)|哪一?国|位于"
    r"|\bwhere\b|(?:what|which) (?:country|city|state|region|place|area)",
    "why": r"为什么|为何|原因|缘故|\bwhy\b|what (?:caused|reason)",
    "how": r"怎么|怎样|如何|\bhow\b",
    "list": r"哪些|哪几|分别|包括|what are|which of",
    "what": r"什么|哪个|哪一|何|\bwhat\b|\bwhich\b",
}
_ASKED = [(kind, re.compile(pattern)) for kind, pattern in _KINDS.items()]
KIND_NUMBERS = {"none": 0, **{kind: number for number, kind in enumerate(_KINDS, 1)}}

FIGURE = re.compile(r"\d+(?:[.,]\d+)*|[一二三四五六七八九十百千万亿两]+(?=[个家项种万亿元年天人次条层座所位岁倍成名只])")
DATE = re.compile(
    r"\d{3,4}年|\d+月|\d+日|世纪|\b(?:1\d|20)\d\d\b|century"
    r"|\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b"
)
REASON = re.compile(r"因为|由于|因此|所以|因(?!此|为)|为了|导致|使得|以致|because|due to|since|therefore|in order to|as a result")
PLACE = re.compile(r"[省市县区国州镇村路岛山湖河洲]|位于|地处|\bin [a-z]|\bat [a-z]")
PERSON = re.compile(r"·|先生|女士|教授|博士|总统|主席|国王|皇帝|将军|导演|创办|创始|所著|由[一-鿿]{2,4}")
CAPITALISED = re.compile(r"(?<=[a-z,;] )[A-Z][A-Za-z]+")
_UNIT = re.compile(r"(?:多少|几)\s*([一-鿿])")
_FOCUS = re.compile(r"(?:什么|哪个|哪种|哪一个|哪项|哪一|何种|哪些|哪)([一-鿿]{2,4})|\b(?:what|which)(?: \w+)? (\w+)|how many (\w+)")


def kind_of(folded: str) -> str:
    """The kind of thing that a folded question asks for; "none" where nothing says so."""
    return next((kind for kind, pattern in _ASKED if pattern.search(folded)), "none")


def asked_at(folded: str) -> tuple[int, int]:
    """Where a folded question has the word that asks; its end where none does."""
    found = next((match for _, pattern in _ASKED if (match := pattern.search(folded))), None)
    return found.span() if found else (len(folded), len(folded))


def unit_of(folded: str) -> re.Pattern[str] | None:
    """Where a question asks 多少公里, what a figure of that unit looks like."""
    found = _UNIT.search(folded)
    return re.compile(rf"[\d一二三四五六七八九十百千万亿两余多]{re.escape(found.group(1))}") if found else None


def focus_of(folded: str) -> str | None:
    """The noun behind the question word: of 哪种能源 and "which country", 能源 and "country"."""
    found = _FOCUS.search(folded)
    return next((group for group in found.groups() if group), None) if found else None
