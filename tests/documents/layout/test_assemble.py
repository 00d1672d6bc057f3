"""Paragraphs, headings and notes as they come out of whole pages."""

from collections.abc import Callable

from documents.layout.assemble import assemble
from documents.layout.outline import Bookmark
from documents.layout.types import Grid, Line, PageLayout, Rule, Run

MakeLine = Callable[..., Line]
MakeLines = Callable[..., list[Line]]
MakePage = Callable[..., PageLayout]
# Thirty characters fill a line from 50 to 350.
FULL = "坚持以习近平新时代中国特色社会主义思想为指导全面贯彻新发展理念"[:30]


def paragraph(lines_at: MakeLines, top: float, count: int = 4, end: str = "高质量发展。") -> list[Line]:
    """A paragraph set in by two characters."""
    first, *rest = lines_at([FULL[:28], *[FULL] * (count - 2), end], 50, top)
    return [*lines_at([first.text], 70, top), *rest]


def whole(count: int = 4, end: str = "高质量发展。") -> str:
    return FULL[:28] + FULL * (count - 2) + end


def test_lines_of_a_paragraph_join_without_a_space_between_han(lines_at: MakeLines, page_of: MakePage) -> None:
    assert [part.text for part in assemble([page_of(1, [*paragraph(lines_at, 100), *paragraph(lines_at, 164)])])] == [whole(), whole()]


def test_a_first_line_that_is_set_in_begins_a_paragraph_after_a_full_line(lines_at: MakeLines, page_of: MakePage) -> None:
    full = f"{FULL[:29]}。"
    first, second = assemble([page_of(1, [*paragraph(lines_at, 100, end=full), *paragraph(lines_at, 164)])])
    assert (first.text, second.text) == (whole(end=full), whole())


def test_a_gap_between_lines_parts_paragraphs(lines_at: MakeLines, page_of: MakePage) -> None:
    parts = assemble([page_of(1, [*lines_at([FULL] * 3, 50, 100), *lines_at([FULL] * 3, 50, 175)])])
    assert [part.text for part in parts] == [FULL * 3, FULL * 3]


def test_a_sentence_goes_on_in_a_ragged_english_line(lines_at: MakeLines, page_of: MakePage) -> None:
    texts = [
        "The council agreed on a plan to cut emissions from",
        "transport by a third until 2030 and to",
        "report on it every year to parliament and public.",
    ]
    (part,) = assemble([page_of(1, lines_at(texts, 50, 100))])
    assert part.text == " ".join(texts)


def test_a_paragraph_over_a_page_break_is_one_part_that_knows_its_break(lines_at: MakeLines, page_of: MakePage) -> None:
    start = [*lines_at([FULL[:28]], 70, 100), *lines_at([FULL] * 3, 50, 116)]
    end = [*lines_at([FULL, "高质量发展。"], 50, 60), *paragraph(lines_at, 92)]
    first, second = assemble([page_of(1, start), page_of(2, end)])
    assert first.text == FULL[:28] + FULL * 4 + "高质量发展。"
    assert (first.page, first.breaks, second.page) == (1, (28 + 3 * 30,), 2)
    assert {box.page for box in first.boxes if box.start >= first.breaks[0]} == {2}


def test_a_paragraph_goes_on_at_the_top_of_the_next_column(lines_at: MakeLines, page_of: MakePage) -> None:
    short = FULL[:20]
    left, right = lines_at([short] * 8, 50, 100), lines_at([*[short] * 7, "高质量发展。"], 300, 100)
    (part,) = assemble([page_of(1, [*left, *right])])
    assert (part.text, part.breaks) == (short * 15 + "高质量发展。", ())


def test_a_sentence_that_ends_with_its_page_goes_on_where_first_lines_are_set_in(lines_at: MakeLines, page_of: MakePage) -> None:
    start = [*paragraph(lines_at, 20), *lines_at([FULL[:28]], 70, 100), *lines_at([FULL, f"{FULL[:29]}。"], 50, 116)]
    parts = assemble([page_of(1, start), page_of(2, [*lines_at([FULL, "高质量发展。"], 50, 60), *paragraph(lines_at, 92)])])
    assert [(part.page, len(part.breaks)) for part in parts] == [(1, 0), (1, 1), (2, 0)]


def test_notes_stand_with_their_page_before_the_paragraph_that_runs_on(lines_at: MakeLines, page_of: MakePage) -> None:
    start = [*paragraph(lines_at, 100), *lines_at([FULL[:28]], 70, 164), *lines_at([FULL] * 3, 50, 180)]
    notes = lines_at(["1 数据来源于国家统计局", "2 按可比价格计算"], 50, 700, pitch=12, size=8)
    rule = Rule(50, 690, 130, 690)
    parts = assemble(
        [page_of(1, [*start, *notes], [rule]), page_of(2, [*lines_at([FULL, "高质量发展。"], 50, 60), *paragraph(lines_at, 92)])]
    )
    assert [part.kind for part in parts] == ["paragraph", "footnote", "footnote", "paragraph", "paragraph"]
    assert [part.text for part in parts[1:3]] == ["1 数据来源于国家统计局", "2 按可比价格计算"]
    assert [part.page for part in parts] == [1, 1, 1, 1, 2]
    assert parts[3].text == FULL[:28] + FULL * 4 + "高质量发展。"


