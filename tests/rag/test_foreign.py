"""What a sentence may hold only where its quotes do."""

import pytest

from rag.foreign import is_foreign

QUOTE = "2026年力争规模以上工业增加值增长6.5%左右，实施三大工程，落实《产业规划》，由省财政厅负责，建设AI园区。"


@pytest.mark.parametrize(
    "sentence",
    [
        "增长6.5%左右 evil.example",
        "增长6.5%左右，见ｅｖｉｌ．ｅｘａｍｐｌｅ",
        "增长6.5%左右，见еvіl.ехаmрlе",
        "增长6.5%左右，见恶意.中国",
        "增长6.5%左右，x@evil",
        "增长6.5%左右 &#104;ttp",
        "增长6.5%左右 \\href",
        "增长6.5%左右 203.0.113.7",
        "增长⑨%左右",
        "增长Ⅸ个百分点",
        "增长九点",
        "增长玖成",
        "增长nine percent",
        "实施八大工程",
        "落实《虚构规划》",
        "报告称“目标早已完成”",
        "由省教育厅负责",
        "由县人民政府负责",
        "建设Tesla园区",
        "增长✅6.5%",
        "产值过百亿的园区",
    ],
)
def test_what_no_quote_knows_is_foreign(sentence: str) -> None:
    assert is_foreign(sentence, QUOTE)


@pytest.mark.parametrize(
    "sentence",
    [
        "规模以上工业增加值增长6.5%左右。",
        "实施3大工程，落实《产业规划》。",
        "由省财政厅负责“三大工程”。",
        "进一步建设一批AI园区，统一十分重要。",
        "增长（６.５％）左右；“规模以上”。",
    ],
)
def test_what_a_quote_knows_in_other_words_is_not(sentence: str) -> None:
    assert not is_foreign(sentence, QUOTE)


def test_an_indicator_may_be_told_by_its_other_name_and_a_unit_in_letters() -> None:
    assert not is_foreign("GDP增长5%。", "地区生产总值增长5%。")
    assert not is_foreign("长300km。", "长300公里。")
    assert is_foreign("CPI上涨2%。", "地区生产总值增长5%。")
