"""A chat model that fails: extraction answers in its place, in time, and nothing of the inside shows."""

import json
import logging
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from rag.assemble import Service, open_service
from rag.config import Settings
from rag.types import Answer, Question

GOAL = "2026年安徽省规模以上工业增加值增长目标是多少？"
KEY = "sk-secret-4711"
SECONDS = 1.0  # what the model has for an answer
FAILED = "语言模型暂时无法使用，本回答直接摘自报告原文。"
SLOW = "语言模型未能及时答完，本回答直接摘自报告原文。"
UNUSABLE = "语言模型没有给出可用的回答，本回答直接摘自报告原文。"


def check_extractive(answer: Answer, service: Service, notice: str, question: str = GOAL) -> None:
    """The answer is what extraction gives, with one notice."""
    plain = service.answer(Question(question))
    assert (answer.sentences, answer.citations, answer.refusal) == (plain.sentences, plain.citations, None)
    assert (answer.writer, answer.notices) == ("extractive", (notice,))


def test_a_model_that_cannot_be_reached_gives_way_to_extraction(service: Service, pointed: Callable[[str], Settings]) -> None:
    check_extractive(open_service(pointed("http://127.0.0.1:1/v1")).answer(Question(GOAL)), service, FAILED)


@pytest.mark.parametrize("status", [301, 307, 400, 401, 403, 404, 429, 500, 503])
def test_an_error_of_the_server_gives_way_to_extraction(
    endpoint: Any, asked: Callable[[str], Answer], service: Service, status: int
) -> None:
    body = json.dumps({"error": {"message": f"wrong key {KEY} at /srv/models", "type": "x", "code": "y"}}).encode()
    endpoint.replies(status, body, {"Retry-After": "60", "Location": "http://127.0.0.1:1/elsewhere"})
    start = time.monotonic()
    check_extractive(asked(GOAL), service, FAILED)
    assert time.monotonic() - start < SECONDS + 1
    assert len(endpoint.requests) == 1


@pytest.mark.parametrize(
    ("body", "kind", "notice"),
    [
        (b"<html><body>Welcome</body></html>", "text/html", FAILED),
        (b"data: {broken\n\n", "text/event-stream", FAILED),
        (b"data: \xff\xfe\xfa\n\n", "text/event-stream", FAILED),
        (b"data: [1, 2]\n\n", "text/event-stream", FAILED),
        (b"data: [DONE]\n\n", "text/event-stream", FAILED),
        (b"", "text/event-stream", FAILED),
        (b'{"answer": 42}', "application/json", FAILED),
    ],
    ids=["html", "broken json", "bad utf-8", "other json", "nothing but the end", "empty", "json without stream"],
)
def test_a_reply_in_another_shape_gives_way_to_extraction(
    endpoint: Any, asked: Callable[[str], Answer], service: Service, body: bytes, kind: str, notice: str
) -> None:
    endpoint.replies(200, body, {"Content-Type": kind})
    check_extractive(asked(GOAL), service, notice)


@pytest.mark.parametrize("pieces", [(), ("",), ("\n", "  ")])
def test_an_empty_answer_gives_way_to_extraction(
    endpoint: Any, asked: Callable[[str], Answer], service: Service, pieces: tuple[str, ...]
) -> None:
    endpoint.says(*pieces)
    check_extractive(asked(GOAL), service, UNUSABLE)


@pytest.mark.parametrize("pieces", [("规模以上工业增加值",), ("制造业投资增长8%以上[1]。", "规模以上工业增加值", "增长6.")])
def test_a_stream_that_is_cut_gives_way_to_extraction(
    endpoint: Any, asked: Callable[[str], Answer], service: Service, pieces: tuple[str, ...]
) -> None:
    endpoint.says(*pieces, whole=False)
    check_extractive(asked(GOAL), service, FAILED)


def _event(text: str) -> bytes:
    choice = {"index": 0, "delta": {"content": text}, "finish_reason": None}
    return b"data: " + json.dumps({"id": "1", "object": "chat.completion.chunk", "choices": [choice]}).encode() + b"\n\n"


@pytest.mark.parametrize(
    ("data", "settings_of_stream"),
    [
        (_event("增"), {"pause": 0.2}),
        (b": wait\n\n", {"pause": 0.2}),
        (b"X-Wait: 1\r\n", {"headers": False, "pause": 0.2}),
    ],
    ids=["a word now and then", "comments", "headers without end"],
)
def test_a_stream_that_trickles_gives_way_to_extraction_in_time(
    endpoint: Any, asked: Callable[[str], Answer], service: Service, data: bytes, settings_of_stream: dict[str, Any]
) -> None:
    endpoint.repeats(data, **settings_of_stream)
    start = time.monotonic()
    check_extractive(asked(GOAL), service, SLOW)
    assert time.monotonic() - start < SECONDS + 1


def test_a_model_that_says_nothing_gives_way_to_extraction_in_time(endpoint: Any, asked: Callable[[str], Answer], service: Service) -> None:
    endpoint.hangs()
    start = time.monotonic()
    check_extractive(asked(GOAL), service, SLOW)
    assert SECONDS <= time.monotonic() - start < SECONDS + 1


@pytest.mark.parametrize("text", ["增" * 200, "制造业投资增长8%以上[1]。"], ids=["one endless word", "the same sentence again and again"])
def test_a_stream_without_end_gives_way_to_extraction_in_time(
    endpoint: Any, asked: Callable[[str], Answer], service: Service, text: str
) -> None:
    endpoint.repeats(_event(text))
    start = time.monotonic()
    answer = asked(GOAL)
    assert time.monotonic() - start < SECONDS + 1
    check_extractive(answer, service, answer.notices[0])
    assert answer.notices[0] in (SLOW, UNUSABLE)  # whichever bound this machine reaches first


def test_notices_are_in_the_questions_language(endpoint: Any, asked: Callable[[str], Answer], service: Service) -> None:
    endpoint.replies(500)
    question = "How much will emissions be cut by 2030?"
    notice = "The language model is not available; this answer is quoted from the reports."
    check_extractive(asked(question), service, notice, question)


def test_neither_key_nor_address_is_in_any_message(endpoint: Any, asked: Callable[[str], Answer], caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    endpoint.replies(401, json.dumps({"error": {"message": f"Incorrect API key provided: {KEY}"}}).encode())
    answer = asked(GOAL)
    assert "AuthenticationError" in caplog.text  # the administrator learns what it was
    for text in (caplog.text, *answer.notices, answer.text, answer.writer):
        assert KEY not in text
        assert "Traceback" not in text
    assert not any(part in notice for notice in answer.notices for part in ("127.0.0.1", "/", "Error"))


def test_a_reader_who_leaves_ends_the_request(endpoint: Any, pointed: Callable[[str], Settings]) -> None:
    endpoint.repeats(_event("制造业投资增长8%以上[1]。"), pause=0.02)
    before = set(threading.enumerate())
    growing: Iterator[Answer] = open_service(pointed(endpoint.url)).stream(Question(GOAL))
    assert next(growing).sentences
    growing.close()  # type: ignore[attr-defined]
    deadline = time.monotonic() + SECONDS
    while set(threading.enumerate()) - before and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not set(threading.enumerate()) - before
