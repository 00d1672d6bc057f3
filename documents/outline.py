"""The pieces of a report that stay whole in a passage, each under its headings."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from documents.captions import leads_to_tables
from documents.marks import ARTICLE, mark_of
from documents.structure import Lead, lead_of, size
from documents.tables import head_end
from documents.text import sentence_spans
from documents.types import Block, Report

# A single sentence longer than this (a list run together, text without any full stop) is cut at clauses all the same.
LONGEST_SENTENCE = 2000
_TOPIC = re.compile(r"[一二三四五六七八九十]{1,2}是|[问Qq][：:]")
_CLAUSE_MARKS = "，,、；;：: "


@dataclass(frozen=True, slots=True)
class Piece:
    """A span that is not divided further. `section` is the path of headings and leads, `opens` marks one that begins with a heading.

    `head` is the span of caption, unit and head of the table that it goes on with.
    """

    start: int
    end: int
    size: float
    section: tuple[str, ...]
    opens: bool = False
    head: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class _Run:
    """Blocks that belong together: an article, a list with the line that introduces it, a table with its caption, or one block."""

    blocks: tuple[Block, ...]
    section: tuple[str, ...]


def pieces_of(report: Report, target: float, largest: float) -> Iterator[Piece]:
    """The pieces in order; a run of blocks that is larger than `largest` falls into its blocks, then rows or sentences.

    Rows and sentences are gathered to pieces of about equal size near `target`.
    """
    headings: list[Block] = []
    for run in _runs(report):
        if run.blocks[0].kind == "heading":
            headings.extend(run.blocks)
            continue
        pieces = list(_divided(report.text, run, target, largest))
        if headings:
            pieces = _headed(report.text, headings, pieces, largest)
            headings = []
        yield from pieces
    if headings:
        path = _heading_path(report)[-1] if report.blocks else ()
        yield Piece(headings[0].start, headings[-1].end, size(report.text[headings[0].start : headings[-1].end]), path, opens=True)


def _headed(text: str, headings: list[Block], pieces: list[Piece], largest: float) -> list[Piece]:
    """The heading lines go with the first piece under them; a long row of headings stands before it where both are too much."""
    first = pieces[0]
    start, between = headings[0].start, size(text[headings[0].start : first.start])
    if between < largest / 4 or between + first.size <= largest:
        return [Piece(start, first.end, between + first.size, first.section, opens=True), *pieces[1:]]
    return [Piece(start, headings[-1].end, between, first.section, opens=True), *pieces]


def _heading_path(report: Report) -> list[tuple[str, ...]]:
    """For every block the headings above it, outermost first; a heading counts as above itself."""
    path: list[tuple[int, str]] = []
    paths = []
    for block in report.blocks:
        if block.kind == "heading":
            while path and path[-1][0] >= block.level:
                path.pop()
            path.append((block.level, " ".join(report.text[block.start : block.end].split())))
        paths.append(tuple(name for _, name in path))
    return paths


def _runs(report: Report) -> Iterator[_Run]:
    run: list[Block] = []
    section: tuple[str, ...] = ()
    leads: list[Lead] = []
    above: tuple[str, ...] = ()
    leading = leads_to_tables(report.blocks, report.text)
    for at, (block, path) in enumerate(zip(report.blocks, _heading_path(report), strict=True)):
        if path != above or block.kind == "heading":
            above, leads = path, []
        lead = lead_of(report.text[block.start : min(block.end, block.start + 100)]) if block.kind in {"paragraph", "item"} else None
        joins = at - 1 in leading if at in leading or block.kind == "table" else bool(run) and _belongs(report.text, run, block, lead)
        if joins:
            run.append(block)
            continue
        if run:
            yield _Run(tuple(run), section)
        if lead:
            leads = [*(outer for outer in leads if outer.rank < lead.rank), lead]
        run, section = [block], above + tuple(lead.name for lead in leads)
    if run:
        yield _Run(tuple(run), section)


def _belongs(text: str, run: list[Block], block: Block, lead: Lead | None) -> bool:
    """Whether the block goes on in the run: below an article, or as an item of the list that the run introduces."""
    first, last = run[0], run[-1]
    if "heading" in {first.kind, block.kind}:
        return first.kind == block.kind
    opening = lead_of(text[first.start : min(first.end, first.start + 30)])
    if opening is not None and opening.rank == ARTICLE:
        return lead is None or lead.rank > ARTICLE
    return block.kind == "item" and (last.kind == "item" or text[last.start : last.end].rstrip().endswith(("：", ":")))


def _divided(text: str, run: _Run, target: float, largest: float) -> Iterator[Piece]:
    start, end = run.blocks[0].start, run.blocks[-1].end
    whole = size(text[start:end])
    if whole <= largest:
        yield Piece(start, end, whole, run.section)
    elif run.blocks[-1].kind == "table":
        yield from _divided_table(text, run, target, largest)
    elif len(run.blocks) > 1:
        for block in run.blocks:
            yield from _divided(text, _Run((block,), run.section), target, largest)
    else:
        units = [Piece(left, right, size(text[left:right]), run.section) for left, right in _sentences(text, start, end)]
        aim = whole / max(2, round(whole / target))
        yield from map(_united, _gathered(text, units, aim, largest))


def _divided_table(text: str, run: _Run, target: float, largest: float) -> Iterator[Piece]:
    """Caption and head stay with the first rows; the other pieces know where they stand."""
    start, table = run.blocks[0].start, run.blocks[-1]
    (_, first), *rows = _rows(text, table.start, table.end)
    units = [Piece(left, right, size(text[left:right]), run.section) for left, right in [(start, first), *rows]]
    head, whole = (start, head_end(text, table.start, table.end)), sum(unit.size for unit in units)
    # A head that takes half of a passage would leave no room for what stands under it.
    known = head[1] > table.start and size(text[slice(*head)]) < largest / 2 and any(map(str.isalnum, text[slice(*head)]))
    groups = _gathered(text, units, whole / max(2, round(whole / target)), largest)
    for number, group in enumerate(groups):
        yield replace(_united(group), head=head if number and known else None)


def _gathered(text: str, units: Sequence[Piece], aim: float, largest: float) -> list[list[Piece]]:
    """Groups of about the size `aim`, cut rather before a unit that opens a topic ("二是……")."""
    groups: list[list[Piece]] = [[]]
    filled = 0.0
    for unit in units:
        topic = filled >= aim / 2 and _opens_topic(text[unit.start : unit.start + 20])
        if groups[-1] and (topic or filled + unit.size / 2 > aim or filled + unit.size > largest):
            groups.append([])
            filled = 0.0
        groups[-1].append(unit)
        filled += unit.size
    if len(groups) > 1 and filled < aim / 3 and filled + sum(unit.size for unit in groups[-2]) <= largest:
        groups[-2].extend(groups.pop())
    return groups


def _opens_topic(text: str) -> bool:
    return _TOPIC.match(text) is not None or mark_of(text) is not None


def _united(units: Sequence[Piece]) -> Piece:
    return replace(units[0], end=units[-1].end, size=sum(unit.size for unit in units))


def _rows(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The rows of a table; its head stays with the line below it."""
    lines = []
    position = start
    for line in text[start:end].split("\n"):
        if line.strip():
            lines.append((position, position + len(line)))
        position += len(line) + 1
    if len(lines) > 2:
        lines[:3] = [(lines[0][0], lines[2][1])]
    yield from lines


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for left, right in sentence_spans(text[start:end]):
        yield from _cut(text, start + left, start + right)


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence as it is, or where it is far too long in stretches that end at a clause."""
    while end - start > LONGEST_SENTENCE:
        half = start + LONGEST_SENTENCE // 2
        at = max(text.rfind(mark, half, start + LONGEST_SENTENCE) for mark in _CLAUSE_MARKS) + 1 or start + LONGEST_SENTENCE
        stop = start + len(text[start:at].rstrip())
        if stop > start:
            yield start, stop
        start = at + len(text[at:end]) - len(text[at:end].lstrip())
    if start < end:
        yield start, end
