"""Which sentences of the found passages answer the question: boosted trees over named features (rag/ranker/README.md)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.static import StaticEmbedder
from index.words import tokens
from rag.kinds import KIND_NUMBERS
from rag.query import Query
from rag.reading import ReadSentence, read_passage
from rag.scope import outside_sentences, read_scope
from rag.sentence_features import FEATURES, Row, Rows, sentence_features
from rag.trees import trees_over
from rag.types import Hit

MODEL = Path(__file__).parent / "ranker" / "sentences.txt"
# Scores of trees become probabilities by a softmax over the question's sentences; fitted on questions that the trees have not
# been trained on, printed by the recipe.
SHARPNESS = 1.2
# The passages that the trees were trained on hold no headings. A heading says what is asked in its very words, and never the answer.
HEADING = -3.0
EMPTY_HEADING = -6.0  # more, where a figure is asked for and the heading has none
_OPEN = (":", "：")  # so ends what only leads to an answer, unless a list is asked for


@dataclass(frozen=True, slots=True)
class Scored:
    """A sentence of a hit's passage: `passage.read[start:end]`, with its features, and the probability that it holds the answer.

    Probabilities are among the sentences at hand and say nothing of whether any of them answers. `outside` says that the sentence,
    or its whole passage, speaks of other places or years than the question names; `head` is the span of the head row for the row
    of a table, which means nothing without it.
    """

    hit: Hit
    start: int
    end: int
    features: tuple[float, ...]
    score: float
    outside: bool = False
    head: tuple[int, int] | None = None

    def feature(self, name: str) -> float:
        """One of rag.sentence_features.FEATURES by its name."""
        return self.features[FEATURES.index(name)]

    @property
    def text(self) -> str:
        return self.hit.passage.read[self.start : self.end]


def score_sentences(query: Query, hits: Sequence[Hit], reader: StaticEmbedder) -> list[Scored]:
    """All sentences of the hits, best first; ties keep the order of hits and text.

    `reader` is the bundled encoder, also where another one searches: the trees were trained with its cosines.
    """
    rows = list(answer_rows(query, hits))
    if not rows:
        return []
    features = sentence_features(query, rows, reader)
    scores = SHARPNESS * trees_over(MODEL, FEATURES, "rag/sentence_features.py").scores(features) + _held_back(query, rows, features)
    shares = np.exp(scores - scores.max())
    scored = [
        _scored(row, tuple(map(float, values)), float(p)) for row, values, p in zip(rows, features, shares / shares.sum(), strict=True)
    ]
    return sorted(scored, key=lambda sentence: -sentence.score)


def _held_back(query: Query, rows: Sequence[Row], features: Rows) -> Rows:
    """What is taken from the scores of headings, and of what only leads to an answer where no list is asked for."""
    headings = features[:, FEATURES.index("heading")] > 0
    leads = np.array([row.sentence.text.endswith(_OPEN) and not query.asks_list for row in rows])
    asks_figure = np.isin(features[:, FEATURES.index("kind")], [KIND_NUMBERS["number"], KIND_NUMBERS["date"]])
    empty = headings & asks_figure & (features[:, FEATURES.index("figures")] == 0)
    return np.asarray(HEADING * (headings | leads) + EMPTY_HEADING * empty, dtype=np.float64)


def answer_rows(query: Query, hits: Sequence[Hit]) -> Iterator[Row]:
    """The sentences that may answer: no headings, no head rows of tables."""
    scope = read_scope(query.text)
    for order, hit in enumerate(hits):
        sentences = read_passage(hit.passage.read, hit.passage.own)
        headings = (hit.entry.metadata.title, *hit.passage.section)
        above = frozenset(tokens(" ".join(headings)))
        outside = outside_sentences([sentence.text for sentence in sentences], headings, hit.entry, scope)
        for place, sentence in enumerate(sentences):
            if not sentence.no_answer and " ".join(sentence.text.split()) not in headings:
                beside = _beside(place, sentences, outside)
                yield Row(hit, order, sentences, place, beside, above, hit.outside or outside[place])


def _beside(place: int, sentences: Sequence[ReadSentence], outside: Sequence[bool]) -> tuple[int, ...]:
    """The sentences that a sentence is read with: its neighbours, or for the row of a table its head row.

    What a sentence outside of the scope says does not speak for the one beside it.
    """
    head = sentences[place].head
    if head is not None:
        return (head,)
    return tuple(n for n in (place - 1, place + 1) if 0 <= n < len(sentences) and not outside[n])


def _scored(row: Row, features: tuple[float, ...], score: float) -> Scored:
    sentence = row.sentence
    head = row.sentences[sentence.head] if sentence.head is not None else None
    span = (head.start, head.end) if head else None
    return Scored(row.hit, sentence.start, sentence.end, features, score, row.outside, span)
