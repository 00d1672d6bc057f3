"""Values of a spreadsheet as it shows them: 0.065 with the format 0.0% is 6.5%, 45292 with a date format is a day."""

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

_QUOTED = re.compile(r'"([^"]*)"|\\(.)|[_*].|\[[^\]]*\]')
_TOKEN = re.compile(r'"[^"]*"|\\.|[_*].|\[[^\]]*\]|General|E[+-]0+|[0#?]+|.', re.IGNORECASE | re.DOTALL)
_LITERALS = set('"\\_*[')
# A number without a format has at most so many figures on a sheet.
_FIGURES = 10
_MOST_DECIMALS = 30


def shown(value: object, form: str) -> str:
    """The text in the cell; dates are ISO, or with 年月日 where the format has these."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case dt.datetime() | dt.date():
            return _date(value, form)
        case dt.time():
            return value.isoformat("minutes")
        case int() | float():
            return _number(value, form)
        case _:
            return str(value)


def _date(value: dt.datetime | dt.date, form: str) -> str:
    """The parts of a date that the format shows; a time of midnight is that of a date alone."""
    signs = _QUOTED.sub(lambda found: found.group(1) or found.group(2) or "", form).lower()
    timed = isinstance(value, dt.datetime) and "h" in signs
    figures = [("y", f"{value.year}", "年"), ("m", f"{value.month:02d}", "月"), ("d", f"{value.day:02d}", "日")]
    named = [(figure, name) for sign, figure, name in figures if sign in signs and not (sign == "m" and timed and "d" not in signs)]
    if "年" in signs or "月" in signs:
        day = "".join(figure.removeprefix("0") + name for figure, name in named)
    else:
        day = "-".join(figure for figure, _ in named) or ("" if timed else value.isoformat()[:10])
    time = f"{value:%H:%M}" if timed else ""
    return day if day and time in {"", "00:00"} else f"{day} {time}".strip()


def _number(value: float, form: str) -> str:
    if isinstance(value, int) and form == "General":
        return str(value)
    try:
        number = Decimal(repr(value))
        if form == "General":
            return _plain(number)
        section, number = _section(number, form)
        return _formatted(number, section)
    except InvalidOperation:  # infinite, not a number, or too large for the format
        return str(value)


def _section(number: Decimal, form: str) -> tuple[str, Decimal]:
    """The part of the format for positive, negative or zero values; a part of their own shows negative values without a sign."""
    sections = re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', form)
    if number < 0 and len(sections) > 1:
        return sections[1], -number
    return (sections[2] if number == 0 and len(sections) > 2 else sections[0]), number


@lru_cache(maxsize=1000)
def _tokens(section: str) -> list[str]:
    return _TOKEN.findall(section)


def _formatted(number: Decimal, section: str) -> str:
    tokens = _tokens(section)
    if any(token[0] in "Ee" and len(token) > 2 and token[1] in "+-" for token in tokens):
        return f"{number:.{_decimals(tokens)}E}"
    marks = "".join(token for token in tokens if token[0] not in _LITERALS)
    if re.search(r"general|@", marks, re.IGNORECASE):
        return _around(tokens, _plain(number))
    if not re.search(r"[0#?]", marks):
        return _around(tokens, "")
    # A comma behind the last placeholder divides by a thousand.
    thousands = re.search(r"[0#?](,+)(?=\.|[^0#?.,]*$)", marks)
    places = 2 * marks.count("%") - 3 * (len(thousands.group(1)) if thousands else 0)
    return _around(tokens, _placed(number.scaleb(places), tokens, marks))


def _placed(number: Decimal, tokens: list[str], marks: str) -> str:
    """Rounded to the decimals of the format, away from zero as spreadsheets do; optional ones only where they are not zero."""
    decimals = _decimals(tokens)
    text = f"{number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):{',' if re.search('[0#?],[0#?]', marks) else ''}f}"
    needed = sum(sign == "0" for token in _after_point(tokens) for sign in token)
    while decimals > needed and text.endswith("0"):
        text, decimals = text[:-1], decimals - 1
    text = text.removesuffix(".")
    return "0" + text if text.startswith(".") else "0" if text == "-0" else text


def _plain(number: Decimal) -> str:
    """Without a format: whole numbers as they are, others to ten figures."""
    if number == number.to_integral_value():
        return f"{number:f}".split(".")[0] if number else "0"
    before = max(1, number.adjusted() + 1)
    decimals = max(0, _FIGURES - before) if number.adjusted() >= -_FIGURES else _MOST_DECIMALS
    return f"{number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):f}".rstrip("0").rstrip(".")


def _around(tokens: list[str], number: str) -> str:
    """The number with the words and signs that the format puts around it."""
    text, placed = "", False
    for piece in tokens:
        if piece[0] in "0#?@" or piece.lower().startswith("general"):
            text += "" if placed else number
            placed = True
        elif piece[0] in _LITERALS:
            text += _words(piece)
        elif piece not in ",.":
            text += piece
    return text.strip()


def _words(token: str) -> str:
    """What a literal shows: its words, the sign of a currency, nothing for colours, conditions and blanks of a width."""
    if token.startswith("[$"):
        return token[2:-1].split("-", maxsplit=1)[0]
    return token.strip('"') if token[0] == '"' else token[1:] if token[0] == "\\" else ""


def _decimals(tokens: list[str]) -> int:
    return min(_MOST_DECIMALS, sum(map(len, _after_point(tokens))))


def _after_point(tokens: list[str]) -> list[str]:
    """The placeholders of the decimals."""
    if "." not in tokens:
        return []
    return [token for token in tokens[tokens.index(".") :] if token[0] in "0#?"]
