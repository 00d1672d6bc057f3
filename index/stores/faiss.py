"""Exact inner-product search in FAISS, the only importer of that library.

Flat is exact and deterministic, and needs 60 ms a query at 100,000 vectors of 384 dimensions. A served index is never added
to: searching while another thread adds crashes the process.
"""

from collections.abc import Collection, Sequence
from pathlib import Path

import faiss
import numpy as np

from index.errors import StoreError
from index.types import Vectors


def write_vectors(path: Path, numbers: Sequence[int], vectors: Vectors) -> None:
    """Write numbered vectors as a FAISS file; `vectors` is (len(numbers), dimension)."""
    index = faiss.IndexIDMap2(faiss.IndexFlatIP(vectors.shape[1]))
    index.add_with_ids(np.ascontiguousarray(vectors, dtype=np.float32), np.asarray(numbers, dtype=np.int64))
    try:
        faiss.write_index(index, str(path))
    except RuntimeError as error:  # what this library raises when it cannot write
        raise StoreError("storage_error", "The vectors could not be written, is the disk full? The old state is kept.") from error


class FaissStore:
    """A file of `write_vectors`, opened for searching; `excluded` numbers are never found."""

    def __init__(self, path: Path, excluded: Collection[int] = ()) -> None:
        # One thread a query: with more, queries of a busy server wait for each other (10 ms instead of 2 on a loaded machine).
        faiss.omp_set_num_threads(1)
        # The caller has checked the file's digest: read_index itself lets damaged files pass.
        try:
            self._index = faiss.read_index(str(path))
        except RuntimeError as error:
            raise StoreError("damaged", f"The file {path.name} cannot be opened.") from error
        self._excluded = _batch(excluded) if excluded else None
        self._size = self._index.ntotal - len(excluded)

    def __len__(self) -> int:
        return int(self._size)

    def search(self, query: Vectors, count: int, allowed: Collection[int] | None = None) -> list[tuple[int, float]]:
        count = min(count, len(self) if allowed is None else len(allowed))
        if count < 1 or not len(self):
            return []
        scores, numbers = self._index.search(query.reshape(1, -1), count, params=self._parameters(allowed))
        return [(int(number), float(score)) for number, score in zip(numbers[0], scores[0], strict=True) if number >= 0]

    def vectors(self, numbers: Sequence[int]) -> Vectors:
        try:
            rows = [self._index.reconstruct(int(number)) for number in numbers]
        except RuntimeError as error:
            raise KeyError(f"One of the vectors {list(numbers)[:5]} is not stored here.") from error
        return np.asarray(rows, dtype=np.float32).reshape(len(rows), self._index.d)

    def _parameters(self, allowed: Collection[int] | None) -> faiss.SearchParameters | None:
        if self._excluded is None and allowed is None:
            return None
        selectors: list[faiss.IDSelector] = [faiss.IDSelectorNot(self._excluded)] if self._excluded is not None else []
        if allowed is not None:
            selectors.append(_batch(allowed))
        selector = selectors[0] if len(selectors) == 1 else faiss.IDSelectorAnd(*selectors)
        return faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]  # the stub does not know the keyword


def _batch(numbers: Collection[int]) -> faiss.IDSelectorBatch:
    return faiss.IDSelectorBatch(np.fromiter(numbers, dtype=np.int64, count=len(numbers)))
