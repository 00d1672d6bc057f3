"""A figure that a question takes as given and the report does not give: what the report says is told, cited, in both languages."""

from collections.abc import Callable, Mapping

import pytest

from rag.assemble import Service
from rag.types import Question

REPORTS = {
    "安徽.txt": "2026年安徽省政府工作报告\n\n2026年1月15日\n\n一、目标\n\n今年力争规模以上工业增加值增长6.5%左右，城镇新增就业70万人以上。",
    "广东.txt": "2026年广东省政府工作报告\n\n2026年1月16日\n\n一、2025年工作回顾\n\n2025年，进出口总额突破9万亿元、增长9.8%。"
    "\n\n二、目标\n\n今年地区生产总值增长5%左右。",
    "宁夏.txt": "2026年宁夏回族自治区政府工作报告\n\n2026年1月17日\n\n一、2025年工作回顾\n\n2025年，居民消费价格下降0.3%。"
    "人均地区生产总值突破7万关口、达到7.28万元。\n\n二、目标\n\n今年地区生产总值增长5.5%左右，居民消费价格涨幅控制在2%左右。",
}
SAID = "今年力争规模以上工业增加值增长6.5%左右"


@pytest.fixture(scope="module")
def service(opened: Callable[[Mapping[str, str]], Service]) -> Service:
    return opened(REPORTS)


@pytest.mark.parametrize(
    ("question", "sentence", "notice"),
    [
        ("安徽2026年规上工业增加值增长目标为什么定为8%？", f"安徽：{SAID}", "报告没有给出“8%”，给出的是以上数值。"),
        ("安徽2026年规上工业增加值为什么要下降6.5%？", f"安徽：{SAID}", "报告没有给出“下降6.5%”，给出的是以上数值。"),
        (
            "Why did Anhui set its 2026 industrial value added growth target at 8%?",
            f"Anhui: {SAID}",
            "The report does not say “8%”; it gives the figure above.",
        ),
    ],
)
def test_another_figure_of_the_report_is_told_and_cited(service: Service, question: str, sentence: str, notice: str) -> None:
    answer = service.answer(Question(question))
    assert [said.text for said in answer.sentences] == [sentence]
    assert notice in answer.notices
    assert "6.5%左右" in answer.citations[0].quote


@pytest.mark.parametrize(
    ("question", "notice"),
    [
        ("安徽2025年规上工业增加值增长目标为什么是6.5%？", "“6.5%”是安徽2026年的数值，见所附原文。"),
        ("广东2026年规上工业增加值增长目标为什么定为6.5%？", "“6.5%”是安徽2026年的数值，见所附原文。"),
        ("Why is Guangdong's 2026 industrial value added growth target 6.5%?", "“6.5%” is the figure of Anhui for 2026; see the quote."),
    ],
)
def test_a_figure_of_another_year_or_region_is_refused_and_named_as_that(service: Service, question: str, notice: str) -> None:
    answer = service.answer(Question(question))
    assert answer.refused
    assert notice in answer.notices
    assert [citation.report for citation in answer.citations] == ["安徽.txt"]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("安徽2026年规上工业增加值增长目标为什么是6.5%左右？", "6.5%左右"),
        ("安徽2026年规上工业增加值增长目标超过6%吗？", "6.5%左右"),
        ("广东进出口总额突破9万亿元的原因", "突破9万亿元"),
        ("宁夏人均地区生产总值7.28万元的原因是什么？", "达到7.28万元"),
    ],
)
def test_a_figure_that_the_report_gives_is_no_false_premise(service: Service, question: str, told: str) -> None:
    """What the report says to be over 9万亿元 was taken not to be, and the total per head for the total."""
    answer = service.answer(Question(question))
    assert not any("没有给出" in notice for notice in answer.notices)
    assert told in answer.text


@pytest.mark.parametrize(
    ("question", "sentence", "written"),
    [
        ("宁夏CPI上涨0.3%的原因是什么？", "宁夏：居民消费价格下降0.3%", "上涨0.3%"),
        ("广东进出口下降9.8%的原因是什么？", "广东：进出口总额突破9万亿元、增长9.8%", "下降9.8%"),
        ("广东进出口总额突破10万亿元的原因", "广东：进出口总额突破9万亿元", "10万亿元"),
        ("宁夏人均地区生产总值8.28万元的原因是什么？", "宁夏：人均地区生产总值突破7万关口、达到7.28万元", "8.28万元"),
    ],
)
def test_a_figure_is_set_right_by_one_of_the_same_unit(service: Service, question: str, sentence: str, written: str) -> None:
    """A fall taken for a rise was answered with the target for the year after, and a percentage with an amount."""
    answer = service.answer(Question(question))
    assert [said.text for said in answer.sentences] == [sentence]
    assert f"报告没有给出“{written}”，给出的是以上数值。" in answer.notices


@pytest.mark.parametrize("question", ["安徽2026年规上工业增加值目标为什么是6.5万亿元？", "宁夏2026年人均地区生产总值为什么是5.5%？"])
def test_a_figure_of_a_unit_that_no_report_gives_is_refused_and_not_set_right(service: Service, question: str) -> None:
    answer = service.answer(Question(question))
    assert answer.refused
    assert not any("没有给出" in notice for notice in answer.notices)


def test_a_figure_of_something_else_is_no_premise(service: Service) -> None:
    answer = service.answer(Question("安徽2026年投资超1亿元的规模以上工业增加值项目有多少个？"))
    assert not any("1亿元" in notice for notice in answer.notices)
