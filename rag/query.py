"""What a question is about, read without a model: its weighted terms, other names of them, and whether it asks for a list."""

import math
import re
from collections import Counter
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from documents.regions import ENGLISH_PROVINCE_NAMES, PROVINCE_NAMES
from documents.text import fold, is_han, language_of
from documents.types import Language
from documents.units import MEASURE_WORD
from index.words import tokens
from rag.wordings import Alternative, other_wordings

# Characters that make a bigram a matter of grammar: they part words more often than they belong to one.
_FUNCTION_CHARACTERS = frozenset("的是在了和与及或吗呢吧啊么何谁哪怎请问有多少几个些将被把对于其这那之为到要会能可以应该如")
_QUESTION_WORDS = re.compile(
    r"请问|大概|大约|到底|究竟|一共|总共|是什么|什么|多少|哪些|哪个|哪里|哪一|哪年|哪|怎么样|怎样|怎么|如何|为什么|为何|是否|吗|呢|谁|几|有没有|能不能|可以|需要|应该|告诉我|介绍一下"
)
# Places and times are matters of scope (rag/scope.py) and not of coverage: otherwise a sentence on another indicator of the right
# province and year would seem to answer.
_SCOPE_WORDS = re.compile(
    rf"(?:{PROVINCE_NAMES})(?:维吾尔|壮族|回族)?(?:自治区|特别行政区|省|市)?|(?:19|20)\d{{2}}\s*(?:年度?)?(?!\d|[.,]\d|{MEASURE_WORD})"
    r"|十[二三四五]五(?:时期|期间|规划)?|今年|去年|明年|本年|上年|目前|现在|截至"
    rf"|\b(?:{ENGLISH_PROVINCE_NAMES})(?:'s)?\b(?: (?:province|municipality))?"
)
# Stems of English words that ask: they stand in no Chinese report, and are nothing that it should hold.
_ASKING_WORDS = frozenset("much mani give tell list name pleas".split())
# "12个项目" must not make a term of 个 and 项.
_COUNTED = re.compile(r"(?<=\d)[年月日号个]")
_LIST_ASKED = re.compile(
    r"哪些|哪几|哪(?:[二三四五六七八九两\d]|十)[一-鿿\d]|分别是|包括什么|有什么|有几个?方面|列出|列举"
    r"|which of the|what are the|which (?:two|three|four|five|six)\b|\blist\b"
    r"|what (?:measures|steps|actions|goals|targets|tasks|problems|challenges|priorities|kinds|types)\b"
)

# Words that stand in most texts of a language, as tokens.
_COMMONEST: dict[Language, tuple[str, ...]] = {
    "zh": tuple("的和中有为"),
    "en": ("year", "new", "includ", "use", "not", "more"),
}
# What a word weighs that no passage holds, where the collection does not speak the question's language: that it is missing says
# little, since the lists do not translate every word.
UNTRANSLATED = 0.3


@dataclass(frozen=True, slots=True)
class Query:
    """A question as the searches and the writer see it.

    `weights` leads from content terms to their idf in the collection; `unknown` are the terms that stand in no passage.
    `alternatives` leads from terms to what else stands for them; `searched` is what the encoder reads, with other names added, and
    `words` what keyword search counts, each token with its weight; `corrected` is the question without its slips, None where none
    was found.
    """

    text: str
    language: Language
    asks_list: bool
    weights: dict[str, float]
    unknown: frozenset[str]
    alternatives: dict[str, tuple[Alternative, ...]] = field(default_factory=dict)
    searched: str = ""
    words: dict[str, float] = field(default_factory=dict)
    corrected: str | None = None

    def coverage(self, found: Container[str]) -> float:
        """The share of the question's weight that stands among `found` tokens, in [0, 1]; 0 for a question without content."""
        held = total = 0.0
        for term, weight in self.weights.items():  # asked for every sentence of every passage: no call where a look will do
            total += weight
            if term in found:
                held += weight
            elif term in self.alternatives:
                held += weight * self.met(term, found)
        return held / total if total else 0.0

    def met(self, term: str, found: Container[str]) -> float:
        """The share of a term's weight that `found` tokens meet: all where it is there itself."""
        if term in found:
            return 1.0
        return max((other.share for other in self.standing(term, found)), default=0.0)

    def standing(self, term: str, found: Container[str]) -> list[Alternative]:
        """What is found that stands for a term."""
        return [other for other in self.alternatives.get(term, ()) if all(word in found for word in other.words)]

    @property
    def sought(self) -> tuple[str, ...]:
        """Everything that coverage looks for, in a fixed order."""
        others = (word for alternatives in self.alternatives.values() for other in alternatives for word in sorted(other.words))
        return tuple(dict.fromkeys((*self.weights, *others)))


