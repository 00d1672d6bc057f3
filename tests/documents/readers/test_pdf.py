from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from documents.errors import LoadError
from documents.load import load_bytes
from documents.readers.pdf import layouts, read

Maker = Callable[..., bytes]
Put = Callable[..., str]
ENCRYPTED = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >> /ID [<00><00>]"
DATA = Path(__file__).resolve().parents[4] / "shared" / "data" / "pdf"


def texts(data: bytes) -> list[str]:
    return [part.text for part in read(data).parts]


def test_every_page_has_its_parts_with_its_number(make_pdf: Maker) -> None:
    reading = read(make_pdf([["第一页的正文。"], ["第二页的正文。", "又一段。"]], title="工作报告"))
    assert [(part.page, part.text) for part in reading.parts] == [(1, "第一页的正文。"), (2, "第二页的正文。"), (2, "又一段。")]
    assert (len(reading.pages), reading.title, reading.joined) == (2, "工作报告", True)


def test_running_heads_and_page_numbers_go(make_pdf: Maker) -> None:
    pages = [["安徽省统计公报", f"第{number}页的正文说明了第{name}个问题。", f"— {number} —"] for number, name in enumerate("甲乙丙丁", 1)]
    assert [part.text for part in read(make_pdf(pages)).parts] == [
        f"第{number}页的正文说明了第{name}个问题。" for number, name in enumerate("甲乙丙丁", 1)
    ]


def test_a_figure_at_the_foot_of_a_page_that_counts_no_pages_stays(make_pdf: Maker) -> None:
    assert texts(make_pdf([["新增就业人数如下。", "650"], ["财政支出如下。", "1200"]])) == [
        "新增就业人数如下。",
        "650",
        "财政支出如下。",
        "1200",
    ]


def test_an_empty_page_counts_but_gives_no_part(make_pdf: Maker) -> None:
    reading = read(make_pdf([["甲。"], [], ["乙。"]]))
    assert [part.page for part in reading.parts] == [1, 3]
    assert len(reading.pages) == 3


@pytest.mark.parametrize(
    ("code", "damage"),
    [
        ("no_text", lambda make: make([[], []])),
        ("encrypted", lambda make: make([["密件。"]], extra=ENCRYPTED)),
        ("unreadable", lambda make: make([["正文。"]])[:200]),
    ],
)
def test_what_cannot_be_read_says_why(make_pdf: Maker, code: str, damage: Callable[[Maker], bytes]) -> None:
    with pytest.raises(LoadError) as caught:
        read(damage(make_pdf))
    assert caught.value.code == code


def test_a_word_s_box_is_where_it_is_drawn(draw_pdf: Maker, text_at: Put) -> None:
    (part,) = read(draw_pdf([text_at("发展目标", 100, 200, size=12)])).parts
    (box,) = part.boxes
    assert (box.start, box.end, box.page) == (0, 4, 1)
    assert (box.left, box.right) == pytest.approx((100, 148), abs=1)
    assert box.top < 200 < box.bottom
    assert 10 < box.bottom - box.top < 20


def test_a_page_turned_by_ninety_degrees_has_its_boxes_as_it_is_shown(draw_pdf: Maker) -> None:
    # Written upwards on the paper 70 points from its left edge, so level on the shown page 70 points from its top.
    drawn = f"BT /F1 12 Tf 0 1 -1 0 70 50 Tm <{'能源消费总量'.encode('utf-16-be').hex()}> Tj ET"
    reading = read(draw_pdf([drawn], page="/Rotate 90"))
    assert (reading.pages[0].width, reading.pages[0].height, reading.pages[0].rotation) == (842, 595, 90)
    (box,) = reading.parts[0].boxes
    assert reading.parts[0].text == "能源消费总量"
    assert (box.left, box.right) == pytest.approx((50, 122), abs=1)
    assert box.top < 70 < box.bottom < 80


@pytest.mark.parametrize(
    "hidden",
    [
        "1 1 1 rg {} 0 g",  # white on white
        "3 Tr {} 0 Tr",  # neither filled nor stroked
        "q /G1 gs {} Q",  # wholly transparent
    ],
)
def test_text_that_no_reader_sees_is_counted_and_left_out(draw_pdf: Maker, text_at: Put, hidden: str) -> None:
    data = draw_pdf([text_at("看得见的正文。", 50, 100) + " " + hidden.format(text_at("看不见", 50, 130))])
    assert texts(data) == ["看得见的正文。"]
    assert layouts(data)[1][0].hidden == 3


def test_text_off_the_page_or_of_no_size_is_hidden(draw_pdf: Maker, text_at: Put) -> None:
    data = draw_pdf([text_at("正文。", 50, 100) + text_at("页外", 50, -80) + text_at("极小", 50, 200, size=0.2)])
    assert texts(data) == ["正文。"]
    assert layouts(data)[1][0].hidden == 4


def test_white_text_on_a_dark_bar_is_seen(draw_pdf: Maker, text_at: Put) -> None:
    bar = "0 0 0.5 rg 40 720 300 40 re f 1 1 1 rg"
    assert texts(draw_pdf([f"{bar} {text_at('主要指标', 50, 105)} 0 g {text_at('正文。', 50, 200)}"])) == ["主要指标", "正文。"]


