"""Parts to one text: the only place where a report's text is made, and with it every span."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from documents.parts import Part, Sheet
from documents.types import Block, Box, Page


@dataclass(frozen=True, slots=True)
class Composed:
    """One text and what lies in it; the fields are those of `documents.types.Report`."""

    text: str
    blocks: tuple[Block, ...]
    pages: tuple[Page, ...]
    boxes: tuple[Box, ...]


def compose(parts: Sequence[Part], sheets: Sequence[Sheet] = ()) -> Composed:
    """The text, its blocks, pages and boxes. Items of one list stand line under line, all else is parted by a blank line."""
    pieces: list[str] = []
    blocks: list[Block] = []
    boxes: list[Box] = []
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
        boxes.extend(_moved(part.boxes, position))
        if part.page:
            starts.append((part.page, position))
            starts.extend((part.page + number, position + offset) for number, offset in enumerate(part.breaks, 1))
        position += len(part.text)
        previous = part
    return Composed("".join(pieces), tuple(blocks), _pages(starts, sheets, position), tuple(boxes))


def _moved(boxes: Sequence[Box], by: int) -> Iterator[Box]:
    """Written out, since `replace` takes four times as long and a long report has 100,000 boxes."""
    return (Box(by + box.start, by + box.end, box.page, box.left, box.top, box.right, box.bottom) for box in boxes)


def _pages(starts: list[tuple[int, int]], sheets: Sequence[Sheet], length: int) -> tuple[Page, ...]:
    """Pages that cover the text without a gap; a page without text is empty where it would stand."""
    first: dict[int, int] = {}
    for number, position in starts:
        first.setdefault(number, position)
    ends = length
    pages = []
    for number in range(len(sheets), 0, -1):
        start = first.get(number, ends) if number > 1 else 0
        pages.append(Page(number, start, ends, **asdict(sheets[number - 1])))
        ends = start
    return tuple(reversed(pages))
