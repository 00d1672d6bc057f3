"""Bring the index up to date with files: read what is new or changed, drop what is gone, publish one new generation."""

import time
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from itertools import accumulate
from pathlib import Path

from documents.chunk import passages as cut_passages
from documents.errors import LoadError
from documents.load import PIPELINE, read_file
from documents.sandbox import Reader, SameProcess
from documents.types import Passage, Report
from index.ahead import Ahead, Incoming
from index.catalogue import Catalogue
from index.directory import DataDirectory, create_directory, open_directory, writer_lock
from index.errors import Interrupted, StoreError
from index.files import find_files, look_at, readable, vanished
from index.manifest import read_manifest
from index.publish import clean, publish
from index.searched import searched_text
from index.stored import Source
from index.types import Embedder, IndexSummary, Problem, Vectors

_CLOSED = "The folder cannot be opened; what was read from it before is kept. Check its permissions."
# Is called for each file before it goes in, with its name, the files done and in all, and the pages read so far.
Progress = Callable[[str, int, int, int], None]

# A transaction is kept once it holds this many files or characters, or is so old: it loses little and embeds many texts together.
_BATCH_FILES = 256
_BATCH_CHARACTERS = 2_000_000
_BATCH_SECONDS = 10.0


def index_files(root: Path, paths: Sequence[Path], embedder: Embedder, progress: Progress, reader: Reader = SameProcess()) -> IndexSummary:
    """Index files and folders; killed at any moment, the collection is as before or as after.

    Raises StoreError when the data directory cannot be used, and Interrupted for Ctrl-C while files are read. Files that cannot be
    read become problems; the others go in.
    """
    with _writing(create_directory(root)) as (directory, catalogue):
        return _Run(directory, catalogue, embedder, reader).index(paths, progress)


def remove_reports(root: Path, names: Sequence[str], embedder: Embedder, reader: Reader = SameProcess()) -> int:
    """Take reports out by file name or report id; returns how many files were taken out."""
    with _writing(open_directory(root)) as (directory, catalogue):
        wanted = {catalogue.report_number(name) for name in names} - {None}
        found = [source for source in catalogue.sources().values() if source.name in names or source.report in wanted]
        if found:
            _Run(directory, catalogue, embedder, reader).remove(found)
        return len(found)


@contextmanager
def _writing(directory: DataDirectory) -> Iterator[tuple[DataDirectory, Catalogue]]:
    try:
        with writer_lock(directory):
            clean(directory)
            _check_catalogue(directory)
            catalogue = Catalogue(directory.catalogue)
            try:
                yield directory, catalogue
            finally:
                catalogue.close()
    except OSError as error:
        raise StoreError("storage_error", f"The index could not be written ({error.strerror}): the old state is kept.") from error


def _check_catalogue(directory: DataDirectory) -> None:
    """An empty catalogue beside served reports was lost: going on would silently drop every report that is not indexed now."""
    lost = not directory.catalogue.exists() or directory.catalogue.stat().st_size == 0
    if lost and directory.current.exists():
        raise StoreError("damaged", "The file catalogue.sqlite is missing or empty: restore it, or index into a new data directory.")


