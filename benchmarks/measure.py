"""What is measured of one pipeline on one set: places of the wanted documents, the best sentence, milliseconds."""

import math
import statistics
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

CUTS = (1, 5, 20)
RECIPROCAL_DEPTH = 10


@dataclass(frozen=True)
class Pipeline:
    """A way from a question to ranked hits. Only `search` is timed; the others read its hits, of whatever type they are.

    `sentence` gives the document and the text of the one sentence that answers best, or None where nothing was found.
    """

    search: Callable[[str], list[Any]]
    document: Callable[[Any], str]
    sentence: Callable[[str, list[Any]], tuple[str, str] | None]


def recall(ranked: Sequence[str], wanted: Collection[str], k: int) -> float:
    """The wanted documents among the first k, of as many as can stand there."""
    return len(set(ranked[:k]) & set(wanted)) / min(k, len(wanted))


def hit(ranked: Sequence[str], wanted: Collection[str], k: int) -> float:
    """1 when any wanted document is among the first k."""
    return float(any(name in wanted for name in ranked[:k]))


def reciprocal_rank(ranked: Sequence[str], wanted: Collection[str], depth: int = RECIPROCAL_DEPTH) -> float:
    """1 / the place of the first wanted document, counted from 1; 0 when it is not among the first `depth`."""
    return next((1 / place for place, name in enumerate(ranked[:depth], 1) if name in wanted), 0.0)


def percentile(values: Iterable[float], share: float) -> float:
    """The smallest value that is not exceeded by at least this share of the values."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def ratio(value: float, base: float) -> float | None:
    """How many times the base; None over a base of 0."""
    return value / base if base else None


def unrepeated(names: Iterable[str]) -> list[str]:
    """Documents in the order of their best passages."""
    return list(dict.fromkeys(names))


def timed(call: Callable[[], Any]) -> tuple[Any, float]:
    """What a call returns and its milliseconds."""
    start = time.perf_counter()
    value = call()
    return value, 1000 * (time.perf_counter() - start)


def times(milliseconds: Sequence[float]) -> dict[str, float]:
    return {"p50": statistics.median(milliseconds), "p95": percentile(milliseconds, 0.95)}


def figures(ranks: Sequence[tuple[list[str], Collection[str]]]) -> dict[str, float]:
    """Means over questions, each given as its ranked and its wanted documents."""
    out = {f"recall@{k}": statistics.fmean(recall(*pair, k) for pair in ranks) for k in CUTS}
    out["mrr@10"] = statistics.fmean(reciprocal_rank(*pair) for pair in ranks)
    out["hit@10"] = statistics.fmean(hit(*pair, 10) for pair in ranks)
    return out
