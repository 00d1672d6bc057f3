"""The lines of a page as rows of segments: words that stand apart from their neighbours by a gap, signs and brackets at their figure."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from documents.layout.types import Line, Run

SegmentKind = Literal["figure", "year", "text"]

# Words of justified prose stand up to 0.7 of their size apart, the columns of the closest tables 0.9.
_GAP = 0.8
# A figure before the currency sign of the next one.
_GAP_OF_FIGURES = 0.45
_SIGN = r"(?:[A-Z]{2,3})?[$€£¥￥]"
_FIGURE = re.compile(
    rf"(?:{_SIGN})?\s*[(（]?\s*[-+–—−]?(?:{_SIGN})?\s*[(（]?(?:\d{{1,3}}(?:[,，]\d{{3}})+|\d+)?(?:\.\d+)?(?<=\d)\s*[)）]?\s*(?:%|％|x|pts?\.?|bps)?\s*[)）]?"
    r"\s*(?:\*+|\((?:\d|[a-z])\))*"
    rf"|(?:{_SIGN})?\s*(?:[-–—−]{{1,3}}|…+|\.{{2,3}}|\*{{1,3}}|N/?[AM]|n/?[am]|不适用)\s*[%％]?"
)
_YEAR = re.compile(r"(?:19|20)\d\d(?:\s?年)?(?:[AEF*]|\(\w\))?")
_CURRENCY = re.compile(_SIGN)
_AFTER = re.compile(r"[)）%％*]{1,3}|\((?:\d|[a-z])\)|pts?\.?|bps")
# The mark of a footnote, which stands raised beside its words.
_NOTE = re.compile(r"\(?(?:\d{1,2}|[a-z])\)|[*†‡]{1,3}|[①-⑳]")
_RAISED = 0.85
# A line whose middle lies so far above the bottom of the row before, in sizes, stands in that row.
_OVERLAP = 0.15
# How far from its figure a percent sign or bracket stands at most, in sizes; a currency sign stands anywhere left of it.
_AFTER_GAP = 2.0


@dataclass(slots=True)
class Segment:
    """Runs of one line; `inner` is where its figure begins, without the currency sign that may stand far left of it."""

    runs: tuple[Run, ...]
    size: float
    bold: bool
    text: str
    kind: SegmentKind
    left: float
    right: float
    top: float
    bottom: float
    inner: float

    @property
    def line(self) -> Line:
        return Line(self.runs, self.size, self.bold)

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(slots=True)
class Row:
    """Segments side by side, from left to right."""

    segments: list[Segment]
    top: float
    bottom: float

    @property
    def size(self) -> float:
        return self.segments[0].size


def rows_of(lines: Iterable[Line]) -> list[Row]:
    """All lines of a page, from top to bottom."""
    segments = [segment for line in lines for segment in segments_of(line)]
    segments.sort(key=lambda segment: segment.top + segment.bottom)
    rows: list[Row] = []
    notes: list[Segment] = []
    for segment in segments:
        row = rows[-1] if rows else None
        if _NOTE.fullmatch(segment.text):
            notes.append(segment)
        elif row and (segment.top + segment.bottom) / 2 < row.bottom - _OVERLAP * segment.size:
            row.segments.append(segment)
            row.top = min(row.top, segment.top)
        else:
            rows.append(Row([segment], segment.top, segment.bottom))
    for note in notes:
        _annotate(rows, note)
    for row in rows:
        if len(row.segments) > 1:
            row.segments.sort(key=lambda segment: segment.left)
            row.segments = list(_glued(row.segments))
    return rows


def _annotate(rows: list[Row], note: Segment) -> None:
    """A raised mark goes to the words on its left, a mark of full size into its row."""
    middle = (note.top + note.bottom) / 2
    at = bisect_left(rows, middle, key=lambda row: row.bottom)
    for row in rows[at : at + 2]:
        for place, segment in enumerate(row.segments):
            raised = note.bottom - note.top < _RAISED * (segment.bottom - segment.top) and row.top - note.size / 2 < middle
            if raised and -note.size < note.left - segment.right < _AFTER_GAP * note.size:
                row.segments[place] = segment_of((*segment.runs, *note.runs), segment.size, bold=segment.bold, inner=segment.inner)
                row.segments[place].kind = segment.kind
                return
    if at < len(rows) and rows[at].top <= middle:
        rows[at].segments.append(note)
    else:
        rows.insert(at, Row([note], note.top, note.bottom))


def segments_of(line: Line) -> Iterator[Segment]:
    runs = line.runs
    first = 0
    for at in range(1, len(runs)):
        gap = runs[at].left - runs[at - 1].right
        if gap > _GAP_OF_FIGURES * line.size and (gap > _GAP * line.size or _is_next_figure(runs[at - 1].text, runs[at].text)):
            yield segment_of(runs[first:at], line.size, bold=line.bold)
            first = at
    yield segment_of(runs[first:], line.size, bold=line.bold)


def _is_next_figure(left: str, right: str) -> bool:
    return right[0] in "$€£¥￥" and (left[-1].isdigit() or left[-1] in ")%—–-")


def segment_of(runs: Sequence[Run], size: float, *, bold: bool = False, inner: float | None = None) -> Segment:
    text = "".join((" " if run.spaced and at else "") + run.text for at, run in enumerate(runs))
    return Segment(
        tuple(runs), size, bold, text, _kind(text), runs[0].left, runs[-1].right, min(run.top for run in runs),
        max(run.bottom for run in runs), runs[0].left if inner is None else inner,
    )  # fmt: skip


def _kind(text: str) -> SegmentKind:
    if len(text) > 30:
        return "text"
    if _YEAR.fullmatch(text):
        return "year"
    return "figure" if _FIGURE.fullmatch(text) else "text"


def _glued(segments: Sequence[Segment]) -> Iterator[Segment]:
    """A currency sign goes to the figure on its right, a percent sign or closing bracket to the figure on its left."""
    held = segments[0]
    for segment in segments[1:]:
        sign = _CURRENCY.fullmatch(held.text) is not None and segment.kind != "text"
        after = held.kind == "figure" and segment.left - held.right < _AFTER_GAP * held.size and _AFTER.fullmatch(segment.text) is not None
        if sign or after:
            runs = (*held.runs, *segment.runs)
            held = segment_of(runs, held.size, bold=held.bold, inner=segment.left if sign else held.inner)
            held.kind = "figure"
        else:
            yield held
            held = segment
    yield held
