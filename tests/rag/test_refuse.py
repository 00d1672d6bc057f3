"""When not to answer, and what is said then."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from rag.assemble import Service, index_reports, open_service
from rag.config import Settings
from rag.refuse import judge, refusal
from rag.types import Question

Writes = Callable[[Mapping[str, str]], Path]
Progress = Callable[[str, int, int], None]


@pytest.mark.parametrize(
    "question",
    [
        "2026年安徽省规模以上工业增加值增长目标是多少？",
        "浙江省城镇新增就业多少人？",
        "重点扶持哪些剧种？",
        "How much will emissions be cut by 2030?",
    ],
)
def test_a_question_near_to_a_report_is_answered(service: Service, question: str) -> None:
    assert judge(service.evidence(question), service.models.reader) is None


@pytest.mark.parametrize("question", ["火星移民的补贴标准是什么？", "世界杯决赛谁赢了？", "Who invented the telephone?"])
def test_a_far_question_is_refused(service: Service, question: str) -> None:
    answer = service.answer(Question(question))
    assert (answer.refused, answer.sentences) == (True, ())
    assert answer.text == answer.refusal.message if answer.refusal else False


def test_the_refusal_names_the_words_that_stand_in_no_report(service: Service) -> None:
    refused = judge(service.evidence("火星移民的补贴标准是什么？"), service.models.reader)
    assert refused is not None
    assert refused.reason == "not_covered"
    assert "火星移民" in refused.message


def test_a_year_before_the_words_does_not_hide_them(service: Service) -> None:
    refused = judge(service.evidence("2026年火星移民的补贴标准是什么？"), service.models.reader)
    assert refused is not None
    assert "火星移民" in refused.message
    assert "2026" not in refused.message


def test_words_that_the_reports_hold_are_not_named(service: Service) -> None:
    refused = judge(service.evidence("黄梅戏在火星的演出有几场？"), service.models.reader)
    if refused is not None:
        assert "黄梅戏" not in refused.message


def test_the_message_is_in_the_questions_language(service: Service) -> None:
    chinese, english = service.evidence("火星移民").query, service.evidence("Mars colony").query
    assert refusal("unsupported", chinese).message == "找到了相关内容，但写出的回答无法在原文中核实，因此不作答。"
    assert refusal("not_covered", english).message.startswith("The reports in the collection do not answer this question")
    assert "mars" in refusal("not_covered", english).message


def test_nothing_found_is_not_the_same_as_not_covered(service: Service) -> None:
    evidence = service.evidence("火星移民的补贴标准是什么？")
    judged = (judge(found, service.models.reader) for found in (evidence, replace(evidence, sentences=(), hits=())))
    reasons = [refused.reason for refused in judged if refused]
    assert reasons == ["not_covered", "nothing_found"]


def test_a_subsidy_for_something_that_no_report_knows_is_refused(write_files: Writes, quiet: Progress, tmp_path: Path) -> None:
    """The words that stand in the reports must not outweigh the one that the question is about."""
    text = "# 广东省政府工作报告\n\n困难残疾人生活补贴、重度残疾人护理补贴标准分别从每人每月202元、270元提高到209元、280元。"
    settings = Settings(data=tmp_path / "data", workers=0)
    index_reports(settings, [write_files({"广东.md": text, "安徽.md": "# 安徽省要点\n\n为老人发放养老服务补贴。"})], quiet)
    service = open_service(settings)
    assert service.answer(Question("火星移民补贴标准")).refused
    assert not service.answer(Question("重度残疾人护理补贴标准是多少？")).refused


@pytest.mark.parametrize("question", ["？？？", "😀"])
def test_a_question_without_words_is_refused(service: Service, question: str) -> None:
    assert service.answer(Question(question)).refused
