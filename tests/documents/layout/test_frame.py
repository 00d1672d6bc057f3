import numpy as np
import pytest

from documents.layout.frame import Frame


@pytest.mark.parametrize(
    ("rotation", "size", "shown"),
    [
        (0, (100, 200), (10, 170, 30, 180)),
        (90, (200, 100), (20, 10, 30, 30)),
        (180, (100, 200), (70, 20, 90, 30)),
        (270, (200, 100), (170, 70, 180, 90)),
    ],
)
def test_a_box_near_the_lower_left_corner_of_the_paper_is_shown_where_the_page_is_turned_to(
    rotation: int, size: tuple[float, float], shown: tuple[float, ...]
) -> None:
    frame = Frame(5, 7, 105, 207, rotation)
    assert (frame.width, frame.height) == size
    box = frame.shown(np.array([[15, 37, 35, 27]], np.float32))
    assert box.tolist() == [list(shown)]
