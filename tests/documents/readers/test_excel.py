import datetime as dt
import io
import zipfile
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.styles import numbers

from documents.archive import open_archive
from documents.errors import LoadError
from documents.load import load_bytes
from documents.readers.excel import read

DAY = dt.datetime(2024, 3, 5)  # noqa: DTZ001 -- sheets know no time zones


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sheet(*rows: tuple[Any, ...]) -> tuple[Workbook, Any]:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.active.title = "主要指标"
    return book, book.active


def parts(book: Workbook) -> list[tuple[str, str]]:
    return [(part.kind, part.text) for part in read(saved(book)).parts]


def yearbook() -> Workbook:
    """A page of a statistical yearbook: title, unit, head of two levels, groups, shares, growth, a note."""
    book, page = sheet(
        ("1-1 国民经济主要指标",),
        (None, None, None, None, None, "单位：亿元"),
        ("类别", "指标", "2024年", None, "2023年", None),
        (None, None, "绝对量", "比上年增长", "绝对量", "比上年增长"),
        ("生产", "地区生产总值", 50625.2, 0.058, 47050.6, 0.058),
        (None, "第一产业", 3475.4, 0.041, 3496.6, 0.039),
        (None, "第二产业", 20027.5, 0.064, 18871.8, 0.061),
        ("财政", "一般公共预算收入", 4074, 0.035, 3939, 0.097),
        ("注：增长速度按不变价格计算。",),
    )
    for area in ("A1:F1", "A3:A4", "B3:B4", "C3:D3", "E3:F3", "A5:A7"):
        page.merge_cells(area)
    for row in page.iter_rows(min_row=5, max_row=8):
        row[2].number_format = row[4].number_format = "#,##0.0"
        row[3].number_format = row[5].number_format = "0.0%"
    return book


def test_a_yearbook_table_is_read_value_by_value_and_head_by_head() -> None:
    heading, title, unit, table, note = parts(yearbook())
    assert (heading, title, unit) == (("heading", "主要指标"), ("paragraph", "1-1 国民经济主要指标"), ("paragraph", "单位：亿元"))
    assert table[1].split("\n") == [
        "| 类别 | 指标 | 2024年 / 绝对量 | 2024年 / 比上年增长 | 2023年 / 绝对量 | 2023年 / 比上年增长 |",
        "| --- | --- | --- | --- | --- | --- |",
        "| 生产 | 地区生产总值 | 50,625.2 | 5.8% | 47,050.6 | 5.8% |",
        "| 生产 | 第一产业 | 3,475.4 | 4.1% | 3,496.6 | 3.9% |",
        "| 生产 | 第二产业 | 20,027.5 | 6.4% | 18,871.8 | 6.1% |",
        "| 财政 | 一般公共预算收入 | 4,074.0 | 3.5% | 3,939.0 | 9.7% |",
    ]
    assert note == ("paragraph", "注：增长速度按不变价格计算。")


def test_a_report_of_a_workbook_is_named_after_its_title_or_file() -> None:
    book = yearbook()
    assert load_bytes(saved(book), "安徽统计年鉴2024.xlsx").metadata.title == "安徽统计年鉴2024"
    book.properties.title = "安徽统计提要"
    report = load_bytes(saved(book), "a.xlsx")
    assert (report.metadata.title, report.blocks[0].kind) == ("安徽统计提要", "heading")
    assert read(saved(book)).properties["author"] == "openpyxl"


def test_dates_are_shown_as_dates() -> None:
    book, page = sheet(("日期", "数值"), (DAY, 1), (DAY, 2), (45356, 3))
    page["A3"].number_format = 'yyyy"年"m"月"'
    page["A4"].number_format = numbers.BUILTIN_FORMATS[31]
    assert parts(book)[1][1].split("\n")[2:] == ["| 2024-03-05 | 1 |", "| 2024年3月 | 2 |", "| 2024年3月5日 | 3 |"]