def test_larger_lines_are_headings_by_their_size(line_at: MakeLine, lines_at: MakeLines, page_of: MakePage) -> None:
    drawn = [
        line_at("二〇二五年工作报告", 120, 40, size=22),
        line_at("一、过去一年工作回顾", 50, 80, size=16),
        *paragraph(lines_at, 110),
        line_at("（一）经济运行稳中有进", 50, 190, size=13),
        *paragraph(lines_at, 220),
    ]
    found = [(part.kind, part.level, part.text) for part in assemble([page_of(1, drawn)])]
    assert [row for row in found if row[0] == "heading"] == [
        ("heading", 1, "二〇二五年工作报告"),
        ("heading", 2, "一、过去一年工作回顾"),
        ("heading", 3, "（一）经济运行稳中有进"),
    ]


def test_a_heading_of_two_lines_is_one(line_at: MakeLine, lines_at: MakeLines, page_of: MakePage) -> None:
    drawn = [
        line_at("关于2024年国民经济和社会", 90, 40, size=20),
        line_at("发展计划执行情况的报告", 100, 68, size=20),
        *paragraph(lines_at, 120),
    ]
    assert assemble([page_of(1, drawn)])[0].text == "关于2024年国民经济和社会发展计划执行情况的报告"


def test_bold_lines_over_text_are_headings_and_bold_rows_of_figures_are_not(
    line_at: MakeLine, lines_at: MakeLines, page_of: MakePage
) -> None:
    drawn = [
        line_at("财政收支情况", 50, 60, bold=True),
        *paragraph(lines_at, 84),
        line_at("合计", 50, 170, bold=True),
        line_at("1,234.5", 300, 170, bold=True),
        line_at("支出", 50, 186),
        line_at("987.6", 300, 186),
    ]
    found = [(part.kind, part.text) for part in assemble([page_of(1, drawn)])]
    assert found == [("heading", "财政收支情况"), ("paragraph", whole()), ("paragraph", "合计 1,234.5\n支出 987.6")]


def test_a_single_bold_word_between_others_is_no_heading(line_at: MakeLine, lines_at: MakeLines, page_of: MakePage) -> None:
    drawn = [*paragraph(lines_at, 60), line_at("Households", 50, 150, bold=True), line_at("Stakeholders", 50, 180, bold=True)]
    assert [part.kind for part in assemble([page_of(1, drawn)])] == ["paragraph"] * 3


def test_bookmarks_give_the_level_of_the_lines_they_name(line_at: MakeLine, lines_at: MakeLines, page_of: MakePage) -> None:
    drawn = [
        line_at("重点任务", 50, 60, size=14),
        *paragraph(lines_at, 90),
        line_at("保障措施", 50, 180, size=14),
        *paragraph(lines_at, 210),
    ]
    parts = assemble([page_of(1, drawn)], [Bookmark("重点任务", 2, 1)])
    assert [(part.text, part.level) for part in parts if part.kind == "heading"] == [("重点任务", 2), ("保障措施", 2)]


def test_a_list_item_begins_a_part_of_its_own(lines_at: MakeLines, page_of: MakePage) -> None:
    texts = ["● 建成城市绿道并向公众开放", "● 新增公园二十个"]
    assert [part.text for part in assemble([page_of(1, [*paragraph(lines_at, 60), *lines_at(texts, 60, 140)])])] == [whole(), *texts]


def test_a_found_table_is_a_part_and_its_lines_are_nowhere_else(line_at: MakeLine, lines_at: MakeLines, page_of: MakePage) -> None:
    cells = [[line_at("指标", 60, 200), line_at("目标", 200, 200)], [line_at("增速", 60, 220), line_at("5%左右", 200, 220)]]
    grid = Grid(tuple(tuple((cell,) for cell in row) for row in cells), 50, 195, 340, 235)
    layout = page_of(1, [*paragraph(lines_at, 60), *cells[0], *cells[1], *paragraph(lines_at, 300)])
    parts = assemble([layout], find_grids=lambda _: [grid])
    assert [part.kind for part in parts] == ["paragraph", "table", "paragraph"]
    assert parts[1].text == "| 指标 | 目标 |\n| --- | --- |\n| 增速 | 5%左右 |"
    assert [parts[1].text[box.start : box.end] for box in parts[1].boxes] == ["指标", "目标", "增速", "5%左右"]


def test_what_a_box_covers_is_the_word_in_it(lines_at: MakeLines, page_of: MakePage) -> None:
    layout = page_of(1, lines_at(["The plan covers the develop-", "ment of all three regions in"], 50, 100))
    (part,) = assemble([layout])
    assert part.text == "The plan covers the development of all three regions in"
    assert [part.text[box.start : box.end] for box in part.boxes][4:7] == ["develop", "ment", "of"]


def test_a_line_written_sideways_is_read_after_the_text_and_a_repeated_one_not_at_all(lines_at: MakeLines, page_of: MakePage) -> None:
    def sideways(text: str) -> Line:
        return Line((Run(text, 560, 100, 570, 400),), 10)

    pages = [
        page_of(number, [sideways("国民经济统计公报"), *paragraph(lines_at, 100 * number), sideways(f"附注{name}项")])
        for number, name in enumerate("甲乙丙", 1)
    ]
    assert [part.text for part in assemble(pages)] == [whole(), "附注甲项", whole(), "附注乙项", whole(), "附注丙项"]
