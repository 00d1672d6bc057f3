"""Recognised text of a page that has text of its own: only what stands in its pictures is new."""

from collections.abc import Sequence

from documents.layout.types import Line

# Recognised letters and those of the file differ in height by a third; what is new shares at most the edge of a box with them.
_SHARED = 0.3


def beside(found: Sequence[Line], own: Sequence[Line]) -> list[Line]:
    """The recognised lines where no text of the page's own stands."""
    return [line for line in found if sum(_overlap(line, other) for other in own) < _SHARED * _area(line)]


def _overlap(one: Line, other: Line) -> float:
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    return max(0.0, width) * max(0.0, height)


def _area(line: Line) -> float:
    return (line.right - line.left) * (line.bottom - line.top)
