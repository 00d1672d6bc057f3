"""A follow-up that no rule completes is made whole by the model, and what the model made is checked."""

import json
import time
from collections.abc import Callable
from typing import Any

import pytest

from rag.assemble import open_service
from rag.config import Settings
from rag.prompt import rules
from rag.types import Answer, Question, Turn

BEFORE = (Turn("2026年安徽省规模以上工业增加值增长目标是多少？", "6.5%左右。"),)
FOLLOW_UP = "制造业投资增长多少？"
WHOLE = "2026年安徽省制造业投资增长目标是多少？"
GOOD = "制造业投资增长8%以上[1]。"


@pytest.fixture
def follow(endpoint: Any, pointed: Callable[[str], Settings]) -> Callable[..., Answer]:
    def ask(question: str = FOLLOW_UP, **limits: Any) -> Answer:
        settings = pointed(endpoint.url)
        model = settings.model.model_copy(update={"timeout_seconds": 5.0, **limits})
        return open_service(settings.model_copy(update={"model": model})).answer(Question(question, BEFORE))

    return ask


def test_a_follow_up_is_made_whole_and_the_reader_sees_how_it_was_understood(endpoint: Any, follow: Callable[..., Answer]) -> None:
    endpoint.then(lambda: endpoint.says(WHOLE[:5], WHOLE[5:]), lambda: endpoint.says(GOOD))
    answer = follow()
    assert (answer.question, answer.text) == (FOLLOW_UP, "制造业投资增长8%以上。[1]")
    assert answer.notices == (f"按“{WHOLE}”理解。",)
    first, second = (body["messages"] for _, _, body in endpoint.requests)
    assert first[0]["content"] == rules("zh", "complete")
    assert first[1]["content"] == f"之前的问题: {BEFORE[0].question}\n问题: {FOLLOW_UP}"
    assert BEFORE[0].answer not in json.dumps(first, ensure_ascii=False)
    assert second[1]["content"].endswith(f"问题: {WHOLE}")
    assert answer.usage is not None
    assert answer.usage.requests == 2
    assert set(answer.timings) == {"understand", "find", "write"}


@pytest.mark.parametrize("made", ["2026年浙江省制造业投资增长目标是多少？", "增长8%以上。", FOLLOW_UP, "<think>没有头绪"])
def test_what_the_model_adds_of_its_own_is_dropped_and_the_question_stays_as_it_was_said(
    endpoint: Any, follow: Callable[..., Answer], made: str
) -> None:
    endpoint.then(lambda: endpoint.says(made), lambda: endpoint.says(GOOD))
    answer = follow()
    assert answer.notices == ()
    assert endpoint.requests[-1][2]["messages"][1]["content"].endswith(f"问题: {FOLLOW_UP}")


@pytest.mark.parametrize("fails", ["replies", "hangs", "nothing"])
def test_a_model_that_fails_leaves_the_question_as_it_was_said(endpoint: Any, follow: Callable[..., Answer], fails: str) -> None:
    failing = {"replies": lambda: endpoint.replies(401), "hangs": endpoint.hangs, "nothing": lambda: endpoint.says("")}[fails]
    endpoint.then(failing, lambda: endpoint.says(GOOD))
    start = time.monotonic()
    answer = follow(timeout_seconds=3.0)
    assert time.monotonic() - start < 3.0 + 1
    assert answer.text == "制造业投资增长8%以上。[1]"
    assert answer.notices == ()


def test_the_time_for_completing_is_part_of_the_answers_time(endpoint: Any, follow: Callable[..., Answer]) -> None:
    endpoint.hangs()
    start = time.monotonic()
    answer = follow(timeout_seconds=1.2)
    assert 1.2 <= time.monotonic() - start < 2.2
    assert answer.notices == ("语言模型未能及时答完，本回答直接摘自报告原文。",)


def test_a_follow_up_that_a_rule_completes_and_a_whole_question_cost_one_request(endpoint: Any, follow: Callable[..., Answer]) -> None:
    endpoint.says(GOOD)
    assert follow("那制造业投资呢？").notices == ("按“2026年安徽省制造业投资增长目标是多少？”理解。",)
    follow("安徽省2026年制造业投资增长多少？")
    assert len(endpoint.requests) == 2
