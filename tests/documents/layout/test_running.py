from collections.abc import Callable, Sequence

from documents.layout.page_rows import rows_of
from documents.layout.running import running_rows
from documents.layout.types import Line
from documents.parts import Sheet

MakeLine = Callable[..., Line]


def dropped(pages: Sequence[Sequence[Line]], labels: Sequence[str | None] = ()) -> list[list[str]]:
    rows = [rows_of(number, lines) for number, lines in enumerate(pages, 1)]
    sheets = [Sheet(595, 842, label=label) for label in (labels or [None] * len(pages))]
    return [[lines[at].text for at in sorted(places)] for lines, places in zip(rows, running_rows(rows, sheets, 10), strict=True)]


def body(line_at: MakeLine, word: str, top: float = 100) -> list[Line]:
    return [line_at(f"{word}页的第{name}行正文", 50, top + 16 * at) for at, name in enumerate("一二三四")]


def test_a_head_and_a_number_at_one_place_on_every_page_go(line_at: MakeLine) -> None:
    pages = [
        [line_at("国民经济统计公报", 50, 40), *body(line_at, word), line_at(f"第 {at} 页", 280, 800)]
        for at, word in enumerate("甲乙丙丁", 1)
    ]
    assert dropped(pages) == [["国民经济统计公报", f"第 {at} 页"] for at in range(1, 5)]


def test_a_heading_that_is_repeated_at_other_places_stays(line_at: MakeLine) -> None:
    pages = [[line_at("主要指标完成情况", 50, 100 + 30 * at), *body(line_at, word, top=250)] for at, word in enumerate("甲乙丙丁")]
    assert dropped(pages) == [[], [], [], []]


def test_a_heading_at_the_same_place_under_a_running_head_stays(line_at: MakeLine) -> None:
    pages = [
        [line_at("国民经济统计公报", 50, 40), line_at("绩效指标完成情况", 50, 100), *body(line_at, word, top=116)] for word in "甲乙丙丁"
    ]
    assert dropped(pages) == [["国民经济统计公报"]] * 4


def test_the_head_of_a_table_that_goes_on_over_pages_stays(line_at: MakeLine) -> None:
    def table(at: int) -> list[Line]:
        rows = [("指标名称及单位", "2025年目标", "2030年目标"), *((f"第{at}{name}项", "5.2", "6.1") for name in "甲乙丙")]
        return [line_at(cell, x, 80 + 20 * down) for down, row in enumerate(rows) for x, cell in zip((50, 250, 400), row, strict=True)]

    assert dropped([table(at) for at in range(4)]) == [[], [], [], []]


def test_chapter_heads_that_change_go_where_pages_have_their_head(line_at: MakeLine) -> None:
    heads = [
        "第一章 总则与目标",
        "第一章 总则与目标",
        "第一章 总则与目标",
        "第二章 重点任务安排",
        "第二章 重点任务安排",
        "第二章 重点任务安排",
    ]
    heads += ["第三章 保障措施"] * 2
    pages = [[line_at(head, 50, 40), *body(line_at, word)] for head, word in zip(heads, "甲乙丙丁戊己庚辛", strict=True)]
    assert dropped(pages) == [[head] for head in heads]


def test_large_type_that_counts_on_is_a_heading(line_at: MakeLine) -> None:
    pages = [[line_at(f"专题 {at} 产业发展情况", 50, 60, size=18), *body(line_at, word)] for at, word in enumerate("甲乙丙丁", 1)]
    assert dropped(pages) == [[], [], [], []]


def test_roman_numbers_and_labels_are_page_numbers(line_at: MakeLine) -> None:
    pages = [[*body(line_at, word), line_at(number, 280, 800)] for word, number in zip("甲乙丙丁", ["iii", "iv", "v", "A-7"], strict=True)]
    assert dropped(pages, [None, None, None, "A-7"]) == [["iii"], ["iv"], ["v"], ["A-7"]]
