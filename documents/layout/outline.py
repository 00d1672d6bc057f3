"""Bookmarks: they tell which lines of their page are headings, and how deep these are."""

from collections.abc import Sequence
from dataclasses import dataclass

from documents.layout.headings import text_of
from documents.layout.paragraphs import Paragraph
from documents.layout.types import Grid
from documents.text import squeeze

# A title of fewer characters could be any word of the page.
_SHORTEST = 2
_MOST_ROWS = 4


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline; `level` counts from 1, `page` is where it leads."""

    title: str
    level: int
    page: int


def matched(items: Sequence[Paragraph | Grid], bookmarks: Sequence[Bookmark]) -> dict[int, int]:
    """The places of the paragraphs that a bookmark names on its page, with the bookmark's level."""
    wanted: dict[int, dict[str, int]] = {}
    for bookmark in bookmarks:
        title = squeeze(bookmark.title)
        if len(title) >= _SHORTEST:
            wanted.setdefault(bookmark.page, {}).setdefault(title, bookmark.level)
    found: dict[int, int] = {}
    for at, item in enumerate(items):
        if isinstance(item, Grid) or len(item.rows) > _MOST_ROWS or item.rows[0].page not in wanted:
            continue
        level = wanted[item.rows[0].page].pop(squeeze(text_of(item)), None)
        if level is not None:
            found[at] = level
    return found
