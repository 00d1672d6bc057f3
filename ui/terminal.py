"""Answers and reports as lines of a terminal."""

import json
import sys
import time
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from documents.coverage import Coverage, Gap
from documents.editions.changes import Piece
from documents.types import Language
from index.types import Entry
from rag.changes import Changes
from rag.styles import Style, reference
from rag.types import Answer, Citation, Table
from ui.replies import SECTION_JOINT
from ui.report_replies import report_reply
from ui.words import say, visible


def answer_lines(answer: Answer, language: Language, style: Style | None = None) -> Iterator[str]:
    """The answer with its `[n]` marks, then what each number stands for: file, page and section, or a reference in a style."""
    if answer.refusal:
        yield f"{say(language, 'refusal')}{_colon(language)}{visible(answer.refusal.message)}"
    else:
        yield visible(answer.text)
    if answer.table and answer.table.columns:
        yield from ("", *comparison_lines(answer.table), "")
    for notice in answer.notices:
        yield f"{say(language, 'notice')}{_colon(language)}{visible(notice)}"
    if answer.citations:
        yield ""
        yield say(language, "nearest" if answer.refused else "sources")
        for citation in answer.citations:
            yield from _citation_lines(citation, language, style)


def comparison_lines(table: Table) -> Iterator[str]:
    """A comparison of several columns: a line a region, each value with the mark of its citation."""
    rows = [["", *table.columns]]
    for row in table.rows:
        cells = [[cell for cell in row.cells if cell.column == column] for column in range(len(table.columns))]
        told = ["; ".join(f"{cell.text}[{cell.citation}]" for cell in column) or say(table.language, "not_told") for column in cells]
        rows.append([row.label, *told])
    yield from _aligned([[visible(cell) for cell in row] for row in rows])


def _citation_lines(citation: Citation, language: Language, style: Style | None) -> Iterator[str]:
    named = reference(citation, style) if style else " · ".join([citation.title, *place(citation, language)])
    yield visible(f"[{citation.number}] {named}")
    yield f"    {' '.join(visible(citation.quote).split())}"


def place(citation: Citation, language: Language) -> list[str]:
    """File, page and section, as far as known."""
    page = [] if citation.page is None else [say(language, "page", page=citation.page)]
    section = [SECTION_JOINT.join(citation.section)] if citation.section else []
    recognised = [say(language, "recognised")] if citation.recognised else []
    return [citation.report, *page, *recognised, *section]


def report_table(entries: Sequence[Entry], language: Language) -> Iterator[str]:
    """One line a report, in columns that also hold with characters of double width."""
    names = ("report", "title", "kind", "region", "date", "passages")
    rows = [[say(language, f"field_{name}") for name in names]]
    for entry in entries:
        shown = _shown(entry, language) | {"region": " ".join(filter(None, (entry.metadata.region, entry.metadata.city)))}
        rows.append([shown.get(name, "") for name in names])
    yield from _aligned(rows)


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()


def report_lines(entry: Entry, language: Language) -> Iterator[str]:
    for name, value in _shown(entry, language).items():
        yield f"{say(language, f'field_{name}')}{_colon(language)}{value}"


def _shown(entry: Entry, language: Language) -> dict[str, str]:
    """What is known of a report, as words of the reader's language."""
    known = {name: value for name, value in report_reply(entry).items() if value not in (None, [])}
    if "corrected" in known:
        known["corrected"] = [say(language, f"field_{name}") for name in entry.metadata.corrected]
    known |= {name: say(language, f"{name}_{value}") for name, value in known.items() if name in ("kind", "status")}
    if "coverage" in known:
        known["coverage"] = coverage_text(entry.coverage, language)
    return {name: visible("、".join(value) if isinstance(value, list) else str(value)) for name, value in known.items()}


_SIGNS = {"same": " ", "added": "+", "removed": "-", "changed": "~"}
_MARKS = {"same": ("", ""), "added": ("{+", "+}"), "removed": ("[-", "-]")}


def change_lines(found: Changes, language: Language) -> Iterator[str]:
    """What changed between two reports: + a new paragraph, - one that is gone, ~ one with other words, marked {+new+} and [-old-]."""
    yield say(language, "diff_heading", before=visible(found.before.source_name), after=visible(found.after.source_name))
    for change in found.changed:
        shown = change.after or change.before
        page = "" if shown is None or shown.page is None else f" {say(language, 'page', page=shown.page)}"
        pieces = change.pieces or (Piece("same", shown.text if shown else ""),)
        text = "".join(_MARKS[piece.kind][0] + piece.text + _MARKS[piece.kind][1] for piece in pieces)
        yield f"{_SIGNS[change.kind]}{page} {visible(' '.join(text.split()))}"
    yield say(language, "diff_count", changed=len(found.changed), same=found.same)


def coverage_text(coverage: Coverage, language: Language) -> str:
    """How many pages were read, then which were not and why."""
    counts = say(language, "coverage", pages=coverage.pages, read=coverage.read, recognised=coverage.recognised)
    return _clauses([counts, *(_gap_text(gap, language) for gap in coverage.gaps)], language)


def gaps_text(gaps: Sequence[Gap], language: Language) -> str:
    return _clauses((_gap_text(gap, language) for gap in gaps), language)


def _gap_text(gap: Gap, language: Language) -> str:
    pages = ("、" if language == "zh" else ", ").join(_ranges(gap.pages))
    return say(language, f"gap_{gap.reason}", pages=pages, kind=say(language, f"page_{gap.kind}"))


def _clauses(clauses: Iterable[str], language: Language) -> str:
    return ("；" if language == "zh" else "; ").join(clauses)


def _ranges(numbers: Sequence[int]) -> list[str]:
    """Numbers in order as ranges: 3, 7-9."""
    groups = groupby(enumerate(numbers), key=lambda one: one[1] - one[0])
    runs = [[number for _, number in group] for _, group in groups]
    return [str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs]


def _colon(language: Language) -> str:
    return "：" if language == "zh" else ": "


def problem_line(name: str, explanation: str, language: Language) -> str:
    return f"{visible(name)}{_colon(language)}{visible(explanation)}"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


def fail(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


class Progress:
    """A bar on standard error while a person watches, nothing otherwise: how far, time passed and left, pages a second."""

    def __init__(self, label: str, language: Language) -> None:
        from tqdm import tqdm

        self._language, self._started = language, time.monotonic()
        self.bar = tqdm(desc=label, file=sys.stderr, disable=not sys.stderr.isatty(), leave=False, unit="")

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, *_: object) -> None:
        self.bar.close()

    def step(self, name: str, done: int, total: int, pages: int = 0) -> None:
        speed = pages / max(0.001, time.monotonic() - self._started)
        self.bar.total = total
        self.bar.set_postfix_str(f"{say(self._language, 'speed', pages=round(speed))} {name}" if pages else name, refresh=False)
        self.bar.update(done - self.bar.n)
