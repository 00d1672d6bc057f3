"""One run of indexing: what happens to each file, what is taken out, and the generation that shows it."""

from collections import Counter
from collections.abc import Callable, Generator, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

from documents.corrections import corrected
from documents.coverage import coverage_of
from documents.errors import LoadError
from documents.files import PIPELINE
from documents.readers.ocr import is_installed
from documents.sandbox import Reader, SameProcess
from documents.sidecar import Sidecar, sidecar_of
from documents.types import Report
from index.ahead import Ahead, Incoming
from index.archives import read_again
from index.batch import Batch
from index.catalogue import Catalogue
from index.directory import DataDirectory
from index.errors import Interrupted
from index.files import Found, emptied_folders, find_files, readable, vanished
from index.manifest import read_manifest
from index.publish import publish
from index.standing import copy_names
from index.stored import Source
from index.types import Embedder, IndexSummary, Problem, ReadInPart
from index.ways import has_sidecar, in_part, is_in_part, way_beside, way_of

_EMPTIED = (
    "The folder holds no file any more, as when a share is not mounted; what was read from it before is kept. "
    "If its reports are to go, index it with --emptied."
)
_CLOSED = "The folder cannot be opened; what was read from it before is kept. Check its permissions."
# Is called for each file before it goes in, with its name, the files done and in all, and the pages read so far.
Progress = Callable[[str, int, int, int], None]


