"""The truth: one SQLite file with a single writer, from which every generation can be built again without reading or embedding."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, astuple, replace
from pathlib import Path

from documents.corrections import corrected
from documents.editions.shingles import METHOD
from documents.editions.traces import Trace
from documents.indicator_types import Indicator
from documents.types import Block, Metadata, Page, Passage, Report
from index.database import Database
from index.layouts import pack
from index.measured import indicators_from, indicators_json
from index.stored import Source, StoredReport, as_text, damaged, metadata_from, passage_from, sealed, traced_from, unsealed
from index.traced import Traced
from index.vectors import VectorRows

_SOURCE = "s.path, s.name, s.size, s.modified_ns, s.seen_ns, s.pipeline, s.report, s.problem_code, s.problem_message, s.seal"
_REPORT = "id, source_name, pipeline, metadata, text, blocks, pages, passages, seal"


class Catalogue:
    """Opened by the writer only; readers look at generations. Every row carries a digest of itself, looked at when it is read."""

    def __init__(self, path: Path) -> None:
        self._database = Database(path)
        self._query = self._database.query
        self.vectors = VectorRows(self._database)

    def close(self) -> None:
        self._database.close()

    def transaction(self) -> AbstractContextManager[None]:
        """Everything inside is kept, or nothing of it."""
        return self._database.transaction()

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

    def report_number(self, report_id: str, pipeline: str | None = None, *, any_sidecar: bool = False) -> int | None:
        """The number of a report, None if it is not held or was read by another pipeline than the one given.

        `any_sidecar` lets it have been read beside any sidecar.
        """
        rows = self._query("SELECT number, pipeline FROM reports WHERE id = ?", (report_id,))
        held = (int(number) for number, way in rows if pipeline in (None, way, way.split(" ")[0] if any_sidecar else None))
        return next(held, None)

    def add_report(self, report: Report, passages: Iterable[Passage], pipeline: str) -> int:
        """Store a report under a new number; one of the same id, read by another pipeline or under another name, gives way to it."""
        old = self._query("SELECT number FROM reports WHERE id = ?", (report.id,))
        if old:
            self._query("UPDATE reports SET id = id || ' replaced' WHERE number = ?", old[0])
        spans = [[p.start, p.end, p.pages, p.section, p.head_start, len(p.head)] for p in passages]
        blocks = [[b.kind, b.start, b.end, b.level] for b in report.blocks]
        pages = [astuple(page) for page in report.pages]
        described = (report.id, report.source_name, pipeline, as_text(asdict(report.metadata)))
        values = sealed((*described, report.text, as_text(blocks), as_text(pages), as_text(spans)))
        self._query(f"INSERT INTO reports ({_REPORT}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", values)  # noqa: S608
        number = int(self._query("SELECT last_insert_rowid()")[0][0])
        self._put_boxes(number, pack(report.boxes) if report.boxes else b"")
        if old:
            self._give_way(old[0][0], number)
        return number

    def renumber(self, number: int, *, keep_vectors: bool) -> int:
        """The same report under a new number, under which generations take it for a changed one; returns that number."""
        columns = _REPORT.partition(", ")[2]
        (report_id,) = self._query("SELECT id FROM reports WHERE number = ?", (number,))[0]
        self._query("UPDATE reports SET id = id || ' replaced' WHERE number = ?", (number,))
        self._query(f"INSERT INTO reports ({_REPORT}) SELECT ?, {columns} FROM reports WHERE number = ?", (report_id, number))  # noqa: S608
        new = int(self._query("SELECT last_insert_rowid()")[0][0])
        for (encoder,) in self._query("SELECT encoder FROM vectors WHERE report = ?", (number,)) if keep_vectors else ():
            self.vectors.put(new, encoder, self.vectors.of(number, encoder))
        self.put_indicators(new, self.indicators(number))
        self._put_boxes(new, self.boxes(number))
        self._give_way(number, new)
        return new

    def _give_way(self, old: int, new: int) -> None:
        """The files of the old report lead to the new one, and the old one goes with its vectors."""
        for source in self._sources("WHERE s.report = ?", (old,)):
            self.put_source(replace(source, report=new))
        self._query("DELETE FROM reports WHERE number = ?", (old,))

    def remove_orphans(self) -> None:
        """Drop reports to which no file leads any more."""
        self._query("DELETE FROM reports WHERE number NOT IN (SELECT report FROM sources WHERE report IS NOT NULL)")

    def read_by(self, chosen: Callable[[str], bool]) -> list[StoredReport]:
        """The reports that were read in one of the chosen ways, by their names."""
        rows = self._query("SELECT number, pipeline FROM reports ORDER BY source_name, number")
        return [self.report(number) for number, way in rows if chosen(way)]

    def numbers(self) -> list[int]:
        """The numbers of all reports that a file leads to, ascending."""
        return sorted({source.report for source in self._sources("") if source.report is not None})

    def report(self, number: int) -> StoredReport:
        rows = self._query(f"SELECT {_REPORT} FROM reports WHERE number = ?", (number,))  # noqa: S608
        if not rows:
            raise damaged(f"report {number} is missing")
        report_id, source_name, _, metadata, text, _, pages, spans = unsealed(rows[0])
        passages = tuple(passage_from(report_id, text, *span) for span in json.loads(spans))
        effective = self._effective(report_id, metadata)
        page_spans = tuple(Page(*page) for page in json.loads(pages))
        return StoredReport(number, report_id, source_name, effective, text, page_spans, passages, self.indicators(number))

    def read_report(self, number: int) -> Report:
        """A report as it was read, with the corrections over its metadata and without boxes."""
        stored = self.report(number)
        (blocks,) = self._query("SELECT blocks FROM reports WHERE number = ?", (number,))[0]
        parts = tuple(Block(kind, start, end, level) for kind, start, end, level in json.loads(blocks))
        return Report(stored.id, stored.source_name, stored.metadata, stored.text, parts, stored.pages)

    # -- corrections ---------------------------------------------------------------------------------------------------------

    def corrections(self, report_id: str) -> dict[str, str]:
        """What people have set of a report's metadata; kept by the report's content, so also while no file leads to it."""
        rows = self._query("SELECT * FROM corrections WHERE report = ? ORDER BY field", (report_id,))
        return {name: value for _, name, value in map(unsealed, rows)}

    def _effective(self, report_id: str, metadata: str) -> Metadata:
        """What was read, with the corrections over it."""
        return corrected(metadata_from(metadata), self.corrections(report_id))

    def put_corrections(self, report_id: str, changes: Mapping[str, str | None]) -> None:
        """Set fields; None takes a correction back."""
        for name, value in changes.items():
            if value is None:
                self._query("DELETE FROM corrections WHERE report = ? AND field = ?", (report_id, name))
            else:
                self._query("INSERT OR REPLACE INTO corrections VALUES (?, ?, ?, ?)", sealed((report_id, name, value)))

    # -- traces --------------------------------------------------------------------------------------------------------------

    def put_trace(self, number: int, trace: Trace) -> None:
        repeals = as_text([[reference.title, reference.number] for reference in trace.repeals])
        values = sealed((number, METHOD, trace.signature, as_text(dict(trace.figures)), repeals))
        self._query("INSERT OR REPLACE INTO traces VALUES (?, ?, ?, ?, ?, ?)", values)

    def without_trace(self) -> list[int]:
        """Reports of which no trace is held, or one that was made in another way."""
        rows = self._query("SELECT number FROM reports WHERE number NOT IN (SELECT report FROM traces WHERE method = ?)", (METHOD,))
        return [int(row[0]) for row in rows]

    def traced(self) -> list[Traced]:
        """All reports with their traces, by number."""
        traces = {row[0]: unsealed(row) for row in self._query("SELECT * FROM traces")}
        rows = self._query("SELECT number, id, source_name, metadata, length(text), pages FROM reports ORDER BY number")
        return [traced_from(row, self._effective(row[1], row[3]), traces[row[0]]) for row in rows if row[0] in traces]

    # -- indicators ----------------------------------------------------------------------------------------------------------

    def put_indicators(self, number: int, indicators: Sequence[Indicator]) -> None:
        self._query("INSERT OR REPLACE INTO indicators VALUES (?, ?, ?)", sealed((number, indicators_json(indicators))))

    def indicators(self, number: int) -> tuple[Indicator, ...]:
        """The indicators of a report; none for one that was read before they were kept."""
        rows = self._query("SELECT * FROM indicators WHERE report = ?", (number,))
        return indicators_from(unsealed(rows[0])[1]) if rows else ()

    def _put_boxes(self, number: int, packed: bytes) -> None:
        if packed:
            self._query("INSERT INTO layouts VALUES (?, ?, ?)", sealed((number, packed)))

    def boxes(self, number: int) -> bytes:
        """The boxes of a report as `index.layouts` packs them, empty for a report without any."""
        rows = self._query("SELECT * FROM layouts WHERE report = ?", (number,))
        return bytes(unsealed(rows[0])[1]) if rows else b""
