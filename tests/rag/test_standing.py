"""Answers rest on what is in force, on the newest edition, and say where they do not."""

from collections.abc import Callable, Mapping

import pytest

from rag.assemble import Service
from rag.types import Question

RULE = "个人申请消费补贴的，每户补贴标准为{amount}元，由县级商务部门审核发放。"
REPORTS = {
    "旧办法.txt": "消费补贴发放办法\n\n商发〔2019〕45号\n\n2019年5月1日\n\n" + RULE.format(amount=300),
    "新规定.txt": "消费补贴发放规定\n\n商发〔2025〕8号\n\n2025年3月1日\n\n"
    + RULE.format(amount=500)
    + "\n\n本规定自2025年4月1日起施行，《消费补贴发放办法》（商发〔2019〕45号）同时废止。",
    "2024.txt": "2024年北京市政府工作报告\n\n全市地区生产总值增长5%左右，城镇新增就业26万人，城镇调查失业率5%以内。",
    "2025.txt": "2025年北京市政府工作报告\n\n全市地区生产总值增长5.5%左右，城镇新增就业28万人，城镇调查失业率5%以内。",
}


@pytest.fixture(scope="module")
def service(opened: Callable[[Mapping[str, str]], Service]) -> Service:
    return opened(REPORTS)


def test_what_is_in_force_answers_before_what_was_repealed(service: Service) -> None:
    answer = service.answer(Question("消费补贴每户的标准是多少元？"))
    assert "500元" in answer.sentences[0].text
    assert answer.citations[0].report == "新规定.txt"


def test_an_answer_that_rests_on_a_repealed_report_says_so(service: Service) -> None:
    answer = service.answer(Question("《消费补贴发放办法》规定的补贴标准是多少元？"))
    assert any(citation.report == "旧办法.txt" for citation in answer.citations)
    assert "《消费补贴发放办法》已废止（见《消费补贴发放规定》），引用前请核对。" in answer.notices


def test_without_a_year_the_newest_edition_answers(service: Service) -> None:
    answer = service.answer(Question("北京市政府工作报告提出城镇新增就业多少万人？"))
    assert "28万人" in answer.sentences[0].text


def test_a_year_chooses_the_edition(service: Service) -> None:
    answer = service.answer(Question("2024年北京市政府工作报告提出城镇新增就业多少万人？"))
    assert "26万人" in answer.sentences[0].text
    assert answer.notices == ()


def test_two_editions_are_compared_paragraph_by_paragraph(service: Service) -> None:
    entries = {entry.source_name: entry for entry in service.reports()}
    found = service.changes(entries["2024.txt"], entries["2025.txt"])
    assert [change.kind for change in found.changed] == ["changed", "changed"]
    pieces = [piece.text for piece in found.changed[1].pieces if piece.kind != "same"]
    assert pieces == ["5%", "5.5%", "26", "28"]
