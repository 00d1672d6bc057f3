"""One order out of two searches: a weighted sum of what each says, not of their ranks.

Rank fusion with a small encoder is worse than keyword search alone (recall@5 .574 → .541 on lay legal questions), because ranks
throw away how sure each search is. Step by step the sum can be replaced by a learned order: it sees the same features.
"""

from collections.abc import Sequence

from index.types import Candidate
from rag.scope import Scope, is_outside
from rag.types import Hit

# Chosen on the development sets, see benchmarks/: weight of the cosine against a keyword score scaled to the best of the query.
DENSE_WEIGHT = 0.5


# What is left of the score of a passage about other provinces or years than the question's: it stands behind all others that
# are found at all well, and is still there when nothing else is.
OUTSIDE_FACTOR = 0.5


def rank(candidates: Sequence[Candidate], scope: Scope, dense_weight: float = DENSE_WEIGHT) -> list[Hit]:
    """Hits in descending score; scores lie in [0, 1] and are comparable within one query only."""
    best = max((candidate.keyword for candidate in candidates), default=0.0) or 1.0

    hits = [
        (_score(candidate, best, dense_weight) * (OUTSIDE_FACTOR if outside else 1.0), outside, candidate)
        for candidate in candidates
        for outside in (is_outside(candidate, scope),)
    ]
    ordered = sorted(hits, key=lambda hit: (-hit[0], hit[2].number))
    return [Hit(c.passage, c.entry, score, c.keyword_rank, c.dense_rank, outside) for score, outside, c in ordered]


def _score(candidate: Candidate, best: float, dense_weight: float) -> float:
    return (candidate.keyword / best + dense_weight * max(0.0, candidate.dense)) / (1 + dense_weight)
