from collections.abc import Callable, Sequence

from documents.layout.columns import regions
from documents.layout.page_rows import Row, rows_of
from documents.layout.types import Grid, Line

MakeLine = Callable[..., Line]
LEFT = [f"左栏第{name}行的文字写满了整栏宽度" for name in "一二三四五"]
RIGHT = [f"右栏第{name}行的文字写满了整栏宽度" for name in "一二三四五"]


def read_order(lines: Sequence[Line], grids: Sequence[Grid] = ()) -> list[list[str]]:
    order = {id(line.runs[0]): at for at, line in enumerate(lines)}
    found = regions(rows_of(1, lines), order, grids)
    return [[item.text if isinstance(item, Row) else "表" for item in column] for column in found]


def two_columns(line_at: MakeLine, top: float = 100) -> list[Line]:
    return [line_at(text, x, top + 16 * at) for x, texts in ((50, LEFT), (320, RIGHT)) for at, text in enumerate(texts)]


def test_two_columns_are_read_one_after_the_other(line_at: MakeLine) -> None:
    assert read_order(two_columns(line_at)) == [LEFT, RIGHT]


def test_a_file_that_draws_row_by_row_is_read_in_columns_all_the_same(line_at: MakeLine) -> None:
    drawn = sorted(two_columns(line_at), key=lambda line: (line.top, line.left))
    assert read_order(drawn) == [LEFT, RIGHT]


def test_a_heading_over_both_columns_parts_what_is_above_from_what_is_below(line_at: MakeLine) -> None:
    heading = line_at("横跨两栏的标题写在两栏之间占据版面正中的位置一直延伸到右栏", 150, 200)
    lines = [*two_columns(line_at, top=100), heading, *two_columns(line_at, top=230)]
    assert read_order(lines) == [LEFT, RIGHT, [heading.text], LEFT, RIGHT]


def test_a_short_heading_with_nothing_beside_it_stands_over_both_columns(line_at: MakeLine) -> None:
    heading = line_at("二、重点任务", 50, 205, size=14)
    lines = [*two_columns(line_at, top=100), heading, *two_columns(line_at, top=250)]
    assert read_order(lines) == [LEFT, RIGHT, ["二、重点任务"], LEFT, RIGHT]


def test_rows_of_figures_are_no_columns(line_at: MakeLine) -> None:
    names = ["地区生产总值增长速度", "城镇调查失业率", "居民消费价格涨幅", "粮食产量"]
    lines = [one for at, name in enumerate(names) for one in (line_at(name, 50, 100 + 16 * at), line_at(f"{at}.5%", 400, 100 + 16 * at))]
    assert read_order(lines) == [[f"{name} {at}.5%" for at, name in enumerate(names)]]


def test_rows_of_words_in_the_order_of_a_table_are_no_columns(line_at: MakeLine) -> None:
    rows = [("加强科技创新", "科学技术委员会"), ("稳定粮食生产", "农业农村局"), ("扩大有效投资", "发展和改革委员会")]
    lines = [one for at, row in enumerate(rows) for one in (line_at(row[0], 50, 100 + 16 * at), line_at(row[1], 300, 100 + 16 * at))]
    assert read_order(lines) == [[" ".join(row) for row in rows]]


def test_a_name_in_large_type_stands_before_the_text_beside_it(line_at: MakeLine) -> None:
    text = [line_at(f"正文第{name}行写在名称的右边", 250, 100 + 16 * at) for at, name in enumerate("一二三四五六")]
    name = line_at("工作回顾", 60, 140, size=20)
    assert read_order([*text, name]) == [["工作回顾"], [one.text for one in text]]


def test_lines_that_touch_on_one_level_are_one_line(line_at: MakeLine) -> None:
    (row,) = rows_of(3, [line_at("增长", 70, 100), line_at("经济", 50, 101)])
    assert (row.text, len(row.cells), row.page) == ("经济 增长", 1, 3)


def test_a_table_across_the_page_parts_the_columns(line_at: MakeLine) -> None:
    grid = Grid(((None,),), 50, 190, 540, 220)
    lines = [*two_columns(line_at, top=100), *two_columns(line_at, top=230)]
    assert read_order(lines, [grid]) == [LEFT, RIGHT, ["表"], LEFT, RIGHT]
