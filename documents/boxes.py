"""Where a span of a report stands on its pages: the boxes of its words become one rectangle a line."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from documents.types import Box

# Boxes stand on one line when they share this much of the lower one's height, and no more space than this many heights is between them.
_SHARED = 0.5
_GAP = 2.0


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A stretch of a line on a page, in points from the page's top left corner as it is shown."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


def rectangles(boxes: Iterable[Box], start: int, end: int) -> tuple[Rectangle, ...]:
    """Those of `text[start:end]` in the order of the text; of a box that lies in it in part, the share of its characters."""
    found: list[Rectangle] = []
    for box in boxes:
        if box.start < end and start < box.end:
            part = _part(box, max(start, box.start), min(end, box.end))
            if found and _goes_on(found[-1], part):
                found[-1] = _joined(found[-1], part)
            else:
                found.append(part)
    return tuple(found)


def _part(box: Box, start: int, end: int) -> Rectangle:
    width = (box.right - box.left) / max(1, box.end - box.start)
    left, right = box.left + (start - box.start) * width, box.right - (box.end - end) * width
    return Rectangle(box.page, left, box.top, right, box.bottom)


def _goes_on(before: Rectangle, after: Rectangle) -> bool:
    height = min(before.bottom - before.top, after.bottom - after.top)
    shared = min(before.bottom, after.bottom) - max(before.top, after.top)
    gap = after.left - before.right
    return before.page == after.page and shared >= _SHARED * height and -height <= gap <= _GAP * height


def _joined(before: Rectangle, after: Rectangle) -> Rectangle:
    return replace(
        before,
        left=min(before.left, after.left),
        top=min(before.top, after.top),
        right=max(before.right, after.right),
        bottom=max(before.bottom, after.bottom),
    )
