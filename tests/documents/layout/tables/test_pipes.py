from collections.abc import Callable

from documents.layout.continued import joined_tables
from documents.layout.pipes import grid_part, grid_parts
from documents.layout.tables import find_grids
from documents.layout.types import Grid, Line, Merge, PageLayout, Run
from documents.parts import Part
from documents.types import Box


def cell(*texts: str) -> tuple[Line, ...]:
    """Lines under each other."""
    return tuple(Line((Run(text, 10, 20 * at, 40, 20 * at + 10),), 10) for at, text in enumerate(texts))


def grid_of(rows: list[list[tuple[Line, ...] | None]], heads: int = 1, merges: tuple[Merge, ...] = ()) -> Grid:
    return Grid(tuple(map(tuple, rows)), 0, 0, 100, 100, heads, merges)


def test_the_levels_of_a_head_become_one_row() -> None:
    grid = grid_of(
        [
            [cell("指标"), cell("截至2023年7月29日三个月"), None, cell("全年", "预计")],
            [None, cell("数额"), cell("增速"), None],
            [cell("收入"), cell("9583"), cell("-7.2%"), cell("41000")],
        ],
        heads=2,
        merges=(Merge(0, 0, down=2), Merge(0, 1, across=2), Merge(0, 3, down=2)),
    )
    assert grid_part(grid, 4).text == (
        "| 指标 | 截至2023年7月29日三个月 数额 | 截至2023年7月29日三个月 增速 | 全年预计 |\n"
        "| --- | --- | --- | --- |\n"
        "| 收入 | 9583 | -7.2% | 41000 |"
    )


def test_a_merged_label_stands_in_each_row_and_a_merged_figure_once() -> None:
    grid = grid_of(
        [
            [cell("地区"), cell("城市"), cell("合计")],
            [cell("安徽"), cell("合肥"), cell("120")],
            [None, cell("芜湖"), None],
        ],
        merges=(Merge(1, 0, down=2), Merge(1, 2, down=2)),
    )
    part = grid_part(grid, 1)
    assert part.text.split("\n")[2:] == ["| 安徽 | 合肥 | 120 |", "| 安徽 | 芜湖 |  |"]
    assert [part.text[box.start : box.end] for box in part.boxes].count("安徽") == 2


def test_a_long_text_merged_over_rows_stands_once() -> None:
    text = "到2026年底，建成一批高标准农田和现代化粮库，完善粮食储备体制机制"
    grid = grid_of([[cell("任务"), cell("年份")], [cell(text), cell("2025年")], [None, cell("2026年")]], merges=(Merge(1, 0, down=2),))
    assert grid_part(grid, 1).text.count(text) == 1


def test_a_bar_in_a_cell_is_escaped_and_every_word_has_its_box(page: Callable[..., PageLayout]) -> None:
    layout = page(
        (60, {50: "单位：万元 | 户"}),
        (80, {250: "2024年", 350: "2023年"}),
        (100, {50: "年末|户数", 280: ">25", 380: ">24"}),
        (120, {50: "Per share (basic)", 240: "$", 280: ">1.5", 380: ">24"}),
    )
    (grid,) = find_grids(layout)
    unit, table = grid_parts(grid, 3)
    assert (unit.kind, unit.text, table.kind) == ("paragraph", "单位：万元 | 户", "table")
    assert table.text == "|  | 2024年 | 2023年 |\n| --- | --- | --- |\n| 年末\\|户数 | 25 | 24 |\n| Per share (basic) | $1.5 | 24 |"
    assert [table.text[box.start : box.end] for box in table.boxes] == (
        "2024 年 2023 年 年末 \\| 户数 25 24 Per share (basic) $ 1.5 24".split()
    )
    assert {box.page for box in table.boxes} == {3}
    assert table.boxes[-1] == Box(len(table.text) - 4, len(table.text) - 2, 3, 370, 120, 380, 130)


def test_a_table_without_head_gets_a_blank_one() -> None:
    part = grid_part(grid_of([[cell("2024年"), cell("614")]], heads=0), 1)
    assert part.text == "|  |  |\n| --- | --- |\n| 2024年 | 614 |"


def test_lines_of_a_cell_are_joined_as_they_were_broken() -> None:
    grid = grid_of(
        [
            [cell("指标"), cell("数")],
            [cell("规模以上工业", "增加值"), cell("1")],
            [cell("Non-", "controlling interests,", "net"), cell("2")],
        ]
    )
    rows = grid_part(grid, 1, words=frozenset({"non-controlling"})).text.split("\n")
    assert rows[2:] == ["| 规模以上工业增加值 | 1 |", "| Non-controlling interests, net | 2 |"]


def rows(*labels: str, head: str = "| 地区 | 增速 |") -> str:
    return "\n".join([head, "| --- | --- |", *(f"| {label} | 6 |" for label in labels)])


def part_of(text: str, page: int) -> Part:
    """A table with a box for each of its labels."""
    places = [text.index(line) + 2 for line in text.split("\n")[2:]]
    return Part("table", text, page=page, boxes=tuple(Box(at, at + 2, page, 0, 0, 1, 1) for at in places))


def test_a_table_that_runs_over_pages_is_one_with_its_head_once() -> None:
    parts = [
        Part("paragraph", "表1 增速", page=1),
        part_of(rows("安徽", "江苏"), 1),
        Part("paragraph", "表1 增速（续）", page=2),
        part_of(rows("浙江"), 2),
        part_of(rows("福建", head="|  |  |"), 3),
        Part("paragraph", "上表按季度计算。", page=3),
    ]
    caption, table, after = joined_tables(parts)
    assert table.text == rows("安徽", "江苏", "浙江", "福建")
    assert [table.text[box.start : box.end] for box in table.boxes] == ["安徽", "江苏", "浙江", "福建"]
    assert [box.page for box in table.boxes] == [1, 1, 2, 3]
    assert [table.text[at : at + 4] for at in table.breaks] == ["| 浙江"[:4], "| 福建"[:4]]
    assert (caption.text, after.text) == ("表1 增速", "上表按季度计算。")


def test_tables_with_other_heads_or_with_words_between_stay_apart() -> None:
    other = part_of(rows("浙江", head="| 城市 | 增速 |"), 2)
    same_page = part_of(rows("浙江"), 1)
    between = [part_of(rows("安徽"), 1), Part("paragraph", "另据统计：", page=2), part_of(rows("浙江"), 2)]
    assert len(joined_tables([part_of(rows("安徽"), 1), other])) == 2
    assert len(joined_tables([part_of(rows("安徽"), 1), same_page])) == 2
    assert joined_tables(between) == between
