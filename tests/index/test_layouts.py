"""Boxes come back to a tenth of a point, and take few bytes."""

import random

import pytest

from documents.types import Box
from index.errors import StoreError
from index.layouts import pack, unpack

EVERYTHING = (0, 1 << 30)


def page_of_words(page: int, start: int, chance: random.Random) -> list[Box]:
    """A page of 45 lines with eleven words each, in a proportional font."""
    boxes = []
    for line in range(45):
        left, top = 72.0, 72.0 + 14.2 * line
        for _ in range(11):
            length = chance.randint(2, 9)
            width = length * chance.uniform(3.8, 5.2)
            box = Box(start, start + length, page, *(round(place, 1) for place in (left, top, left + width, top + 11)))
            boxes.append(box)
            start, left = start + length + 1, left + width + 2.6
    return boxes


def a_report(pages: int) -> list[Box]:
    chance, boxes = random.Random(20261125), list[Box]()
    for page in range(1, pages + 1):
        boxes += page_of_words(page, boxes[-1].end + 2 if boxes else 0, chance)
    return boxes


def test_boxes_come_back_as_they_were() -> None:
    boxes = a_report(3)
    assert unpack(pack(boxes), *EVERYTHING) == [pytest.approx(box) if isinstance(box, float) else box for box in boxes]


def test_only_the_boxes_of_a_span_come_back() -> None:
    boxes = a_report(2)
    start, end = boxes[500].start + 1, boxes[503].start + 1
    assert unpack(pack(boxes), start, end) == boxes[500:504]


def test_boxes_in_any_order_and_beyond_all_bounds_come_back() -> None:
    boxes = [Box(9, 12, 4, -3.5, 700, 20, 712.5), Box(2, 4, 1, 500, 20, 510, 30), Box(4, 4, 1, 0, 0, 1e9, 1)]
    assert unpack(pack(boxes), *EVERYTHING)[:2] == boxes[:2]


def test_no_boxes_are_no_bytes() -> None:
    assert pack(()) == b""
    assert unpack(b"", *EVERYTHING) == []


def test_the_boxes_of_a_long_report_take_less_than_a_megabyte_and_a_half() -> None:
    assert len(pack(a_report(240))) < 1_500_000


def test_damaged_bytes_are_damage() -> None:
    with pytest.raises(StoreError, match="run `policyqa index`") as caught:
        unpack(b"no boxes", *EVERYTHING)
    assert caught.value.code == "damaged"
