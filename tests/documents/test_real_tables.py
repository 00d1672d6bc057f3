"""Cells of tables as they are printed, by label and head: two filings, a page of a statistics office, a report of Word, a workbook."""

import io
from functools import lru_cache
from pathlib import Path

import pytest
from docx import Document

from documents.load import load_bytes, load_report
from documents.tables import Table, table_at
from documents.types import Report

PDF = Path(__file__).resolve().parents[3] / "shared" / "data" / "pdf"
beside = pytest.mark.skipif(not PDF.is_dir(), reason="the collection of real reports is not beside this repository")

Cells = list[tuple[str, str, str]]


def tables(report: Report, page: int | None = None) -> list[Table]:
    blocks = [block for block in report.blocks if block.kind == "table"]
    return [table_at(report.text, block) for block in blocks if page is None or page in report.pages_of(block.start, block.end)]


def value(table: Table, label: str, head: str) -> str | None:
    """The cell under a head whose levels are parted by one blank, however the reader of the format parts them."""
    for row in table.body:
        if row[0].text == label:
            return next((cell.text for cell in row if head in {h.text.replace(" / ", " ") for h in table.heads_of(cell)}), None)
    return None


@lru_cache(maxsize=2)
def filing(name: str) -> Report:
    return load_report(PDF / name)


EARNINGS: Cells = [
    ("Revenue", "Three Months Ended July 29, 2023", "$9,583"),
    ("Revenue", "Three Months Ended July 30, 2022", "$10,329"),
    ("Revenue", "Six Months Ended July 29, 2023", "$19,050"),
    ("Revenue", "Six Months Ended July 30, 2022", "$20,976"),
    ("Restructuring charges", "Three Months Ended July 29, 2023", "(7)"),
    ("Restructuring charges", "Six Months Ended July 30, 2022", "35"),
    ("Other income (expense):", "Six Months Ended July 29, 2023", ""),
    ("Gain on sale of subsidiary, net", "Three Months Ended July 30, 2022", "-"),
    ("Earnings before income tax expense and equity in income (loss) of affiliates", "Six Months Ended July 29, 2023", "689"),
    ("Equity in income (loss) of affiliates", "Three Months Ended July 30, 2022", "(3)"),
    ("Diluted earnings per share", "Six Months Ended July 30, 2022", "$2.85"),
    ("Basic", "Three Months Ended July 29, 2023", "218.6"),
    ("Diluted", "Six Months Ended July 30, 2022", "227.2"),
]


@beside
@pytest.mark.parametrize(("label", "head", "expected"), EARNINGS)
def test_a_quarterly_filing_with_heads_over_two_columns(label: str, head: str, expected: str) -> None:
    (table,) = tables(filing("BESTBUY_2024Q2_10Q.pdf"), 4)
    assert value(table, label, head) == expected


@beside
def test_the_unit_and_title_of_a_filing_stand_before_its_table() -> None:
    report = filing("BESTBUY_2024Q2_10Q.pdf")
    start = next(block.start for block in report.blocks if block.kind == "table" and 4 in report.pages_of(block.start, block.end))
    lines = report.text[:start].rstrip().split("\n\n")
    assert lines[-2:] == ["Condensed Consolidated Statements of Earnings", "$ and shares in millions, except per share amounts (unaudited)"]


COMMON_STOCK = (
    "Common stock, $0.10 par value: Authorized - 1.0 billion shares; Issued and outstanding - 217.9 million, 218.1 million and 225.1 "
    "million shares, respectively"
)
BALANCE: Cells = [
    ("Cash and cash equivalents", "July 29, 2023", "$1,093"),
    ("Total assets", "July 30, 2022", "$15,419"),
    ("Preferred stock, $1.00 par value: Authorized - 400,000 shares; Issued and outstanding - none", "July 29, 2023", "-"),
    (COMMON_STOCK, "January 28, 2023", "22"),
    ("Retained earnings", "January 28, 2023", "2,430"),
]


@beside
@pytest.mark.parametrize(("label", "head", "expected"), BALANCE)
def test_a_balance_sheet_with_labels_of_two_lines(label: str, head: str, expected: str) -> None:
    (table,) = tables(filing("BESTBUY_2024Q2_10Q.pdf"), 3)
    assert value(table, label, head) == expected


