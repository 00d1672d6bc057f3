"""Numerals as documents write them. One normalisation for all; figures with units and periods will join it."""

import re

_FIGURES = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
CHINESE_NUMERAL = "〇零○一二三四五六七八九十百千两"


def integer_of(text: str) -> int | None:
    """A whole number below ten thousand: 十二 → 12, 一百零三 → 103, 二〇二五 → 2025, 12 → 12; None for anything else."""
    if text.isdecimal():
        return int(text)
    if not text or re.search(rf"[^{CHINESE_NUMERAL}]", text):
        return None
    if not any(character in _UNITS for character in text):
        return int("".join(str(_FIGURES[character]) for character in text))
    total, figure = 0, 0
    for character in text:
        if character in _UNITS:
            total += (figure or 1) * _UNITS[character]
            figure = 0
        else:
            figure = _FIGURES[character]
    return total + figure
