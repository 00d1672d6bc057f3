"""Which sentences of the found passages answer the question: features of each, and one weighted sum."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from documents.text import fold, sentence_spans
from index.types import Embedder
from index.words import tokens
from rag.query import Query, Wanted
from rag.types import Hit

_DIGIT = re.compile(r"\d|[一二三四五六七八九十百千万亿两]+[个项万亿元%家人次年倍成]")
_DATE = re.compile(r"\d{4}|\d+月|\d+日|\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b")
_LIST = re.compile(r"[、；;]|, .*, | and ")
SHORTEST = 6  # characters; anything shorter is a heading or a fragment


@dataclass(frozen=True, slots=True)
class Scored:
    """A sentence of a hit's passage: `passage.text[start:end]`, with features in [0, 1] and their weighted sum."""

    hit: Hit
    start: int
    end: int
    features: tuple[float, ...]
    score: float

    @property
    def context(self) -> float:
        """The share of the question's weight in the sentence, its neighbours and what stands above them."""
        return self.features[1]

    @property
    def dense(self) -> float:
        """The cosine of question and sentence, not below 0."""
        return self.features[2]

    @property
    def text(self) -> str:
        return self.hit.passage.text[self.start : self.end]


FEATURES = ("coverage", "context", "dense", "passage", "wanted", "short", "heading")
# A conditional logit: which of a question's sentences holds the answer; fitted by benchmarks/fit_weights.py, which also
# prints the figures of each set with weights fitted on the other sets.
WEIGHTS = (4.3, 5.3, 1.7, 4.2, 2.1, -0.6, -2.2)


def score_sentences(query: Query, hits: Sequence[Hit], embedder: Embedder) -> list[Scored]:
    """All sentences of the hits, best first; ties keep the order of hits and text."""
    rows = list(_rows(query, hits))
    if not rows:
        return []
    vectors = embedder.embed_passages([hit.passage.text[start:end] for hit, start, end, _ in rows])
    cosines = vectors @ embedder.embed_queries([query.text])[0]
    scored = [_scored(hit, start, end, features, float(cosine)) for (hit, start, end, features), cosine in zip(rows, cosines, strict=True)]
    return sorted(scored, key=lambda sentence: -sentence.score)


def _scored(hit: Hit, start: int, end: int, features: tuple[float, ...], cosine: float) -> Scored:
    complete = (*features[:2], max(0.0, cosine), *features[2:])
    total = sum(weight * value for weight, value in zip(WEIGHTS, complete, strict=True))
    return Scored(hit, start, end, complete, total)


def _rows(query: Query, hits: Sequence[Hit]) -> Iterator[tuple[Hit, int, int, tuple[float, ...]]]:
    """Each sentence with all features but the dense one."""
    best = max((hit.score for hit in hits), default=0.0) or 1.0
    for hit in hits:
        text = hit.passage.text
        spans = sentence_spans(text)
        words = [set(tokens(text[start:end])) for start, end in spans]
        above = set(tokens(" ".join((hit.entry.metadata.title, *hit.passage.section))))
        for place, (start, end) in enumerate(spans):
            near = above.union(*words[max(0, place - 1) : place + 2])
            sentence = text[start:end]
            features = (
                query.coverage(words[place]), query.coverage(near), hit.score / best, _answers_kind(query.wanted, sentence),
                float(end - start < SHORTEST), float(_is_heading(sentence)),
            )  # fmt: skip
            yield hit, start, end, features


def _answers_kind(wanted: Wanted, sentence: str) -> float:
    """Whether a sentence holds the kind of thing that the question wants."""
    folded = fold(sentence)
    if wanted == "number":
        return float(_DIGIT.search(folded) is not None)
    if wanted == "date":
        return float(_DATE.search(folded) is not None)
    if wanted == "list":
        return float(_LIST.search(folded) is not None)
    return 0.5


def _is_heading(sentence: str) -> bool:
    """A line without an end: a heading, a caption, a label."""
    return len(sentence) < 40 and sentence[-1] not in "。！？!?.；;”’」』）)"
