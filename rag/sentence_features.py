"""The features by which sentences are ordered, computed in one place: what the question, the sentence and its passage share.

All are plain counts, shares and cosines; `FEATURES` names them in the order of the columns.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from documents.text import fold, squeeze
from index.static import StaticEmbedder
from index.words import tokens
from rag.kinds import FIGURE, KIND_NUMBERS, focus_of, kind_of, unit_of
from rag.query import Query
from rag.reading import SIGNS, ReadSentence
from rag.types import Hit

_OF_WORDS = ("coverage", "context", "title", "rare", "rare_near", "before", "after", "run", "novelty")
_OF_KIND = ("wanted", "figures", "new_figures", "new_names", "unit", "focus")
_OF_PLACE = ("passage", "place", "position", "relative")
_OF_VECTORS = ("dense", "soft", "soft_near")
_OF_QUESTION = ("kind", "terms", "english")
_LEADS = ("coverage", "dense", "soft")
FEATURES = (*_OF_WORDS, *_OF_KIND, *_OF_PLACE, *SIGNS, *_OF_QUESTION, *_OF_VECTORS, *(f"{name}_lead" for name in _LEADS))
Rows = NDArray[np.float64]

_LONGEST_RUN_IN = 100  # characters of a question in which the longest shared run is looked for


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
    table = np.hstack([plain, _of_vectors(query, rows, reader)])
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
        _run(asked.squeezed, row.sentence.squeezed), len(own - asked.words) / max(1, len(own)),
    )  # fmt: skip


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
