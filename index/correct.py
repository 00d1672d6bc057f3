"""Setting a report's metadata by hand: durable, and shown by a new generation."""

from collections.abc import Mapping
from pathlib import Path

from documents.indicators import indicators_in
from documents.sandbox import Reader, SameProcess
from index.directory import open_directory
from index.run import Run
from index.types import Embedder
from index.writing import writing


def correct_report(
    root: Path, report_id: str, changes: Mapping[str, str | None], embedder: Embedder, reader: Reader = SameProcess()
) -> int | None:
    """Set fields of a report, or take corrections back with None; returns the generation that shows it, None for an unknown report.

    Another title is embedded anew, since passages are found under it. Where publishing fails the change is kept for the next time.
    """
    with writing(open_directory(root)) as (directory, catalogue):
        number = catalogue.report_number(report_id)
        if number is None:
            return None
        before = catalogue.report(number).metadata
        with catalogue.transaction():
            catalogue.put_corrections(report_id, changes)
            after = catalogue.report(number).metadata
            if after != before:
                new = catalogue.renumber(number, keep_vectors=after.title == before.title)
                catalogue.put_indicators(new, indicators_in(catalogue.read_report(new)))
        return Run(directory, catalogue, embedder, reader).publish()
