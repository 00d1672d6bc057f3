from documents.compose import compose
from documents.parts import Part, Sheet, table_text
from documents.types import Block, Box, Page


def test_blocks_are_spans_of_the_text() -> None:
    composed = compose([Part("heading", "总则", level=1), Part("item", "甲"), Part("item", "乙"), Part("paragraph", "丙。")])
    assert composed.text == "总则\n\n甲\n乙\n\n丙。"
    assert composed.blocks == (Block("heading", 0, 2, 1), Block("item", 4, 5), Block("item", 6, 7), Block("paragraph", 9, 11))
    assert composed.pages == ()


def test_pages_cover_the_text_and_a_paragraph_may_cross_them() -> None:
    parts = [Part("paragraph", "甲乙丙丁", page=1, breaks=(2,)), Part("paragraph", "戊", page=4)]
    composed = compose(parts, [Sheet()] * 5)
    assert composed.text == "甲乙丙丁\n\n戊"
    assert composed.pages == (Page(1, 0, 2), Page(2, 2, 6), Page(3, 6, 6), Page(4, 6, 7), Page(5, 7, 7))


def test_text_before_the_first_filled_page_is_none() -> None:
    pages = compose([Part("paragraph", "甲", page=2)], [Sheet(), Sheet(595, 842, label="ii")]).pages
    assert pages == (Page(1, 0, 0), Page(2, 0, 1, 595, 842, label="ii"))


def test_a_table_is_written_with_pipes() -> None:
    assert (
        table_text([["地区", "目 标"], ["安徽"], ["", ""], ["a|b", "1\n2"]])
        == "| 地区 | 目 标 |\n| --- | --- |\n| 安徽 |  |\n| a\\|b | 1 2 |"
    )
    assert table_text([["", ""]]) == ""


def test_boxes_move_with_their_part_to_their_place_in_the_text() -> None:
    heading = Part("heading", "总则", page=1, boxes=(Box(0, 2, 1, 90, 72, 122, 88),))
    paragraph = Part("paragraph", "甲乙。", page=1, boxes=(Box(0, 3, 1, 90, 100, 138, 116),))
    composed = compose([heading, paragraph], [Sheet(595, 842)])
    assert [composed.text[box.start : box.end] for box in composed.boxes] == ["总则", "甲乙。"]
    assert composed.boxes[1] == Box(4, 7, 1, 90, 100, 138, 116)
