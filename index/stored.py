"""What the catalogue holds, and the seal of each of its rows."""

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from typing import Any

from documents.editions.repeals import Reference
from documents.editions.traces import Trace
from documents.indicator_types import Indicator
from documents.types import Metadata, Page, Passage
from index.errors import StoreError
from index.traced import Traced


@dataclass(frozen=True, slots=True)
class Source:
    """A file as last seen. `report` is None for a file that could not be read; then the problem says why.

    `pipeline` says how it was read: by which version of reading, and behind a space the digest of its sidecar where it has one.
    """

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


_METADATA = frozenset(field.name for field in fields(Metadata))


def metadata_from(stored: str) -> Metadata:
    """Metadata from its JSON, also as another version wrote it: what it lacks is not known, what is not known here is left out."""
    values = {name: value for name, value in json.loads(stored).items() if name in _METADATA}
    return Metadata(**values | {"corrected": tuple(values.get("corrected", ()))})


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


@contextmanager
def guarded() -> Iterator[None]:
    """SQLite's errors as ours: it could not be done, or the file is not as it was written."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if not hasattr(error, "sqlite_errorcode"):  # raised by Python on bytes that are no text; its message holds them
            raise damaged("it holds text that cannot be read") from error
        if isinstance(error, sqlite3.OperationalError):
            raise StoreError("storage_error", f"The catalogue could not be written or read ({error}): the old state is kept.") from error
        raise damaged(str(error)) from error


def _seal(values: tuple[object, ...]) -> bytes:
    digest = hashlib.sha256()
    for value in values:
        data = value if isinstance(value, bytes) else repr(value).encode()
        digest.update(b"%d:" % len(data) + data)
    return digest.digest()


def passage_from(report_id: str, text: str, start: int, end: int, pages: list[int], section: list[str], *head: int) -> Passage:
    """From the span that the catalogue holds; those of earlier versions have no head."""
    head_start, length = head or (0, 0)
    return Passage(report_id, start, end, text[start:end], tuple(pages), tuple(section), text[head_start : head_start + length], head_start)


def traced_from(row: tuple[Any, ...], metadata: Metadata, trace: tuple[Any, ...]) -> Traced:
    number, report_id, name, _, characters, pages = row
    _, _, signature, figures, repeals = trace
    kept = Trace(signature, json.loads(figures), tuple(Reference(*names) for names in json.loads(repeals)))
    sheets = [Page(*page) for page in json.loads(pages)]
    recognised = sum(page.recognised for page in sheets)
    return Traced(number, report_id, name, metadata, characters, len(sheets), recognised, kept)


def as_text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