class Run:
    """One run of indexing: the counts of what happened to the files so far, and the batch that is not yet kept."""

    def __init__(
        self,
        directory: DataDirectory,
        catalogue: Catalogue,
        embedder: Embedder,
        reader: Reader = SameProcess(),
        *,
        recognition: bool = True,
    ) -> None:
        self._directory, self._catalogue, self._embedder, self._reader = directory, catalogue, embedder, reader
        self._recognises = recognition and is_installed()
        self._batch = Batch(catalogue, embedder)
        self._counts: Counter[str] = Counter()
        self._problems: list[Problem] = []
        self._archives: dict[Path, list[Path]] = {}

    def index(self, paths: Sequence[Path], progress: Progress, *, emptied: bool = False) -> IndexSummary:
        found = find_files(paths, self._directory.root)
        kept = [] if emptied else emptied_folders(self._catalogue.sources().values(), found)
        self._read(found, progress)
        self._problems += [Problem(readable(folder).name, "empty_folder", _EMPTIED) for folder in kept]
        self._problems += [Problem(readable(folder).name, "unreadable", _CLOSED) for folder in found.closed]
        self._batch.keep()
        members = [member for held in self._archives.values() for member in held]
        folders = (*found.folders, *self._archives)
        found = replace(found, files=(*found.files, *members), folders=folders, closed=(*found.closed, *kept))
        removed = vanished(self._catalogue.sources().values(), found)
        generation = self.remove(removed)
        progress("", len(found.files), len(found.files), self._counts["pages"])
        return self._summary(sum(source.report is not None for source in removed), generation)

    def _read(self, found: Found, progress: Progress) -> None:
        done = 0
        try:
            with closing(self._ahead(found.files)) as files:
                for incoming in files:
                    progress(incoming.source.name, done, len(found.files), self._counts["pages"])
                    done += incoming.archive in (None, Path(incoming.source.path))
                    self._take(incoming)
        except KeyboardInterrupt as interruption:
            raise Interrupted(self._batch.kept) from interruption

    def _ahead(self, paths: Sequence[Path]) -> Generator[Incoming]:
        return Ahead(self._reader, self._catalogue.sources(), self._known, recognises=self._recognises).files(paths)

    def _known(self, digest: str, now: Source, old: Source | None) -> Source | None:
        """The source with the report that the catalogue has already under this content.

        A copy without a sidecar leaves the report as the sidecar of another copy made it.
        """
        bare = not has_sidecar(now.pipeline) and (old is None or not has_sidecar(old.pipeline))
        for way in (now.pipeline,) if self._recognises else (now.pipeline, in_part(now.pipeline)):
            number = self._catalogue.report_number(digest, way, any_sidecar=bare)
            if number is not None:
                return replace(now, report=number, pipeline=way)
        return None

    def _take(self, incoming: Incoming) -> None:
        """Put a file into the batch unless it is unchanged."""
        if incoming.archive is not None:
            held = self._archives.setdefault(incoming.archive, [])
            held += [path for path in [Path(incoming.source.path)] if path != incoming.archive]
        if incoming.sidecar and incoming.sidecar.problem:
            self._problems.append(Problem(readable(Path(incoming.sidecar.name)).name, "bad_sidecar", incoming.sidecar.problem))
        if incoming.unchanged and incoming.old:
            self._note(incoming.old)
            self._counts["unchanged"] += not incoming.old.problem_code and not _is_holder(incoming)
            return
        source, report = self._outcome(incoming)
        self._note(source)
        self._count(incoming, source)
        self._counts["pages"] += max(1, len(report.pages)) if report else 0
        self._batch.put(source, report)

    def _outcome(self, incoming: Incoming) -> tuple[Source, Report | None]:
        source = incoming.source
        try:
            report = incoming.report()
        except LoadError as error:
            way = way_of(source.pipeline, error, recognises=self._recognises)
            return replace(source, pipeline=way, problem_code=error.code, problem_message=str(error)), None
        if report is None:
            return source, None
        known = self._known(report.id, source, incoming.old)  # kept under another name since this file was looked at
        if known is not None:
            return known, None
        return replace(source, pipeline=way_of(source.pipeline, report, recognises=self._recognises)), _set_right(report, incoming.sidecar)

    def _note(self, source: Source) -> None:
        if source.problem_code:
            self._problems.append(Problem(source.name, source.problem_code, str(source.problem_message)))

    def _count(self, incoming: Incoming, source: Source) -> None:
        old = incoming.old
        if old and source.report is not None and source.report == old.report:
            self._counts["unchanged"] += 1
        elif not source.problem_code and not _is_holder(incoming):
            self._counts["changed" if old and old.report else "added"] += 1

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
        self._batch.complete()
        return publish(self._directory, self._catalogue, self._embedder, PIPELINE)

    def _rename(self) -> None:
        """Read reports again whose file is gone while another file holds the same: name, title and region may come from the name."""
        for source in self._catalogue.misnamed():
            sidecar = sidecar_of(Path(source.path))
            with suppress(LoadError):  # a file that is gone as well keeps its report until its own folder is indexed
                now, data = read_again(source, way_beside(sidecar))
                report = self._reader.read(data, source.name)
                now = replace(now, pipeline=way_of(now.pipeline, report, recognises=self._recognises))
                self._batch.put(now, _set_right(report, sidecar))
        self._batch.keep()

    def _summary(self, removed: int, generation: int) -> IndexSummary:
        folder = self._directory.generations / str(generation)
        held = read_manifest(folder).reports
        reports = self._catalogue.read_by(is_in_part)
        return IndexSummary(
            added=self._counts["added"],
            changed=self._counts["changed"],
            unchanged=self._counts["unchanged"],
            removed=removed,
            problems=tuple(self._problems),
            reports=len(held),
            passages=sum(held.values()),
            generation=generation,
            copies=copy_names(folder),
            in_part=tuple(ReadInPart(report.source_name, coverage_of(report.pages)) for report in reports),
        )


def _is_holder(incoming: Incoming) -> bool:
    """An archive is no report, what it holds is."""
    return incoming.archive == Path(incoming.source.path)


def _set_right(report: Report, sidecar: Sidecar | None) -> Report:
    """The report with the corrections of its sidecar."""
    return replace(report, metadata=corrected(report.metadata, sidecar.corrections)) if sidecar else report
