"""Does a sentence stand in its quotes."""

import pytest

from rag.check import support
from rag.meanings import missing_figures


@pytest.mark.parametrize(
    ("sentence", "quote", "missing"),
    [
        ("增长5%", "增长6.5%", ["5%"]),
        ("增长6.5%左右", "增长６．５％左右", []),
        ("增长6.5%", "增长6.5%左右", ["6.5%"]),  # a qualifier is not dropped
        ("增长6.5%以上", "增长6.5%", ["6.5%"]),
        ("不少于26万人", "26万人以上", []),
        ("超过26万人", "26万人以上", ["26万人"]),
        ("投入3000亿元", "投入3000万元", ["3000亿元"]),
        ("投入0.3亿元", "投入3000万元", []),
        ("下降5%", "下降5个百分点", ["5%"]),
        ("下降5%", "增长5%", ["5%"]),
        ("投入1234万元", "投入1,234万元", []),
        ("2026年增长5%", "2025年增长5%", ["2026"]),
        ("2025年印发", "2025年1月14日印发", []),
        ("2025年1月15日印发", "2025年1月14日印发", ["2025年1月15日"]),
        ("2021—2025年", "“十四五”时期", []),
        ("三成以上", "30%以上", []),
        ("百分之六点五", "6.5%", []),
        ("共15项", "共150项", ["15项"]),
        ("cut by 68%", "cut by 68 percent", []),
        ("增长5%", "5．推动生产总值增长。", ["5%"]),  # the number of a list
        ("cost $4.2 billion", "cost $4,200 million", []),
        ("增长6.5%左右", "力争增长6.5%左右", ["6.5%"]),  # aimed at is not reached
        ("目标是增长6.5%左右", "力争增长6.5%左右", []),
        ("2024年增长5.2%", "2024年增长5.2%，今年目标5%左右", []),
    ],
)
def test_a_figure_stands_in_a_quote_only_with_its_meaning(sentence: str, quote: str, missing: list[str]) -> None:
    assert missing_figures(sentence, [quote]) == missing


def test_a_table_says_once_what_its_figures_count() -> None:
    row = "| 第一产业 | 4,663.5 | 3.5 |"
    assert missing_figures("第一产业增加值4663.5亿元", [row], "单位：亿元") == []
    assert missing_figures("第一产业增加值4663.5万元", [row], "单位：亿元") == ["4663.5万元"]
    assert missing_figures("Revenue was $46.3 billion", ["| Revenue | 46,300 |"], "(in millions)") == []


def test_figures_may_come_from_several_quotes() -> None:
    assert missing_figures("增长6.5%，投资增长8%以上", ["增长6.5%。", "投资增长8%以上。"]) == []


def test_support_is_the_share_of_the_sentences_tokens() -> None:
    # 甲乙丙丁 has the tokens 甲 乙 丙 丁 甲乙 乙丙 丙丁: 甲乙 holds 3 of 7, 甲乙丙 5 of 7, 甲 1 of 7.
    assert support("甲乙丙丁", ["甲乙丙"]) == "supported"
    assert support("甲乙丙丁", ["甲乙"]) == "weak"
    assert support("甲乙丙丁", ["甲"]) is None


def test_exactly_half_is_supported() -> None:
    # 甲乙 丙丁 has the tokens 甲 乙 甲乙 丙 丁 丙丁.
    assert support("甲乙 丙丁", ["甲乙"]) == "supported"


def test_a_wrong_figure_is_not_outweighed_by_right_words() -> None:
    assert support("规模以上工业增加值增长5%左右", ["规模以上工业增加值增长6.5%左右。"]) is None


def test_a_sentence_without_words_or_without_quotes_has_no_support() -> None:
    assert support("！", ["增长"]) is None
    assert support("工业增长", []) is None


def test_a_place_that_stands_neither_in_the_quotes_nor_above_them_is_not_supported() -> None:
    quote = "2026年力争规模以上工业增加值增长6.5%左右。"
    assert support("浙江省2026年力争规模以上工业增加值增长6.5%左右。", [quote], "安徽省工作报告") is None
    assert support("安徽省2026年力争规模以上工业增加值增长6.5%左右。", [quote], "安徽省工作报告") == "supported"


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("个人可以申请购房补贴。", "个人不得申请购房补贴。"),
        ("企业不得申请贷款贴息。", "企业可以申请贷款贴息。"),
        ("The scheme does not cover tenants.", "The scheme will cover tenants."),
    ],
)
def test_a_not_that_was_added_or_left_out_is_no_support(sentence: str, quote: str) -> None:
    assert support(sentence, [quote]) is None


@pytest.mark.parametrize(("sentence", "quote"), [("能力不断增强。", "能力增强。"), ("未来五年新增就业5万人。", "今后五年新增就业5万人。")])
def test_words_that_look_like_a_not_deny_nothing(sentence: str, quote: str) -> None:
    assert support(sentence, [quote]) == "supported"


def test_a_not_elsewhere_in_the_quote_does_no_harm() -> None:
    quote = "不得向学生收费，学校可以申请专项补助。"
    assert support("学校可以申请专项补助。", [quote]) == "supported"
