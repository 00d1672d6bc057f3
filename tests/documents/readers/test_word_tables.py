from collections.abc import Callable

from documents.readers.word import read


def cell(text: str, across: int = 1, merged: str = "", more: str = "") -> str:
    properties = (f'<w:gridSpan w:val="{across}"/>' if across > 1 else "") + merged
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p>{more}</w:tc>"


BEGINS, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def parts(data: bytes) -> list[tuple[str, str]]:
    return [(part.kind, part.text) for part in read(data).parts]


def test_a_statistics_table_has_each_figure_under_its_whole_head(make_word: Callable[..., bytes]) -> None:
    data = make_word(
        table(
            row(cell("表1　主要指标", 6)),
            row(cell("产业", 1, BEGINS), cell("指标", 1, BEGINS), cell("2024年", 2), cell("2025年目标", 2)),
            row(cell("", 1, GOES_ON), cell("", 1, GOES_ON), cell("总量"), cell("增速"), cell("总量"), cell("增速")),
            row(cell("农业", 1, BEGINS), cell("粮食"), cell("806.0"), cell("1.6%"), cell("810.0"), cell("0.5%")),
            row(cell("", 1, GOES_ON), cell("肉类"), cell("90.1"), cell("2.0%"), cell("91.0"), cell("1.0%")),
            row(cell("工业"), cell("粗钢"), cell("1020"), cell("-3.1%"), cell("1000"), cell("-2.0%")),
            row(cell("注：粮食为万吨。", 6)),
        )
    )
    above, found, below = parts(data)
    assert (above, below) == (("paragraph", "表1 主要指标"), ("paragraph", "注：粮食为万吨。"))
    assert found[1].split("\n") == [
        "| 产业 | 指标 | 2024年 / 总量 | 2024年 / 增速 | 2025年目标 / 总量 | 2025年目标 / 增速 |",
        "| --- | --- | --- | --- | --- | --- |",
        "| 农业 | 粮食 | 806.0 | 1.6% | 810.0 | 0.5% |",
        "| 农业 | 肉类 | 90.1 | 2.0% | 91.0 | 1.0% |",
        "| 工业 | 粗钢 | 1020 | -3.1% | 1000 | -2.0% |",
    ]


def test_rows_that_repeat_on_each_page_are_the_head(make_word: Callable[..., bytes]) -> None:
    head = "<w:tblHeader/>"
    data = make_word(
        table(row(cell("甲"), cell("乙"), properties=head), row(cell("丙"), cell("丁"), properties=head), row(cell("戊"), cell("己")))
    )
    assert parts(data) == [("table", "| 甲 / 丙 | 乙 / 丁 |\n| --- | --- |\n| 戊 | 己 |")]


def test_a_table_in_a_cell_follows_its_table(make_word: Callable[..., bytes]) -> None:
    inner = table(row(cell("县"), cell("人口")), row(cell("肥西"), cell("97")))
    data = make_word(table(row(cell("市"), cell("说明")), row(cell("合肥"), cell("见下表", more=inner))))
    assert parts(data) == [
        ("table", "| 市 | 说明 |\n| --- | --- |\n| 合肥 | 见下表 |"),
        ("table", "| 县 | 人口 |\n| --- | --- |\n| 肥西 | 97 |"),
    ]


def test_a_frame_around_text_is_no_table(make_word: Callable[..., bytes]) -> None:
    inner = table(row(cell("县"), cell("人口")), row(cell("肥西"), cell("97")))
    assert parts(make_word(table(row(cell("专栏1　县域经济", more=inner))))) == [
        ("paragraph", "专栏1　县域经济"),
        ("table", "| 县 | 人口 |\n| --- | --- |\n| 肥西 | 97 |"),
    ]


def test_a_deleted_row_is_gone_and_cells_in_content_controls_are_there(make_word: Callable[..., bytes]) -> None:
    held = f"<w:sdt><w:sdtContent>{cell('6.5%')}</w:sdtContent></w:sdt>"
    data = make_word(
        table(
            row(cell("地区"), cell("目标")),
            row(cell("旧"), cell("6%"), properties="<w:del/>"),
            f"<w:sdt><w:sdtContent>{row(cell('安徽'), held)}</w:sdtContent></w:sdt>",
        )
    )
    assert parts(data) == [("table", "| 地区 | 目标 |\n| --- | --- |\n| 安徽 | 6.5% |")]


def test_a_row_that_begins_further_right_keeps_its_columns(make_word: Callable[..., bytes]) -> None:
    data = make_word(table(row(cell("甲"), cell("乙")), row(cell("丁"), properties='<w:gridBefore w:val="1"/>')))
    assert parts(data) == [("table", "| 甲 | 乙 |\n| --- | --- |\n|  | 丁 |")]