class _Run:
    """One run of indexing: the counts of what happened to the files so far, and the batch that is not yet kept."""

    def __init__(self, directory: DataDirectory, catalogue: Catalogue, embedder: Embedder, reader: Reader) -> None:
        self._directory, self._catalogue, self._embedder, self._reader = directory, catalogue, embedder, reader
        self._counts: Counter[str] = Counter()
        self._batch: list[tuple[Source, Report | None]] = []
        self._characters = 0
        self._kept_at = time.monotonic()

    def index(self, paths: Sequence[Path], progress: Progress) -> IndexSummary:
        found = find_files(paths, self._directory.root)
        problems = []
        try:
            with closing(self._ahead(found.files)) as files:
                for done, incoming in enumerate(files):
                    progress(incoming.source.name, done, len(found.files), self._counts["pages"])
                    problem = self._take(incoming)
                    if problem is not None:
                        problems.append(Problem(problem.name, str(problem.problem_code), str(problem.problem_message)))
        except KeyboardInterrupt as interruption:
            raise Interrupted(self._counts["kept"]) from interruption
        problems += [Problem(readable(folder).name, "unreadable", _CLOSED) for folder in found.closed]
        self._keep()
        removed = vanished(self._catalogue.sources().values(), found)
        generation = self.remove(removed)
        progress("", len(found.files), len(found.files), self._counts["pages"])
        return self._summary(sum(source.report is not None for source in removed), problems, generation)

    def _ahead(self, paths: Sequence[Path]) -> Generator[Incoming]:
        return Ahead(self._reader, PIPELINE, self._catalogue.sources(), self._number).files(paths)

    def _number(self, digest: str) -> int | None:
        return self._catalogue.report_number(digest, PIPELINE)

    def remove(self, sources: Sequence[Source]) -> int:
        """Take files out and publish; returns the generation that shows it."""
        with self._catalogue.transaction():
            self._catalogue.remove_sources(source.path for source in sources)
        self._rename()
        with self._catalogue.transaction():
            self._catalogue.remove_orphans()
        self._embed_missing()
        return publish(self._directory, self._catalogue, self._embedder, PIPELINE)

    def _take(self, incoming: Incoming) -> Source | None:
        """Put a file into the batch unless it is unchanged; returns its source if it is a problem file."""
        source, old = incoming.source, incoming.old
        if old and incoming.unchanged:
            self._counts["unchanged"] += 0 if old.problem_code else 1
            return old if old.problem_code else None
        try:
            report = incoming.report()
        except LoadError as error:
            source, report = replace(source, problem_code=error.code, problem_message=str(error)), None
        if report and (number := self._number(report.id)) is not None:  # kept under another name since this file was looked at
            source, report = replace(source, report=number), None
        if old and source.report is not None and source.report == old.report:
            self._counts["unchanged"] += 1
        elif not source.problem_code:
            self._counts["changed" if old and old.report else "added"] += 1
        self._counts["pages"] += max(1, len(report.pages)) if report else 0
        self._put(source, report)
        return source if source.problem_code else None

    def _rename(self) -> None:
        """Read reports again whose file is gone while another file holds the same: name, title and region may come from the name."""
        for source in self._catalogue.misnamed():
            path = Path(source.path)
            with suppress(LoadError):  # a file that is gone as well keeps its report until its own folder is indexed
                self._put(look_at(path, PIPELINE), self._reader.read(read_file(path), source.name))
        self._keep()

    def _put(self, source: Source, report: Report | None) -> None:
        self._batch.append((source, report))
        self._characters += len(report.text) if report else 0
        old = time.monotonic() > self._kept_at + _BATCH_SECONDS
        if old or len(self._batch) >= _BATCH_FILES or self._characters >= _BATCH_CHARACTERS:
            self._keep()

    def _keep(self) -> None:
        """Commit the batch: its sources, reports, passages and vectors appear together."""
        read_reports = {report.id: report for _, report in reversed(self._batch) if report is not None}
        reports = {report.id: (report, cut_passages(report)) for report in reversed(read_reports.values())}
        vectors = self._embed([(report.metadata.title, passages) for report, passages in reports.values()])
        numbers: dict[str, int] = {}
        with self._catalogue.transaction():
            for (report, passages), rows in zip(reports.values(), vectors, strict=True):
                numbers[report.id] = self._catalogue.add_report(report, passages, PIPELINE)
                self._catalogue.put_vectors(numbers[report.id], self._embedder.fingerprint, rows)
            for source, read in self._batch:
                number = numbers[read.id] if read is not None else source.report
                self._catalogue.put_source(replace(source, report=number))
        self._counts["kept"] += len(reports)
        self._batch, self._characters, self._kept_at = [], 0, time.monotonic()

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

    def _summary(self, removed: int, problems: list[Problem], generation: int) -> IndexSummary:
        held = read_manifest(self._directory.generations / str(generation)).reports
        return IndexSummary(
            added=self._counts["added"],
            changed=self._counts["changed"],
            unchanged=self._counts["unchanged"],
            removed=removed,
            problems=tuple(problems),
            reports=len(held),
            passages=sum(held.values()),
            generation=generation,
        )
