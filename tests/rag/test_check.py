"""Does a sentence stand in its quotes."""

import pytest

from rag.check import figures, missing_figures, support


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("增长６．５％左右", {"6.5%"}),
        ("1,234.5 公顷", {"1234.5"}),
        ("１,２３４.５％", {"1234.5%"}),
        ("2026年增长5%", {"2026", "5%"}),
        ("下降0.5个百分点", {"0.5"}),
        ("2025，300个项目", {"2025", "300"}),  # a comma after a year parts two numbers
        ("2021-2025年", {"2021", "2025"}),
        ("新增 3000 万人", {"3000万"}),
        ("总量1.2万亿元", {"1.2万亿"}),
        ("cut by 68 percent", {"68%"}),
        ("cut by 68 per cent", {"68%"}),
        ("35,000 hectares", {"35000"}),
        ("没有数字", set()),
    ],
)
def test_figures_are_read_in_one_form(text: str, expected: set[str]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    ("sentence", "quote", "missing"),
    [
        ("增长5%", "增长6.5%", {"5%"}),
        ("增长6.5%", "增长６．５％左右", set()),
        ("投入3000亿元", "投入3000万元", {"3000亿"}),
        ("下降5%", "下降5个百分点", {"5%"}),
        ("投入1234万元", "投入1,234万元", set()),
        ("2026年增长5%", "2025年增长5%", {"2026"}),
        ("共15项", "共150项", {"15"}),
        ("cut by 68%", "cut by 68 percent", set()),
    ],
)
def test_a_figure_stands_in_a_quote_only_as_a_whole(sentence: str, quote: str, missing: set[str]) -> None:
    assert missing_figures(sentence, [quote]) == missing


def test_figures_may_come_from_several_quotes() -> None:
    assert missing_figures("增长6.5%，投资增长8%", ["增长6.5%。", "投资增长8%以上。"]) == set()


def test_support_is_the_share_of_the_sentences_tokens() -> None:
    # 甲乙丙丁 has the tokens 甲 乙 丙 丁 甲乙 乙丙 丙丁: 甲乙 holds 3 of 7, 甲乙丙 5 of 7, 甲 1 of 7.
    assert support("甲乙丙丁", ["甲乙丙"]) == "supported"
    assert support("甲乙丙丁", ["甲乙"]) == "weak"
    assert support("甲乙丙丁", ["甲"]) is None


def test_exactly_half_is_supported() -> None:
    # 甲乙丙 has 5 tokens and Dog, Cat, Cow 3 more: 甲乙 with Dog holds 4 of 8.
    assert support("甲乙丙 dog cat cow", ["甲乙 dog"]) == "supported"


def test_a_wrong_figure_is_not_outweighed_by_right_words() -> None:
    assert support("规模以上工业增加值增长5%左右", ["规模以上工业增加值增长6.5%左右。"]) is None


def test_a_sentence_without_words_or_without_quotes_has_no_support() -> None:
    assert support("！", ["增长"]) is None
    assert support("工业增长", []) is None


def test_a_place_that_stands_neither_in_the_quotes_nor_above_them_is_not_supported() -> None:
    quote = "2026年力争规模以上工业增加值增长6.5%左右。"
    assert support("浙江省2026年规模以上工业增加值增长6.5%左右。", [quote], "安徽省工作报告") is None
    assert support("安徽省2026年规模以上工业增加值增长6.5%左右。", [quote], "安徽省工作报告") == "supported"
