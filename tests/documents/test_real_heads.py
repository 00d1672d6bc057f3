"""Cells of tables in filings whose heads are hard to tell: years above section names, one head over many columns, two tables in a row."""

from functools import lru_cache
from pathlib import Path

import pytest

from documents.load import load_report
from documents.tables import Table, table_at
from documents.types import Report

PDF = Path(__file__).resolve().parents[3] / "shared" / "data" / "pdf"
pytestmark = pytest.mark.skipif(not PDF.is_dir(), reason="the collection of real reports is not beside this repository")

RELEASE = "MGMRESORTS_2022Q4_EARNINGS.pdf"
QUARTER = "BESTBUY_2024Q2_10Q.pdf"
CELLS = [
    (RELEASE, 12, "Cash and cash equivalents", "December 31, 2022", "$5,911,893"),
    (RELEASE, 12, "Restricted cash", "December 31, 2022", "—"),
    (RELEASE, 12, "Restricted cash", "December 31, 2021", "500,000"),
    (RELEASE, 12, "Total current assets", "December 31, 2021", "6,416,182"),
    (RELEASE, 12, "Long-term debt, net", "December 31, 2022", "7,432,817"),
    (RELEASE, 12, "Total stockholders' equity", "December 31, 2021", "10,976,766"),
    (QUARTER, 10, "Remainder of fiscal 2024", "Amortization Expense", "$21"),
    (QUARTER, 10, "Fiscal 2027", "Amortization Expense", "18"),
    (QUARTER, 10, "Thereafter", "Amortization Expense", "45"),
    (QUARTER, 10, "Money market funds (2)", "Fair Value at January 28, 2023", "$280"),
    (QUARTER, 10, "Long-term debt (1)", "January 28, 2023 Fair Value", "$1,019"),
    (QUARTER, 10, "Long-term debt (1)", "July 30, 2022 Carrying Value", "$1,169"),
]


@lru_cache(maxsize=2)
def filing(name: str) -> Report:
    return load_report(PDF / name)


def tables(name: str, page: int) -> list[Table]:
    report = filing(name)
    blocks = [block for block in report.blocks if block.kind == "table" and page in report.pages_of(block.start, block.end)]
    return [table_at(report.text, block) for block in blocks]


@pytest.mark.parametrize(("name", "page", "label", "head", "expected"), CELLS)
def test_a_cell_under_its_whole_head(name: str, page: int, label: str, head: str, expected: str) -> None:
    found = [
        cell.text
        for table in tables(name, page)
        for row in table.body
        for cell in row
        if row[0].text == label and head in {above.text.replace(" / ", " ") for above in table.heads_of(cell)}
    ]
    assert expected in found[:1]
