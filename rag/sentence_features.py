"""The features by which sentences are ordered, computed in one place: what the question, the sentence and its passage share.

All are plain counts, shares and cosines; `FEATURES` names them in the order of the columns.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from documents.text import HAN, fold, squeeze
from index.static import StaticEmbedder
from index.words import tokens
from rag.kinds import FIGURE, KIND_NUMBERS, asked_at, focus_of, kind_of, unit_of
from rag.query import Query
from rag.reading import SIGNS, ReadSentence
from rag.types import Hit

_OF_WORDS = ("coverage", "context", "title", "rare", "rare_near", "before", "after", "run", "novelty")
_OF_KIND = ("wanted", "figures", "new_figures", "new_names", "unit", "focus")
_OF_PLACE = ("passage", "place", "position", "relative")
_OF_VECTORS = ("dense", "soft", "soft_near")
_OF_QUESTION = ("kind", "terms", "english")
_OF_SHARES = ("telling", "asked_near", "characters")
_LEADS = ("coverage", "dense", "soft", *_OF_SHARES)
FEATURES = (*_OF_WORDS, *_OF_KIND, *_OF_PLACE, *SIGNS, *_OF_QUESTION, *_OF_VECTORS, *_OF_SHARES, *(f"{name}_lead" for name in _LEADS))
Rows = NDArray[np.float64]

_LONGEST_RUN_IN = 100  # characters of a question in which the longest shared run is looked for
_NEAR = 8.0  # characters from the question word over which what a term counts in `asked_near` falls to a third
_CHARACTERS = re.compile(rf"[{HAN}]|[a-z]{{4,}}")


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence that may answer, with its passage's hit and place in order, and the sentences that it is read with.

    `beside` are places in `sentences`; what stands `above` are title and section path.
    """

    hit: Hit
    order: int
    sentences: tuple[ReadSentence, ...]
    place: int
    beside: tuple[int, ...]
    above: frozenset[str]
    outside: bool

    @property
    def sentence(self) -> ReadSentence:
        return self.sentences[self.place]


class ReadQuestion:
    """A question taken apart once for all its sentences."""

    def __init__(self, query: Query) -> None:
        folded = fold(query.text)
        self.query, self.words = query, frozenset(tokens(query.text))
        self.kind, self.unit = kind_of(folded), unit_of(folded)
        self.squeezed = squeeze(query.text)
        self.figures = frozenset(FIGURE.findall(folded))
        self.focus = frozenset(tokens(focus_of(folded) or ""))
        self.rarest = max(sorted(query.weights), key=query.weights.__getitem__, default="")
        self.characters = frozenset(_CHARACTERS.findall(folded))
        place = asked_at(folded)
        self.near = [weight * _nearness(folded, term, place) for term, weight in query.weights.items()]

    @cached_property
    def of_question(self) -> tuple[float, ...]:
        return float(KIND_NUMBERS[self.kind]), float(np.log1p(len(self.query.weights))), float(self.query.language == "en")


def sentence_features(query: Query, rows: Sequence[Row], reader: StaticEmbedder) -> Rows:
    """(rows, FEATURES): one row a sentence, in the given order."""
    asked = ReadQuestion(query)
    best = max((row.hit.score for row in rows), default=0.0) or 1.0
    plain = np.array(
        [(*_of_words(asked, row), *_of_kind(asked, row), *_of_place(row, best), *row.sentence.signs, *asked.of_question) for row in rows]
    )
    table = np.hstack([plain, _of_vectors(query, rows, reader), _of_shares(asked, rows)])
    leads = [table[:, FEATURES.index(name)] for name in _LEADS]
    return np.column_stack([table, *(column - column.max() for column in leads)])


