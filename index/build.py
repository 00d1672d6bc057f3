"""Bring the index up to date with files: read what is new or changed, drop what is gone, publish one new generation."""

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import accumulate
from pathlib import Path

from documents.chunk import passages as cut_passages
from documents.corrections import corrected
from documents.editions.traces import trace_of
from documents.errors import LoadError
from documents.indicators import indicators_in
from documents.load import PIPELINE, load_bytes, read_file
from documents.sidecar import Sidecar, sidecar_of
from documents.types import Passage, Report
from index.catalogue import Catalogue
from index.directory import DataDirectory, create_directory, open_directory
from index.files import find_files, is_unchanged, look_at, readable, vanished
from index.manifest import read_manifest
from index.publish import publish
from index.searched import searched_text
from index.standing import copy_names
from index.stored import Source
from index.types import Embedder, IndexSummary, Problem, Vectors
from index.writing import writing

_CLOSED = "The folder cannot be opened; what was read from it before is kept. Check its permissions."
Progress = Callable[[str, int, int], None]

# A transaction is kept once it holds this many files or characters: small enough to lose little, large enough to batch embedding.
_BATCH_FILES = 256
_BATCH_CHARACTERS = 2_000_000


def index_files(root: Path, paths: Sequence[Path], embedder: Embedder, progress: Progress) -> IndexSummary:
    """Index files and folders; killed at any moment, the collection is as before or as after.

    Raises StoreError when the data directory cannot be used. Files that cannot be read become problems; the others go in.
    """
    with writing(create_directory(root)) as (directory, catalogue):
        return Run(directory, catalogue, embedder).index(paths, progress)


def remove_reports(root: Path, names: Sequence[str], embedder: Embedder) -> int:
    """Take reports out by file name or report id; returns how many files were taken out."""
    with writing(open_directory(root)) as (directory, catalogue):
        wanted = {catalogue.report_number(name) for name in names} - {None}
        found = [source for source in catalogue.sources().values() if source.name in names or source.report in wanted]
        if found:
            Run(directory, catalogue, embedder).remove(found)
        return len(found)


def _reading(sidecar: Sidecar | None) -> str:
    """How a file is read: equal files beside other sidecars are other reports to the catalogue."""
    return f"{PIPELINE} {sidecar.digest}" if sidecar else PIPELINE


def _load(data: bytes, name: str, sidecar: Sidecar | None) -> Report:
    """The report with the corrections of its sidecar."""
    report = load_bytes(data, name)
    return replace(report, metadata=corrected(report.metadata, sidecar.corrections)) if sidecar else report


