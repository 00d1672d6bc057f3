"""Reading PDFs with layout against bare text extraction by pypdfium2, on one core: `python -m benchmarks.reading FOLDER`.

Both run file after file in one process, so that a busy machine slows both. Times are the processor's. No text
recognition: a picture takes seconds.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pypdfium2

from documents.collecting import without_collection
from documents.load import load_report
from documents.readers.pdf import read


class Timing(NamedTuple):
    """Seconds for a file: bare extraction, the reader's parts, the whole report."""

    pages: int
    bare: float
    reader: float
    report: float


def main() -> None:
    timings = []
    print(f"{'file':32} {'pages':>5} {'bare s':>7} {'reader':>7} {'report':>7}  (times bare)")
    for path in sorted(Path(sys.argv[1]).glob("*.pdf")):
        timing = measured(path)
        timings.append(timing)
        print(row(path.stem[:32], timing))
    total = Timing(*map(sum, zip(*timings, strict=True)))
    print(row("all", total))
    print(f"{total.pages / total.reader:.0f} pages/s by the reader, {total.pages / total.report:.0f} to the whole report")


def measured(path: Path) -> Timing:
    data = path.read_bytes()
    pages = bare(data)  # once unmeasured: the file and the library are then in memory for all three
    with without_collection():
        reader = seconds(lambda: read(data, recognition=False))
    return Timing(pages, seconds(lambda: bare(data)), reader, seconds(lambda: load_report(path, recognition=False)))


def bare(data: bytes) -> int:
    """The text of every page, and nothing made of it."""
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            text_page = page.get_textpage()
            text_page.get_text_bounded()
            text_page.close()
            page.close()
        return len(document)


def seconds(run: Callable[[], object]) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start


def row(name: str, timing: Timing) -> str:
    return f"{name:32} {timing.pages:5} {timing.bare:7.2f} {timing.reader / timing.bare:7.1f} {timing.report / timing.bare:7.1f}"


if __name__ == "__main__":
    main()