def read_query(
    text: str, document_frequency: Callable[[str], int], passages: int, words_of: Callable[[str], Sequence[str]] = lambda _: ()
) -> Query:
    """Weigh the terms of a question by the BM25 idf over a collection of so many passages; `words_of` parts a text into its words."""
    asked = _QUESTION_WORDS.sub(" ", fold(text))
    stripped = _COUNTED.sub(" ", _SCOPE_WORDS.sub(" ", asked))
    # A question of places and years alone is weighed by them, one of grammar alone by all its tokens.
    terms = _content_terms(stripped) or _content_terms(_COUNTED.sub(" ", asked)) or set(tokens(text))
    frequencies = {term: document_frequency(term) for term in sorted(terms)}
    wordings = other_wordings(fold(text), _content_terms, document_frequency)
    for term in wordings.alternatives.keys() & frequencies.keys():  # a name is as rare as the commonest of its forms
        others = wordings.alternatives[term]
        frequencies[term] = max(frequencies[term], *(min(map(document_frequency, other.words)) for other in others))
    asking = {term for term in _ASKING_WORDS & frequencies.keys() if frequencies[term] == 0}
    for term in asking | _across_words(stripped, frequencies) | _seams(words_of(stripped), frequencies):
        del frequencies[term]
    weights = {term: idf(frequency, passages) for term, frequency in frequencies.items()}
    unknown = frozenset(term for term, frequency in frequencies.items() if frequency == 0)
    asks_list = _LIST_ASKED.search(fold(text)) is not None
    searched = " ".join((text, *wordings.encoded))
    words: dict[str, float] = dict(wordings.added) | dict(Counter(tokens(text)))
    return Query(text, language_of(text), asks_list, weights, unknown, wordings.alternatives, searched, words)


def across_languages(query: Query, document_frequency: Callable[[str], int], passages: int) -> Query:
    """The query as answers are looked for by it: unknown words weigh little where the collection does not speak its language."""
    if is_spoken(query.language, document_frequency, passages):
        return query
    shares = {term: UNTRANSLATED if term in query.unknown else 1.0 for term in query.weights}
    return replace(query, weights={term: weight * shares[term] for term, weight in query.weights.items()})


def is_spoken(language: Language, document_frequency: Callable[[str], int], passages: int) -> bool:
    """Whether the collection speaks a language: one of its commonest words stands in a twentieth of the passages."""
    return max(map(document_frequency, _COMMONEST[language])) * 20 >= passages


def _across_words(stripped: str, frequencies: dict[str, int]) -> set[str]:
    """Unknown bigrams both of whose characters belong to known ones beside them: in 暴雨转移 with 暴雨 and 转移 known, 雨转 is no word."""
    known = {term for term, frequency in frequencies.items() if frequency}
    return {
        stripped[at : at + 2]
        for at in range(1, len(stripped) - 2)
        if frequencies.get(stripped[at : at + 2]) == 0 and stripped[at - 1 : at + 1] in known and stripped[at + 1 : at + 3] in known
    }


def _seams(words: Sequence[str], frequencies: dict[str, int]) -> set[str]:
    """Unknown bigrams that join a word of several characters to its neighbour: 坐高 of 坐高铁.

    Of a name that is in no vocabulary, and so parted into its characters, none is one.
    """
    joined = {a[-1] + b[0] for a, b in pairwise(words) if len(a) + len(b) > 2}
    inside = {word[at : at + 2] for word in words for at in range(len(word) - 1)}
    return {term for term in joined - inside if frequencies.get(term) == 0}


def _content_terms(text: str) -> set[str]:
    return {term for term in tokens(text) if _is_content(term)}


def _is_content(term: str) -> bool:
    """Bigrams of content characters, Latin words and numbers; single Han characters say too little."""
    if is_han(term[0]):
        return len(term) > 1 and not any(character in _FUNCTION_CHARACTERS for character in term)
    return True


def idf(document_frequency: int, passages: int) -> float:
    """The idf of BM25 (Robertson and Sparck Jones), never below 0."""
    return math.log1p((passages - document_frequency + 0.5) / (document_frequency + 0.5))
