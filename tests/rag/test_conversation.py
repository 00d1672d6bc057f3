"""A question that leans on the one before is made whole by rule."""

import pytest

from rag.conversation import whole_question
from rag.types import Turn


@pytest.mark.parametrize(
    ("earlier", "question", "whole"),
    [
        ("辽宁省2025年地区生产总值增长目标是多少？", "规模以上工业增加值呢？", "辽宁省2025年规模以上工业增加值增长目标是多少？"),
        ("海南省2025年城镇居民人均可支配收入的增长目标是多少？", "那农村居民呢？", "海南省2025年农村居民人均可支配收入的增长目标是多少？"),
        ("陕西省2025年天然气产量目标是多少？", "那外送电量呢？", "陕西省2025年外送电量目标是多少？"),
        ("2026年安徽省规模以上工业增加值增长目标是多少？", "那浙江呢？", "2026年浙江规模以上工业增加值增长目标是多少？"),
        ("北京市2025年城镇新增就业目标是多少？", "2024年呢", "北京市2024年城镇新增就业目标是多少？"),
        ("安徽省2025年粮食产量是多少？", "它的目标呢？", "安徽省2025年粮食产量的目标呢？"),
        ("去年江西省地区生产总值增长多少？", "那固定资产投资呢？", "去年江西省固定资产投资增长多少？"),
        ("辽宁省沈阳市2025年地区生产总值增长目标是多少？", "那大连呢？", "大连2025年地区生产总值增长目标是多少？"),
        ("苏州市2025年一般公共预算收入是多少？", "2024年呢？", "苏州市2024年一般公共预算收入是多少？"),
        ("沈阳市2025年地区生产总值增长目标是多少？", "那固定资产投资呢？", "沈阳市2025年固定资产投资增长目标是多少？"),
        ("湖北2025年规上工业增加值增长目标是多少？", "2024年完成多少？", "湖北2024年规上工业增加值增长是多少？"),
        ("北京和上海2025年GDP增长目标对比", "那失业率呢？", "北京和上海2025年失业率目标对比"),
        ("北京和上海2025年GDP增长目标对比", "加上天津呢？", "北京和上海、天津2025年GDP增长目标对比"),
        ("What is the GDP target of Liaoning for 2025?", "What about Hainan?", "What is the GDP target of Hainan for 2025?"),
        ("What was the growth target of Anhui in 2025?", "what about 2024?", "What was the growth target of Anhui in 2024?"),
    ],
)
def test_what_is_new_takes_the_place_of_its_like(earlier: str, question: str, whole: str) -> None:
    assert whole_question(question, [Turn(earlier, "……")]) == whole


def test_turns_before_make_the_earlier_question_whole_first() -> None:
    history = [Turn("海南省2025年GDP增长目标是多少？", "6%以上"), Turn("那固定资产投资呢？", "8%以上")]
    assert whole_question("那广东呢？", history) == "广东2025年固定资产投资增长目标是多少？"


@pytest.mark.parametrize("question", ["江西省重点扶持哪些产业链？", "为什么？", "北京市2025年城镇新增就业目标是多少？", "谢谢"])
def test_a_whole_question_stays_as_it_is(question: str) -> None:
    assert whole_question(question, [Turn("安徽省2025年粮食产量是多少？", "……")]) is None


def test_a_backslash_is_a_character_like_any_other() -> None:
    whole = whole_question("那海南\\d呢？", [Turn("安徽省2025年地区生产总值增长目标是多少？", "……")])
    assert whole == "海南\\d增长目标是多少？"


def test_nothing_is_added_to_a_first_question() -> None:
    assert whole_question("那浙江呢？", []) is None
