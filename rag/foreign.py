"""What a model's sentence may hold only where its quotes do: addresses never, signs, numerals, names and words of another script."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from documents.indicator_names import indicators_named
from documents.numbers import figures_in
from documents.numerals import value_of
from documents.text import HAN, flat, language_of, squeeze
from documents.units import MULTIPLIERS, UNITS
from rag.orders import is_order

# An address in any script (a dot between letters is none of a sentence), and what only markup needs.
_ADDRESS = re.compile(
    r"://|//\w|\bwww\b|\bhxxps?\b|[^\W\d_]@|@\w|\]\(|!\[|<[a-z!/?|]|&#?\w+;|\\\w"
    r"|[^\W\d_][\w-]*\.[^\W\d_]{2}|(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])"
    r"|\b(?:javascript|vbscript|data|mailto|tel|sms|file|blob|magnet|intent):\S",
    re.IGNORECASE,
)
_PLAIN = re.compile(
    rf"[{HAN}A-Za-z0-9０-９Ａ-Ｚａ-ｚ\s，。、；：？！“”‘’（）《》〈〉「」『』—…·～~,.;:'\"()!?\-–−－+＋%％‰℃°=≤≥±×÷/$¥￥€£&]"
)
_HAN_NUMERAL = re.compile(
    "[零〇二三四五六七八九十两]+|[百千万亿]*[零〇一二三四五六七八九十两][零〇一二三四五六七八九十百千万亿两]+|一(?=[番成半倍点])"
    "|[百千万亿]{2,}(?=[级元以之人个家户亩吨的])"
)
_NO_NUMERAL = re.compile("第[一二三]次?产业|十分|十足|一些|一[定般律致体]|[统同唯专单万]一")
_ACCOUNTING = re.compile(r"[壹贰叁肆伍陆柒捌玖拾佰仟]+(?=[成个%倍点万亿壹贰叁肆伍陆柒捌玖拾佰仟])|(?<=分之)[壹贰叁肆伍陆柒捌玖拾佰仟]")
ENGLISH_NUMBERS = {
    word: number
    for number, words in enumerate(
        "zero,,two twice double half,three triple third,four quarter,five,six,seven,eight,nine,ten,eleven,twelve dozen,thirteen"
        ",fourteen,fifteen,sixteen,seventeen,eighteen,nineteen".split(",")
    )
    for word in words.split()
} | {word: 10 * number for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety hundred".split(), 2)}
_MONTHS = "January February March April May June July August September October November December".split()
# Beside a number, since May is a word as well.
_MONTH = re.compile(rf"(?<=\d )({'|'.join(_MONTHS)})\b|\b({'|'.join(_MONTHS)})(?= \d)")
_LATIN = re.compile(r"[a-z][a-z0-9']*")
_NAMED = re.compile("《([^《》]{1,80})》")
_SAID = re.compile("[“「]([^“”「」]{4,200})[”」]")
# A body by its name or level, a county: 财政厅, 县人民政府, 肥西县.
_BODY = re.compile(
    r"[一-鿿]{2}(?:厅|委员会|法院|检察院|银行|(?<![布结格大全当时终开该各本])局)|[省市区县乡镇州]人民政府|(?<![全各本该区市郊])[一-鿿](?<![全各本该区市郊])[一-鿿]县(?![区市城])"
)
_UNIT_WORDS = frozenset(word for unit in (*UNITS, *MULTIPLIERS) for word in unit.split()) | {"and", "of"}


def is_foreign(sentence: str, quotes: str, above: str = "") -> bool:
    """Whether a sentence leads elsewhere or holds something of which neither its quotes nor the headings above them know."""
    if _ADDRESS.search(unicodedata.normalize("NFKC", sentence)) or is_order(sentence):
        return True
    known = f"{above} {quotes}"
    return any(_foreign_parts(sentence, known)) or any(_foreign_numerals(sentence, known))


def _foreign_parts(sentence: str, known: str) -> Iterator[str]:
    held, squeezed = set(known), squeeze(known)
    yield from (character for character in sentence if character not in held and not _PLAIN.match(character))
    yield from (name for name in _NAMED.findall(sentence) if squeeze(name) not in squeezed)
    yield from (body for body in _BODY.findall(sentence) if body not in known)
    yield from (said for said in _SAID.findall(sentence) if _bare(said) not in _bare(known))
    if language_of(sentence) == "zh":
        words = set(_LATIN.findall(flat(known)))
        yield from (word for word in _LATIN.findall(flat(sentence)) if word not in words and not _is_other_name(word, known))


def _is_other_name(word: str, known: str) -> bool:
    """GDP for 地区生产总值, km for 公里: the figure's unit is compared by its meaning."""
    return word in _UNIT_WORDS or any(name in known or name in _indicators(known) for name in indicators_named(word))


@lru_cache(maxsize=64)
def _indicators(text: str) -> frozenset[str]:
    return frozenset(indicators_named(text))


def _bare(text: str) -> str:
    return re.sub(r"\W+", "", squeeze(text))


def _foreign_numerals(sentence: str, known: str) -> Iterator[str]:
    """Numbers in words that are no figures with a unit: those are compared by their meaning."""
    text, there = flat(sentence), flat(known)
    for figure in figures_in(sentence):
        text = text[: figure.start] + " " * (figure.end - figure.start) + text[figure.end :]
    digits = set(re.findall(r"\d+(?:\.\d+)?", there))
    for numeral in _HAN_NUMERAL.findall(_NO_NUMERAL.sub("  ", text)):
        if numeral not in there and str(value_of(numeral)) not in digits:
            yield numeral
    yield from (numeral for numeral in _ACCOUNTING.findall(text) if numeral not in there)
    for first, second in _MONTH.findall(sentence):
        month = first or second
        if month not in known and f"{_MONTHS.index(month) + 1}月" not in there:
            yield month
    for word in _LATIN.findall(text):
        number = ENGLISH_NUMBERS.get(word)
        if number is not None and str(number) not in digits and word not in there:
            yield word
