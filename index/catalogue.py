"""The truth: one SQLite file with a single writer, from which every generation can be built again without reading or embedding.

Rollback journal and synchronous=EXTRA: the SQLite that Python 3.11 carries lies in the range of the write-ahead-log reset bug.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from documents.types import Metadata, Page, Passage, Report
from index.errors import StoreError
from index.types import Vectors

VERSION = 1
_APPLICATION = 0x504F4C51  # "POLQ"
_SCHEMA = """
CREATE TABLE reports (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, source_name TEXT NOT NULL, pipeline TEXT NOT NULL,
    metadata TEXT NOT NULL, text TEXT NOT NULL, blocks TEXT NOT NULL, pages TEXT NOT NULL, passages TEXT NOT NULL);
CREATE TABLE sources (
    path TEXT PRIMARY KEY, name TEXT NOT NULL, size INTEGER NOT NULL, modified_ns INTEGER NOT NULL, seen_ns INTEGER NOT NULL,
    pipeline TEXT NOT NULL, report INTEGER REFERENCES reports(number), problem_code TEXT, problem_message TEXT);
CREATE INDEX sources_by_report ON sources(report);
CREATE TABLE vectors (
    report INTEGER NOT NULL REFERENCES reports(number) ON DELETE CASCADE, encoder TEXT NOT NULL, dimension INTEGER NOT NULL,
    data BLOB NOT NULL, PRIMARY KEY (report, encoder));
"""


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


class Catalogue:
    """Opened by the writer only; readers look at generations."""

    def __init__(self, path: Path) -> None:
        try:
            self._connection = sqlite3.connect(path, isolation_level=None)
            self._prepare()
        except sqlite3.DatabaseError as error:
            raise StoreError(
                "damaged", f"The catalogue cannot be opened ({error}): restore it, or index into a new data directory."
            ) from error

    def _prepare(self) -> None:
        for pragma in ("journal_mode=DELETE", "synchronous=EXTRA", "foreign_keys=ON", "cell_size_check=ON", "trusted_schema=OFF"):
            self._connection.execute(f"PRAGMA {pragma}")
        version = int(self._connection.execute("PRAGMA user_version").fetchone()[0])
        if version > VERSION:
            raise StoreError("newer_format", f"The catalogue has version {version}, this program reads up to {VERSION}: update policyqa.")
        if version == 0:
            statements = f"BEGIN; {_SCHEMA} PRAGMA application_id={_APPLICATION}; PRAGMA user_version={VERSION}; COMMIT;"
            self._connection.executescript(statements)

    def close(self) -> None:
        self._connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything inside is kept, or nothing of it."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    # -- sources -------------------------------------------------------------------------------------------------------------

    def sources(self) -> dict[str, Source]:
        rows = self._connection.execute(
            "SELECT path, name, size, modified_ns, seen_ns, pipeline, report, problem_code, problem_message FROM sources"
        )
        return {row[0]: Source(*row) for row in rows}

    def put_source(self, source: Source) -> None:
        values = (
            source.path, source.name, source.size, source.modified_ns, source.seen_ns, source.pipeline,
            source.report, source.problem_code, source.problem_message,
        )  # fmt: skip
        self._connection.execute("INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", values)

    def remove_sources(self, paths: Iterable[str]) -> None:
        self._connection.executemany("DELETE FROM sources WHERE path = ?", [(path,) for path in paths])

    # -- reports -------------------------------------------------------------------------------------------------------------

    def report_number(self, report_id: str, pipeline: str) -> int | None:
        """The number of a report that was read by the same pipeline."""
        row = self._connection.execute("SELECT number FROM reports WHERE id = ? AND pipeline = ?", (report_id, pipeline)).fetchone()
        return None if row is None else int(row[0])

    def add_report(self, report: Report, passages: Iterable[Passage], pipeline: str) -> int:
        """Store a report under a new number; one of the same id, read by another pipeline, gives way to it."""
        old = self._connection.execute("SELECT number FROM reports WHERE id = ?", (report.id,)).fetchone()
        if old is not None:
            self._connection.execute("UPDATE reports SET id = id || ' replaced' WHERE number = ?", old)
        spans = [[p.start, p.end, p.pages, p.section] for p in passages]
        blocks = [[b.kind, b.start, b.end, b.level] for b in report.blocks]
        pages = [[p.number, p.start, p.end] for p in report.pages]
        described = (report.id, report.source_name, pipeline, _json(asdict(report.metadata)))
        values = (*described, report.text, _json(blocks), _json(pages), _json(spans))
        columns = "id, source_name, pipeline, metadata, text, blocks, pages, passages"
        cursor = self._connection.execute(f"INSERT INTO reports ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)  # noqa: S608
        number = int(cursor.lastrowid or 0)
        if old is not None:
            self._connection.execute("UPDATE sources SET report = ? WHERE report = ?", (number, *old))
            self._connection.execute("DELETE FROM reports WHERE number = ?", old)
        return number

    def remove_orphans(self) -> None:
        """Drop reports to which no file leads any more."""
        self._connection.execute("DELETE FROM reports WHERE number NOT IN (SELECT report FROM sources WHERE report IS NOT NULL)")

    def numbers(self) -> list[int]:
        """The numbers of all reports that a file leads to, ascending."""
        rows = self._connection.execute("SELECT DISTINCT report FROM sources WHERE report IS NOT NULL ORDER BY report")
        return [int(row[0]) for row in rows]

    def report(self, number: int) -> StoredReport:
        row = self._connection.execute(
            "SELECT id, source_name, metadata, text, pages, passages FROM reports WHERE number = ?", (number,)
        ).fetchone()
        report_id, source_name, metadata, text, pages, spans = row
        passages = tuple(
            Passage(report_id, start, end, text[start:end], tuple(on), tuple(section)) for start, end, on, section in json.loads(spans)
        )
        page_spans = tuple(Page(*page) for page in json.loads(pages))
        return StoredReport(number, report_id, source_name, Metadata(**json.loads(metadata)), text, page_spans, passages)

    # -- vectors -------------------------------------------------------------------------------------------------------------

    def put_vectors(self, number: int, encoder: str, vectors: Vectors) -> None:
        data = np.ascontiguousarray(vectors, dtype=np.float32)
        self._connection.execute("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?, ?)", (number, encoder, data.shape[1], data.tobytes()))

    def vectors(self, number: int, encoder: str) -> Vectors:
        dimension, data = self._connection.execute(
            "SELECT dimension, data FROM vectors WHERE report = ? AND encoder = ?", (number, encoder)
        ).fetchone()
        return np.frombuffer(data, dtype=np.float32).reshape(-1, dimension)

    def without_vectors(self, encoder: str) -> list[int]:
        """Reports that this encoder has not embedded yet."""
        rows = self._connection.execute(
            "SELECT number FROM reports WHERE number NOT IN (SELECT report FROM vectors WHERE encoder = ?)", (encoder,)
        )
        return [int(row[0]) for row in rows]

    def remove_other_vectors(self, encoder: str) -> None:
        self._connection.execute("DELETE FROM vectors WHERE encoder <> ?", (encoder,))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
