"""The writer that asks a chat model, against a scripted OpenAI-compatible server on loopback that does its part."""

import json
import time
from collections.abc import Callable
from typing import Any

import pytest

from rag.assemble import open_service
from rag.config import Settings
from rag.prompt import rules
from rag.types import Answer, Question

GOAL = "2026年安徽省规模以上工业增加值增长目标是多少？"
SAID = "2026年力争规模以上工业增加值增长6.5%左右。"
KEY = "sk-secret-4711"
WITHHELD = "有语句在所引原文中得不到印证，已略去。"


def test_marked_sentences_become_sentences_with_quotes_that_hold_them(endpoint: Any, asked: Callable[[str], Answer]) -> None:
    endpoint.says("安徽省规模以上工业", "增加值力争增长6.", "5%左右[", "1]。", "制造业投资增长8%以上。", "[1]")
    answer = asked(GOAL)
    assert [sentence.text for sentence in answer.sentences] == ["安徽省规模以上工业增加值力争增长6.5%左右。", "制造业投资增长8%以上。"]
    assert [citation.quote for citation in answer.citations] == [SAID, "制造业投资增长8%以上。"]
    assert [sentence.citations for sentence in answer.sentences] == [(1,), (2,)]
    assert (answer.writer, answer.notices, answer.refused) == ("model scripted", (), False)


def test_sentences_are_shown_before_the_model_has_ended(endpoint: Any, pointed: Callable[[str], Settings]) -> None:
    endpoint.says("力争规模以上工业增加值增长6.5%左右[1]。", "制造业", "投资增长8%以上[1]。", pause=0.15)
    growing = open_service(pointed(endpoint.url)).stream(Question(GOAL))
    times = [(time.monotonic(), len(answer.sentences)) for answer in growing]
    assert [count for _, count in times] == [1, 2, 2]
    assert times[1][0] - times[0][0] > 0.1


def test_the_request_is_a_chat_completion_with_the_rules_and_the_numbered_passages(endpoint: Any, asked: Callable[[str], Answer]) -> None:
    endpoint.says(f"{SAID}[1]")
    asked(GOAL)
    ((path, headers, body),) = endpoint.requests
    assert path == "/v1/chat/completions"
    assert headers["authorization"] == f"Bearer {KEY}"
    assert (body["model"], body["stream"], body["temperature"]) == ("scripted", True, 0)
    system, user = body["messages"]
    assert (system["role"], system["content"]) == ("system", rules("zh"))
    assert SAID in user["content"]
    assert "资料 1>>" in user["content"]
    assert KEY not in json.dumps(body)


def test_a_model_whose_name_has_another_route_is_asked_for_chat_completions_too(endpoint: Any, pointed: Callable[[str], Settings]) -> None:
    endpoint.says(f"{SAID}[1]")
    settings = pointed(endpoint.url)
    named = settings.model_copy(update={"model": settings.model.model_copy(update={"name": "gpt-5-pro"})})
    assert open_service(named).answer(Question(GOAL)).sentences
    assert [path for path, _, _ in endpoint.requests] == ["/v1/chat/completions"]


def test_an_english_question_gets_the_english_rules(endpoint: Any, asked: Callable[[str], Answer]) -> None:
    endpoint.says("Emissions will be cut by 68 percent by 2030 [1].")
    answer = asked("How much will emissions be cut by 2030?")
    assert endpoint.requests[0][2]["messages"][0]["content"] == rules("en")
    assert answer.text == "Emissions will be cut by 68 percent by 2030.[1]"


def test_an_unknown_mark_is_dropped(endpoint: Any, asked: Callable[[str], Answer]) -> None:
    endpoint.says("力争规模以上工业增加值增长6.5%左右[1][9]。")
    answer = asked(GOAL)
    assert answer.text == "力争规模以上工业增加值增长6.5%左右。[1]"
    assert answer.notices == ()


@pytest.mark.parametrize(
    "sentence",
    ["预计增速位居全国前列。", "规模以上工业增加值增长7.5%左右[1]。", "力争规模以上工业增加值增长6.5%左右[9]。", "火星移民可领补贴[1]。"],
)
def test_a_sentence_that_its_passages_do_not_hold_is_withheld_with_a_notice(
    endpoint: Any, asked: Callable[[str], Answer], sentence: str
) -> None:
    endpoint.says("制造业投资增长8%以上[1]。", sentence)
    answer = asked(GOAL)
    assert [kept.text for kept in answer.sentences] == ["制造业投资增长8%以上。"]
    assert answer.notices == (WITHHELD,)


@pytest.mark.parametrize("pieces", [("NO_ANSWER",), ("NO_", "ANS", "WER\n")])
def test_a_model_that_finds_no_answer_leads_to_a_refusal(endpoint: Any, asked: Callable[[str], Answer], pieces: tuple[str, ...]) -> None:
    endpoint.says(*pieces)
    answer = asked(GOAL)
    assert answer.refusal is not None
    assert answer.refusal.reason == "not_covered"
    assert "NO_ANSWER" not in answer.text


def test_a_far_question_never_reaches_the_model(endpoint: Any, asked: Callable[[str], Answer]) -> None:
    assert asked("火星移民的补贴标准是什么？").refused
    assert endpoint.requests == []


def test_links_images_and_markup_of_the_model_never_reach_the_answer(endpoint: Any, asked: Callable[[str], Answer]) -> None:
    endpoint.says(
        "力争规模以上工业增加值[增长](https://evil.example/a)6.5%左右[1]。",
        "全省力争增长6.5%左右![图](http://evil.example/x.png?leak=1)[1]。",
        "<img src=x onerror=alert(1)>制造业投资增长8%以上<script>[1]。",
        "新建5G基站2万个 https://evil.example/a [1]。\n",
        "[1]: https://evil.example/b\n",
        "<iframe src=//evil.example>",
    )
    answer = asked(GOAL)
    assert [sentence.text for sentence in answer.sentences] == [
        "力争规模以上工业增加值增长6.5%左右。",
        "制造业投资增长8%以上。",
        "新建5G基站2万个 。",
    ]
    assert answer.notices == (WITHHELD,)
    shown = answer.text + "".join(citation.quote for citation in answer.citations)
    assert not any(word in shown for word in ("evil", "http", "<", "(", "!"))


def test_without_a_key_the_server_is_still_asked(endpoint: Any, asked: Callable[[str], Answer], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("POLICY_MODEL_KEY")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-another-service")
    endpoint.says(f"{SAID}[1]")
    assert asked(GOAL).sentences
    assert endpoint.requests[0][1]["authorization"] == "Bearer none"


def test_many_readers_at_once_get_their_own_answers(endpoint: Any, pointed: Callable[[str], Settings]) -> None:
    endpoint.says("制造业投资", "增长8%以上[1]。", pause=0.05)
    chain = open_service(pointed(endpoint.url)).chain()
    answers = chain.batch([GOAL] * 6)
    assert {answer.text for answer in answers} == {"制造业投资增长8%以上。[1]"}
