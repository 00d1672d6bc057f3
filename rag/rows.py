"""The row of a table told so that it stands alone: its label, each cell under its column's head, the caption and the unit."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from documents.captions import captions_above
from documents.grid import LEVELS, is_figure
from documents.tables import Cell, Table, table_at
from documents.text import is_han
from documents.types import Block
from index.words import tokens
from rag.cite import Quote
from rag.meanings import missing_figures
from rag.sentences import Scored
from rag.types import Hit

# Characters of the cells of a told row. Of a longer one the columns that the question names come first, and what is left out is marked.
LONGEST_TOLD = 320
_SERIAL = re.compile(r"序号|编号|项次|行次|no\.?|#", re.IGNORECASE)
_TOTAL = re.compile(r"\s*(?:总计|合计|小计|共计|total|subtotal)", re.IGNORECASE)
_BRACKETED = re.compile(r"[（(](.*)[）)]", re.DOTALL)
# "in Mexico", "in the International segment": the rows of one table are told apart by such names.
_TIMES = "January|February|March|April|May|June|July|August|September|October|November|December|Fiscal"
_PLACED = re.compile(rf"\b[Ii]n (?:the )?(?!(?:{_TIMES})\b)([A-Z][a-z]{{2,}})")
# Between a head and its cell; the second where the first would make one figure of the two: 2024 -5.2 reads like a date.
_JOINTS = (" ", "：")


@dataclass(frozen=True, slots=True)
class ToldRow:
    """What a row says, and the verbatim quotes that hold it: what stands over it, then the row."""

    text: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """The cells of a row, each with its column's head, the names of its group and of the row, and the lines over the table.

    `spans` are where all this stands in the passage as it is read.
    """

    labels: tuple[str, ...]
    cells: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


def told_row(sentence: Scored, question: str) -> ToldRow | None:
    """The row that a sentence is or stands in; None for prose, and for a row that cannot be told with the same figures."""
    hit = sentence.hit
    row = _read_row(hit.passage.read, sentence.start, sentence.end)
    if row is None:
        return None
    quotes = tuple(Quote(hit, *span) for span in row.spans)
    above = " ".join((hit.entry.metadata.title, *hit.passage.section))
    for joint in _JOINTS:
        text = _text(row, hit, question, joint)
        if not missing_figures(text, [quote.text for quote in quotes], above):
            return ToldRow(text, quotes)
    return None


def is_elsewhere(sentence: Scored, question: str) -> bool:
    """Whether an English question names a place or a segment that neither the row nor anything over it names."""
    hit = sentence.hit
    row = _read_row(hit.passage.read, sentence.start, sentence.end)
    if row is None:
        return False
    over = (hit.entry.metadata.title, hit.entry.source_name, *hit.passage.section, *row.notes)
    said = " ".join((*over, *row.labels, *(part for cell in row.cells for part in cell))).lower()
    return any(name.lower() not in said for name in _PLACED.findall(question))


@lru_cache(maxsize=1_000)
def _read_row(read: str, start: int, end: int) -> _Row | None:
    """The row in which a span lies, with those of its cells that lie in the span."""
    line = read.rfind("\n", 0, start) + 1
    if read[line] != "|":
        return None
    first, stop = _first_line(read, line), _line_end(read, end)
    table = table_at(read, Block("table", first, stop))
    row = table.rows[-1]
    label, group = _label(table, row), _group(table)
    inside = [cell for cell in row if cell is not label and cell.text and cell.start < end and cell.end > start]
    if not inside:  # a row of its label alone
        label, inside = None, [cell for cell in row if cell.text]
    cells = tuple((_head(table, cell), _within(read, cell, start, end)) for cell in inside)
    named = [cell for cell in (group, label) if cell is not None]
    captions = captions_above(read, first)
    notes = tuple(read[slice(*span)] for span in captions)
    apart = [(cell.start, cell.end) for cell in named if cell.end <= start]
    spans = (*_over(read, first, table, captions), *apart, (start, end))
    return _Row(tuple(cell.text.rstrip("：:") for cell in named), cells, notes, spans) if cells else None


def _first_line(read: str, line: int) -> int:
    """Where the table begins in which a line stands."""
    while line and read[read.rfind("\n", 0, line - 1) + 1] == "|":
        line = read.rfind("\n", 0, line - 1) + 1
    return line


def _line_end(read: str, at: int) -> int:
    end = read.find("\n", at)
    return end if end >= 0 else len(read)


def _over(read: str, first: int, table: Table, captions: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The span from the caption to the last row of the head; nothing where a table has neither."""
    start = captions[0][0] if captions else first
    if table.heads:
        return [(start, _line_end(read, table.rows[table.heads - 1][-1].end))]
    return [(start, captions[-1][1])] if captions else []