OPERATIONS: Cells = [
    ("Casino", "Three Months Ended December 31, 2022", "$1,548,762"),
    ("Reimbursed costs", "Twelve Months Ended December 31, 2021", "226,083"),
    ("Gain on REIT transactions, net", "Three Months Ended December 31, 2022", "—"),
    ("Gain on REIT transactions, net", "Twelve Months Ended December 31, 2022", "(2,277,747)"),
    ("Gain on consolidation of CityCenter, net", "Twelve Months Ended December 31, 2021", "(1,562,329)"),
    ("Operating income (loss)", "Three Months Ended December 31, 2022", "(1,896)"),
    ("Less: Net loss attributable to noncontrolling interests", "Twelve Months Ended December 31, 2022", "1,266,362"),
    ("Net income attributable to MGM Resorts International", "Three Months Ended December 31, 2021", "$131,013"),
]


@beside
@pytest.mark.parametrize(("label", "head", "expected"), OPERATIONS)
def test_an_earnings_release_with_dates_over_two_lines(label: str, head: str, expected: str) -> None:
    (table,) = tables(filing("MGMRESORTS_2022Q4_EARNINGS.pdf"), 11)
    assert value(table, label, head) == expected


STATISTICS = """<html><head><meta charset="utf-8"><title>2024年国民经济和社会发展统计公报</title></head><body>
<div class="TRS_Editor"><h1>2024年国民经济和社会发展统计公报</h1>
<p>全年粮食种植面积11932万公顷，比上年增加35万公顷。其中，小麦种植面积2359万公顷，稻谷种植面积2901万公顷。</p>
<p align="center"><strong>表3 2024年居民消费价格比上年涨跌幅度</strong></p>
<p align="right">单位：%</p>
<table border="1" class="MsoNormalTable"><tbody>
<tr><td rowspan="2"><p align="center">指标</p></td><td rowspan="2"><p>全国</p></td>
<td colspan="2"><p align="center"><span>　</span></p></td></tr>
<tr><td><p>城市</p></td><td><p>农村</p></td></tr>
<tr><td><p><b>居民消费价格</b></p></td><td><p>0.2</p></td><td><p>0.2</p></td><td><p>0.3</p></td></tr>
<tr><td><p>　　其中：食品烟酒</p></td><td><p>-0.1</p></td><td><p>-0.2</p></td><td><p>0.2</p></td></tr>
<tr><td><p>　　　　　教育文化娱乐</p></td><td><p>1.5</p></td><td><p>1.7</p></td><td><p>1.1</p></td></tr>
</tbody></table>
<p align="center">表4 2024年主要产品产量</p>
<table><thead><tr><th rowspan="2">产品</th><th colspan="2">2024年</th><th>2023年</th></tr>
<tr><th>产量</th><th>比上年增长（%）</th><th>产量</th></tr></thead>
<tbody><tr><td>原煤（亿吨）</td><td>47.8</td><td>1.2</td><td>47.2</td></tr>
<tr><td>发电量（亿千瓦小时）</td><td>100868.8</td><td>6.7</td><td>94564.4</td></tr>
<tr><td>新能源汽车（万辆）</td><td>1316.8</td><td>38.7</td><td>944.3</td></tr></tbody></table>
<p>全年全部工业增加值405442亿元，比上年增长5.7%。规模以上工业增加值增长5.8%。</p></div></body></html>"""

PRODUCTS: Cells = [
    ("原煤（亿吨）", "2024年 产量", "47.8"),
    ("原煤（亿吨）", "2024年 比上年增长（%）", "1.2"),
    ("发电量（亿千瓦小时）", "2024年 产量", "100868.8"),
    ("发电量（亿千瓦小时）", "2023年 产量", "94564.4"),
    ("新能源汽车（万辆）", "2024年 比上年增长（%）", "38.7"),
    ("新能源汽车（万辆）", "2023年 产量", "944.3"),
]


