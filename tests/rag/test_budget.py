"""What one answer may cost and what it has cost."""

from collections.abc import Callable
from typing import Any

import pytest

from rag.assemble import open_service
from rag.budget import Budget, Meter, estimate_prompt, estimate_tokens
from rag.config import Settings
from rag.types import Answer, Question, Usage

GOAL = "2026年安徽省规模以上工业增加值增长目标是多少？"
GOOD = "制造业投资增长8%以上[1]。"
OVER = "此问题超出为语言模型设定的用量上限，本回答直接摘自报告原文。"


@pytest.mark.parametrize(
    ("text", "tokens"),
    [("", 0), ("增长", 2), ("增长6.5%。", 7), ("GDP", 1), ("industrial", 3), ("2026", 2), ("a b", 2), ("\n\n", 0)],
)
def test_tokens_are_estimated_by_characters_and_parts_of_words(text: str, tokens: int) -> None:
    assert estimate_tokens(text) == tokens


def test_a_message_costs_its_words_and_its_form() -> None:
    assert estimate_prompt([("system", "增长"), ("user", "a b")]) == 2 + 4 + 2 + 4


def test_a_cost_is_known_only_with_prices() -> None:
    assert Budget(1.0).cost(1_000_000, 1_000_000) is None
    assert Budget(1.0, prompt_price=2.0, completion_price=8.0).cost(500_000, 250_000) == 1.0 + 2.0
    assert Budget(1.0, completion_price=8.0).cost(500_000, 250_000) == 2.0


def test_a_prompt_is_allowed_while_its_longest_answer_can_be_paid() -> None:
    # 1,000 tokens of prompt at 2 and 500 of answer at 8 a million are 0.002 + 0.004.
    enough = Budget(1.0, completion_tokens=500, prompt_price=2.0, completion_price=8.0, highest_cost=0.006)
    assert enough.allows(1_000, Meter())
    assert not enough.allows(1_001, Meter())
    assert not enough.allows(1_000, Meter(prompt_tokens=1))
    assert not Budget(1.0, prompt_tokens=999).allows(1_000, Meter())


def test_a_meter_adds_up_the_requests_of_an_answer() -> None:
    meter = Meter()
    assert meter.usage(Budget(1.0)) is None
    meter.add(100, 20, estimated=False)
    meter.add(50, 5, estimated=True)
    assert meter.usage(Budget(1.0, prompt_price=10.0)) == Usage(2, 150, 25, 150 * 10 / 1_000_000, estimated=True)


def limited(settings: Settings, **limits: Any) -> Settings:
    return settings.model_copy(update={"model": settings.model.model_copy(update={"timeout_seconds": 5.0, **limits})})


def test_the_tokens_that_the_server_tells_are_kept_with_the_answer(endpoint: Any, pointed: Callable[[str], Settings]) -> None:
    endpoint.streams({"content": GOOD}, usage={"prompt_tokens": 321, "completion_tokens": 12, "total_tokens": 333})
    priced = limited(pointed(endpoint.url), prompt_price=1.0, completion_price=10.0)
    answer = open_service(priced).answer(Question(GOAL))
    assert answer.usage == Usage(1, 321, 12, (321 + 120) / 1_000_000, estimated=False)
    assert endpoint.requests[0][2]["stream_options"] == {"include_usage": True}


def test_a_server_that_refuses_to_be_asked_for_tokens_is_not_asked(endpoint: Any, pointed: Callable[[str], Settings]) -> None:
    endpoint.says(GOOD)
    answer = open_service(limited(pointed(endpoint.url), tell_usage=False)).answer(Question(GOAL))
    assert "stream_options" not in endpoint.requests[0][2]
    prompt = [(message["role"], message["content"]) for message in endpoint.requests[0][2]["messages"]]
    assert answer.usage == Usage(1, estimate_prompt(prompt), estimate_tokens(GOOD), None, estimated=True)


def test_what_a_failed_model_used_stays_with_the_extractive_answer(endpoint: Any, asked: Callable[[str], Answer]) -> None:
    endpoint.says("前景良好。")
    answer = asked(GOAL)
    assert (answer.writer, answer.writer_version) == ("extractive", "1")
    assert answer.usage is not None
    assert (answer.usage.requests, answer.usage.completion_tokens, answer.usage.estimated) == (1, 5, True)


def test_an_answer_without_a_model_used_nothing(endpoint: Any, asked: Callable[[str], Answer]) -> None:
    assert asked("火星移民的补贴标准是什么？").usage is None


def passages_shown(endpoint: Any) -> int:
    return str(endpoint.requests[0][2]["messages"][1]["content"]).count(" 资料 ")


def test_a_prompt_is_cut_to_its_budget_by_whole_passages(endpoint: Any, pointed: Callable[[str], Settings]) -> None:
    endpoint.says(GOOD)
    open_service(limited(pointed(endpoint.url))).answer(Question(GOAL))
    prompt = [(message["role"], message["content"]) for message in endpoint.requests[0][2]["messages"]]
    every, whole = passages_shown(endpoint), estimate_prompt(prompt)
    endpoint.requests.clear()
    answer = open_service(limited(pointed(endpoint.url), max_prompt_tokens=whole - 1)).answer(Question(GOAL))
    assert passages_shown(endpoint) == every - 1
    fences = str(endpoint.requests[0][2]["messages"][1]["content"]).count("<<")
    assert fences == 2 * (every - 1)  # none is half
    assert (answer.text, answer.notices) == ("制造业投资增长8%以上。[1]", ())


@pytest.mark.parametrize("limits", [{"max_prompt_tokens": 100}, {"prompt_price": 1.0, "completion_price": 1.0, "highest_cost": 0.000_1}])
def test_where_not_one_passage_fits_the_model_is_not_asked(
    endpoint: Any, pointed: Callable[[str], Settings], limits: dict[str, float]
) -> None:
    answer = open_service(limited(pointed(endpoint.url), **limits)).answer(Question(GOAL))
    assert (endpoint.requests, answer.writer, answer.notices, answer.usage) == ([], "extractive", (OVER,), None)
    assert answer.sentences


def test_a_dearer_model_is_shown_fewer_passages(endpoint: Any, pointed: Callable[[str], Settings]) -> None:
    endpoint.says(GOOD)
    # 800 tokens of answer and 500 of prompt at 1 a million.
    priced = limited(pointed(endpoint.url), prompt_price=1.0, completion_price=1.0, highest_cost=0.001_3)
    answer = open_service(priced).answer(Question(GOAL))
    assert answer.sentences
    assert 1 <= passages_shown(endpoint) < 4
    assert answer.usage is not None
    assert answer.usage.cost is not None
    assert answer.usage.cost <= 0.001_3
