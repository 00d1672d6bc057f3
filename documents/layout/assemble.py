"""Pages as printed to the parts of a document in reading order."""

from collections.abc import Callable, Iterable, Sequence

from documents.layout.columns import regions
from documents.layout.continued import joined_tables
from documents.layout.footnotes import parted
from documents.layout.headings import headings, levels
from documents.layout.measure import Measure, measure_of, with_pitches
from documents.layout.outline import Bookmark, matched
from documents.layout.page_rows import Row, rows_of
from documents.layout.paragraphs import Paragraph, paragraphs_in, runs_on, sets_in
from documents.layout.pipes import grid_parts
from documents.layout.running import running_rows
from documents.layout.sideways import is_sideways, sideways_lines
from documents.layout.types import Grid, Line, PageLayout
from documents.layout.written import paragraph_part
from documents.parts import Part
from documents.seams import words_in

GridFinder = Callable[[PageLayout], Sequence[Grid]]
_Item = Paragraph | Grid
_INDENTED_SHARE = 0.5


def assemble(pages: Sequence[PageLayout], bookmarks: Sequence[Bookmark] = (), find_grids: GridFinder | None = None) -> tuple[Part, ...]:
    """The parts of the pages; without a finder of tables their rows are lines of paragraphs."""
    measure = measure_of(pages)
    columns = _columns(pages, measure, find_grids)
    measure = with_pitches(measure, (column for _, column in columns))
    found = []
    for page, column in columns:
        body, notes = parted(column, page.rules, measure)
        found.append((page.number, paragraphs_in(body, measure), notes))
    items = _joined(found, measure)
    words = words_in(line.text for page in pages for line in page.lines)
    depths = _depths([item for _, item in items], bookmarks, measure)
    parts: list[Part] = []
    for at, (number, item) in enumerate(items):
        parts += grid_parts(item, number, words) if isinstance(item, Grid) else [paragraph_part(item, words, depths.get(at, 0))]
    return tuple(joined_tables(parts))


def _columns(pages: Sequence[PageLayout], measure: Measure, find_grids: GridFinder | None) -> list[tuple[PageLayout, list[Row | Grid]]]:
    """The columns of all pages in reading order, without running lines."""
    sideways = sideways_lines(pages)
    rows = [rows_of(page.number, [line for line in page.lines if not is_sideways(line)]) for page in pages]
    running = running_rows(rows, [page.sheet for page in pages], measure.size)
    found: list[tuple[PageLayout, list[Row | Grid]]] = []
    for page, lines, dropped in zip(pages, rows, running, strict=True):
        kept = [row for at, row in enumerate(lines) if at not in dropped]
        grids = list(find_grids(page)) if find_grids else []
        if grids:
            kept = rows_of(page.number, [cell for row in kept for cell in row.cells if not any(_lies_in(cell, grid) for grid in grids)])
        order = {id(line.runs[0]): at for at, line in enumerate(page.lines)}
        found.extend((page, column) for column in regions(kept, order, grids))
        beside = [line for line in sideways[page.number] if not any(_lies_in(line, grid) for grid in grids)]
        found.extend((page, [Row(page.number, (line,))]) for line in beside)
    return found


def _joined(columns: Iterable[tuple[int, list[_Item], list[Paragraph]]], measure: Measure) -> list[tuple[int, _Item]]:
    """The items of all columns with their pages; a paragraph that runs on stands behind the notes and tables of the page it leaves."""
    columns = list(columns)
    indented = _sets_in_first_lines([item for _, column, _ in columns for item in column if isinstance(item, Paragraph)])
    items: list[tuple[int, _Item]] = []
    last: int | None = None
    for page, column, notes in columns:
        rest = list(column)
        first = next((item for item in column if isinstance(item, Paragraph)), None)
        if last is not None and first is not None:
            open_page, paragraph = items[last]
            if isinstance(paragraph, Paragraph) and runs_on(paragraph, first, measure, indented=indented):
                del items[last]
                paragraph.rows.extend(first.rows)
                paragraph.column = first.column
                items.append((open_page, paragraph))
                rest.remove(first)
        items.extend((page, item) for item in rest)
        last = next((at for at in range(len(items) - 1, -1, -1) if _is_text(items[at][1])), None)
        items.extend((page, note) for note in notes)
    return items


def _is_text(item: _Item) -> bool:
    return isinstance(item, Paragraph) and item.kind == "paragraph"


def _sets_in_first_lines(paragraphs: Sequence[Paragraph]) -> bool:
    told = [told for paragraph in paragraphs if (told := sets_in(paragraph)) is not None]
    return sum(told) >= _INDENTED_SHARE * len(told) > 0


def _depths(items: Sequence[_Item], bookmarks: Sequence[Bookmark], measure: Measure) -> dict[int, int]:
    """The level of every item that is a heading, by its place: by its bookmark, else by its type."""
    marked = matched(items, bookmarks) if bookmarks else {}
    styles = headings(items, measure)
    by_style = levels(list(styles.values()), [(styles[at], level) for at, level in marked.items() if at in styles])
    return {at: by_style[style] for at, style in styles.items()} | marked


def _lies_in(line: Line, grid: Grid) -> bool:
    across, down = (line.left + line.right) / 2, (line.top + line.bottom) / 2
    return line in grid.caption or (grid.left <= across <= grid.right and grid.top <= down <= grid.bottom)
