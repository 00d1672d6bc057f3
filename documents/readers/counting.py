"""Numbers as lists and notes count them: 一, （二）, ③, iv, d."""

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_ROMAN = dict(zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), "m cm d cd c xc l xl x ix v iv i".split(), strict=True))
_LARGEST = 9_999
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def counted(number: int, style: str) -> str:
    """The number in a style by its name in Word's files; decimal where the style is unknown or has no sign for it."""
    counter = _STYLES.get(style)
    shown = counter(number) if counter and 0 < number <= _LARGEST else ""
    return shown or str(number)


def _chinese(number: int, digits: str = _DIGITS, units: str = "十百千", *, short_ten: bool = True) -> str:
    """二十一, 一百零五; the first 一 of 一十二 is left out where that is the custom."""
    shown, gap = "", False
    figures = str(number)
    for at, figure in enumerate(figures):
        place = len(figures) - at - 1
        if figure == "0":
            gap = True
            continue
        shown += ("零" if gap and shown else "") + digits[int(figure)] + (units[place - 1] if place else "")
        gap = False
    return shown[1:] if short_ten and 10 <= number < 20 else shown


def _formal(number: int) -> str:
    return _chinese(number, _FORMAL, "拾佰仟", short_ten=False)


def _digit_by_digit(number: int) -> str:
    return "".join(_DIGITS[int(figure)] for figure in str(number))


def _below_hundred(number: int) -> str:
    """Chinese counting names figures one by one from a hundred on."""
    return _chinese(number) if number < 100 else _digit_by_digit(number).replace("〇", "○")


def _roman(number: int) -> str:
    shown = ""
    for value, sign in _ROMAN.items():
        times, number = divmod(number, value)
        shown += sign * times
    return shown


def _letter(number: int) -> str:
    """a to z, then aa, bb: the letter is repeated, not counted on."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _signs(first: str, count: int) -> Callable[[int], str]:
    """Consecutive characters beginning with `first`; nothing beyond their count."""
    return lambda number: chr(ord(first) + number - 1) if number <= count else ""


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if number <= len(signs) else ""


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


_STYLES: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": lambda number: str(number).translate(_WIDE),
    "decimalFullWidth2": lambda number: str(number).translate(_WIDE),
    "ordinal": _ordinal,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerLetter": _letter,
    "chineseCounting": _below_hundred,
    "taiwaneseCounting": _below_hundred,
    "chineseCountingThousand": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "chineseLegalSimplified": _formal,
    "ideographDigital": _digit_by_digit,
    "taiwaneseDigital": _digit_by_digit,
    "ideographTraditional": _cycle("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _cycle("子丑寅卯辰巳午未申酉戌亥"),
    "ideographEnclosedCircle": _signs("㈠", 10),
    "decimalEnclosedCircle": _signs("①", 20),
    "decimalEnclosedCircleChinese": _signs("①", 20),
    "decimalEnclosedParen": _signs("⑴", 20),
    "decimalEnclosedFullstop": _signs("⒈", 20),
    "numberInDash": lambda number: f"-{number}-",
}
