"""Bring the index up to date with files: read what is new or changed, drop what is gone, publish one new generation."""

import hashlib
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import accumulate
from pathlib import Path

from documents.chunk import passages as cut_passages
from documents.errors import LoadError
from documents.load import PIPELINE, load_bytes, read_file
from documents.types import Passage, Report
from index.catalogue import Catalogue, Source
from index.directory import DataDirectory, create_directory, open_directory, writer_lock
from index.errors import StoreError
from index.files import find_files, is_unchanged, vanished
from index.manifest import read_manifest
from index.publish import clean, publish
from index.searched import searched_text
from index.types import Embedder, IndexSummary, Problem, Vectors

Progress = Callable[[str, int, int], None]

# A transaction is kept once it holds this many files or characters: small enough to lose little, large enough to batch embedding.
_BATCH_FILES = 256
_BATCH_CHARACTERS = 2_000_000


def index_files(root: Path, paths: Sequence[Path], embedder: Embedder, progress: Progress) -> IndexSummary:
    """Index files and folders; killed at any moment, the collection is as before or as after.

    Raises StoreError when the data directory cannot be used. Files that cannot be read become problems; the others go in.
    """
    with _writing(create_directory(root)) as (directory, catalogue):
        return _Run(directory, catalogue, embedder).index(paths, progress)


def remove_reports(root: Path, names: Sequence[str], embedder: Embedder) -> int:
    """Take reports out by file name or report id; returns how many files were taken out."""
    with _writing(open_directory(root)) as (directory, catalogue):
        ids = {catalogue.report(number).id: number for number in catalogue.numbers()}
        wanted = {ids[name] for name in names if name in ids}
        paths = [source.path for source in catalogue.sources().values() if source.name in names or source.report in wanted]
        with catalogue.transaction():
            catalogue.remove_sources(paths)
            catalogue.remove_orphans()
        publish(directory, catalogue, embedder, PIPELINE)
        return len(paths)


@contextmanager
def _writing(directory: DataDirectory) -> Iterator[tuple[DataDirectory, Catalogue]]:
    try:
        with writer_lock(directory):
            clean(directory)
            catalogue = Catalogue(directory.catalogue)
            try:
                yield directory, catalogue
            finally:
                catalogue.close()
    except OSError as error:
        raise StoreError("storage_error", f"The index could not be written ({error.strerror}): the old state is kept.") from error


class _Run:
    """One run of indexing: the counts of what happened to the files so far, and the batch that is not yet kept."""

    def __init__(self, directory: DataDirectory, catalogue: Catalogue, embedder: Embedder) -> None:
        self._directory, self._catalogue, self._embedder = directory, catalogue, embedder
        self._sources = catalogue.sources()
        self._counts: Counter[str] = Counter()
        self._batch: list[tuple[Source, Report | None]] = []
        self._characters = 0

    def index(self, paths: Sequence[Path], progress: Progress) -> IndexSummary:
        found = find_files(paths)
        problems = []
        for done, path in enumerate(found.files):
            progress(path.name, done, len(found.files))
            problem = self._take(path)
            if problem is not None:
                problems.append(Problem(path.name, str(problem.problem_code), str(problem.problem_message)))
        self._keep()
        removed = vanished(self._catalogue.sources().values(), found)
        with self._catalogue.transaction():
            self._catalogue.remove_sources(removed)
            self._catalogue.remove_orphans()
        self._embed_missing()
        generation = publish(self._directory, self._catalogue, self._embedder, PIPELINE)
        progress("", len(found.files), len(found.files))
        return self._summary(len(removed), problems, generation)

    def _take(self, path: Path) -> Source | None:
        """Put a file into the batch unless it is unchanged; returns its source if it is a problem file."""
        old = self._sources.get(str(path))
        try:
            if old and is_unchanged(old, path, PIPELINE):
                self._counts["unchanged"] += 1
                return old if old.problem_code else None
            source, report = self._read(path)
        except LoadError as error:
            source, report = _problem_source(path, error), None
        except OSError as error:
            source, report = _problem_source(path, LoadError("unreadable", f"The file cannot be opened ({error.strerror}).")), None
        if old and source.report is not None and source.report == old.report:
            self._counts["unchanged"] += 1
        elif not source.problem_code:
            self._counts["changed" if old and old.report else "added"] += 1
        self._put(source, report)
        return source if source.problem_code else None

    def _read(self, path: Path) -> tuple[Source, Report | None]:
        """The file's source, and its report unless the catalogue has it already under this content."""
        seen = time.time_ns()
        status = path.stat()
        data = read_file(path)
        number = self._catalogue.report_number(hashlib.sha256(data).hexdigest(), PIPELINE)
        source = Source(str(path), path.name, status.st_size, status.st_mtime_ns, seen, PIPELINE, number)
        return source, load_bytes(data, path.name) if number is None else None

    def _put(self, source: Source, report: Report | None) -> None:
        self._batch.append((source, report))
        self._characters += len(report.text) if report else 0
        if len(self._batch) >= _BATCH_FILES or self._characters >= _BATCH_CHARACTERS:
            self._keep()

    def _keep(self) -> None:
        """Commit the batch: its sources, reports, passages and vectors appear together."""
        reports = {report.id: (report, cut_passages(report)) for _, report in self._batch if report is not None}
        vectors = self._embed([(report.metadata.title, passages) for report, passages in reports.values()])
        numbers: dict[str, int] = {}
        with self._catalogue.transaction():
            for (report, passages), rows in zip(reports.values(), vectors, strict=True):
                numbers[report.id] = self._catalogue.add_report(report, passages, PIPELINE)
                self._catalogue.put_vectors(numbers[report.id], self._embedder.fingerprint, rows)
            for source, read in self._batch:
                number = numbers[read.id] if read is not None else source.report
                self._catalogue.put_source(replace(source, report=number))
        self._batch, self._characters = [], 0

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


def _problem_source(path: Path, error: LoadError) -> Source:
    try:
        status = path.stat()
        size, modified = status.st_size, status.st_mtime_ns
    except OSError:
        size, modified = 0, 0
    return Source(str(path), path.name, size, modified, time.time_ns(), PIPELINE, None, error.code, str(error))
