"""A quote's rectangles: one a line, and of a box that the quote covers in part, its share."""

from documents.boxes import Rectangle, rectangles
from documents.types import Box

# Two lines of ten characters, ten points each, on page 3, and one on page 4: 规模以上工业增加值|增长6.5%左右。|粮食产量稳定。
FIRST = Box(0, 9, 3, 100, 50, 190, 60)
GROWTH = Box(9, 11, 3, 100, 65, 120, 75)
NUMBER = Box(11, 15, 3, 121, 65, 141, 75)
REST = Box(15, 18, 3, 142, 65, 172, 75)
NEXT_PAGE = Box(18, 25, 4, 100, 50, 170, 60)
BOXES = (FIRST, GROWTH, NUMBER, REST, NEXT_PAGE)


def test_a_quote_in_one_line_is_one_rectangle() -> None:
    assert rectangles(BOXES, 9, 18) == (Rectangle(3, 100, 65, 172, 75),)


def test_a_quote_over_lines_and_pages_is_one_rectangle_each() -> None:
    assert rectangles(BOXES, 0, 25) == (
        Rectangle(3, 100, 50, 190, 60),
        Rectangle(3, 100, 65, 172, 75),
        Rectangle(4, 100, 50, 170, 60),
    )


def test_of_a_box_that_is_covered_in_part_it_is_the_share_of_the_characters() -> None:
    assert rectangles(BOXES, 2, 5) == (Rectangle(3, 120, 50, 150, 60),)
    assert rectangles(BOXES, 7, 10) == (Rectangle(3, 170, 50, 190, 60), Rectangle(3, 100, 65, 110, 75))


def test_letters_of_other_heights_on_a_line_are_joined() -> None:
    raised = Box(4, 5, 1, 41, 8, 45, 14)
    assert rectangles((Box(0, 4, 1, 0, 10, 40, 20), raised), 0, 5) == (Rectangle(1, 0, 8, 45, 20),)


def test_columns_beside_each_other_stay_apart() -> None:
    left, right = Box(0, 4, 1, 50, 10, 90, 20), Box(5, 9, 1, 300, 10, 340, 20)
    assert len(rectangles((left, right), 0, 9)) == 2


def test_nothing_is_where_no_box_is() -> None:
    assert rectangles(BOXES, 25, 30) == ()
    assert rectangles((), 0, 9) == ()
    assert rectangles((Box(3, 3, 1, 0, 0, 0, 0),), 0, 9) == (Rectangle(1, 0, 0, 0, 0),)
