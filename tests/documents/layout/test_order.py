from documents.layout.order import in_reading_order
from documents.layout.types import Line, Run


def line(text: str, left: float, top: float, right: float) -> Line:
    return Line((Run(text, left, top, right, top + 10),), size=10)


def column(name: str, left: float, tops: range, width: float = 200) -> list[Line]:
    return [line(f"{name}栏第{top}行的文字一直写到边上", left, top, left + width) for top in tops]


def names(lines: list[Line]) -> list[str]:
    return [one.text[:1] for one in lines]


def test_two_columns_are_read_one_after_the_other() -> None:
    left, right = column("左", 50, range(100, 200, 20)), column("右", 300, range(105, 205, 20))
    mixed = [one for pair in zip(left, right, strict=True) for one in pair]
    assert in_reading_order(mixed) == [*left, *right]


def test_three_columns_are_read_one_after_the_other() -> None:
    columns = [column(name, left, range(100, 200, 20), 140) for name, left in (("一", 50), ("二", 210), ("三", 370))]
    mixed = [one for row in zip(*columns, strict=True) for one in row]
    assert in_reading_order(mixed) == [one for lines in columns for one in lines]


def test_a_title_over_both_columns_parts_what_is_above_from_what_is_below() -> None:
    above = [*column("上", 50, range(100, 200, 20)), *column("右", 300, range(100, 200, 20))]
    title = line("横跨两栏的标题", 150, 210, 420)
    below = [*column("下", 50, range(240, 340, 20)), *column("末", 300, range(240, 340, 20))]
    shuffled = sorted([*above, title, *below], key=lambda one: (one.top, -one.left))
    assert in_reading_order(shuffled) == [*above, title, *below]


def test_a_table_is_read_row_by_row() -> None:
    cells = [
        line(f"{row}{name}", left, 100 + 20 * row + shift, left + 60)
        for row in range(6)
        for name, left, shift in (("甲", 50, 2), ("乙", 300, 0))
    ]
    assert names(in_reading_order(cells[::-1])) == [str(row) for row in range(6) for _ in range(2)]
    assert [one.text for one in in_reading_order(cells[::-1])][:4] == ["0甲", "0乙", "1甲", "1乙"]


def test_a_single_column_is_read_downwards() -> None:
    lines = column("文", 50, range(100, 300, 20), 500)
    assert in_reading_order(lines[::-1]) == lines
    assert in_reading_order([]) == []
