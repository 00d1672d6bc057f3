"""A folder of reports, an encoder of hashed bigrams that counts what it is given, and one call that indexes."""

import hashlib
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from index.build import index_files
from index.directory import open_directory
from index.generations import Generation, open_current
from index.types import IndexSummary, Vectors


class BigramEmbedder:
    """Texts with many pairs of characters in common are near each other; the same on every machine."""

    dimension = 32

    def __init__(self, name: str = "bigrams") -> None:
        self.fingerprint = name
        self.embedded: list[str] = []

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for pair in pairwise(text):
                digest = hashlib.sha256(f"{self.fingerprint} {pair}".encode()).digest()
                row[digest[0] % self.dimension] += 1 if digest[1] % 2 else -1
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        return np.asarray(rows / np.where(lengths, lengths, 1), dtype=np.float32)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        self.embedded.extend(texts)
        return self.embed_queries(texts)


@pytest.fixture
def embedder() -> BigramEmbedder:
    return BigramEmbedder()


@pytest.fixture
def other_embedder() -> BigramEmbedder:
    return BigramEmbedder("other bigrams")


class Collection:
    """A data directory and the folder that is indexed into it."""

    def __init__(self, data: Path, reports: Path, embedder: BigramEmbedder) -> None:
        self.data, self.reports, self.embedder = data, reports, embedder

    def write(self, **texts: str) -> None:
        """Reports by name without the ending, each with a heading of its name."""
        for name, text in texts.items():
            (self.reports / f"{name}.txt").write_text(f"{name}工作要点\n\n{text}", encoding="utf-8")

    def remove(self, *names: str) -> None:
        for name in names:
            (self.reports / f"{name}.txt").unlink()

    def index(self, *paths: Path, emptied: bool = False) -> IndexSummary:
        return index_files(self.data, paths or [self.reports], self.embedder, lambda *_: None, emptied=emptied)

    def open(self) -> Generation:
        return open_current(open_directory(self.data))

    def names(self) -> set[str]:
        """The reports that are served."""
        return {entry.source_name for entry in self.open().entries.values()}


@pytest.fixture
def make_collection(tmp_path: Path, embedder: BigramEmbedder) -> Callable[[str], Collection]:
    """Further collections over the same folder."""
    reports = tmp_path / "in"
    reports.mkdir()
    return lambda name: Collection(tmp_path / name, reports, embedder)


@pytest.fixture
def collection(make_collection: Callable[[str], Collection]) -> Collection:
    return make_collection("data")
