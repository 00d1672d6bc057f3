"""What a question asks for, read without a model: its weighted terms, and what kind of answer it wants."""

import math
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Literal

from documents.text import fold, is_han, language_of
from documents.types import Language
from index.words import tokens

Wanted = Literal["number", "date", "list", "other"]

# Characters that make a bigram a matter of grammar: they part words more often than they belong to one.
_FUNCTION_CHARACTERS = frozenset("的是在了和与及或吗呢吧啊么何谁哪怎请问有多少几个些将被把对于其这那之为到要会能可以应该如")
_QUESTION_WORDS = re.compile(
    r"请问|是什么|什么|多少|哪些|哪个|哪里|哪一|哪年|哪|怎么样|怎样|怎么|如何|为什么|为何|是否|吗|呢|谁|几|有没有|能不能|可以|需要|应该|告诉我|介绍一下"
)
# "2026年安徽" must not make a term of 年 and 安.
_COUNTED = re.compile(r"(?<=\d)[年月日号个]")
_WANTS: tuple[tuple[Wanted, re.Pattern[str]], ...] = (
    ("date", re.compile(r"什么时候|何时|哪一?年|哪一?天|几月|日期|时间是|\bwhen\b|what (?:year|date|day|month)|which year")),
    ("list", re.compile(r"哪些|哪几|分别是|包括什么|有什么|which of the|what are the|list ")),
    (
        "number",
        re.compile(
            r"多少|几[个家项万亿元年天人次条]|多大|多高|多长|比例|百分之几|增速|金额"
            r"|how (?:many|much|long|old|far|high|large)|what (?:percentage|proportion|amount|number|share)"
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Query:
    """A question as the searches and the writer see it.

    `weights` leads from content terms to their idf in the collection; `unknown` are the terms that stand in no passage.
    """

    text: str
    language: Language
    wanted: Wanted
    weights: dict[str, float]
    unknown: frozenset[str]

    def coverage(self, found: Collection[str]) -> float:
        """The share of the question's weight that stands among `found` tokens, in [0, 1]; 0 for a question without content."""
        total = sum(self.weights.values())
        return sum(weight for term, weight in self.weights.items() if term in found) / total if total else 0.0


def read_query(text: str, document_frequency: Callable[[str], int], passages: int) -> Query:
    """Weigh the terms of a question by the BM25 idf over a collection of so many passages."""
    stripped = _COUNTED.sub(" ", _QUESTION_WORDS.sub(" ", fold(text)))
    terms = {term for term in tokens(stripped) if _is_content(term)} or set(tokens(text))
    frequencies = {term: document_frequency(term) for term in sorted(terms)}
    weights = {term: _idf(frequency, passages) for term, frequency in frequencies.items()}
    unknown = frozenset(term for term, frequency in frequencies.items() if frequency == 0)
    wanted: Wanted = next((kind for kind, pattern in _WANTS if pattern.search(fold(text))), "other")
    return Query(text, language_of(text), wanted, weights, unknown)


def _is_content(term: str) -> bool:
    """Bigrams of content characters, Latin words and numbers; single Han characters say too little."""
    if is_han(term[0]):
        return len(term) > 1 and not any(character in _FUNCTION_CHARACTERS for character in term)
    return True


def _idf(document_frequency: int, passages: int) -> float:
    return math.log1p((passages - document_frequency + 0.5) / (document_frequency + 0.5))