def test_what_is_hidden_is_left_out() -> None:
    book, page = sheet(("地区", "密", "目标"), ("安徽", "甲", 6.5), ("密行", "乙", 7), ("江苏", "丙", 5))
    page.row_dimensions[3].hidden = True
    page.column_dimensions["B"].hidden = True
    book.create_sheet("隐藏").append(("密", "表"))
    book["隐藏"].sheet_state = "hidden"
    assert parts(book) == [("heading", "主要指标"), ("table", "| 地区 | 目标 |\n| --- | --- |\n| 安徽 | 6.5 |\n| 江苏 | 5 |")]


def test_tables_below_and_beside_one_another_are_parted() -> None:
    book, _ = sheet(
        ("表1 就业", None, None, "表2 收入", None),
        ("地区", "新增", None, "地区", "收入"),
        ("安徽", 70, None, "安徽", 36000),
        (),
        ("表3 人口", None),
        ("地区", "人口"),
        ("安徽", 6123),
    )
    assert parts(book)[1:] == [
        ("paragraph", "表1 就业"),
        ("table", "| 地区 | 新增 |\n| --- | --- |\n| 安徽 | 70 |"),
        ("paragraph", "表2 收入"),
        ("table", "| 地区 | 收入 |\n| --- | --- |\n| 安徽 | 36000 |"),
        ("paragraph", "表3 人口"),
        ("table", "| 地区 | 人口 |\n| --- | --- |\n| 安徽 | 6123 |"),
    ]


def test_blanks_for_the_eye_do_not_part_a_table() -> None:
    book, _ = sheet(("地区", None, "2023", "2024"), (), ("合肥", None, 1, 2), (), ("芜湖", None, 3, 4))
    assert parts(book)[1:] == [("table", "| 地区 | 2023 | 2024 |\n| --- | --- | --- |\n| 合肥 | 1 | 2 |\n| 芜湖 | 3 | 4 |")]


def test_formulas_give_their_last_value_and_nothing_where_they_had_none() -> None:
    book, _ = sheet(("指标", "合计"), ("甲", "=1+1"))
    assert parts(book)[1:] == [("table", "| 指标 | 合计 |\n| --- | --- |\n| 甲 |  |")]


def test_a_cell_far_away_and_a_merge_over_everything_cost_nothing() -> None:
    book, page = sheet(("指标", "值"), ("甲", 1))
    page["XFD1048576"] = "远处的字"
    page.merge_cells("A4:A5")
    members = {member.name: member.read() for member in open_archive(saved(book))}
    name = "xl/worksheets/sheet1.xml"
    members[name] = members[name].replace(b"A4:A5", b"A4:XFD900000")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for member, data in members.items():
            archive.writestr(member, data)
    assert [part.text for part in read(out.getvalue()).parts] == [
        "主要指标", "| 指标 | 值 |\n| --- | --- |\n| 甲 | 1 |", "远处的字"
    ]  # fmt: skip


def test_an_empty_workbook_is_empty_and_a_broken_one_unreadable() -> None:
    whole = saved(yearbook())
    for data, code in ((saved(Workbook()), "empty"), (whole[: len(whole) // 2], "unreadable")):
        with pytest.raises(LoadError) as caught:
            load_bytes(data, "a.xlsx")
        assert caught.value.code == code


def test_a_damaged_row_number_does_not_make_a_sheet_endless() -> None:
    """The row number 4294967295 was filled up with empty rows until the time was over."""
    book, _ = sheet(("地区", "增加值"), ("安徽", 6.5))
    damaged = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(book))) as old, zipfile.ZipFile(damaged, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b'<row r="2"', b'<row r="4294967295"').replace(b'r="A2"', b'r="A4294967295"'))
    with pytest.raises(LoadError) as caught:
        read(damaged.getvalue())
    assert caught.value.code == "unreadable"
