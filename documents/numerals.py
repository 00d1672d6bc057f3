"""Numbers in Chinese numerals and digits: 一百零三, 二〇二五, 六点五, 一万二千."""

import re
from decimal import Decimal, InvalidOperation

DIGITS = "零一二三四五六七八九"
NUMERALS = {character: value for value, character in enumerate(DIGITS)} | {"〇": 0, "○": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
CHINESE_NUMERAL = "〇零○一二三四五六七八九十百千两"


def integer_of(text: str) -> int | None:
    """A whole number below ten thousand: 十二 → 12, 一百零三 → 103, 二〇二五 → 2025, 12 → 12; None for anything else."""
    if text.isdecimal():
        return int(text)
    if not text or re.search(rf"[^{CHINESE_NUMERAL}]", text):
        return None
    if not any(character in _TENS for character in text):
        return int("".join(str(NUMERALS[character]) for character in text))
    total, figure = 0, 0
    for character in text:
        if character in _TENS:
            total += (figure or 1) * _TENS[character]
            figure = 0
        else:
            figure = NUMERALS[character]
    return total + figure


def in_words(count: int) -> str:
    """A count before its measure word: 2 → 两, 12 → 十二, 20 → 二十; in digits above 99."""
    if count > 99:
        return str(count)
    tens, ones = divmod(count, 10)
    if tens == 0:
        return "零一两三四五六七八九"[ones]
    return ("" if tens == 1 else DIGITS[tens]) + "十" + (DIGITS[ones] if ones else "")


_ENGLISH_NUMBERS = (
    *"no one two three four five six seven eight nine".split(),
    *"ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(),
)
_ENGLISH_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def in_english(count: int) -> str:
    """A count before what is counted: 0 → no, 2 → two, 21 → twenty-one; in digits above 99."""
    if count > 99:
        return str(count)
    if count < 20:
        return _ENGLISH_NUMBERS[count]
    tens, ones = divmod(count, 10)
    return _ENGLISH_TENS[tens - 2] + (f"-{_ENGLISH_NUMBERS[ones]}" if ones else "")


def value_of(text: str) -> Decimal | None:
    """The value of a number in digits or words, with decimals and 万 or 亿: 六点五 → 6.5, 一万二千 → 12000."""
    try:
        return Decimal(text.replace(",", "").replace("−", "-"))
    except InvalidOperation:
        pass
    for sign, size in reversed(_MYRIADS.items()):
        if sign in text:
            head, _, tail = text.partition(sign)
            above, below = value_of(head or "一"), value_of(tail or "零")
            return None if above is None or below is None else above * size + below
    whole, _, decimals = text.partition("点")
    integer = integer_of(whole)
    if integer is None or any(digit not in NUMERALS for digit in decimals):  # 九点三十分 is a time
        return None
    return Decimal(integer) if not decimals else Decimal(f"{integer}.{''.join(str(NUMERALS[digit]) for digit in decimals)}")