class Run:
    """One run of indexing: the counts of what happened to the files so far, and the batch that is not yet kept."""

    def __init__(self, directory: DataDirectory, catalogue: Catalogue, embedder: Embedder) -> None:
        self._directory, self._catalogue, self._embedder = directory, catalogue, embedder
        self._sources = catalogue.sources()
        self._counts: Counter[str] = Counter()
        self._batch: list[tuple[Source, Report | None]] = []
        self._characters = 0

    def index(self, paths: Sequence[Path], progress: Progress) -> IndexSummary:
        found = find_files(paths, self._directory.root)
        problems = []
        for done, path in enumerate(found.files):
            sidecar = sidecar_of(path)
            now = look_at(path, _reading(sidecar))
            progress(now.name, done, len(found.files))
            problem = self._take(path, now, sidecar)
            if problem is not None:
                problems.append(Problem(now.name, str(problem.problem_code), str(problem.problem_message)))
            if sidecar and sidecar.problem:
                problems.append(Problem(readable(Path(sidecar.name)).name, "bad_sidecar", sidecar.problem))
        problems += [Problem(readable(folder).name, "unreadable", _CLOSED) for folder in found.closed]
        self._keep()
        removed = vanished(self._catalogue.sources().values(), found)
        generation = self.remove(removed)
        progress("", len(found.files), len(found.files))
        return self._summary(sum(source.report is not None for source in removed), problems, generation)

    def remove(self, sources: Sequence[Source]) -> int:
        """Take files out and publish; returns the generation that shows it."""
        with self._catalogue.transaction():
            self._catalogue.remove_sources(source.path for source in sources)
        return self.publish()

    def publish(self) -> int:
        """Bring names and vectors up to date and publish; returns the generation that shows it."""
        self._rename()
        with self._catalogue.transaction():
            self._catalogue.remove_orphans()
        self._embed_missing()
        self._trace_missing()
        return publish(self._directory, self._catalogue, self._embedder, PIPELINE)

    def _take(self, path: Path, now: Source, sidecar: Sidecar | None) -> Source | None:
        """Put a file into the batch unless it is unchanged; returns its source if it is a problem file."""
        old = self._sources.get(now.path)
        if old and is_unchanged(old, now):
            self._counts["unchanged"] += 0 if old.problem_code else 1
            return old if old.problem_code else None
        try:
            source, report = self._read(path, now, sidecar)
        except LoadError as error:
            source, report = replace(now, problem_code=error.code, problem_message=str(error)), None
        if old and source.report is not None and source.report == old.report:
            self._counts["unchanged"] += 1
        elif not source.problem_code:
            self._counts["changed" if old and old.report else "added"] += 1
        self._put(source, report)
        return source if source.problem_code else None

    def _read(self, path: Path, now: Source, sidecar: Sidecar | None) -> tuple[Source, Report | None]:
        """The file's source, and its report unless the catalogue has it already under this content.

        A copy without a sidecar leaves the report as the sidecar of another copy made it.
        """
        data = read_file(path)
        old = self._sources.get(now.path)
        bare = sidecar is None and (old is None or " " not in old.pipeline)
        number = self._catalogue.report_number(hashlib.sha256(data).hexdigest(), now.pipeline, any_sidecar=bare)
        return replace(now, report=number), _load(data, now.name, sidecar) if number is None else None

    def _rename(self) -> None:
        """Read reports again whose file is gone while another file holds the same: name, title and region may come from the name."""
        for source in self._catalogue.misnamed():
            path = Path(source.path)
            sidecar = sidecar_of(path)
            with suppress(LoadError):  # a file that is gone as well keeps its report until its own folder is indexed
                self._put(look_at(path, _reading(sidecar)), _load(read_file(path), source.name, sidecar))
        self._keep()

    def _put(self, source: Source, report: Report | None) -> None:
        self._batch.append((source, report))
        self._characters += len(report.text) if report else 0
        if len(self._batch) >= _BATCH_FILES or self._characters >= _BATCH_CHARACTERS:
            self._keep()

    def _keep(self) -> None:
        """Commit the batch: its sources, reports, passages and vectors appear together."""
        read_by: dict[str, str] = {}
        read: dict[str, Report] = {}
        for source, report in sorted(self._batch, key=lambda pair: " " not in pair[0].pipeline):  # those with a sidecar first
            if report is not None:
                read_by.setdefault(report.id, source.pipeline)
                read.setdefault(report.id, report)
        reports = [(report, cut_passages(report)) for report in read.values()]
        vectors = self._embed([(self._title(report), passages) for report, passages in reports])
        numbers: dict[str, int] = {}
        with self._catalogue.transaction():
            for (report, passages), rows in zip(reports, vectors, strict=True):
                numbers[report.id] = self._catalogue.add_report(report, passages, read_by[report.id])
                self._catalogue.put_vectors(numbers[report.id], self._embedder.fingerprint, rows)
                self._catalogue.put_indicators(numbers[report.id], indicators_in(report))
            for source, loaded in self._batch:
                number = numbers[loaded.id] if loaded is not None else source.report
                self._catalogue.put_source(replace(source, report=number))
        self._batch, self._characters = [], 0

    def _title(self, report: Report) -> str:
        """The title under which the report is found, with the corrections that people made."""
        return corrected(report.metadata, self._catalogue.corrections(report.id)).title

    def _embed(self, reports: Sequence[tuple[str, tuple[Passage, ...]]]) -> list[Vectors]:
        """The vectors of each report's passages; all texts go through the encoder together, so that short reports fill batches."""
        texts = [searched_text(title, passage) for title, passages in reports for passage in passages]
        rows = self._embedder.embed_passages(texts)
        ends = list(accumulate(len(passages) for _, passages in reports))
        return [rows[end - len(passages) : end] for end, (_, passages) in zip(ends, reports, strict=True)]

    def _embed_missing(self) -> None:
        """Embed what another encoder had embedded, after the encoder was changed."""
        for number in self._catalogue.without_vectors(self._embedder.fingerprint):
            report = self._catalogue.report(number)
            rows = self._embed([(report.metadata.title, report.passages)])[0]
            with self._catalogue.transaction():
                self._catalogue.put_vectors(number, self._embedder.fingerprint, rows)
        with self._catalogue.transaction():
            self._catalogue.remove_other_vectors(self._embedder.fingerprint)

    def _trace_missing(self) -> None:
        """Note of each new report by what its relatives are found."""
        for number in self._catalogue.without_trace():
            trace = trace_of(self._catalogue.report(number).text)
            with self._catalogue.transaction():
                self._catalogue.put_trace(number, trace)

    def _summary(self, removed: int, problems: list[Problem], generation: int) -> IndexSummary:
        folder = self._directory.generations / str(generation)
        held = read_manifest(folder).reports
        return IndexSummary(
            added=self._counts["added"],
            changed=self._counts["changed"],
            unchanged=self._counts["unchanged"],
            removed=removed,
            problems=tuple(problems),
            reports=len(held),
            passages=sum(held.values()),
            generation=generation,
            copies=copy_names(folder),
        )