def _of_words(asked: ReadQuestion, row: Row) -> tuple[float, ...]:
    own, query = row.sentence.words, asked.query
    beside = [row.sentences[place].words for place in row.beside]
    near = row.above.union(own, *beside)
    before = [row.sentences[place].words for place in row.beside if place < row.place]
    after = [row.sentences[place].words for place in row.beside if place > row.place]
    return (
        query.coverage(own), query.coverage(near), query.coverage(row.above), float(asked.rarest in own), float(asked.rarest in near),
        query.coverage(before[0]) if before else 0.0, query.coverage(after[0]) if after else 0.0,
        _run(asked.squeezed, row.sentence.squeezed), _novelty(asked, own),
    )  # fmt: skip


def _novelty(asked: ReadQuestion, own: frozenset[str]) -> float:
    """The share of a sentence's words that the question does not have.

    What says nothing new is no answer to a question for something, but it is one to 没有收费站吗: where nothing is asked for, all
    sentences are given the same.
    """
    return 0.5 if asked.kind == "none" else len(own - asked.words) / max(1, len(own))


def _run(question: str, sentence: str) -> float:
    """The longest run of characters that both share, of the question's length but of 4 characters at least and 30 at most."""
    longest = 0
    for start in range(min(len(question), _LONGEST_RUN_IN)):
        while start + longest < len(question) and question[start : start + longest + 1] in sentence:
            longest += 1
    return min(longest / max(4, min(len(question), 30)), 1.5)


def _of_kind(asked: ReadQuestion, row: Row) -> tuple[float, ...]:
    sentence = row.sentence
    signs = dict(zip(SIGNS, sentence.signs, strict=True))
    wanted = {
        "number": bool(sentence.figures), "date": signs["date"], "why": signs["reason"],
        "where": min(1.0, signs["places"]), "who": min(1.0, signs["persons"]),
    }.get(asked.kind, 0.5)  # fmt: skip
    return (
        float(wanted),
        float(len(sentence.figures)),
        float(len(sentence.figures - asked.figures)),
        float(sum(name not in asked.squeezed for name in sentence.names)),
        float(asked.unit.search(sentence.folded) is not None) if asked.unit else -1.0,
        len(asked.focus & sentence.words) / len(asked.focus) if asked.focus else -1.0,
    )


def _of_place(row: Row, best: float) -> tuple[float, ...]:
    return row.hit.score / best, float(row.order), float(row.place), row.place / max(1, len(row.sentences) - 1)


def _of_vectors(query: Query, rows: Sequence[Row], reader: StaticEmbedder) -> Rows:
    """Cosine with the question, and how well each piece of the question is met by some piece of the sentence or of its neighbours."""
    texts = {(row.order, place): row.sentences[place].text for row in rows for place in (row.place, *row.beside)}
    order = {key: number for number, key in enumerate(texts)}
    match = reader.match(query.text, list(texts.values()))
    own = [order[row.order, row.place] for row in rows]
    near = [match.pieces[[order[row.order, place] for place in (row.place, *row.beside)]].max(axis=0) @ match.weights for row in rows]
    return np.column_stack([match.dense[own], match.pieces[own] @ match.weights, near])


def _of_shares(asked: ReadQuestion, rows: Sequence[Row]) -> Rows:
    """Shares of the question in each sentence.

    Of its weight, where a term counts the less, the more of the sentences hold it; of its weight close to the question word; and of
    its different characters, or words of four letters and more.
    """
    query = asked.query
    met = np.array([[query.met(term, row.sentence.words) for term in query.weights] for row in rows]).reshape(len(rows), -1)
    telling = np.array(list(query.weights.values())) / np.maximum(1, (met > 0).sum(axis=0)) * met.any(axis=0)
    near = np.array(asked.near)
    held = [sum(character in row.sentence.folded for character in asked.characters) for row in rows]
    shares = [met @ weights / (weights.sum() or 1.0) for weights in (telling, near)]
    return np.column_stack([*shares, np.array(held) / max(1, len(asked.characters))])


def _nearness(folded: str, term: str, question_word: tuple[int, int]) -> float:
    """How near a term stands to the question word, in [0, 1]; far away, for one that is not found as it is."""
    (start, end), at = question_word, folded.find(term)
    distance = 2.5 * _NEAR if at < 0 else min(abs(at - end), abs(start - at - len(term)))
    return math.exp(-distance / _NEAR)
