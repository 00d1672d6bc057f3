"""Where the tables of a page are."""

from collections.abc import Sequence
from dataclasses import replace

from documents.captions import is_caption
from documents.layout.ruled import find_ruled
from documents.layout.types import Grid, Line, PageLayout
from documents.layout.unruled import find_unruled

# A caption and a note on the unit stand at most so many letter heights above their table or above each other.
_NEAR = 2.5
_MOST_CAPTION_LINES = 4


def find_grids(page: PageLayout) -> list[Grid]:
    """The tables of a page, from top to bottom, each with its caption and the note on its unit; a line is in one table at most."""
    ruled = find_ruled(page.lines, page.rules)
    rest = [line for line in page.lines if not any(_holds(grid, line) for grid in ruled)] if ruled else page.lines
    grids = sorted([*ruled, *find_unruled(rest, page.rules)], key=lambda grid: grid.top)
    return [_captioned(grid, page.lines) for grid in grids]


def lines_beside(page: PageLayout, grids: Sequence[Grid]) -> list[Line]:
    """The lines of a page that are neither in its tables nor in their captions."""
    captions = {line for grid in grids for line in grid.caption}
    return [line for line in page.lines if line not in captions and not any(_holds(grid, line) for grid in grids)]


def _holds(grid: Grid, line: Line) -> bool:
    middle, height = (line.left + line.right) / 2, (line.top + line.bottom) / 2
    return grid.left <= middle <= grid.right and grid.top <= height <= grid.bottom


def _captioned(grid: Grid, lines: Sequence[Line]) -> Grid:
    """With the lines right above that are its caption or unit, the upper ones first."""
    caption: list[Line] = []
    top = grid.top
    above = [line for line in lines if line.bottom <= grid.top + line.size / 2 and line.left < grid.right and line.right > grid.left]
    for line in sorted(above, key=lambda line: -line.bottom)[:_MOST_CAPTION_LINES]:
        if top - line.bottom > _NEAR * line.size or not is_caption(line.text):
            break
        caption.insert(0, line)
        top = line.top
    return replace(grid, caption=(*caption, *grid.caption)) if caption else grid
