import pytest

from documents.dates import find_date, is_date, period_of


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2025年1月14日", "2025-01-14"),
        ("２０２５ 年 1 月 14 日", "2025-01-14"),
        ("二〇二五年十二月二十九日", "2025-12-29"),
        ("一九九四年七月三十日", "1994-07-30"),
        ("发布日期：2025-03-02", "2025-03-02"),
        ("2025/3/2", "2025-03-02"),
        ("January 16, 2025", "2025-01-16"),
        ("16 January 2025", "2025-01-16"),
        ("2025年3月", "2025-03"),
        ("July 2024", "2024-07"),
        ("Updated Jan 2024", "2024-01"),
        ("Sept. 3, 2024", "2024-09-03"),
        ("2025年13月1日", None),
        ("增长5.2%", None),
    ],
)
def test_dates_are_found_in_every_way_of_writing(text: str, date: str | None) -> None:
    assert find_date(text) == date


@pytest.mark.parametrize(
    ("text", "expected"), [("2025年1月14日", True), ("（2025年1月14日印发）", True), ("截至2025年1月14日", False), ("安徽省", False)]
)
def test_a_line_is_a_date_when_nothing_else_stands_in_it(text: str, expected: bool) -> None:
    assert is_date(text) is expected


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("2025年安徽省政府工作报告", "2025"),
        ("安徽省“十四五”就业促进规划", "2021-2025"),
        ("十五五规划和2035年远景目标纲要", "2026-2030"),
        ("智能传感器产业行动计划（2021-2023年）", "2021-2023"),
        ("关于2024年计划执行情况与2025年计划草案的报告", "2024-2025"),
        ("国发〔2017〕35号解读", None),
        ("BESTBUY_2023_10K", "2023"),
        ("无障碍环境建设条例", None),
        ("第20250101号公告", None),
    ],
)
def test_the_period_is_the_years_a_title_speaks_of(title: str, period: str | None) -> None:
    assert period_of(title) == period
