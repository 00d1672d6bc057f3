"""Which sentences of the found passages answer the question: features of each, and one weighted sum."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from documents.text import fold, sentence_spans
from index.types import Embedder
from index.words import tokens
from rag.query import Query, Wanted
from rag.scope import outside_sentences, read_scope
from rag.types import Hit

_DIGIT = re.compile(r"\d|[一二三四五六七八九十百千万亿两]+[个项万亿元%家人次年倍成]")
_DATE = re.compile(r"\d{4}|\d+月|\d+日|\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b")
_RULE = re.compile(r"\|[\s|:-]*-[\s|:-]*\|?")
_LIST = re.compile(r"[、；;]|, .*, | and ")


@dataclass(frozen=True, slots=True)
class Scored:
    """A sentence of a hit's passage: `passage.text[start:end]`, with features in [0, 1] and their weighted sum.

    `outside` says that it, or its whole passage, speaks of other places or years than the question names; `head` is the span of
    the head row for the row of a table, which means nothing without it.
    """

    hit: Hit
    start: int
    end: int
    features: tuple[float, ...]
    score: float
    outside: bool = False
    head: tuple[int, int] | None = None

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


FEATURES = ("coverage", "context", "dense", "passage", "wanted", "heading")
# A conditional logit: which of a question's sentences holds the answer; fitted by benchmarks/fit_weights.py, which also
# prints the figures of each set with weights fitted on the other sets.
WEIGHTS = (4.0, 5.2, 1.7, 4.0, 2.1, -0.5)


@dataclass(frozen=True, slots=True)
class _Row:
    """A sentence with all features but the dense one."""

    hit: Hit
    start: int
    end: int
    features: tuple[float, ...]
    outside: bool
    head: tuple[int, int] | None

    @property
    def text(self) -> str:
        return self.hit.passage.text[self.start : self.end]


def score_sentences(query: Query, hits: Sequence[Hit], embedder: Embedder) -> list[Scored]:
    """All sentences of the hits, best first; ties keep the order of hits and text."""
    rows = list(_rows(query, hits))
    if not rows:
        return []
    vectors = embedder.embed_passages([row.text for row in rows])
    cosines = vectors @ embedder.embed_queries([query.text])[0]
    scored = [_scored(row, max(0.0, float(cosine))) for row, cosine in zip(rows, cosines, strict=True)]
    return sorted(scored, key=lambda sentence: -sentence.score)


def _scored(row: _Row, cosine: float) -> Scored:
    features = (*row.features[:2], cosine, *row.features[2:])
    total = sum(weight * value for weight, value in zip(WEIGHTS, features, strict=True))
    return Scored(row.hit, row.start, row.end, features, total, row.outside, row.head)


def _rows(query: Query, hits: Sequence[Hit]) -> Iterator[_Row]:
    best = max((hit.score for hit in hits), default=0.0) or 1.0
    scope = read_scope(query.text)
    for hit in hits:
        spans = sentence_spans(hit.passage.text)
        texts = [hit.passage.text[start:end] for start, end in spans]
        words = [set(tokens(text)) for text in texts]
        headings = (hit.entry.metadata.title, *hit.passage.section)
        above = set(tokens(" ".join(headings)))
        outside = outside_sentences(texts, headings, hit.entry, scope)
        heads = _heads(texts)
        skipped = set(heads.values())
        for place, (start, end) in enumerate(spans):
            if " ".join(texts[place].split()) in headings or place in skipped or _RULE.fullmatch(texts[place]):
                continue  # headings, head rows and the rules below them are no answers
            # What a sentence outside of the scope says does not speak for the one beside it.
            near = above.union(words[place], *(words[n] for n in _beside(place, heads, outside)))
            features = (
                query.coverage(words[place]),
                query.coverage(near),
                hit.score / best,
                _answers_kind(query.wanted, texts[place]),
                float(_is_heading(texts[place])),
            )
            head = spans[heads[place]] if place in heads else None
            yield _Row(hit, start, end, features, hit.outside or outside[place], head)


def _heads(texts: Sequence[str]) -> dict[int, int]:
    """For each row of a table in a passage the place of its head row, which is the one above a rule of dashes."""
    heads: dict[int, int] = {}
    head = None
    for place, text in enumerate(texts):
        if not text.startswith("|"):
            head = None
        elif _RULE.fullmatch(text) and place:
            head = place - 1
        elif head is not None:
            heads[place] = head
    return heads


def _beside(place: int, heads: dict[int, int], outside: Sequence[bool]) -> list[int]:
    """The sentences that a sentence is read with: its neighbours, or for the row of a table its head row."""
    if place in heads:
        return [heads[place]]
    return [n for n in (place - 1, place + 1) if 0 <= n < len(outside) and not outside[n]]


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
