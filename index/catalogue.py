"""The truth: one SQLite file with a single writer, from which every generation can be built again without reading or embedding.

Rollback journal and synchronous=EXTRA: the SQLite that Python 3.11 carries lies in the range of the write-ahead-log reset bug.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, astuple, replace
from pathlib import Path
from typing import Any

import numpy as np

from documents.types import Metadata, Page, Passage, Report
from index.errors import StoreError
from index.layouts import pack
from index.schema import APPLICATION, VERSION, creation, migration
from index.stored import Source, StoredReport, damaged, sealed, unsealed
from index.types import Vectors

_SOURCE = "s.path, s.name, s.size, s.modified_ns, s.seen_ns, s.pipeline, s.report, s.problem_code, s.problem_message, s.seal"
_REPORT = "id, source_name, pipeline, metadata, text, blocks, pages, passages, seal"


class Catalogue:
    """Opened by the writer only; readers look at generations. Every row carries a digest of itself, looked at when it is read."""

    def __init__(self, path: Path) -> None:
        with _guarded():
            self._connection = sqlite3.connect(path, isolation_level=None)
        try:
            self._prepare()
        except StoreError:
            self.close()
            raise

    def _prepare(self) -> None:
        for pragma in ("journal_mode=DELETE", "synchronous=EXTRA", "foreign_keys=ON", "cell_size_check=ON", "trusted_schema=OFF"):
            self._query(f"PRAGMA {pragma}")
        version = int(self._query("PRAGMA user_version")[0][0])
        tables = self._query("SELECT count(*) FROM sqlite_master")[0][0]
        if version == 0 and not tables:
            with _guarded():
                self._connection.executescript(creation())
            return
        if self._query("PRAGMA application_id")[0][0] != APPLICATION:
            raise damaged("it is a database of another program")
        if version > VERSION:
            raise StoreError("newer_format", f"The catalogue has version {version}, this program reads up to {VERSION}: update policyqa.")
        found = self._query("PRAGMA quick_check(1)")[0][0]
        if found != "ok":
            raise damaged("its pages contradict each other")
        if version < VERSION:
            with _guarded():
                self._connection.executescript(migration(version))

    def close(self) -> None:
        self._connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything inside is kept, or nothing of it."""
        self._query("BEGIN IMMEDIATE")
        try:
            yield
            self._query("COMMIT")
        except BaseException:
            if self._connection.in_transaction:  # a full disk ends the transaction by itself
                self._query("ROLLBACK")
            raise

    def _query(self, statement: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        with _guarded():
            return self._connection.execute(statement, values).fetchall()

    # -- sources -------------------------------------------------------------------------------------------------------------

    def sources(self) -> dict[str, Source]:
        return {source.path: source for source in self._sources("")}

    def misnamed(self) -> list[Source]:
        """One source of each report that still bears the name of a file which is gone or holds something else now."""
        return self._sources(
            "JOIN reports r ON r.number = s.report WHERE r.source_name NOT IN (SELECT name FROM sources WHERE report = r.number)"
            " GROUP BY s.report"
        )

    def _sources(self, condition: str, values: Sequence[object] = ()) -> list[Source]:
        return [Source(*unsealed(row)) for row in self._query(f"SELECT {_SOURCE} FROM sources s {condition}", values)]  # noqa: S608

    def put_source(self, source: Source) -> None:
        self._query("INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", sealed(astuple(source)))

    def remove_sources(self, paths: Iterable[str]) -> None:
        for path in paths:
            self._query("DELETE FROM sources WHERE path = ?", (path,))

    # -- reports -------------------------------------------------------------------------------------------------------------

    def report_number(self, report_id: str, pipeline: str | None = None) -> int | None:
        """The number of a report, None if it is not held or was read by another pipeline than the one given."""
        rows = self._query("SELECT number FROM reports WHERE id = ? AND pipeline = coalesce(?, pipeline)", (report_id, pipeline))
        return int(rows[0][0]) if rows else None

    def add_report(self, report: Report, passages: Iterable[Passage], pipeline: str) -> int:
        """Store a report under a new number; one of the same id, read by another pipeline or under another name, gives way to it."""
        old = self._query("SELECT number FROM reports WHERE id = ?", (report.id,))
        if old:
            self._query("UPDATE reports SET id = id || ' replaced' WHERE number = ?", old[0])
        spans = [[p.start, p.end, p.pages, p.section] for p in passages]
        blocks = [[b.kind, b.start, b.end, b.level] for b in report.blocks]
        pages = [astuple(page) for page in report.pages]
        described = (report.id, report.source_name, pipeline, _json(asdict(report.metadata)))
        values = sealed((*described, report.text, _json(blocks), _json(pages), _json(spans)))
        self._query(f"INSERT INTO reports ({_REPORT}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", values)  # noqa: S608
        number = int(self._query("SELECT last_insert_rowid()")[0][0])
        if report.boxes:
            self._query("INSERT INTO layouts VALUES (?, ?, ?)", sealed((number, pack(report.boxes))))
        if old:
            for source in self._sources("WHERE s.report = ?", old[0]):
                self.put_source(replace(source, report=number))
            self._query("DELETE FROM reports WHERE number = ?", old[0])
        return number

    def remove_orphans(self) -> None:
        """Drop reports to which no file leads any more."""
        self._query("DELETE FROM reports WHERE number NOT IN (SELECT report FROM sources WHERE report IS NOT NULL)")

    def numbers(self) -> list[int]:
        """The numbers of all reports that a file leads to, ascending."""
        return sorted({source.report for source in self._sources("") if source.report is not None})

    def report(self, number: int) -> StoredReport:
        rows = self._query(f"SELECT {_REPORT} FROM reports WHERE number = ?", (number,))  # noqa: S608
        if not rows:
            raise damaged(f"report {number} is missing")
        report_id, source_name, _, metadata, text, _, pages, spans = unsealed(rows[0])
        passages = tuple(
            Passage(report_id, start, end, text[start:end], tuple(on), tuple(section)) for start, end, on, section in json.loads(spans)
        )
        page_spans = tuple(Page(*page) for page in json.loads(pages))
        return StoredReport(number, report_id, source_name, Metadata(**json.loads(metadata)), text, page_spans, passages)

    def boxes(self, number: int) -> bytes:
        """The boxes of a report as `index.layouts` packs them, empty for a report without any."""
        rows = self._query("SELECT * FROM layouts WHERE report = ?", (number,))
        return bytes(unsealed(rows[0])[1]) if rows else b""

    # -- vectors -------------------------------------------------------------------------------------------------------------

    def put_vectors(self, number: int, encoder: str, vectors: Vectors) -> None:
        data = np.ascontiguousarray(vectors, dtype=np.float32)
        values = sealed((number, encoder, data.shape[1], data.tobytes()))
        self._query("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?, ?, ?)", values)

    def vectors(self, number: int, encoder: str) -> Vectors:
        rows = self._query("SELECT * FROM vectors WHERE report = ? AND encoder = ?", (number, encoder))
        if not rows:
            raise damaged(f"the vectors of report {number} are missing")
        _, _, dimension, data = unsealed(rows[0])
        return np.frombuffer(data, dtype=np.float32).reshape(-1, dimension)

    def without_vectors(self, encoder: str) -> list[int]:
        """Reports that this encoder has not embedded yet."""
        rows = self._query("SELECT number FROM reports WHERE number NOT IN (SELECT report FROM vectors WHERE encoder = ?)", (encoder,))
        return [int(row[0]) for row in rows]

    def remove_other_vectors(self, encoder: str) -> None:
        self._query("DELETE FROM vectors WHERE encoder <> ?", (encoder,))


@contextmanager
def _guarded() -> Iterator[None]:
    """SQLite's errors as ours: it could not be done, or the file is not as it was written."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if not hasattr(error, "sqlite_errorcode"):  # raised by Python on bytes that are no text; its message holds them
            raise damaged("it holds text that cannot be read") from error
        if isinstance(error, sqlite3.OperationalError):
            raise StoreError("storage_error", f"The catalogue could not be written or read ({error}): the old state is kept.") from error
        raise damaged(str(error)) from error


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
