"""Bring the index up to date with files: read what is new or changed, drop what is gone, publish one new generation."""

from collections.abc import Sequence
from pathlib import Path

from documents.sandbox import Reader, SameProcess
from index.archives import with_archives
from index.directory import create_directory, open_directory
from index.run import Progress, Run
from index.types import Embedder, IndexSummary
from index.writing import writing


def index_files(  # noqa: PLR0913  (the last two are switches)
    root: Path,
    paths: Sequence[Path],
    embedder: Embedder,
    progress: Progress,
    reader: Reader = SameProcess(),
    *,
    recognition: bool = True,
    emptied: bool = False,
) -> IndexSummary:
    """Index files and folders; killed at any moment, the collection is as before or as after.

    `emptied` says that folders without any file have lost their reports; else these stay and the folder becomes a problem.
    `recognition` says whether the reader recognises pages that are pictures, where that is installed. Raises StoreError when the data
    directory cannot be used, and Interrupted for Ctrl-C while files are read. Files that cannot be read become problems; the others
    go in.
    """
    with writing(create_directory(root)) as (directory, catalogue):
        return Run(directory, catalogue, embedder, reader, recognition=recognition).index(paths, progress, emptied=emptied)


def remove_reports(
    root: Path, names: Sequence[str], embedder: Embedder, reader: Reader = SameProcess(), *, recognition: bool = True
) -> int:
    """Take reports out by file name or report id; returns how many files were taken out."""
    with writing(open_directory(root)) as (directory, catalogue):
        wanted = {catalogue.report_number(name) for name in names} - {None}
        sources = catalogue.sources().values()
        found = with_archives([source for source in sources if source.name in names or source.report in wanted], sources)
        if found:
            Run(directory, catalogue, embedder, reader, recognition=recognition).remove(found)
        return sum(source.report is not None or source.problem_code is not None for source in found)
