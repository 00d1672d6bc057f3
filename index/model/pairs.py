"""The training pairs of the bundled encoder: only sources whose licence allows weights to be shipped."""

import gzip
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from documents.text import fold

PAIR_SOURCES = ("cmrc2018", "drcd", "squad", "lecoqa", "policyqa", "laws", "policy_docs", "news_lead")
# Tatoeba is CC BY 2.0, the Rust book MIT/Apache-2.0, XQuAD CC BY-SA 4.0; the WMT and News Commentary parts are for research only.
PARALLEL_SOURCES = ("tatoeba", "rustbook", "xquad")
LONGEST = 600  # characters of a side that are read: an answer further down would blur the mean of a static model

# Sets with questions like those that the ranker learns from.
QUESTION_SOURCES = ("cmrc2018", "drcd", "squad", "lecoqa", "policyqa", "xquad")

Pair = tuple[str, str]


def fold_of(query: str, folds: int) -> int:
    """The share in which a question is held out: the same for all its forms and on every machine."""
    return int.from_bytes(hashlib.sha256(fold(query).encode()).digest()[:8], "big") % folds


def without_fold(sources: dict[str, list[Pair]], held: int, folds: int) -> dict[str, list[Pair]]:
    """The pairs without those whose question falls into the held-out share, so that a ranker can be trained on it."""
    return {
        name: [pair for pair in pairs if name not in QUESTION_SOURCES or fold_of(pair[0], folds) != held] for name, pairs in sources.items()
    }


def read_pairs(folder: Path) -> dict[str, list[Pair]]:
    """Folded (query, positive) pairs by source."""
    sources = {name: [_pair(row["query"], row["positive"]) for row in read_rows(folder / f"{name}.jsonl.gz")] for name in PAIR_SOURCES}
    for row in read_rows(folder / "parallel.jsonl.gz"):
        if row["source"] in PARALLEL_SOURCES:
            sources.setdefault(row["source"], []).append(_pair(row["zh"], row["en"]))
    return sources


def _pair(query: str, positive: str) -> Pair:
    return fold(query)[:LONGEST], fold(positive)[:LONGEST]


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a packed file of JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
