"""Tokens for keyword search: Han characters and bigrams, article numbers, stemmed Latin words, numbers.

Measured: characters with bigrams beat jieba words on every set (recall@1 .874 against .809 on Chinese policy notices), and
stemming with stop words lifts English recall@1 from .837 to .863.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache

import Stemmer

from documents.numerals import CHINESE_NUMERAL, integer_of
from documents.text import HAN, fold

# 第十二条 and 第12条 are one token, so that 第二十二条 shares nothing with them.
_ARTICLE = re.compile(rf"第([{CHINESE_NUMERAL}]+|\d+)([编章节条款项])")
_PIECE = re.compile(rf"[{HAN}]+|[a-z]+(?:'[a-z]+)?|\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)*|[^\W\d_a-z{HAN}]+")
_OTHER_PIECE = re.compile(_PIECE.pattern.removeprefix(f"[{HAN}]+|"))
_HAN_RUN = re.compile(f"[{HAN}]")
_STOP_WORDS = frozenset(
    """
    a an and are as at be been but by did do does for from had has have how i if in into is it its me my of on or our shall
    she he that the their them then there these they this those to under was we were what when where which who whom why will
    with would you your can could should may might about
    """.split()
)


@lru_cache(maxsize=1)
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")


@lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    return str(_stemmer().stemWord(word))


def tokens(text: str) -> list[str]:
    """Tokens in order of the text; the same function serves passages and queries."""
    return list(_tokens(fold(text)))


def _tokens(folded: str) -> Iterator[str]:
    for match in _ARTICLE.finditer(folded):
        yield _article(match)
    for match in _PIECE.finditer(_ARTICLE.sub(" ", folded)):
        piece = match.group()
        if _HAN_RUN.match(piece):
            yield from piece
            yield from (piece[i : i + 2] for i in range(len(piece) - 1))
        elif (word := _word(piece)) is not None:
            yield word


def _article(match: re.Match[str]) -> str:
    return f"第{integer_of(match.group(1))}{match.group(2)}"


def _word(piece: str) -> str | None:
    """The token of a number or a word; None for a stop word."""
    if piece[0].isdigit():
        return piece.replace(",", "")
    word = piece.removesuffix("'s")
    return None if word in _STOP_WORDS else _stem(word)


class Sought:
    """Tokens to be looked up in many texts: Han characters and bigrams in the text itself, all others in a list."""

    def __init__(self, sought: Iterable[str]) -> None:
        ordered = list(dict.fromkeys(sought))
        self.han = [token for token in ordered if _is_han(token)]
        self.others = [token for token in ordered if not _is_han(token)]


class Places:
    """Where tokens stand in a text, for looking up a few: 40 µs a text, where cutting it into all its tokens takes 160.

    Places are characters of the folded text.
    """

    def __init__(self, text: str) -> None:
        self._folded = fold(text)
        # Articles are tokens of their own and none of their characters is; blanks of their length keep the places.
        self._text = _ARTICLE.sub(lambda match: " " * len(match.group()), self._folded) if "第" in self._folded else self._folded

    def held(self, sought: Sought) -> set[str]:
        """Those of the tokens that `tokens(text)` holds."""
        text, others = self._text, self._others if sought.others else {}
        return {token for token in sought.han if token in text}.union(token for token in sought.others if token in others)

    def of(self, token: str, most: int = 20) -> list[int]:
        """The first places of a token, in order."""
        if not _is_han(token):
            return self._others.get(token, [])[:most]
        places: list[int] = []
        at = self._text.find(token)
        while at >= 0 and len(places) < most:
            places.append(at)
            at = self._text.find(token, at + 1)
        return places

    @cached_property
    def _others(self) -> dict[str, list[int]]:
        """The places of all tokens that are no Han characters or bigrams."""
        places: dict[str, list[int]] = {}
        if self._text is not self._folded:
            for match in _ARTICLE.finditer(self._folded):
                places.setdefault(_article(match), []).append(match.start())
        for match in _OTHER_PIECE.finditer(self._text):
            word = _word(match.group())
            if word is not None:
                places.setdefault(word, []).append(match.start())
        return places


@lru_cache(maxsize=65536)
def _is_han(token: str) -> bool:
    """Whether a token is a Han character or bigram; articles (第12条) are neither."""
    return _HAN_RUN.match(token, len(token) - 1) is not None and _HAN_RUN.match(token, min(1, len(token) - 1)) is not None
