"""Paragraphs of a text frame on a slide, with the numbers of its lists."""

from collections.abc import Iterator
from typing import Any

from documents.readers.counting import counted

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
# Automatic numbers by the beginning of their name, which its end tells how to set.
_COUNTS = {
    "arabic": "decimal",
    "alphaLc": "lowerLetter",
    "alphaUc": "upperLetter",
    "romanLc": "lowerRoman",
    "romanUc": "upperRoman",
    "ea1Chs": "chineseCountingThousand",
    "ea1Cht": "chineseCountingThousand",
    "circleNum": "decimalEnclosedCircle",
}
_SHAPES = {"ParenBoth": "({}) ", "ParenR": "{}) ", "Period": "{}. "}


def lines_of(frame: Any) -> Iterator[tuple[str, bool]]:
    """The text of each paragraph that has one, and whether it is an item of a list."""
    counts: dict[int, tuple[str, int]] = {}
    for paragraph in frame.paragraphs:
        text = " ".join(paragraph.text.replace("\v", " ").split())
        properties = paragraph._p.find(f"{_A}pPr")
        number = properties.find(f"{_A}buAutoNum") if properties is not None else None
        if not text:
            continue
        for deeper in [level for level in counts if level > paragraph.level or (level == paragraph.level and number is None)]:
            del counts[deeper]
        if number is not None:
            style, start = number.get("type", "arabicPeriod"), int(number.get("startAt", "1"))
            before = counts.get(paragraph.level)
            count = before[1] + 1 if before and before[0] == style else start
            counts[paragraph.level] = style, count
            yield _label(style, count) + text, True
        else:
            sign = properties.find(f"{_A}buChar") if properties is not None else None
            yield (f"• {text}" if sign is not None else text), sign is not None


def _label(style: str, count: int) -> str:
    number = counted(count, next((name for beginning, name in _COUNTS.items() if style.startswith(beginning)), "decimal"))
    if style.startswith("ea1"):
        return f"{number}、"
    return next((shape for ending, shape in _SHAPES.items() if style.endswith(ending)), "{} ").format(number)
