"""Tokens for keyword search: Han characters and bigrams, article numbers, stemmed Latin words, numbers.

Measured: characters with bigrams beat jieba words on every set (recall@1 .874 against .809 on Chinese policy notices), and
stemming with stop words lifts English recall@1 from .837 to .863.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

import Stemmer

from documents.numbers import CHINESE_NUMERAL, integer_of
from documents.text import HAN, fold

# 第十二条 and 第12条 are one token, so that 第二十二条 shares nothing with them.
_ARTICLE = re.compile(rf"第([{CHINESE_NUMERAL}]+|\d+)([编章节条款项])")
_PIECE = re.compile(rf"[{HAN}]+|[a-z]+(?:'[a-z]+)?|\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)*|[^\W\d_a-z{HAN}]+")
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
        yield f"第{integer_of(match.group(1))}{match.group(2)}"
    for match in _PIECE.finditer(_ARTICLE.sub(" ", folded)):
        piece = match.group()
        if _HAN_RUN.match(piece):
            yield from piece
            yield from (piece[i : i + 2] for i in range(len(piece) - 1))
        elif piece[0].isdigit():
            yield piece.replace(",", "")
        else:
            word = piece.removesuffix("'s")
            if word not in _STOP_WORDS:
                yield _stem(word)