def test_invisible_text_over_a_picture_is_what_was_recognised_in_it(draw_pdf: Maker, text_at: Put) -> None:
    picture = "q 595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x7f EI Q"
    line = "扫描件的正文由文字识别程序写在图片上，读者看到的是图片，复制到的是这些看不见的字。"
    assert texts(draw_pdf([f"{picture} 3 Tr {text_at(line, 50, 100)} 0 Tr"])) == [line]


def test_a_raised_note_mark_does_not_become_part_of_the_figure(draw_pdf: Maker, text_at: Put) -> None:
    mark = "BT /F1 12 Tf 1 0 0 1 50 742 Tm <{}> Tj /F2 7 Tf 5 Ts (3) Tj 0 Ts /F1 12 Tf <{}> Tj ET"
    before, after = ("增长６．５％".encode("utf-16-be").hex(), "，高于上年。".encode("utf-16-be").hex())
    assert texts(draw_pdf([mark.format(before, after)])) == ["增长６．５％，高于上年。"]


def test_the_two_of_square_kilometres_stays(draw_pdf: Maker) -> None:
    assert texts(draw_pdf(["BT /F2 12 Tf 1 0 0 1 50 742 Tm (an area of 900 km) Tj 7 Tf 5 Ts (2) Tj ET".replace("7 Tf", "/F2 7 Tf")])) == [
        "an area of 900 km2"
    ]


def test_a_hyphen_at_a_line_s_end_goes_with_the_break(draw_pdf: Maker, text_at: Put) -> None:
    lines = [
        "The plan sets out measures for the develop-",
        "ment of clean energy in every long-term sce-",
        "nario that was considered by the government.",
    ]
    assert texts(draw_pdf([" ".join(text_at(line, 50, 100 + 14 * at) for at, line in enumerate(lines))])) == [
        "The plan sets out measures for the development of clean energy in every long-term scenario that was considered by the government."
    ]


def test_bookmarks_tell_headings_and_labels_tell_pages(draw_pdf: Maker, text_at: Put) -> None:
    title = "总体要求".encode("utf-16-be").hex()
    more = [
        "<< /Type /Outlines /First 4 0 R /Last 4 0 R /Count 1 >>",
        f"<< /Title <feff{title}> /Parent 3 0 R /Dest [5 0 R /Fit] >>",
    ]
    catalog = "/Outlines 3 0 R /PageLabels << /Nums [0 << /S /r /St 4 >>] >>"
    reading = read(draw_pdf([text_at("总体要求", 50, 100) + text_at("坚持稳中求进工作总基调。", 50, 140)], catalog=catalog, more=more))
    assert [(part.kind, part.level, part.text) for part in reading.parts] == [
        ("heading", 1, "总体要求"),
        ("paragraph", 0, "坚持稳中求进工作总基调。"),
    ]
    assert reading.pages[0].label == "iv"


REAL = [
    ("2024年北京市政府工作报告", 1),
    ("UK-Covid-19-Inquiry-Module-1-Report", 30),
    ("BOEING_2022_10K", 62),
    ("CostCo Climate Action Plan", 3),
]


@pytest.mark.skipif(not DATA.exists(), reason="the collection of real reports is not beside this repository")
@pytest.mark.parametrize(("name", "number"), REAL)
def test_what_stands_in_a_real_page_s_boxes_is_their_text(name: str, number: int) -> None:
    data = (DATA / f"{name}.pdf").read_bytes()
    page = layouts(data)[1][number - 1]
    runs = [run for line in page.lines for run in line.runs]
    with pypdfium2.PdfDocument(data) as document:
        text_page = document[number - 1].get_textpage()
        height = page.sheet.height
        bounded = [text_page.get_text_bounded(run.left, height - run.bottom, run.right, height - run.top) for run in runs]
    assert sum(run.text in found for run, found in zip(runs, bounded, strict=True)) >= 0.98 * len(runs)


@pytest.mark.skipif(not DATA.exists(), reason="the collection of real reports is not beside this repository")
def test_every_word_of_a_real_report_has_a_box_on_its_page() -> None:
    report = load_bytes((DATA / "UK-Covid-19-Inquiry-Module-1-Report.pdf").read_bytes(), "report.pdf")
    assert [box.start for box in report.boxes] == sorted(box.start for box in report.boxes)
    assert {box.page for box in report.boxes} <= {page.number for page in report.pages}
    sizes = {page.number: (page.width, page.height) for page in report.pages}
    for box in report.boxes:
        assert -1 <= box.left < box.right <= sizes[box.page][0] + 1
        assert -1 <= box.top < box.bottom <= sizes[box.page][1] + 1
        assert report.pages_of(box.start, box.end) == (box.page,)
    covered = {at for box in report.boxes for at in range(box.start, box.end)}
    words = {
        at for block in report.blocks if block.kind != "table" for at in range(block.start, block.end) if not report.text[at].isspace()
    }
    assert words <= covered


def test_half_of_a_surrogate_pair_is_no_text(draw_pdf: Maker) -> None:
    # Found by changing bytes of a real file: such a character cannot be written as UTF-8.
    (text,) = texts(draw_pdf(["BT /F1 12 Tf 50 700 Td <5b895fbd0001d800 7701> Tj ET"]))
    text.encode()
    assert text.startswith("安徽")
