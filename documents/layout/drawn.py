"""What is drawn on a page besides text: rules that part and frame it, and what lies under words."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from documents.layout.frame import Corners, Frame
from documents.layout.types import Rule

# A drawn line is no thicker, in points; a shorter one is a stroke of a letter or a tick.
_THICKEST, _SHORTEST = 3.0, 4.0
# So many places are compared with shapes at once, which bounds the memory.
_COMPARED = 1_000_000
# How far a line may lean and count as upright or level.
_LEANING = 0.5


@dataclass(frozen=True, slots=True)
class Shape:
    """A path or picture by the corners of its box on the paper. `strokes` are the straight pieces of a path's outline."""

    corners: Corners
    picture: bool = False
    painted: bool = False
    strokes: tuple[Corners, ...] = ()


def rules_of(shapes: Sequence[Shape], frame: Frame) -> tuple[Rule, ...]:
    """Drawn lines and the edges of rectangles, upright or level, without those that are wholly outside the page."""
    drawn = [piece for shape in shapes for piece in _lines(shape)]
    if not drawn:
        return ()
    boxes = frame.shown(_array(drawn))
    left, top, right, bottom = boxes.T
    inside = (right > 0) & (bottom > 0) & (left < frame.width) & (top < frame.height) & np.isfinite(boxes).all(axis=1)
    return tuple(Rule(*box) for box in dict.fromkeys(map(tuple, boxes[inside].tolist())))


def lies_on(boxes: NDArray[np.float64], shapes: Sequence[Shape], frame: Frame) -> NDArray[np.bool_]:
    """For every box whether its middle lies on one of the shapes."""
    if not shapes or not len(boxes):
        return np.zeros(len(boxes), bool)
    left, top, right, bottom = frame.shown(_array([shape.corners for shape in shapes])).T
    across, down = (boxes[:, 0] + boxes[:, 2])[:, None] / 2, (boxes[:, 1] + boxes[:, 3])[:, None] / 2
    on = np.zeros(len(boxes), bool)
    step = max(1, _COMPARED // len(shapes))
    for at in range(0, len(boxes), step):
        x, y = across[at : at + step], down[at : at + step]
        on[at : at + step] = ((left <= x) & (x <= right) & (top <= y) & (y <= bottom)).any(axis=1)
    return on


def is_thin(corners: Corners) -> bool:
    """A box that is a drawn line by itself, level or upright."""
    wide, high = abs(corners[2] - corners[0]), abs(corners[3] - corners[1])
    return min(wide, high) <= _THICKEST


def _array(corners: Sequence[Corners]) -> NDArray[np.float32]:
    return np.fromiter(chain.from_iterable(corners), np.float32, 4 * len(corners)).reshape(-1, 4)


def _lines(shape: Shape) -> list[Corners]:
    if shape.picture:
        return []
    if is_thin(shape.corners):
        return [shape.corners] if _length(shape.corners) >= _SHORTEST else []
    return [stroke for stroke in shape.strokes if _is_straight(stroke) and _length(stroke) >= _SHORTEST]


def _length(corners: Corners) -> float:
    return max(abs(corners[2] - corners[0]), abs(corners[3] - corners[1]))


def _is_straight(corners: Corners) -> bool:
    return min(abs(corners[2] - corners[0]), abs(corners[3] - corners[1])) <= _LEANING
