"""One order out of two searches: a weighted sum of what each says, not of their ranks.

Rank fusion with a small encoder is worse than keyword search alone (recall@5 .574 → .541 on lay legal questions), because ranks
throw away how sure each search is. Step by step the sum can be replaced by a learned order: it sees the same features.
"""

from collections.abc import Sequence

from index.types import Candidate
from rag.types import Hit

# Chosen on the development sets, see benchmarks/: weight of the cosine against a keyword score scaled to the best of the query.
DENSE_WEIGHT = 0.5


def rank(candidates: Sequence[Candidate], dense_weight: float = DENSE_WEIGHT) -> list[Hit]:
    """Hits in descending score; scores lie in [0, 1] and are comparable within one query only."""
    best = max((candidate.keyword for candidate in candidates), default=0.0) or 1.0

    def score(candidate: Candidate) -> float:
        return (candidate.keyword / best + dense_weight * max(0.0, candidate.dense)) / (1 + dense_weight)

    ordered = sorted(candidates, key=lambda candidate: (-score(candidate), candidate.number))
    return [Hit(c.passage, c.entry, score(c), c.keyword_rank, c.dense_rank) for c in ordered]
