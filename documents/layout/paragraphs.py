"""Rows to paragraphs by how they are set: indents, gaps between lines, and lines that end before the next word would not fit."""

from collections.abc import Sequence
from dataclasses import dataclass

from documents.layout.measure import Column, Measure
from documents.layout.page_rows import Row
from documents.layout.types import Grid
from documents.lines import LEADERS, UNFINISHED
from documents.marks import is_bullet, starts_part
from documents.text import ends_sentence, is_han
from documents.types import BlockKind

# Sizes in one paragraph differ by no more, its lines stand no further apart, as shares of what is usual.
_SAME_SIZE, _LARGER_GAP = 0.1, 1.3
# In ems: what counts as set in, and how much may stay free at a line's end though the next word would fit.
_INDENT, _SLACK = 0.8, 0.5
# Ragged lines leave at most this share of the column free.
_RAGGED = 0.25


@dataclass(slots=True)
class Paragraph:
    """Rows that are one paragraph, heading or note; `tabular` ones are the rows of a table without rules."""

    rows: list[Row]
    column: Column
    tabular: bool = False
    kind: BlockKind = "paragraph"

    @property
    def size(self) -> float:
        return max(row.size for row in self.rows)

    @property
    def bold(self) -> bool:
        return all(row.bold for row in self.rows)


def paragraphs_in(region: Sequence[Row | Grid], measure: Measure) -> list[Paragraph | Grid]:
    """The paragraphs of one column, and its tables between them."""
    rows = [item for item in region if isinstance(item, Row)]
    if not rows:
        return [item for item in region if isinstance(item, Grid)]
    column = Column(rows)
    found: list[Paragraph | Grid] = []
    for at, item in enumerate(region):
        last = found[-1] if found else None
        if isinstance(item, Grid):
            found.append(item)
        elif isinstance(last, Paragraph) and _goes_on(last, item, region[at + 1 : at + 2], measure):
            last.rows.append(item)
        else:
            found.append(Paragraph([item], column, tabular=len(item.cells) > 1))
    return found


def runs_on(paragraph: Paragraph, following: Paragraph, measure: Measure, *, indented: bool) -> bool:
    """Whether a paragraph goes on at the top of the next column or page.

    A sentence that ends with its full line says nothing, unless the document sets in all first lines (`indented`).
    """
    row, first = paragraph.rows[-1], following.rows[0]
    if paragraph.tabular or following.tabular or not _same_size(row, first) or row.size < (1 - _SAME_SIZE) * measure.size:
        return False
    if starts_part(first.text) or row.text[-1] in ":：" or LEADERS.search(row.text[-40:]):
        return False
    full = paragraph.column.right - row.right <= _needed(first)
    if row.bold != first.bold and not (full and first.text[0].islower()):
        return False
    if ends_sentence(row.text):
        return indented and full and first.left - following.column.left < _INDENT * first.size
    return full or first.text[0].islower() or UNFINISHED.search(row.text) is not None


def sets_in(paragraph: Paragraph) -> bool | None:
    """Whether the first line of a paragraph is set in; None where it has only one line."""
    if paragraph.tabular or len(paragraph.rows) < 2:
        return None
    first, second = paragraph.rows[:2]
    return first.left - second.left > _INDENT * first.size


def _goes_on(paragraph: Paragraph, row: Row, ahead: Sequence[Row | Grid], measure: Measure) -> bool:
    last = paragraph.rows[-1]
    pitch = row.bottom - last.bottom
    usual = measure.pitch(row.size)
    if len(paragraph.rows) > 1:
        usual = min(max(usual, last.bottom - paragraph.rows[-2].bottom), _LARGER_GAP * usual)
    if not 0.3 * row.size < pitch <= _LARGER_GAP * usual or row.page != last.page:
        return False
    if paragraph.tabular:
        # A row of one cell between two others is a name that stands over rows.
        following = ahead[0] if ahead else None
        return len(row.cells) > 1 or (isinstance(following, Row) and len(following.cells) > 1 and not _same_left_prose(row, paragraph))
    if len(row.cells) > 1 or not _same_size(last, row):
        return False
    if measure.is_large(last) and last.bold == row.bold and not ends_sentence(last.text) and not starts_part(row.text):
        return abs(last.right - row.right) < row.size or _same_place(paragraph, row)
    if not _same_place(paragraph, row):
        return False
    # Bold letters may begin or end within a sentence.
    return _unfinished(paragraph, row, full=row.bold != last.bold)


def _same_left_prose(row: Row, paragraph: Paragraph) -> bool:
    """A row that fills the column is no name of rows."""
    return row.right > paragraph.column.right - _RAGGED * (paragraph.column.right - paragraph.column.left) and len(row.text) > 40


def _same_size(row: Row, following: Row) -> bool:
    return abs(row.size - following.size) <= _SAME_SIZE * max(row.size, following.size)


def _same_place(paragraph: Paragraph, row: Row) -> bool:
    """Whether the row begins where the next line of the paragraph is to begin."""
    first, last = paragraph.rows[0], paragraph.rows[-1]
    em = _INDENT * row.size
    if _are_flush_right(paragraph.column, last, row):
        return True
    if len(paragraph.rows) > 1:
        return abs(row.left - last.left) < em or _are_centred(last, row)
    if row.left - first.left > em:
        runs = first.cells[0].runs
        hanging = starts_part(first.text) or (len(runs) > 1 and abs(runs[1].left - row.left) < em)
        return hanging or _are_centred(first, row)
    return True


def _are_centred(row: Row, following: Row) -> bool:
    return abs(row.left + row.right - following.left - following.right) < row.size


def _are_flush_right(column: Column, row: Row, following: Row) -> bool:
    """Lines of which only the right ends stand below each other; set in first lines are nearer to the column's edge."""
    return abs(row.right - following.right) < 2 and min(row.left, following.left) - column.left > 3 * row.size


def _unfinished(paragraph: Paragraph, row: Row, *, full: bool) -> bool:
    """Whether the paragraph's last line ended only because its column ends there; `full` asks for a line that is full for certain."""
    last = paragraph.rows[-1]
    if LEADERS.search(last.text[-40:]) or is_bullet(row.text):
        return False
    room, needed = _room(last, row, paragraph.column), _needed(row)
    ended = ends_sentence(last.text)
    if starts_part(row.text) and (ended or room > needed or last.text[-1] in ":：;；,，" or row.left != last.left):
        return False
    if room <= needed:
        return not (full and ended)
    if full or ended or last.text[-1] in ":：":
        return False
    width = paragraph.column.right - paragraph.column.left
    return row.text[0].islower() or UNFINISHED.search(last.text) is not None or room <= _RAGGED * width or _are_centred(last, row)


def _room(row: Row, following: Row, column: Column) -> float:
    return max(column.right_for(following), following.right) - row.right


def _needed(row: Row) -> float:
    """The width of the first word of a row, with some slack, that would have to fit on the line before."""
    run = row.cells[0].runs[0]
    first = row.size if is_han(run.text[0]) else run.right - run.left + row.size / 4
    return first + _SLACK * row.size
