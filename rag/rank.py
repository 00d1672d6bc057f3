"""One order out of two searches: a weighted sum of named features, each in [0, 1].

Sums of scores and not of ranks: rank fusion with a small encoder is worse than keyword search alone (recall@5 .574 → .541 on lay
legal questions), because ranks throw away how sure each search is. LambdaMART over the same features was not better than the sum
on passages (docs/decisions/004); sentences are ordered by learned trees (rag/sentences.py).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, pstdev

from index.static import StaticEmbedder
from index.types import Candidate
from rag.named import named_factors
from rag.passage_features import Shared, feedback, meaning
from rag.query import Query
from rag.scope import Scope, is_outside
from rag.types import Hit

# keyword: BM25 over the best of the query. dense: cosine of question and passage. question, question_dense: both for the question
# alone where it stands behind the story of a case. coverage: the share of the question's weight in passage and title. window: the
# greatest share of it that stands close together. feedback: the share of the words that the best passages have in common, times how
# much of the question those cover. title: the share of the question's weight in the title, which BM25 counts for every passage below
# it. near, sentence: how well some sentence meets each piece of the question, and its cosine, read in the first passages only.
# Chosen on the development sets (docs/decisions/004).
WEIGHTS = {
    "keyword": 1.0, "dense": 0.15, "question": 0.4, "question_dense": 0.3, "coverage": 0.65, "window": 0.8, "feedback": 0.9,
    "title": -0.3, "near": 0.75, "sentence": 0.25,
}  # fmt: skip
_MOST = sum(weight for weight in WEIGHTS.values() if weight > 0)
# What is left of the score of a passage about other provinces or years than the question's: it stands behind all others that
# are found at all well, and is still there when nothing else is.
OUTSIDE_FACTOR = 0.5
# Keyword search counts in full when the best passage has this much BM25 for each unit of the question's idf, and less below: across
# languages only names and figures are shared, and the best of their scores is still no reason to trust it (English titles of
# Chinese notices, hit@10: .73 without this, .84 with it). Within a language 95 % of the questions lie above .6.
SURE = 0.7
# What passages share with the question is looked at in so many of them, and their sentences are read in so many: as many as an
# answer is written from.
LOOKED_AT, READ = 40, 8

# Mean and spread of the bundled encoder's cosines over a query's candidates, medians over the development sets.
LEVEL, SPREAD = 0.19, 0.09


def levelled(scores: Mapping[int, float]) -> dict[int, float]:
    """Another encoder's scores brought to the level and spread that the bundled one's cosines have over a query's candidates.

    Cosines of one model lie between .7 and .9, those of another between 0 and .6: the weights hold for the latter.
    """
    middle, spread = (fmean(scores.values()), pstdev(scores.values())) if scores else (0.0, 0.0)
    return {number: LEVEL + SPREAD * (score - middle) / spread if spread else LEVEL for number, score in scores.items()}


@dataclass(frozen=True, slots=True)
class QuestionScores:
    """What the two searches say to the question alone, by passage number; the same as to the text where it is one question."""

    keyword: Mapping[int, float]
    dense: Mapping[int, float]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as passages are ordered by it: read, with its scope, and what the searches say to it alone.

    `alone` is the question without the story before it.
    """

    query: Query
    scope: Scope
    alone: str
    scores: QuestionScores


def rank(candidates: Sequence[Candidate], asked: Asked, idf: Callable[[str], float], reader: StaticEmbedder) -> list[Hit]:
    """Hits in descending score; scores lie in [0, 1] and are comparable within one query only. `idf` weighs a token."""
    outside = {candidate.number: is_outside(candidate, asked.scope) for candidate in candidates}
    named = dict(zip((c.number for c in candidates), named_factors(candidates, asked.query.text), strict=True))
    factors = {number: named[number] * (OUTSIDE_FACTOR if outside[number] else 1.0) for number in named}
    sure = _sureness(candidates, asked.query)
    sums = _searched(candidates, asked.scores, sure)
    first = sorted(candidates, key=lambda c: (outside[c.number], -sums[c.number], c.number))[:LOOKED_AT]
    for number, more in _shared(first, asked.query, sums, outside, idf, sure).items():
        sums[number] += more
    read = sorted(candidates, key=lambda c: (-max(0.0, sums[c.number]) * factors[c.number], c.number))[:READ]
    for candidate, (near, sentence) in zip(read, meaning(read, asked.alone, reader), strict=True):
        sums[candidate.number] += WEIGHTS["near"] * near + WEIGHTS["sentence"] * sentence
    scores = {number: max(0.0, total) / _MOST * factors[number] for number, total in sums.items()}
    ordered = sorted(candidates, key=lambda candidate: (-scores[candidate.number], candidate.number))
    return [Hit(c.passage, c.entry, scores[c.number], c.keyword_rank, c.dense_rank, outside[c.number]) for c in ordered]


def _sureness(candidates: Sequence[Candidate], query: Query) -> float:
    """How far the words of the question are to be trusted, in [0, 1]."""
    best = max((candidate.keyword for candidate in candidates), default=0.0)
    return min(1.0, best / (SURE * (sum(query.weights.values()) or 1.0)))


def _searched(candidates: Sequence[Candidate], asked: QuestionScores, sure: float) -> dict[int, float]:
    """The weighted sum of what the searches say."""
    best = max((candidate.keyword for candidate in candidates), default=0.0) or 1.0
    best_asked = max(asked.keyword.values(), default=0.0) or 1.0
    return {
        c.number: sure * WEIGHTS["keyword"] * c.keyword / best
        + sure * WEIGHTS["question"] * min(1.0, asked.keyword.get(c.number, 0.0) / best_asked)
        + WEIGHTS["dense"] * max(0.0, c.dense)
        + WEIGHTS["question_dense"] * max(0.0, asked.dense.get(c.number, 0.0))
        for c in candidates
    }


def _shared(
    first: Sequence[Candidate],
    query: Query,
    sums: Mapping[int, float],
    outside: Mapping[int, bool],
    idf: Callable[[str], float],
    sure: float,
) -> dict[int, float]:
    """The weighted sum of what passages share with the question and with each other."""
    shared = Shared(query)
    covered = {candidate.number: shared.coverage(candidate) for candidate in first}
    fed_back = feedback([c for c in first if not outside[c.number]], sums, covered, idf)
    return {
        c.number: WEIGHTS["coverage"] * covered[c.number]
        + WEIGHTS["window"] * sure * shared.window(c)
        + WEIGHTS["feedback"] * fed_back.get(c.number, 0.0)
        + WEIGHTS["title"] * shared.title(c)
        for c in first
    }