@pytest.mark.parametrize(("label", "head", "expected"), PRODUCTS)
def test_a_page_of_the_statistics_office(label: str, head: str, expected: str) -> None:
    _, table = tables(load_bytes(STATISTICS.encode(), "公报.html"))
    assert value(table, label, head) == expected


PRICES: Cells = [
    ("居民消费价格", "全国", "0.2"),
    ("居民消费价格", "农村", "0.3"),
    ("其中：食品烟酒", "全国", "-0.1"),
    ("其中：食品烟酒", "城市", "-0.2"),
    ("教育文化娱乐", "农村", "1.1"),
]


@pytest.mark.parametrize(("label", "head", "expected"), PRICES)
def test_a_page_of_the_statistics_office_with_a_blank_over_two_columns(label: str, head: str, expected: str) -> None:
    table, _ = tables(load_bytes(STATISTICS.encode(), "公报.html"))
    assert value(table, label, head) == expected


def test_the_caption_and_unit_of_a_page_stand_before_its_table() -> None:
    report = load_bytes(STATISTICS.encode(), "公报.html")
    start = next(block.start for block in report.blocks if block.kind == "table")
    assert report.text[:start].endswith("表3 2024年居民消费价格比上年涨跌幅度\n\n单位：%\n\n")


def targets() -> bytes:
    """A table of a plan as Word writes it: a head of two rows, a label merged over rows."""
    rows = [
        ["类别", "指标", "2025年", "", "属性"],
        ["", "", "目标值", "年均增速", ""],
        ["经济发展", "地区生产总值（亿元）", "62000", "6.0%", "预期性"],
        ["", "城镇化率（%）", "65", "", "预期性"],
        ["生态文明", "森林覆盖率（%）", "31", "", "约束性"],
    ]
    document = Document()
    document.add_heading("安徽省发展规划纲要", 1)
    document.add_paragraph("专栏1 “十四五”时期主要指标")
    table = document.add_table(rows=len(rows), cols=5)
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    for first, last in (((0, 0), (1, 0)), ((0, 1), (1, 1)), ((0, 2), (0, 3)), ((0, 4), (1, 4)), ((2, 0), (3, 0))):
        merged = table.cell(*first).merge(table.cell(*last))
        merged.text = merged.text.strip()
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_table_of_word_with_merged_cells() -> None:
    (table,) = tables(load_bytes(targets(), "规划.docx"))
    heads = [cell.text.replace(" / ", " ") for cell in table.rows[0]]
    assert heads == ["类别", "指标", "2025年 目标值", "2025年 年均增速", "属性"]
    assert [[cell.text for cell in row] for row in table.body] == [
        ["经济发展", "地区生产总值（亿元）", "62000", "6.0%", "预期性"],
        ["经济发展", "城镇化率（%）", "65", "", "预期性"],
        ["生态文明", "森林覆盖率（%）", "31", "", "约束性"],
    ]


def test_a_sheet_of_a_workbook() -> None:
    pytest.importorskip("documents.readers.excel")
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (
        ("主要经济指标", None, None, None, None),
        ("指标", "2024年", None, "2023年", None),
        (None, "绝对额", "增速", "绝对额", "增速"),
        ("地区生产总值", 50625.2, 0.058, 47050.6, 0.058),
        ("城镇新增就业（万人）", 72, None, 70, None),
    ):
        book.active.append(row)
    for area in ("A1:E1", "A2:A3", "B2:C2", "D2:E2"):
        book.active.merge_cells(area)
    book.active["C4"].number_format = "0.0%"
    out = io.BytesIO()
    book.save(out)
    (table,) = tables(load_bytes(out.getvalue(), "指标.xlsx"))
    expected = [
        ("地区生产总值", "2024年 绝对额", "50625.2"),
        ("地区生产总值", "2024年 增速", "5.8%"),
        ("地区生产总值", "2023年 绝对额", "47050.6"),
        ("城镇新增就业（万人）", "2024年 绝对额", "72"),
        ("城镇新增就业（万人）", "2024年 增速", ""),
        ("城镇新增就业（万人）", "2023年 绝对额", "70"),
    ]
    assert [(label, head, value(table, label, head)) for label, head, _ in expected] == expected
