"""Heads of tables without ruling lines: which lines above the figures name the columns, and how far each reaches."""

from collections.abc import Callable

from documents.layout.tables import find_grids
from documents.layout.types import Grid, PageLayout, Rule

Page = Callable[..., PageLayout]
Texts = Callable[[Grid], list[list[str | None]]]


def test_a_line_that_leads_to_the_next_table_parts_two_tables(page: Page, texts: Texts) -> None:
    layout = page(
        (60, {300: ">2024年", 400: ">2023年"}),
        (75, {50: "摊销费用", 300: ">41", 400: ">44"}),
        (90, {50: "租赁费用", 300: ">17", 400: ">16"}),
        (110, {50: "预计以后年度摊销如下："}),
        (130, {400: ">摊销额"}),
        (145, {50: "2025年度", 400: ">21"}),
        (160, {50: "2026年度", 400: ">18"}),
        (175, {50: "以后年度", 400: ">45"}),
    )
    first, second = find_grids(layout)
    assert texts(first) == [["", "2024年", "2023年"], ["摊销费用", "41", "44"], ["租赁费用", "17", "16"]]
    assert texts(second) == [["", "摊销额"], ["2025年度", "21"], ["2026年度", "18"], ["以后年度", "45"]]


def test_a_section_name_in_the_middle_does_not_part_figures_from_their_heads(page: Page, texts: Texts) -> None:
    layout = page(
        (50, {140: "资产负债表主要数据一览"}),
        (70, {340: ">2022年", 440: ">2021年"}),
        (85, {170: "资产"}),
        (100, {50: "流动资产"}),
        (115, {60: "货币资金", 340: ">5911", 440: ">4703"}),
        (130, {60: "应收账款", 340: ">852", 440: ">583"}),
    )
    (grid,) = find_grids(layout)
    assert grid.heads == 1
    assert texts(grid) == [
        ["", "2022年", "2021年"],
        ["资产", "", ""],
        ["流动资产", "", ""],
        ["货币资金", "5911", "4703"],
        ["应收账款", "852", "583"],
    ]


def test_heads_over_columns_without_a_figure_keep_these_columns(page: Page, texts: Texts) -> None:
    layout = page(
        (60, {200: ">账面价值", 280: ">公允价值", 360: ">第一层次", 440: ">第二层次", 520: ">第三层次"}),
        (75, {50: "应收票据", 200: ">385", 280: ">403", 440: ">403"}),
        (90, {50: "应付债券", 200: ">56794", 280: ">52856", 440: ">52856"}),
    )
    (grid,) = find_grids(layout)
    assert texts(grid) == [
        ["", "账面价值", "公允价值", "第一层次", "第二层次", "第三层次"],
        ["应收票据", "385", "403", "", "403", ""],
        ["应付债券", "56794", "52856", "", "52856", ""],
    ]


def test_a_head_alone_over_a_line_in_pieces_reaches_over_all_of_them(page: Page, texts: Texts) -> None:
    across = [(130, 200), (205, 280), (285, 360), (365, 440)]
    layout = page(
        (50, {240: "2022年12月31日"}),
        (68, {200: ">账面价值", 280: ">公允价值", 360: ">减值准备", 440: ">净值"}),
        (85, {50: "票据", 200: ">385", 280: ">403", 360: ">1", 440: ">402"}),
        (100, {50: "债券", 200: ">794", 280: ">856", 360: ">2", 440: ">854"}),
        rules=tuple(Rule(left, 62, right, 62.5) for left, right in across),
    )
    (grid,) = find_grids(layout)
    assert texts(grid)[0] == ["", "2022年12月31日", None, None, None]


def test_a_head_of_lines_stacked_over_one_narrow_column(page: Page, texts: Texts) -> None:
    layout = page(
        (40, {50: "The cost of revenue increased due to the following:"}),
        (60, {440: "Components of"}),
        (72, {450: "% Change"}),
        (88, {50: "Hosting services", 505: ">9%"}),
        (104, {50: "Amortization of intangibles", 500: ">4"}),
        (120, {50: "Royalty costs", 500: ">2"}),
    )
    (grid,) = find_grids(layout)
    assert (grid.heads, texts(grid)[:2]) == (2, [["", "Components of"], ["", "% Change"]])
