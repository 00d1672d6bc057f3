"""From the places of a PDF, counted upwards from a corner of the paper, to those of the page as it is shown."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Corners = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """What of the paper is shown, in its own coordinates, and how far it is turned clockwise (0, 90, 180 or 270 degrees)."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int = 0

    @property
    def width(self) -> float:
        return self.top - self.bottom if self.rotation % 180 else self.right - self.left

    @property
    def height(self) -> float:
        return self.right - self.left if self.rotation % 180 else self.top - self.bottom

    def shown(self, boxes: NDArray[np.float32]) -> NDArray[np.float32]:
        """Boxes given by two opposite corners (x, y, x, y) as rows of (left, top, right, bottom) in points from the top left."""
        x, y, other_x, other_y = boxes.T
        turned = np.empty_like(boxes)
        for at, (first, second) in enumerate((self._across(x, y, other_x, other_y), self._down(x, y, other_x, other_y))):
            np.minimum(first, second, out=turned[:, at])
            np.maximum(first, second, out=turned[:, at + 2])
        return turned

    def _across(self, *corners: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        x, y, other_x, other_y = corners
        if self.rotation % 180:
            return (y - self.bottom, other_y - self.bottom) if self.rotation == 90 else (self.top - y, self.top - other_y)
        return (self.right - x, self.right - other_x) if self.rotation else (x - self.left, other_x - self.left)

    def _down(self, *corners: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        x, y, other_x, other_y = corners
        if self.rotation % 180:
            return (x - self.left, other_x - self.left) if self.rotation == 90 else (self.right - x, self.right - other_x)
        return (y - self.bottom, other_y - self.bottom) if self.rotation else (self.top - y, self.top - other_y)
