"""Numerals against their values, and figures of sentences against what they mean."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.numbers import Figure, figures_in
from documents.numerals import integer_of, value_of


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("二十一", 21),
        ("一百零三", 103),
        ("一百一十", 110),
        ("两百", 200),
        ("一千零一", 1001),
        ("二〇二五", 2025),
        ("12", 12),
        ("〇", 0),
    ],
)
def test_numerals_have_their_values(text: str, value: int) -> None:
    assert integer_of(text) == value


@pytest.mark.parametrize("text", ["", "条", "十二条", "1.5", "一万"])
def test_what_is_no_small_whole_number_has_no_value(text: str) -> None:
    assert integer_of(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [("六点五", "6.5"), ("一万二千", "12000"), ("两亿三千万", "230000000"), ("十", "10"), ("1,234.5", "1234.5"), ("-0.3", "-0.3")],
)
def test_numbers_in_words_have_their_values(text: str, value: str) -> None:
    assert value_of(text) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "value", "unit", "qualifier", "direction"),
    [
        ("规模以上工业增加值增长６.５％左右", "6.5", "%", "about", "up"),
        ("年均增长百分之六点五", "6.5", "%", None, "up"),
        ("占比三成以上", "30", "%", "at_least", None),
        ("下降0.5个百分点", "0.5", "百分点", None, "down"),
        ("总量突破1.2万亿元", "1200000000000", "元", "over", None),
        ("新增就业不少于26万人", "260000", "人", "at_least", "up"),
        ("失业率控制在5.5%以内", "5.5", "%", "at_most", None),
        ("服务3000多万人次", "30000000", "人次", "over", None),
        ("近200家企业", "200", "家", "nearly", None),
        ("建成两万个基站", "20000", "个", None, None),
        ("发电1,234.5万千瓦时", "12345000", "千瓦时", None, None),
        ("装机5吉瓦", "5000000", "千瓦", None, None),
        ("revenue of $4.2 billion", "4200000000", "美元", None, None),
        ("fell by nearly 3.5 per cent", "3.5", "%", "nearly", "down"),
        ("no more than 35,000 hectares", "35000", "公顷", "at_most", None),
    ],
)
def test_an_amount_has_a_value_a_unit_a_qualifier_and_a_direction(
    text: str, value: str, unit: str, qualifier: str | None, direction: str | None
) -> None:
    (figure,) = figures_in(text)
    assert (figure.kind, figure.value, figure.unit) == ("amount", Decimal(value), unit)
    assert (figure.qualifier, figure.direction) == (qualifier, direction)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("2025年1月14日", "date", "20250114"),
        ("2025-01-14", "date", "20250114"),
        ("2025年1月", "date", "202501"),
        ("2025年", "year", "2025"),
        ("二〇二五年", "year", "2025"),
        ("2021—2025年", "period", "20212025"),
        ("“十四五”时期", "period", "20212025"),
        ("2021至2025年", "period", "20212025"),
    ],
)
def test_dates_years_and_periods_are_no_amounts(text: str, kind: str, value: str) -> None:
    assert [(figure.kind, figure.value) for figure in figures_in(text)] == [(kind, Decimal(value))]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("增长5%-6%", ["5", "6"]),
        ("1000元-1500元", ["1000", "1500"]),
        ("增速为-1.2%", ["-1.2"]),
        ("COVID-19疫情", ["19"]),
        ("九点三十分", []),
    ],
)
def test_the_line_between_two_figures_is_no_minus(text: str, values: list[str]) -> None:
    assert [str(figure.value) for figure in figures_in(text)] == values


def test_a_year_beside_a_number_is_read_apart() -> None:
    assert [(f.kind, f.value) for f in figures_in("2025，300个项目")] == [("year", Decimal(2025)), ("amount", Decimal(300))]


@pytest.mark.parametrize("text", ["一是加强监管", "第一产业", "三农工作", "统一部署"])
def test_numerals_within_words_are_no_figures(text: str) -> None:
    assert figures_in(text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("PM2.5年均浓度降至38微克/立方米", [("2.5", ""), ("38微克", "微克")]),
        ("PM_2.5年均浓度38微克", [("2.5", ""), ("38微克", "微克")]),
        ("M2余额增长8.5%", [("2", ""), ("8.5%", "%")]),
        ("CPI2%", [("2%", "%")]),
        ("RMB500万元", [("500万元", "元")]),
        ("EUR5 million", [("5 million", "")]),
        ("for 5 years", [("5 years", "年")]),
    ],
)
def test_digits_of_a_name_measure_nothing(text: str, told: list[tuple[str, str]]) -> None:
    """PM2.5年均浓度 was read as two and a half years, and the concentration lost its name."""
    assert [(text[figure.start : figure.end], figure.unit) for figure in figures_in(text)] == told


def test_figures_are_spans_of_the_text_as_it_is_written() -> None:
    text = "总产值增長６.５％，達１.２萬億元"
    assert [text[figure.start : figure.end] for figure in figures_in(text)] == ["６.５％", "１.２萬億元"]


@given(st.text(alphabet="0123456789.,%万亿元个百分点年月日-—十三五四左右以上不超过增长 million", max_size=40))
def test_figures_never_overlap_and_each_holds_something(text: str) -> None:
    found: list[Figure] = figures_in(text)
    assert all(0 <= figure.start < figure.end <= len(text) for figure in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
