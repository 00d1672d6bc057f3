"""The marks that begin headings, articles and list items in Chinese official documents and in English reports."""

import re
from dataclasses import dataclass

_NUMERAL = r"[〇零一二三四五六七八九十百千两0-9０-９]{1,6}"


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark at a line's beginning. `rank` orders marks from the outermost (0) inwards; `end` is where the words begin."""

    rank: int
    end: int


ARTICLE = 4
NUMBERED = 7
_MARKS = (
    re.compile(rf"第{_NUMERAL}[编篇]\s*"),
    re.compile(rf"第{_NUMERAL}部分\s*"),
    re.compile(rf"第{_NUMERAL}章\s*"),
    re.compile(rf"第{_NUMERAL}节\s*"),
    # "第十二条规定的" at the beginning of a line speaks of an article and does not open it.
    re.compile(rf"第{_NUMERAL}条(?:之[一二三四五六七八九十])?(?![规的第和、至或，及所中])\s*"),
    re.compile(r"[一二三四五六七八九十]{1,3}\s*[、．.]\s*"),
    re.compile(r"[（(]\s*[一二三四五六七八九十]{1,3}\s*[）)]\s*"),
    re.compile(r"[0-9０-９]{1,2}\s*(?:[、．]|\.(?!\d))\s*"),
    re.compile(r"[（(]\s*[0-9０-９]{1,2}\s*[）)]\s*|[①-⑳]\s*"),
)
# 1.2 Title, 1.2.3 Title: the depth is the number of figures. "4.4 万亿元" and "10.5 billion" are amounts.
_DECIMAL = re.compile(r"\d{1,2}(\.\d{1,2}){1,3}\.?\s+(?=[A-Z“《\u4e00-\u9fff])(?![万亿千百十个元倍年月日人家项件吨度公平米里名户岁小分美])")
_DECIMAL_RANK = 10
# "Item 8 of this report" at the beginning of a line goes on in the sentence.
_ENGLISH = re.compile(
    r"(PART|Part|CHAPTER|Chapter|ITEM|Item|SECTION|Section|ANNEX|Annex|APPENDIX|Appendix)\s+(?:[IVXLC]+|\d{1,2}[A-Z]?|[A-Z])"
    r"(?:\s*[.:—–-]\s*|\s*$|\s+(?=[A-Z“]))"
)
_BULLET = re.compile(r"[-+*•·●○■□▪◆◇➢–]\s+|(?:——|--)\s*|[•●■◆➢]")


def mark_of(line: str) -> Mark | None:
    """The mark that the line begins with, bullets aside."""
    decimal = _DECIMAL.match(line)
    if decimal:
        return Mark(_DECIMAL_RANK + decimal.group().count("."), decimal.end())
    for rank, pattern in enumerate(_MARKS):
        match = pattern.match(line)
        if match:
            return Mark(rank, match.end())
    english = _ENGLISH.match(line)
    if english:
        return Mark(0 if english.group(1).lower() == "part" else 2, english.end())
    return None


def is_bullet(line: str) -> bool:
    return _BULLET.match(line) is not None


def starts_part(line: str) -> bool:
    """Whether a line begins something new: a heading, an article or a list item."""
    return is_bullet(line) or mark_of(line) is not None
