import io
from typing import Any

import pytest
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml import parse_xml
from pptx.util import Pt

from documents.errors import LoadError
from documents.load import load_bytes
from documents.readers.slides import read

DRAWING = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
TITLE_ONLY, TITLE_AND_CONTENT, BLANK = 5, 1, 6


def saved(deck: Any) -> bytes:
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def slide(deck: Any, layout: int = BLANK, title: str = "") -> Any:
    added = deck.slides.add_slide(deck.slide_layouts[layout])
    if title:
        added.shapes.title.text = title
    return added


def box(shapes: Any, text: str, left: int, top: int) -> Any:
    shape = shapes.add_textbox(Pt(left), Pt(top), Pt(100), Pt(20))
    shape.text_frame.text = text
    return shape


def texts(deck: Any) -> list[tuple[str, str]]:
    return [(part.kind, part.text) for part in read(saved(deck)).parts]


def test_a_slide_is_a_page_with_its_title_above_its_items() -> None:
    deck = Presentation()
    slide(deck, TITLE_AND_CONTENT, "2025年工作安排").placeholders[1].text = "稳住就业\n扩大内需"
    slide(deck, TITLE_AND_CONTENT, "保障措施").placeholders[1].text = "加强督查"
    report = load_bytes(saved(deck), "安排.pptx")
    assert report.metadata.title == "2025年工作安排"
    assert [(block.kind, report.text[block.start : block.end], block.level) for block in report.blocks] == [
        ("heading", "2025年工作安排", 1),
        ("item", "稳住就业", 0),
        ("item", "扩大内需", 0),
        ("heading", "保障措施", 2),
        ("item", "加强督查", 0),
    ]
    assert [(page.number, page.label, page.width, page.height, page.kind) for page in report.pages] == [
        (1, "1", 720.0, 540.0, "text"),
        (2, "2", 720.0, 540.0, "text"),
    ]
    assert report.pages_of(report.text.index("加强"), len(report.text)) == (2,)


def test_texts_come_from_top_to_bottom_and_left_to_right_also_in_groups() -> None:
    deck = Presentation()
    shapes = slide(deck).shapes
    box(shapes, "丁", 10, 400)
    box(shapes, "乙", 300, 98)
    box(shapes, "甲", 10, 100)
    group = shapes.add_group_shape()
    box(group.shapes, "丙乙", 200, 250)
    box(group.shapes, "丙甲", 10, 250)
    assert [text for _, text in texts(deck)] == ["甲", "乙", "丙甲", "丙乙", "丁"]


def test_a_table_with_merged_cells_is_read_as_in_word() -> None:
    deck = Presentation()
    table = slide(deck).shapes.add_table(4, 3, Pt(10), Pt(10), Pt(300), Pt(100)).table
    for at, text in enumerate(("地区", "2024年", "", "", "总量", "增速", "安徽", "50625", "5.8%", "江苏", "137008", "5.8%")):
        table.cell(at // 3, at % 3).text = text
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(0, 2))
    (found,) = texts(deck)
    assert found[1].split("\n") == [
        "| 地区 | 2024年 / 总量 | 2024年 / 增速 |",
        "| --- | --- | --- |",
        "| 安徽 | 50625 | 5.8% |",
        "| 江苏 | 137008 | 5.8% |",
    ]


def test_a_chart_is_the_table_that_it_draws() -> None:
    deck = Presentation()
    data = CategoryChartData()
    data.categories = ["2023年", "2024年"]
    data.add_series("就业", (71.5, 70.1))
    data.add_series("失业率", (5.2, None))
    slide(deck).shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Pt(10), Pt(10), Pt(300), Pt(200), data)
    assert texts(deck) == [("table", "|  | 就业 | 失业率 |\n| --- | --- | --- |\n| 2023年 | 71.5 | 5.2 |\n| 2024年 | 70.1 |  |")]


def test_notes_follow_and_hidden_slides_and_running_feet_are_left_out() -> None:
    deck = Presentation()
    first = slide(deck)
    box(first.shapes, "正文", 10, 10)
    first.notes_slide.notes_text_frame.text = "讲稿一\n讲稿二"
    hidden = slide(deck)
    box(hidden.shapes, "密页", 10, 10)
    hidden.element.set("show", "0")
    foot = '<p:nvPr xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"><p:ph type="ftr" idx="11"/></p:nvPr>'
    shape = box(first.shapes, "页脚", 10, 500)
    shape._element.nvSpPr.replace(shape._element.nvSpPr.find(".//{*}nvPr"), parse_xml(foot))
    assert texts(deck) == [("paragraph", "正文"), ("footnote", "讲稿一"), ("footnote", "讲稿二")]
    assert [page.kind for page in read(saved(deck)).pages] == ["text", "empty"]


def test_numbers_of_lists_are_shown() -> None:
    deck = Presentation()
    frame = box(slide(deck).shapes, "甲\n乙\n丙\n丁", 10, 10).text_frame
    for paragraph, style in zip(frame.paragraphs, ("ea1ChsPeriod", "ea1ChsPeriod", "circleNumDbPlain", "arabicParenBoth"), strict=True):
        paragraph._p.get_or_add_pPr().append(parse_xml(f'<a:buAutoNum {DRAWING} type="{style}"/>'))
    assert [text for _, text in texts(deck)] == ["一、甲", "二、乙", "① 丙", "(1) 丁"]


def test_slides_of_pictures_only_ask_for_text_recognition() -> None:
    deck = Presentation()
    shape = slide(deck).shapes.add_shape(1, Pt(10), Pt(10), Pt(10), Pt(10))
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor(0, 0, 0)
    with pytest.raises(LoadError) as caught:
        read(saved(deck))
    assert caught.value.code == "no_text"


def test_damaged_slides_are_unreadable() -> None:
    deck = Presentation()
    box(slide(deck).shapes, "正文", 10, 10)
    with pytest.raises(LoadError) as caught:
        read(saved(deck)[:-200])
    assert caught.value.code == "unreadable"