def _label(table: Table, row: Sequence[Cell]) -> Cell | None:
    """The cell that names the row: its first words, after a serial number."""
    for cell in row[:-1]:
        if cell.text and not is_figure(cell.text) and not _SERIAL.fullmatch(_head(table, cell)):
            return cell
        if cell.text and not _SERIAL.fullmatch(_head(table, cell)):
            return None
    return None


def _group(table: Table) -> Cell | None:
    """The cell that names the group of the last row: the nearest one alone in its row, above which no total has ended the group."""
    for row in reversed(table.body[:-1]):
        filled = [cell for cell in row if cell.text]
        if not filled or _TOTAL.match(filled[0].text):
            return None
        if filled == [row[0]]:
            return row[0]
    return None


def _head(table: Table, cell: Cell) -> str:
    """The head over a cell in one line: 2024年 / 增速 is 2024年增速."""
    joined = ""
    for level in dict.fromkeys(part for above in table.heads_of(cell) for part in above.text.split(LEVELS)):
        tight = joined and is_han(joined[-1]) and is_han(level[0])
        joined += level if tight or not joined else f" {level}"
    return joined


def _within(read: str, cell: Cell, start: int, end: int) -> str:
    """The text of a cell, or the sentence of it."""
    whole = start <= cell.start and cell.end <= end
    return cell.text if whole else read[max(start, cell.start) : min(end, cell.end)].strip()


def _text(row: _Row, hit: Hit, question: str, joint: str) -> str:
    chinese = hit.entry.metadata.language == "zh"
    colon, between, comma = ("：", "；", "，") if chinese else (": ", "; ", ", ")
    cells = between.join(_chosen(row, question, joint))
    notes = comma.join(_bare(note) for note in row.notes if note != hit.entry.metadata.title)
    said = f"{comma.join(row.labels)}{colon}{cells}" if row.labels else cells
    if not notes:
        return said
    return f"{said}（{notes}）" if chinese else f"{said} ({notes})"


def _bare(note: str) -> str:
    """A line over a table without the brackets around it and the colon behind it."""
    match = _BRACKETED.fullmatch(note)
    return (match[1] if match else note).strip().rstrip("：:")


def _chosen(row: _Row, question: str, joint: str) -> Iterator[str]:
    """The cells under their heads: all, or of a long row first those in columns that the question names."""
    told = [f"{head}{joint}{cell}" if head else cell for head, cell in row.cells]
    if sum(map(len, told)) <= LONGEST_TOLD:
        yield from told
        return
    room = LONGEST_TOLD
    for at in _by_question([head for head, _ in row.cells], question):
        if room < LONGEST_TOLD and len(told[at]) > room:
            yield "…"
            return
        room -= len(told[at])
        yield told[at]


def _by_question(heads: Sequence[str], question: str) -> list[int]:
    """The places of the columns, those first whose heads share words with the question that few other heads have."""
    words = [set(tokens(head)) for head in heads]
    asked = set(tokens(question))
    shared = [sum(1 / sum(word in other for other in words) for word in head & asked) for head in words]
    return sorted(range(len(heads)), key=lambda at: -shared[at])
