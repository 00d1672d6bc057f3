"""Whether a sentence denies, allows or turns round what its quotes say."""

import re

from documents.text import flat
from index.words import tokens

_NEGATED = re.compile(
    r"(?:不得|不予|不能|不会|不是|不应|不准|不再|没有|未能|尚未|并未|并非|禁止|严禁|免于|无需|不(?![断仅少低超足])|未(?!来))([一-鿿]{2}|[一-鿿](?=[，。；、！？]|$))"
    r"|(?:\bnot\b|\bno\b|\bnever\b|n't\b|\bwithout\b) (\w+)"
)
_WORDS = re.compile(r"[一-鿿]{3,4}|[a-z]+ [a-z]+")
# A word of one side in the sentence and of the other in the quotes, each without its opposite, say two things.
_OPPOSITES = [
    tuple(re.compile(side) for side in line.split(" / "))
    for line in """
上调 / 下调
提高|提升|上升|上涨 / 降低|下降|下跌|下滑
增加|增长 / 减少|缩减
扩大 / 缩小|压缩
放宽 / 收紧|从严
允许|鼓励|支持 / 禁止|限制|严禁
设立|建立|恢复|保留|新设 / 取消|撤销|废止|停止
(?<!免)征收 / 免征|免除|停征
提前 / 推迟|延后|延期
可以|有权|\\bmay\\b|\\bcan\\b / 必须|应当|\\bmust\\b|\\bshall\\b|\\bare required to\\b
全部|所有|一律|\\ball\\b|\\bevery\\b / 部分|一半|多数|少数|个别|\\bsome\\b|\\bmost\\b|\\bhalf\\b
高于|多于|快于|好于|超过 / 低于|少于|慢于|不及
\\bincrease / \\bdecrease|\\breduc|\\bcut\\b
""".strip().splitlines()
]
_LEVEL = re.compile("([国省市县乡处科]家?级)及?以[上下]")
_AMOUNT = r"([$¥€£]?\d+(?:[.,]\d+)*(?:%|[一-鿿]{1,3}|\s?[a-z]+)?)"
_FROM_TO = re.compile(rf"(?:从|由|\bfrom\b)\s*{_AMOUNT}[^，。；,;]{{0,12}}?(?:到|至|为|\bto\b)\s*{_AMOUNT}")
_SIDE = re.compile("([一-鿿]{2})(?:之|以)?([前后])(?!期|续|者|景|台|列)")


def contradicts(sentence: str, said: str) -> bool:
    """What the quotes deny is told without the "not", or the other way round; or one of two opposite words for the other."""
    here, there = flat(sentence), flat(said)
    ways = (_denies, _turns, _changes_sides, _changes_levels, _changes_order)
    return any(way(here, there) for way in ways)


def _denies(here: str, there: str) -> bool:
    denied_here, denied_there = _denied(here), _denied(there)
    if denied_here - denied_there:
        return True
    affirmed_here, affirmed_there = _affirmed(here), _affirmed(there)
    if any(word in here for word in denied_there - denied_here if word not in affirmed_there):
        return True
    # 不配发个人 beside 配发海关: the words after the word tell which of the two is told.
    longer = {match.group() for denied in _NEGATED.finditer(there) if (match := _WORDS.match(there, denied.start(denied.lastindex or 0)))}
    return any(words in affirmed_here and words not in affirmed_there for words in longer)


def _denied(text: str) -> set[str]:
    return {match.group(1) or _stem(match.group(2)) for match in _NEGATED.finditer(text)}


def _stem(word: str) -> str:
    return next(iter(tokens(word)), word)


def _affirmed(text: str) -> str:
    """The text without what it denies: a word may stand in it both ways."""
    return _NEGATED.sub(" ", text)


def _turns(here: str, there: str) -> bool:
    for first, second in _OPPOSITES:
        for mine, other in ((first, second), (second, first)):
            if mine.search(here) and not other.search(here) and other.search(there) and not mine.search(there):
                return True
    return False


def _changes_sides(here: str, there: str) -> bool:
    """开工前 for 开工后."""
    sides = {(word, side) for word, side in _SIDE.findall(there)}
    return any((word, "后" if side == "前" else "前") in sides and (word, side) not in sides for word, side in _SIDE.findall(here))


def _changes_levels(here: str, there: str) -> bool:
    """县级 for 县级以上."""
    levels = set(_LEVEL.findall(there))
    return any(re.search(rf"{level}(?!及?以[上下])", here) and not re.search(rf"{level}(?!及?以[上下])", there) for level in levels)


def _changes_order(here: str, there: str) -> bool:
    """From 5% to 3% for from 3% to 5%."""
    pairs = set(_FROM_TO.findall(there))
    return any((last, first) in pairs and (first, last) not in pairs for first, last in _FROM_TO.findall(here))
