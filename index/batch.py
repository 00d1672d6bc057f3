"""What was read goes into the catalogue in batches: sources, reports, passages, vectors and indicators of each appear together."""

import time
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from documents.chunk import passages as cut_passages
from documents.corrections import corrected
from documents.editions.traces import trace_of
from documents.indicators import indicators_in
from documents.types import Passage, Report
from index.catalogue import Catalogue
from index.searched import searched_text
from index.stored import Source
from index.types import Embedder, Vectors
from index.ways import has_sidecar

# A transaction is kept once it holds this many files or characters, or is so old: it loses little and embeds many texts together.
_FILES = 256
_CHARACTERS = 2_000_000
_SECONDS = 10.0


class Batch:
    """Files read but not yet kept; `kept` counts the reports that were."""

    def __init__(self, catalogue: Catalogue, embedder: Embedder) -> None:
        self._catalogue, self._embedder = catalogue, embedder
        self._files: list[tuple[Source, Report | None]] = []
        self._characters = 0
        self._kept_at = time.monotonic()
        self._moved: dict[int, int] = {}  # reports that gave way in this run, by number
        self.kept = 0

    def put(self, source: Source, report: Report | None) -> None:
        self._files.append((source, report))
        self._characters += len(report.text) if report else 0
        old = time.monotonic() > self._kept_at + _SECONDS
        if old or len(self._files) >= _FILES or self._characters >= _CHARACTERS:
            self.keep()

    def keep(self) -> None:
        """Commit the batch; a report that several files hold is kept as the one beside a sidecar was read."""
        read_by: dict[str, str] = {}
        read: dict[str, Report] = {}
        for source, report in sorted(self._files, key=lambda pair: not has_sidecar(pair[0].pipeline)):
            if report is not None:
                read_by.setdefault(report.id, source.pipeline)
                read.setdefault(report.id, report)
        reports = [(report, cut_passages(report)) for report in read.values()]
        vectors = self._embed([(self._title(report), passages) for report, passages in reports])
        numbers: dict[str, int] = {}
        with self._catalogue.transaction():
            for (report, passages), rows in zip(reports, vectors, strict=True):
                old = self._catalogue.report_number(report.id)
                numbers[report.id] = self._catalogue.add_report(report, passages, read_by[report.id])
                if old is not None:
                    self._moved[old] = numbers[report.id]
                self._catalogue.vectors.put(numbers[report.id], self._embedder.fingerprint, rows)
                known = corrected(report.metadata, self._catalogue.corrections(report.id))
                self._catalogue.put_indicators(numbers[report.id], indicators_in(replace(report, metadata=known)))
            for source, loaded in self._files:
                number = numbers[loaded.id] if loaded is not None else self._now(source.report)
                self._catalogue.put_source(replace(source, report=number))
        self.kept += len(reports)
        self._files, self._characters, self._kept_at = [], 0, time.monotonic()

    def _now(self, number: int | None) -> int | None:
        """The number that a report has now, of which a file was told before it gave way to another reading."""
        while number in self._moved:
            number = self._moved[number]
        return number

    def _title(self, report: Report) -> str:
        """The title under which the report is found, with the corrections that people made."""
        return corrected(report.metadata, self._catalogue.corrections(report.id)).title

    def _embed(self, reports: Sequence[tuple[str, tuple[Passage, ...]]]) -> list[Vectors]:
        """The vectors of each report's passages; all texts go through the encoder together, so that short reports fill batches."""
        texts = [searched_text(title, passage) for title, passages in reports for passage in passages]
        rows = self._embedder.embed_passages(texts)
        ends = list(accumulate(len(passages) for _, passages in reports))
        return [rows[end - len(passages) : end] for end, (_, passages) in zip(ends, reports, strict=True)]

    def complete(self) -> None:
        """Embed what another encoder had embedded, after the encoder was changed, and note by what relatives are found."""
        for number in self._catalogue.vectors.missing(self._embedder.fingerprint):
            report = self._catalogue.report(number)
            rows = self._embed([(report.metadata.title, report.passages)])[0]
            with self._catalogue.transaction():
                self._catalogue.vectors.put(number, self._embedder.fingerprint, rows)
        with self._catalogue.transaction():
            self._catalogue.vectors.keep_only(self._embedder.fingerprint)
        for number in self._catalogue.without_trace():
            trace = trace_of(self._catalogue.report(number).text)
            with self._catalogue.transaction():
                self._catalogue.put_trace(number, trace)
