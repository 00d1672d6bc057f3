"""Running heads, feet and page numbers: what is repeated from page to page at one place of the margin.

Both are asked for. A line that is only repeated may be a heading; one that is only outermost is the beginning of the text. A head
of a table that is repeated above its rows stays, and so does larger type unless it is the same to the letter.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import partial
from itertools import takewhile

from documents.layout.page_rows import Row
from documents.layout.types import Line
from documents.parts import Sheet

# Running lines are among so many outermost rows of their page, counted from its edge without a gap.
_OUTERMOST = 3
# They stand on at least this share of the pages and on so many; left and right pages may differ.
_SHARE, _FEWEST = 0.4, 3
# A head that names its chapter stands on fewer, but in the place that repeated heads take on most pages.
_TAKEN, _CHAPTER = 0.6, 2
# Or on so many pages in a row, left or right ones.
_STRETCH = 5
# Two places are the same within so many points.
_SAME_PLACE = 6.0
# In bytes, four Han characters or ten letters: a shorter line may be a word that tables repeat, unless it stands in the outer
# part of the page.
_SHORTEST, _OUTER = 10, 0.08
_LARGE = 1.2
_ALIGNED = 3.0
_NUMBER = re.compile(
    r"[-—–\s·.|]*(?:第|page|p\.)?\s*(?:[A-Z]{1,2}-)?(\d{1,4}|[ivxlc]{1,7})\s*(?:页|(?:/|of|共)\s*\d{1,4}\s*页?)?[-—–\s·.|]*", re.IGNORECASE
)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}

_Key = tuple[str, int]


def running_rows(pages: Sequence[Sequence[Row]], sheets: Sequence[Sheet], body_size: float) -> list[set[int]]:
    """For every page the places of the rows, given from above to below, that are no part of the text."""
    filled = sum(1 for rows in pages if rows)
    on: dict[_Key, list[int]] = defaultdict(list)
    for page, rows in enumerate(pages):
        for text, place in {_key(rows[at], body_size) for side in _sides(rows) for at in side}:
            for near in (-1, 0, 1):
                on[text, place + near].append(page)
    heads = [_key(rows[side[0]], body_size) for rows in pages for side in _sides(rows) if side]
    taken = Counter(place for text, place in heads if len(on[text, place]) >= _FEWEST)
    offsets = Counter(offset for page, rows in enumerate(pages) for offset in {*_numbers(page, rows).values()})

    def runs(page: int, rows: Sequence[Row], at: int) -> bool:
        numbers = _numbers(page, rows)
        if at in numbers and (offsets[numbers[at]] > 1 or rows[at].text == sheets[page].label):
            return True
        text, place = _key(rows[at], body_size)
        found = on[text, place]
        outermost = at in {0, len(rows) - 1}
        chapter = outermost and rows[at].size < _LARGE * body_size and sum(taken[place + near] for near in (-1, 0, 1)) >= _TAKEN * filled
        if len(found) < max(_FEWEST, _SHARE * filled) and not (chapter and len(found) >= _CHAPTER) and not _is_stretch(found):
            return False
        if not outermost and not _clings(rows, at):
            return False
        return not _is_of_table(rows, at) and (len(rows[at].text.encode()) >= _SHORTEST or _is_outer(rows[at], sheets[page]))

    return [{at for side in _sides(rows) for at in takewhile(partial(runs, page, rows), side)} for page, rows in enumerate(pages)]


def _is_stretch(pages: Sequence[int]) -> bool:
    """Whether so many of the pages follow each other, or every second one does."""
    return any(pages[at + _STRETCH - 1] - pages[at] <= 2 * (_STRETCH - 1) for at in range(len(pages) - _STRETCH + 1))


def _sides(rows: Sequence[Row]) -> tuple[Sequence[int], Sequence[int]]:
    """The outermost rows from the upper and from the lower edge inwards."""
    places = range(len(rows))
    return places[:_OUTERMOST], places[::-1][:_OUTERMOST]


def _key(row: Row, body_size: float) -> _Key:
    return (row.text if row.size >= _LARGE * body_size else re.sub(r"\d+", "#", row.text)), _place(row)


def _place(row: Row) -> int:
    return round(row.top / _SAME_PLACE)


def _is_outer(row: Row, sheet: Sheet) -> bool:
    return row.bottom < _OUTER * sheet.height or row.top > (1 - _OUTER) * sheet.height


def _clings(rows: Sequence[Row], at: int) -> bool:
    """Whether a row is nearer to the edge's rows than to the text."""
    above = rows[at].top - rows[at - 1].bottom
    below = rows[at + 1].top - rows[at].bottom if at + 1 < len(rows) else above
    return above <= below if at < _OUTERMOST else below <= above


def _is_of_table(rows: Sequence[Row], at: int) -> bool:
    """Whether a row beside this one has its cells above or below those of this one."""
    for other in (*rows[max(0, at - 1) : at], *rows[at + 1 : at + 2]):
        if sum(any(_aligned(cell, beside) for beside in other.cells) for cell in rows[at].cells) >= 2 <= len(other.cells):
            return True
    return False


def _aligned(cell: Line, other: Line) -> bool:
    middles = (cell.left + cell.right - other.left - other.right) / 2
    return min(abs(cell.left - other.left), abs(cell.right - other.right), abs(middles)) <= _ALIGNED


def _numbers(page: int, rows: Sequence[Row]) -> dict[int, tuple[bool, int]]:
    """The places of rows that look like page numbers, with how far each is ahead of the page's place; Roman ones count for themselves."""
    found: dict[int, tuple[bool, int]] = {}
    for at in {at for side in _sides(rows) for at in side[:2]}:
        match = _NUMBER.fullmatch(rows[at].text) if len(rows[at].text) < 30 else None
        if match:
            figure = match.group(1)
            found[at] = (True, int(figure) - page) if figure.isdigit() else (False, _roman(figure.lower()) - page)
    return found


def _roman(figure: str) -> int:
    values = [_ROMAN[letter] for letter in figure]
    return sum(-value if value < max(values[at:]) else value for at, value in enumerate(values))
