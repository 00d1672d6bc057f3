"""Who gave a report is told by the line under its title."""

from collections.abc import Callable, Mapping

import pytest

from rag.assemble import Service
from rag.bylines import bylines
from rag.types import Question

WORK = (
    "各位代表：\n\n现在，我代表省人民政府，向大会报告工作，请予审议。\n\n一、2024年工作回顾\n\n"
    "习近平总书记亲临考察，政府工作报告提出的任务全面完成，地区生产总值增长5%。\n\n二、2025年工作安排\n\n"
    "做好审计报告的整改工作，地区生产总值增长目标为5.5%左右。报告由各部门负责落实。"
)
REPORTS = {
    "青海.txt": f"2025年青海省政府工作报告\n\n——2025年1月19日在青海省第十四届人民代表大会第三次会议上\n\n代省长 罗东川\n\n{WORK}",
    "广东.txt": f"2025年广东省政府工作报告\n\n2025年1月15日\n\n广东省省长 王伟中\n\n{WORK}",
    "上海.txt": f"2025年上海市政府工作报告\n\n——2025年1月15日龚正市长在上海市第十六届人民代表大会第三次会议上\n\n{WORK}",
}


@pytest.fixture(scope="module")
def service(opened: Callable[[Mapping[str, str]], Service]) -> Service:
    return opened(REPORTS)


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("青海报告是谁作的", ["罗东川"]),
        ("谁作的广东省政府工作报告", ["王伟中"]),
        ("2025年广东省政府工作报告是由谁做的？", ["王伟中"]),
        ("上海的报告人是谁？", ["龚正"]),
        ("是哪位市长作了上海市政府工作报告", ["龚正"]),
        ("青海和广东的政府工作报告是谁作的？", ["罗东川", "王伟中"]),
    ],
)
def test_the_line_under_the_title_says_who_gave_a_report(service: Service, question: str, names: list[str]) -> None:
    told = [sentence.text for sentence in bylines(service.evidence(question))]
    assert sorted(next(name for name in names if name in text) for text in told) == sorted(names)


def test_the_line_is_the_whole_answer(service: Service) -> None:
    assert [sentence.text for sentence in service.answer(Question("谁作的广东省政府工作报告")).sentences] == ["广东省省长 王伟中"]


@pytest.mark.parametrize("question", ["青海的审计报告是谁作的", "谁负责落实青海报告", "青海报告提出了什么目标", "罗东川作了什么报告"])
def test_other_questions_on_reports_are_answered_from_what_they_say(service: Service, question: str) -> None:
    assert bylines(service.evidence(question)) == []
