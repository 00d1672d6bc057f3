from documents.compose import compose
from documents.parts import Part, table_text
from documents.types import Block, Page


def test_blocks_are_spans_of_the_text() -> None:
    text, blocks, pages = compose([Part("heading", "总则", level=1), Part("item", "甲"), Part("item", "乙"), Part("paragraph", "丙。")])
    assert text == "总则\n\n甲\n乙\n\n丙。"
    assert blocks == (Block("heading", 0, 2, 1), Block("item", 4, 5), Block("item", 6, 7), Block("paragraph", 9, 11))
    assert pages == ()


def test_pages_cover_the_text_and_a_paragraph_may_cross_them() -> None:
    parts = [Part("paragraph", "甲乙丙丁", page=1, breaks=(2,)), Part("paragraph", "戊", page=4)]
    text, _, pages = compose(parts, pages=5)
    assert text == "甲乙丙丁\n\n戊"
    assert pages == (Page(1, 0, 2), Page(2, 2, 6), Page(3, 6, 6), Page(4, 6, 7), Page(5, 7, 7))


def test_text_before_the_first_filled_page_is_none() -> None:
    _, _, pages = compose([Part("paragraph", "甲", page=2)], pages=2)
    assert pages == (Page(1, 0, 0), Page(2, 0, 1))


def test_a_table_is_written_with_pipes() -> None:
    assert (
        table_text([["地区", "目 标"], ["安徽"], ["", ""], ["a|b", "1\n2"]])
        == "| 地区 | 目 标 |\n| --- | --- |\n| 安徽 |  |\n| a\\|b | 1 2 |"
    )
    assert table_text([["", ""]]) == ""
