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


def _event(text: str) -> bytes:
    return _delta({"content": text})


def _delta(delta: dict[str, Any]) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": None}
    return b"data: " + json.dumps({"id": "1", "object": "chat.completion.chunk", "choices": [choice]}).encode() + b"\n\n"


GOOD = "制造业投资增长8%以上[1]。"
STREAM = {"Content-Type": "text/event-stream"}
ERROR = json.dumps({"error": {"message": f"wrong key {KEY} at /srv/models", "type": "x", "code": "y"}}).encode()
MESSAGE = {"role": "assistant", "content": GOOD}
WHOLE = json.dumps({"id": "1", "object": "chat.completion", "choices": [{"index": 0, "message": MESSAGE}]}).encode()

# How a server misbehaves, and which notices may tell it; two where the speed of the machine decides which bound is reached first.
MISBEHAVIOURS: dict[str, tuple[Callable[[Any], None], tuple[str, ...]]] = {
    "closes without a reply": (lambda e: e.sends(b""), (FAILED,)),
    "sends what is no HTTP": (lambda e: e.sends(b"\x00\xff\x13\x37 garbage\r\n\r\n"), (FAILED,)),
    "400 bad request": (lambda e: e.replies(400, ERROR), (FAILED,)),
    "401 wrong key": (lambda e: e.replies(401, ERROR), (FAILED,)),
    "403 forbidden": (lambda e: e.replies(403, ERROR), (FAILED,)),
    "404 no such model": (lambda e: e.replies(404, ERROR), (FAILED,)),
    "429 for ever": (lambda e: e.replies(429, ERROR), (FAILED, SLOW)),
    "429 until a minute has passed": (lambda e: e.replies(429, ERROR, {"Retry-After": "60"}), (FAILED,)),
    "429 until a day has come": (lambda e: e.replies(429, ERROR, {"Retry-After": "Fri, 01 Jan 2100 00:00:00 GMT"}), (FAILED,)),
    "500 for ever": (lambda e: e.replies(500, ERROR), (FAILED, SLOW)),
    "503 for ever": (lambda e: e.replies(503, b"<html>busy</html>", {"Content-Type": "text/html"}), (FAILED, SLOW)),
    "301 elsewhere": (lambda e: e.replies(301, headers={"Location": "http://127.0.0.1:1/elsewhere"}), (FAILED,)),
    "307 elsewhere": (lambda e: e.replies(307, headers={"Location": "http://127.0.0.1:1/elsewhere"}), (FAILED,)),
    "no first byte": (lambda e: e.hangs(), (SLOW,)),
    "headers without end": (lambda e: e.repeats(b"X-Wait: 1\r\n", headers=False, pause=0.2), (SLOW,)),
    "stalls after a good sentence": (lambda e: e.stalls(GOOD, "规模以上"), (SLOW,)),
    "a word now and then": (lambda e: e.repeats(_event("增"), pause=0.2), (SLOW,)),
    "comments without end": (lambda e: e.repeats(b": wait\n\n", pause=0.2), (SLOW,)),
    "empty deltas without end": (lambda e: e.repeats(_event("")), (SLOW, FAILED)),
    "one word without end": (lambda e: e.repeats(_event("增" * 200)), (SLOW, UNUSABLE)),
    "a line without end": (lambda e: e.repeats(b"data: " + b"x" * 1000), (SLOW, FAILED)),
    "the same sentence for ever": (lambda e: e.repeats(_event(GOOD)), (SLOW, UNUSABLE)),
    "line ends without end": (lambda e: e.repeats(_event("\n" * 100)), (SLOW, UNUSABLE)),
    "cut in a sentence": (lambda e: e.says(GOOD, "规模以上工业增加值", "增长6.", whole=False), (FAILED,)),
    "cut in the first word": (lambda e: e.says("规模", whole=False), (FAILED,)),
    "half an event, then closes": (lambda e: e.replies(200, _event(GOOD)[:40], STREAM), (FAILED,)),
    "an empty body": (lambda e: e.replies(200, b"", STREAM), (FAILED,)),
    "nothing but the end": (lambda e: e.replies(200, b"data: [DONE]\n\n", STREAM), (FAILED,)),
    "no choices": (lambda e: e.replies(200, b'data: {"choices": []}\n\ndata: [DONE]\n\n', STREAM), (FAILED, UNUSABLE)),
    "choices that are none": (lambda e: e.replies(200, b'data: {"choices": null}\n\ndata: [DONE]\n\n', STREAM), (FAILED, UNUSABLE)),
    "an error in the stream": (lambda e: e.replies(200, b"data: " + ERROR + b"\n\n", STREAM), (FAILED,)),
    "HTML instead of JSON": (lambda e: e.replies(200, b"<html><body>Welcome</body></html>", {"Content-Type": "text/html"}), (FAILED,)),
    "broken JSON": (lambda e: e.replies(200, b"data: {broken\n\n", STREAM), (FAILED,)),
    "a list instead of an object": (lambda e: e.replies(200, b"data: [1, 2]\n\n", STREAM), (FAILED,)),
    "other JSON": (lambda e: e.replies(200, b'{"answer": 42}'), (FAILED,)),
    "a whole answer instead of a stream": (lambda e: e.replies(200, WHOLE), (FAILED,)),
    "bytes that are no UTF-8": (lambda e: e.replies(200, b"data: \xff\xfe\xfa\n\n", STREAM), (FAILED,)),
    "a number for the text": (lambda e: e.streams({"content": 42}), (FAILED, UNUSABLE)),
    "null for the text": (lambda e: e.streams({"content": None}), (FAILED, UNUSABLE)),
    "a megabyte in one piece": (lambda e: e.streams({"content": "增" * 1_000_000}), (UNUSABLE, FAILED, SLOW)),
    "no words": (lambda e: e.says(), (UNUSABLE,)),
    "white space alone": (lambda e: e.says("\n", "  "), (UNUSABLE,)),
    "a call of a tool": (
        lambda e: e.streams({"tool_calls": [{"index": 0, "id": "1", "type": "function", "function": {"name": "f", "arguments": "{}"}}]}),
        (UNUSABLE,),
    ),
    "thoughts in a field of their own": (lambda e: e.streams({"reasoning_content": GOOD}), (UNUSABLE,)),
    "thoughts alone": (lambda e: e.says("<thi", f"nk>{GOOD}", "</think>"), (UNUSABLE,)),
    "thoughts without end": (lambda e: e.says("<think>", GOOD), (UNUSABLE,)),
    "will not answer": (lambda e: e.says("抱歉，我无法回答这个问题。"), (UNUSABLE,)),
    "no number of a passage": (lambda e: e.says("力争规模以上工业增加值增长6.5%左右。"), (UNUSABLE,)),
    "numbers of passages that are not there": (lambda e: e.says("力争规模以上工业增加值增长6.5%左右[9]。"), (UNUSABLE,)),
    "nothing that a passage holds": (lambda e: e.says("增长9.9%[1]。", "前景良好。"), (UNUSABLE,)),
    "random letters": (lambda e: e.says("asdf qwer [1] zxcv 98 [2] \ufffd\ufffd"), (UNUSABLE,)),
}  # fmt: skip


