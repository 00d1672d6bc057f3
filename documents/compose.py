"""Parts to one text: the only place where a report's text is made, and with it every span."""

from collections.abc import Sequence

from documents.parts import Part
from documents.types import Block, Page


def compose(parts: Sequence[Part], pages: int = 0) -> tuple[str, tuple[Block, ...], tuple[Page, ...]]:
    """The text, its blocks and its pages. Items of one list stand line under line, all else is parted by a blank line."""
    pieces: list[str] = []
    blocks: list[Block] = []
    starts: list[tuple[int, int]] = []
    position = 0
    previous = None
    for part in parts:
        if previous:
            gap = "\n" if previous.kind == part.kind == "item" else "\n\n"
            pieces.append(gap)
            position += len(gap)
        pieces.append(part.text)
        blocks.append(Block(part.kind, position, position + len(part.text), part.level))
        if part.page:
            starts.append((part.page, position))
            starts.extend((part.page + number, position + offset) for number, offset in enumerate(part.breaks, 1))
        position += len(part.text)
        previous = part
    return "".join(pieces), tuple(blocks), _pages(starts, pages, position)


def _pages(starts: list[tuple[int, int]], count: int, length: int) -> tuple[Page, ...]:
    """Pages that cover the text without a gap; a page without text is empty where it would stand."""
    first: dict[int, int] = {}
    for number, position in starts:
        first.setdefault(number, position)
    ends = length
    pages = []
    for number in range(count, 0, -1):
        start = first.get(number, ends) if number > 1 else 0
        pages.append(Page(number, start, ends))
        ends = start
    return tuple(reversed(pages))
