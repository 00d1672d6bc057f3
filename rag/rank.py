"""One order out of two searches: a weighted sum of named features, each in [0, 1].

Sums of scores and not of ranks: rank fusion with a small encoder is worse than keyword search alone (recall@5 .574 → .541 on lay
legal questions), because ranks throw away how sure each search is. LambdaMART over the same features was not better than the sum
on passages (docs/decisions/004); sentences are ordered by learned trees (rag/sentences.py).
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import fmean, pstdev

from index.types import Candidate
from index.words import tokens
from rag.named import named_factors
from rag.query import Query
from rag.scope import Scope, is_outside
from rag.types import Hit

# keyword: BM25 over the best of the query. dense: cosine of question and passage. question, question_dense: both for the question
# alone where it stands behind the story of a case. coverage: the share of the question's weight in passage and title. feedback: the
# share of the words that the best passages have in common, times how much of the question those cover. title: the share of the
# question's weight in the title, which BM25 counts for every passage below it. Chosen on the development sets.
WEIGHTS = {
    "keyword": 1.0, "dense": 0.3, "question": 0.4, "question_dense": 0.3, "coverage": 0.5, "feedback": 0.9, "title": -0.3,
}  # fmt: skip
_MOST = sum(weight for weight in WEIGHTS.values() if weight > 0)
# What is left of the score of a passage about other provinces or years than the question's: it stands behind all others that
# are found at all well, and is still there when nothing else is.
OUTSIDE_FACTOR = 0.5
# Keyword search counts in full when the best passage has this much BM25 for each unit of the question's idf, and less below: across
# languages only names and figures are shared, and the best of their scores is still no reason to trust it (English titles of
# Chinese notices, hit@10: .73 without this, .84 with it). Within a language 95 % of the questions lie above .6.
SURE = 0.7
# Coverage and feedback are given to so many passages, and feedback is read from the best of them, kept to so many words.
READ_OF, FEEDBACK_FROM, FEEDBACK_WORDS = 50, 5, 40

# Mean and spread of the bundled encoder's cosines over a query's candidates, medians over the development sets.
LEVEL, SPREAD = 0.30, 0.15


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


def rank(candidates: Sequence[Candidate], query: Query, scope: Scope, asked: QuestionScores, idf: Callable[[str], float]) -> list[Hit]:
    """Hits in descending score; scores lie in [0, 1] and are comparable within one query only. `idf` weighs a token."""
    outside = {candidate.number: is_outside(candidate, scope) for candidate in candidates}
    named = dict(zip((c.number for c in candidates), named_factors(candidates, query.text), strict=True))
    sums = _searched(candidates, query, asked)
    first = sorted(candidates, key=lambda c: (outside[c.number], -sums[c.number], c.number))[:READ_OF]
    covered = {candidate.number: _coverage(candidate, query) for candidate in first}
    for number, share in _feedback([c for c in first if not outside[c.number]], sums, covered, idf).items():
        sums[number] += WEIGHTS["feedback"] * share
    for candidate in first:
        title = query.coverage(_words(candidate.entry.metadata.title))
        sums[candidate.number] += WEIGHTS["coverage"] * covered[candidate.number] + WEIGHTS["title"] * title
    scores = {n: max(0.0, total) / _MOST * named[n] * (OUTSIDE_FACTOR if outside[n] else 1.0) for n, total in sums.items()}
    ordered = sorted(candidates, key=lambda candidate: (-scores[candidate.number], candidate.number))
    return [Hit(c.passage, c.entry, scores[c.number], c.keyword_rank, c.dense_rank, outside[c.number]) for c in ordered]


def _searched(candidates: Sequence[Candidate], query: Query, asked: QuestionScores) -> dict[int, float]:
    """The weighted sum of what the searches say."""
    best = max((candidate.keyword for candidate in candidates), default=0.0) or 1.0
    best_asked = max(asked.keyword.values(), default=0.0) or 1.0
    sure = min(1.0, best / (SURE * (sum(query.weights.values()) or 1.0)))
    return {
        c.number: sure * WEIGHTS["keyword"] * c.keyword / best
        + sure * WEIGHTS["question"] * min(1.0, asked.keyword.get(c.number, 0.0) / best_asked)
        + WEIGHTS["dense"] * max(0.0, c.dense)
        + WEIGHTS["question_dense"] * max(0.0, asked.dense.get(c.number, 0.0))
        for c in candidates
    }


def _coverage(candidate: Candidate, query: Query) -> float:
    return query.coverage(_all_words(candidate.entry.metadata.title, candidate.passage.read))


def _feedback(
    best: Sequence[Candidate], sums: Mapping[int, float], covered: Mapping[int, float], idf: Callable[[str], float]
) -> dict[int, float]:
    """By passage number the weighted share of the words that at least two of the first passages have in common.

    Pseudo relevance feedback (Rocchio 1971; RM3, Abdul-Jaleel et al. 2004) as a feature of the passages at hand, not as a second
    search: what several good passages say besides the question's words marks others on the same matter. It is trusted as far as
    those passages cover the question: lay questions that share few words with the law are led astray by it.
    """
    leading = best[:FEEDBACK_FROM]
    trust = fmean(covered[candidate.number] for candidate in leading) if leading else 0.0
    said: Counter[str] = Counter()
    spread: Counter[str] = Counter()
    for candidate in leading:
        words = _counts(candidate.passage.read)
        length = words.total()
        for word, times in words.items():
            said[word] += sums[candidate.number] * times / length  # type: ignore[assignment]  # shares, not counts
            spread[word] += 1
    shared = {word: share * idf(word) for word, share in said.items() if spread[word] > 1}
    kept = dict(sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:FEEDBACK_WORDS])
    total = sum(kept.values()) or 1.0
    held = {candidate.number: _counts(candidate.passage.read) for candidate in best}
    return {number: trust * sum(share for word, share in kept.items() if word in words) / total for number, words in held.items()}


# Taking a passage apart costs 0.08 ms, a query looks at 50 of them, and the same ones come again and again.
@lru_cache(maxsize=20_000)
def _counts(text: str) -> Counter[str]:
    """Words, numbers and bigrams of a passage; single Han characters say too little to be fed back."""
    return Counter(token for token in tokens(text) if len(token) > 1)


@lru_cache(maxsize=20_000)
def _all_words(title: str, text: str) -> frozenset[str]:
    return _words(title).union(tokens(text))


@lru_cache(maxsize=20_000)
def _words(text: str) -> frozenset[str]:
    return frozenset(tokens(text))