@pytest.mark.parametrize("way", MISBEHAVIOURS)
def test_a_server_that_misbehaves_gives_way_to_extraction_in_time(
    endpoint: Any, pointed: Callable[[str], Settings], service: Service, way: str
) -> None:
    misbehave, notices = MISBEHAVIOURS[way]
    misbehave(endpoint)
    attacked = open_service(pointed(endpoint.url))
    start = time.monotonic()
    answer = attacked.answer(Question(GOAL))
    assert time.monotonic() - start < SECONDS + 1
    assert answer.notices[0] in notices
    check_extractive(answer, service, answer.notices[0])


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/v1", "http://no-such-host.invalid/v1"], ids=["nobody listens", "no such host"])
def test_a_server_that_is_not_there_gives_way_to_extraction(service: Service, pointed: Callable[[str], Settings], address: str) -> None:
    lonely = open_service(pointed(address))
    start = time.monotonic()
    answer = lonely.answer(Question(GOAL))
    assert time.monotonic() - start < SECONDS + 1
    assert answer.notices[0] in (FAILED, SLOW)
    check_extractive(answer, service, answer.notices[0])


def test_a_server_without_encryption_behind_an_encrypted_address_gives_way_to_extraction(
    endpoint: Any, service: Service, pointed: Callable[[str], Settings]
) -> None:
    answer = open_service(pointed(endpoint.url.replace("http:", "https:"))).answer(Question(GOAL))
    check_extractive(answer, service, FAILED)


@pytest.mark.parametrize("headers", [{}, {"Retry-After": "0.1"}], ids=["on its own", "when it says"])
@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_server_is_asked_again_while_there_is_time(
    endpoint: Any, asked: Callable[[str], Answer], status: int, headers: dict[str, str]
) -> None:
    endpoint.then(lambda: endpoint.replies(status, ERROR, headers), lambda: endpoint.says(GOOD))
    answer = asked(GOAL)
    assert (answer.text, answer.writer, answer.notices) == ("制造业投资增长8%以上。[1]", "model scripted", ())
    assert len(endpoint.requests) == 2


def test_a_wrong_key_is_not_tried_again(endpoint: Any, asked: Callable[[str], Answer]) -> None:
    endpoint.replies(401, ERROR)
    asked(GOAL)
    assert len(endpoint.requests) == 1


def test_a_server_that_asks_for_rest_is_left_alone(endpoint: Any, pointed: Callable[[str], Settings], service: Service) -> None:
    endpoint.replies(429, ERROR, {"Retry-After": "30"})
    resting = open_service(pointed(endpoint.url))
    for _ in range(3):
        check_extractive(resting.answer(Question(GOAL)), service, FAILED)
    assert len(endpoint.requests) == 1


def test_notices_are_in_the_questions_language(endpoint: Any, asked: Callable[[str], Answer], service: Service) -> None:
    endpoint.replies(401)
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
