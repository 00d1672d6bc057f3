"""The reports and passages of a segment: one SQLite file, written once, then only read."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, astuple
from functools import lru_cache
from pathlib import Path
from typing import Any

from documents.boxes import Rectangle, rectangles
from documents.coverage import coverage_of
from documents.indicator_types import Indicator
from documents.types import Page, Passage
from index.errors import StoreError
from index.layouts import unpack
from index.measured import indicators_from, indicators_json
from index.stored import StoredReport, metadata_from
from index.types import Entry

# Passage numbers hold the report's number in their upper bits, so that no look-up is needed between them.
PASSAGE_BITS = 20

_SCHEMA = """
CREATE TABLE reports (number INTEGER PRIMARY KEY, id TEXT, source_name TEXT, metadata TEXT, pages TEXT, passages INTEGER, text TEXT);
CREATE TABLE passages (
    number INTEGER PRIMARY KEY, start INTEGER, end INTEGER, pages TEXT, section TEXT, text TEXT, head TEXT, head_start INTEGER);
CREATE TABLE indicators (report INTEGER, name TEXT, data TEXT);
CREATE TABLE layouts (report INTEGER PRIMARY KEY, boxes BLOB);
CREATE INDEX indicators_by_name ON indicators(name);
"""


def passage_number(report: int, position: int) -> int:
    """The number of the `position`-th passage (from 0) of a report; at most 1,048,576 passages a report."""
    return (report << PASSAGE_BITS) + position


def report_of(number: int) -> int:
    return number >> PASSAGE_BITS


def _no_boxes(_: int) -> bytes:
    return b""


def write_passages(path: Path, reports: Iterable[StoredReport], boxes: Callable[[int], bytes] = _no_boxes) -> None:
    """`boxes` gives a report's boxes by its number, as `index.layouts` packs them."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; BEGIN; {_SCHEMA}")
        for report in reports:
            metadata = json.dumps(asdict(report.metadata), ensure_ascii=False)
            pages = json.dumps([astuple(page) for page in report.pages], ensure_ascii=False)
            row = (report.number, report.id, report.source_name, metadata, pages, len(report.passages), report.text)
            connection.execute("INSERT INTO reports VALUES (?, ?, ?, ?, ?, ?, ?)", row)
            connection.executemany("INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?, ?)", _rows(report))
            measured = [(report.number, indicator.name, indicators_json([indicator])) for indicator in report.indicators]
            connection.executemany("INSERT INTO indicators VALUES (?, ?, ?)", measured)
            packed = boxes(report.number) if report.pages else b""
            if packed:
                connection.execute("INSERT INTO layouts VALUES (?, ?)", (report.number, packed))
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        raise StoreError("storage_error", f"The passages could not be written ({error}): the old state is kept.") from error
    finally:
        connection.close()


def _rows(report: StoredReport) -> Iterable[tuple[object, ...]]:
    for position, passage in enumerate(report.passages):
        pages, section = json.dumps(passage.pages), json.dumps(passage.section, ensure_ascii=False)
        number = passage_number(report.number, position)
        yield number, passage.start, passage.end, pages, section, passage.text, passage.head, passage.head_start


@lru_cache(maxsize=65_536)
def _parsed(values: str) -> tuple[Any, ...]:
    """A JSON list as a tuple; the passages of a section share theirs."""
    return tuple(json.loads(values))


def _pages(values: str) -> list[Page]:
    return [Page(*page) for page in json.loads(values)]


class PassageFile:
    """A file of `write_passages`, opened read-only; safe for many threads (SQLite serialises them)."""

    def __init__(self, path: Path) -> None:
        address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        try:
            self._connection = sqlite3.connect(address, uri=True, check_same_thread=False)
        except sqlite3.Error as error:
            raise StoreError("damaged", f"The file {path.name} cannot be opened ({error}).") from error
        names = {row[1] for row in self._connection.execute("PRAGMA table_info(passages)")}
        self._head = "head, head_start" if "head" in names else "'', 0"  # files of earlier versions have none
        # Generations of earlier versions have no layouts.
        self._has_layouts = bool(self._connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'layouts'").fetchone())

    def close(self) -> None:
        self._connection.close()

    def entries(self) -> list[Entry]:
        """All reports of the file, in order of their numbers."""
        rows = self._connection.execute(
            "SELECT number, id, source_name, metadata, length(text), json_array_length(pages), passages, pages FROM reports ORDER BY number"
        )
        return [
            Entry(number, report_id, name, metadata_from(metadata), characters, count, passages, coverage=coverage_of(_pages(pages)))
            for number, report_id, name, metadata, characters, count, passages, pages in rows
        ]

    def passages(self, numbers: Sequence[int], report_ids: dict[int, str]) -> dict[int, Passage]:
        """The passages of this file among `numbers`; `report_ids` leads from report numbers to report ids."""
        marks = ",".join("?" * len(numbers))
        rows = self._connection.execute(
            f"SELECT number, start, end, pages, section, text, {self._head} FROM passages WHERE number IN ({marks})",  # noqa: S608
            list(numbers),
        )
        return {
            number: Passage(report_ids[report_of(number)], start, end, text, _parsed(pages), _parsed(section), head, head_start)
            for number, start, end, pages, section, text, head, head_start in rows
        }

    def indicators(self, name: str | None) -> list[tuple[int, Indicator]]:
        """Indicators of a name, or all, with their reports' numbers, in the order of the reports' texts; none in files written before."""
        try:
            chosen, values = ("", ()) if name is None else (" WHERE name = ?", (name,))
            rows = self._connection.execute(f"SELECT report, data FROM indicators{chosen} ORDER BY rowid", values).fetchall()  # noqa: S608
        except sqlite3.OperationalError:
            return []
        return [(number, indicator) for number, data in rows for indicator in indicators_from(data)]

    def passage_at(self, report: int, report_id: str, start: int) -> Passage | None:
        """The passage of a report that holds a position of its text."""
        row = self._connection.execute(
            "SELECT number FROM passages WHERE number >= ? AND number < ? AND start <= ? AND end > ?",
            (passage_number(report, 0), passage_number(report + 1, 0), start, start),
        ).fetchone()
        return self.passages([row[0]], {report: report_id})[row[0]] if row else None

    def page_of(self, report: int, start: int) -> Page | None:
        """The page on which a position of a report's text lies; None for a format without pages."""
        row = self._connection.execute("SELECT pages FROM reports WHERE number = ?", (report,)).fetchone()
        return next((page for page in _pages(row[0]) if page.start <= start < page.end), None)

    def pages(self, report: int) -> tuple[Page, ...]:
        """The pages of a report, none for a format without pages."""
        row = self._connection.execute("SELECT pages FROM reports WHERE number = ?", (report,)).fetchone()
        return tuple(_pages(row[0])) if row else ()

    def boxes_of(self, report: int, start: int, end: int) -> tuple[Rectangle, ...]:
        """Where a span of a report's text stands on its pages, line by line; nothing where that is not known."""
        found = self._connection.execute("SELECT boxes FROM layouts WHERE report = ?", (report,)) if self._has_layouts else None
        row = found.fetchone() if found else None
        return rectangles(unpack(row[0], start, end), start, end) if row else ()

    def text(self, report: int, start: int, end: int) -> str:
        """A span of a report's text; KeyError for a report that is not in this file."""
        row = self._connection.execute(
            "SELECT substr(text, ?, ?) FROM reports WHERE number = ?", (start + 1, end - start, report)
        ).fetchone()
        if row is None:
            raise KeyError(f"Report number {report} is not stored here.")
        return str(row[0])
