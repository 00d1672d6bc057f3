"""What the catalogue holds, and the seal of each of its rows."""

import hashlib
from dataclasses import dataclass
from typing import Any

from documents.indicators import Indicator
from documents.types import Metadata, Page, Passage
from index.errors import StoreError


@dataclass(frozen=True, slots=True)
class Source:
    """A file as last seen. `report` is None for a file that could not be read; then the problem says why."""

    path: str
    name: str
    size: int
    modified_ns: int
    seen_ns: int
    pipeline: str
    report: int | None
    problem_code: str | None = None
    problem_message: str | None = None


@dataclass(frozen=True, slots=True)
class StoredReport:
    """A report with its passages as the catalogue holds it, ready to go into a generation."""

    number: int
    id: str
    source_name: str
    metadata: Metadata
    text: str
    pages: tuple[Page, ...]
    passages: tuple[Passage, ...]
    indicators: tuple[Indicator, ...] = ()


def sealed(values: tuple[object, ...]) -> tuple[object, ...]:
    """A row with a digest of itself at the end."""
    return (*values, _seal(values))


def unsealed(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """The row without its digest, which must agree: SQLite by itself sees damage to its own structure only."""
    *values, seal = row
    if _seal(tuple(values)) != seal:
        raise damaged("a row was changed after it was written")
    return tuple(values)


def damaged(what: str) -> StoreError:
    return StoreError("damaged", f"The file catalogue.sqlite is damaged ({what}): restore it, or index into a new data directory.")


def _seal(values: tuple[object, ...]) -> bytes:
    digest = hashlib.sha256()
    for value in values:
        data = value if isinstance(value, bytes) else repr(value).encode()
        digest.update(b"%d:" % len(data) + data)
    return digest.digest()
