"""The reports and passages of a segment: one SQLite file, written once, then only read."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, astuple
from functools import lru_cache
from pathlib import Path
from typing import Any

from documents.boxes import Rectangle, rectangles
from documents.types import Metadata, Page, Passage
from index.errors import StoreError
from index.layouts import unpack
from index.stored import StoredReport
from index.types import Entry

# Passage numbers hold the report's number in their upper bits, so that no look-up is needed between them.
PASSAGE_BITS = 20

_SCHEMA = """
CREATE TABLE reports (number INTEGER PRIMARY KEY, id TEXT, source_name TEXT, metadata TEXT, pages TEXT, passages INTEGER, text TEXT);
CREATE TABLE passages (number INTEGER PRIMARY KEY, start INTEGER, end INTEGER, pages TEXT, section TEXT, text TEXT);
CREATE TABLE layouts (report INTEGER PRIMARY KEY, pages TEXT, boxes BLOB);
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
            pages = json.dumps([[page.number, page.start, page.end] for page in report.pages])
            row = (report.number, report.id, report.source_name, metadata, pages, len(report.passages), report.text)
            connection.execute("INSERT INTO reports VALUES (?, ?, ?, ?, ?, ?, ?)", row)
            connection.executemany("INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?)", _rows(report))
            if report.pages:
                layout = (report.number, json.dumps([astuple(page) for page in report.pages]), boxes(report.number))
                connection.execute("INSERT INTO layouts VALUES (?, ?, ?)", layout)
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        raise StoreError("storage_error", f"The passages could not be written ({error}): the old state is kept.") from error
    finally:
        connection.close()


def _rows(report: StoredReport) -> Iterable[tuple[int, int, int, str, str, str]]:
    for position, passage in enumerate(report.passages):
        section = json.dumps(passage.section, ensure_ascii=False)
        yield passage_number(report.number, position), passage.start, passage.end, json.dumps(passage.pages), section, passage.text


@lru_cache(maxsize=65_536)
def _parsed(values: str) -> tuple[Any, ...]:
    """A JSON list as a tuple; the passages of a section share theirs."""
    return tuple(json.loads(values))


class PassageFile:
    """A file of `write_passages`, opened read-only; safe for many threads (SQLite serialises them)."""

    def __init__(self, path: Path) -> None:
        address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        try:
            self._connection = sqlite3.connect(address, uri=True, check_same_thread=False)
        except sqlite3.Error as error:
            raise StoreError("damaged", f"The file {path.name} cannot be opened ({error}).") from error
        # Generations of earlier versions have no layouts.
        self._has_layouts = bool(self._connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'layouts'").fetchone())

    def close(self) -> None:
        self._connection.close()

    def entries(self) -> list[Entry]:
        """All reports of the file, in order of their numbers."""
        rows = self._connection.execute(
            "SELECT number, id, source_name, metadata, length(text), json_array_length(pages), passages FROM reports ORDER BY number"
        )
        return [
            Entry(number, report_id, name, Metadata(**json.loads(metadata)), characters, pages, passages)
            for number, report_id, name, metadata, characters, pages, passages in rows
        ]

    def passages(self, numbers: Sequence[int], report_ids: dict[int, str]) -> dict[int, Passage]:
        """The passages of this file among `numbers`; `report_ids` leads from report numbers to report ids."""
        marks = ",".join("?" * len(numbers))
        rows = self._connection.execute(
            f"SELECT number, start, end, pages, section, text FROM passages WHERE number IN ({marks})",  # noqa: S608
            list(numbers),
        )
        return {
            number: Passage(report_ids[report_of(number)], start, end, text, _parsed(pages), _parsed(section))
            for number, start, end, pages, section, text in rows
        }

    def page_of(self, report: int, start: int) -> int | None:
        """The 1-based number of the page on which a position of a report's text lies; None for a format without pages."""
        row = self._connection.execute("SELECT pages FROM reports WHERE number = ?", (report,)).fetchone()
        return next((number for number, first, end in json.loads(row[0]) if first <= start < end), None)

    def pages(self, report: int) -> tuple[Page, ...]:
        """The pages of a report, with their sizes where the generation has them; none for a format without pages."""
        table, key = ("layouts", "report") if self._has_layouts else ("reports", "number")
        row = self._connection.execute(f"SELECT pages FROM {table} WHERE {key} = ?", (report,)).fetchone()  # noqa: S608
        return tuple(Page(*page) for page in json.loads(row[0])) if row else ()

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
