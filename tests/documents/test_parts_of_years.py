"""Parts of years are periods of their own: what holds for the first half does not hold for the year."""

from decimal import Decimal

import pytest

from documents.dates import months_of, spoken_period
from documents.indicators import indicators_in
from documents.load import load_bytes
from documents.numbers import figures_in


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("2025年上半年", (1, 6)), ("2025年1-6月", (1, 6)), ("1—11月", (1, 11)), ("1月至9月", (1, 9)), ("前三季度", (1, 9)),
        ("一季度", (1, 3)), ("第4季度", (10, 12)), ("下半年", (7, 12)), ("in the first half of 2025", (1, 6)), ("2025年", None),
        ("上半年开局良好，全年增长5%", None), ("1月6日", None), ("6-1月", None), ("1月14日至3月5日", None),
    ],
)  # fmt: skip
def test_the_months_that_words_name(text: str, months: tuple[int, int] | None) -> None:
    assert months_of(text) == months


def test_a_period_is_an_interval_and_a_whole_year_the_year() -> None:
    assert [spoken_period(2025, months) for months in ((1, 6), (1, 12), None)] == ["2025-01/2025-06", "2025", "2025"]


@pytest.mark.parametrize("text", ["2025年1-6月", "2025年上半年", "2025年1月至6月", "２０２５年１—６月"])
def test_one_part_of_a_year_has_one_value_however_it_is_written(text: str) -> None:
    (figure,) = figures_in(text)
    assert (figure.kind, figure.value) == ("period", Decimal(202501202506))
    (year,) = figures_in("2025年")
    assert not year.means(figure)


def periods(text: str, title: str = "2025年经济运行情况") -> list[tuple[str, str | None]]:
    report = load_bytes(f"{title}\n\n{text}\n".encode(), "运行.txt")
    return [(indicator.name, indicator.period) for indicator in indicators_in(report)]


def test_an_indicator_of_a_part_of_a_year_is_not_one_of_the_year() -> None:
    assert periods("2025年上半年，全省地区生产总值增长5.5%。规模以上工业增加值增长6.1%。") == [
        ("地区生产总值", "2025-01/2025-06"),
        ("规模以上工业增加值", "2025-01/2025-06"),
    ]
    assert [period for _, period in periods("2025年前三季度，全省地区生产总值增长5.4%；2025年全年，固定资产投资增长3%。")] == [
        "2025-01/2025-09",
        "2025",
    ]


def test_the_title_says_the_part_for_a_whole_report() -> None:
    assert [period for _, period in periods("全省地区生产总值增长5.5%。", "2025年上半年安徽省经济运行情况")] == ["2025-01/2025-06"]
