"""What flows between storing and searching, and the contracts that foreign engines satisfy."""

from collections.abc import Collection, Sequence
from dataclasses import astuple, dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from documents.coverage import Coverage
from documents.types import Ending, Metadata, Passage, ReportKind, Status

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Copy:
    """A file that holds the same text as a report and for which the report answers."""

    report_id: str
    source_name: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How a report stands among the others of its collection.

    `ended` says that it is no longer in force, and `by` the title of the report that says so, where it is there.
    `editions` are the ids of the reports of its series, newest first, itself among them; empty for a report without a series.
    """

    ended: Ending | None = None
    by: str | None = None
    copies: tuple[Copy, ...] = ()
    editions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A report as the collection lists it. `number` is internal and never used twice in one catalogue."""

    number: int
    report_id: str
    source_name: str
    metadata: Metadata
    characters: int
    pages: int
    passages: int
    standing: Standing = Standing()
    coverage: Coverage = Coverage()


@dataclass(frozen=True, slots=True)
class Filters:
    """Which reports may be searched; None lets all through. `year` matches the date or the period of a report.

    `region` is a province, whose cities belong to it, or a city, by name or code.
    """

    region: str | None = None
    year: int | None = None
    issuer: str | None = None
    report: str | None = None
    kind: ReportKind | None = None
    status: Status | None = None

    def __bool__(self) -> bool:
        return any(value is not None for value in astuple(self))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that a search brought up, with what each search says of it.

    `keyword` is its BM25 score, 0.0 where the keyword search did not bring it; `dense` the cosine with the query in [-1, 1]
    (for vectors not of length 1 the inner product, scaled to the greatest of the query), known for every candidate. Ranks count from 1
    and are None where that search did not bring the passage.
    """

    number: int
    passage: Passage
    entry: Entry
    keyword: float
    dense: float
    keyword_rank: int | None
    dense_rank: int | None


class Embedder(Protocol):
    """Texts to vectors. The fingerprint changes whenever equal texts could get other vectors."""

    @property
    def fingerprint(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """One row a text, float32, of length 1 each unless set otherwise (a text without any known piece may be all zeros)."""
        ...

    def embed_passages(self, texts: Sequence[str]) -> Vectors: ...


class VectorStore(Protocol):
    """An immutable set of numbered vectors, searched by inner product."""

    def __len__(self) -> int: ...

    def search(self, query: Vectors, count: int, allowed: Collection[int] | None = None) -> list[tuple[int, float]]:
        """The `count` best (number, score) of one query vector, best first; only among `allowed` where given."""
        ...

    def vectors(self, numbers: Sequence[int]) -> Vectors:
        """The stored vectors in the order asked for; KeyError for a number that is not stored."""
        ...


@dataclass(frozen=True, slots=True)
class Problem:
    """A file that did not go in, and why; `code` is a `LoadCode`."""

    source_name: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class ReadInPart:
    """A report some of whose pages are pictures of text that nobody recognised."""

    source_name: str
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class IndexSummary:
    """What one run of indexing did, in files; `reports`, `passages` and `in_part` are of the whole collection afterwards.

    `copies` are pairs of file names: a file, and the report that holds the same text and answers for it.
    """

    added: int
    changed: int
    unchanged: int
    removed: int
    problems: tuple[Problem, ...]
    reports: int
    passages: int
    generation: int
    copies: tuple[tuple[str, str], ...] = ()
    in_part: tuple[ReadInPart, ...] = ()
