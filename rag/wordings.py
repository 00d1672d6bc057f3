"""What else stands for the words of a question: other names, terms of the other language, official words for everyday ones.

Only what the collection knows is added. A name or a translation stands for a word in full; the official word that an everyday word
is read as is a guess and stands for less.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from documents.vocabulary import Terms, names, official_words, translations
from index.words import tokens


@dataclass(frozen=True, slots=True)
class Kind:
    """What other words of a kind are worth.

    `share` is what they meet of a word's weight. `added` is what each of their tokens counts in keyword search, where the question's
    own count 1, divided by the root of the number of wordings for one word: a word with many must not drown those with few. `encoded` says
    whether the encoder reads them too; it knows both languages by itself.
    """

    terms: Callable[[], Terms]
    share: float
    added: float
    encoded: bool


# By trial on the development sets (docs/decisions/017): the shares and weights are round numbers, not fitted ones.
KINDS = (Kind(names, 1.0, 1.0, True), Kind(translations, 1.0, 0.5, False), Kind(official_words, 0.8, 1.0, False))


@dataclass(frozen=True, slots=True)
class Alternative:
    """Tokens all of which together stand for a term of the question, and the share of its weight that they meet."""

    words: frozenset[str]
    share: float


@dataclass(frozen=True, slots=True)
class Wordings:
    """What stands for the words of a question: for its terms, as text for the encoder, and as weighted tokens for keyword search."""

    alternatives: dict[str, tuple[Alternative, ...]]
    encoded: tuple[str, ...]
    added: dict[str, float]


def other_wordings(folded: str, content: Callable[[str], set[str]], document_frequency: Callable[[str], int]) -> Wordings:
    """The wordings for a folded question that the collection knows; `content` gives the content terms of a text."""
    alternatives: dict[str, tuple[Alternative, ...]] = {}
    encoded: dict[str, None] = {}
    added: dict[str, float] = {}
    for kind, start, end, others in _found(folded):
        by_other = {other: frozenset(content(other)) for other in others}
        known = {other: terms for other, terms in by_other.items() if terms and all(map(document_frequency, terms))}
        for term in content(_owned(folded, start, end, kind)) if known else ():
            alternatives[term] = (*alternatives.get(term, ()), *(Alternative(terms, kind.share) for terms in known.values()))
        new = [other for other in known if other not in folded]
        encoded.update(dict.fromkeys(new if kind.encoded else ()))
        for token in (token for other in new for token in _searched(other, known[other], kind)):
            added[token] = max(added.get(token, 0.0), kind.added / math.sqrt(len(new)))
    return Wordings(alternatives, tuple(encoded), added)


def _found(folded: str) -> Iterator[tuple[Kind, int, int, tuple[str, ...]]]:
    for kind in KINDS:
        for start, end, others in kind.terms().within(folded):
            yield kind, start, end, others


def _owned(folded: str, start: int, end: int, kind: Kind) -> str:
    """The word, for a name with the characters beside it.

    A bigram that joins a name to the word beside it belongs to the name: 值增 of 生产总值增长 stands in no GDP增长. A translation
    owns only itself: of 火星移民补贴, 民补 is not met by "subsidy".
    """
    return folded[max(0, start - 1) : end + 1] if kind.encoded else folded[start:end]


def _searched(other: str, terms: frozenset[str], kind: Kind) -> set[str] | frozenset[str]:
    """Of a name single characters are searched as well, of what is less sure they would bring in too much else."""
    return set(tokens(other)) if kind.encoded else terms
