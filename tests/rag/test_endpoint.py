"""The HTTP client for OpenAI-compatible endpoints."""

import time
from typing import Any

import httpx2
import pytest

from rag.endpoint import LARGEST_REPLY, open_client


def read(client: httpx2.Client, url: str) -> bytes:
    with client.stream("POST", url, json={}) as response:
        return response.read()


def test_a_reply_is_handed_through(endpoint: Any) -> None:
    endpoint.replies(200, "增长".encode())
    assert read(open_client(5), endpoint.url) == "增长".encode()


def test_a_redirect_is_not_followed(endpoint: Any) -> None:
    endpoint.replies(307, headers={"Location": f"{endpoint.url}/elsewhere"})
    assert open_client(5).post(endpoint.url, json={}).status_code == 307
    assert [path for path, _, _ in endpoint.requests] == ["/v1"]


def test_a_reply_without_end_breaks_off_by_its_size(endpoint: Any) -> None:
    endpoint.repeats(b"x" * 100_000)
    with pytest.raises(httpx2.ReadError):
        read(open_client(20), endpoint.url)
    assert LARGEST_REPLY < 10_000_000


def test_a_reply_that_trickles_breaks_off_by_its_time(endpoint: Any) -> None:
    endpoint.repeats(b": wait\n\n", pause=0.05)
    start = time.monotonic()
    with pytest.raises(httpx2.ReadError):
        read(open_client(0.4), endpoint.url)
    assert 0.4 <= time.monotonic() - start < 1.4


def test_a_busy_server_is_asked_again_after_the_seconds_that_it_says(endpoint: Any) -> None:
    endpoint.then(lambda: endpoint.replies(503, headers={"Retry-After": "0.3"}), lambda: endpoint.replies(200, b"ok"))
    start = time.monotonic()
    assert open_client(5, patience=3).post(endpoint.url, json={"a": 1}).content == b"ok"
    assert 0.3 <= time.monotonic() - start < 3
    assert [body for _, _, body in endpoint.requests] == [{"a": 1}, {"a": 1}]


def test_a_date_that_has_passed_is_no_wait(endpoint: Any) -> None:
    past = {"Retry-After": "Wed, 01 Jan 2020 00:00:00 GMT"}
    endpoint.then(lambda: endpoint.replies(429, headers=past), lambda: endpoint.replies(200, b"ok"))
    assert open_client(5, patience=3).post(endpoint.url, json={}).content == b"ok"


@pytest.mark.parametrize("said", ["soon", "", "-1", "nan", "1e9"])
def test_a_wait_that_is_none_is_a_short_one(endpoint: Any, said: str) -> None:
    endpoint.then(lambda: endpoint.replies(429, headers={"Retry-After": said}), lambda: endpoint.replies(200, b"ok"))
    assert open_client(5, patience=3).post(endpoint.url, json={}).content == b"ok"


def test_a_busy_server_is_asked_three_times_at_most(endpoint: Any) -> None:
    endpoint.replies(503)
    assert open_client(5, patience=5).post(endpoint.url, json={}).status_code == 503
    assert len(endpoint.requests) == 3


def test_without_patience_it_is_asked_once(endpoint: Any) -> None:
    endpoint.replies(503)
    assert open_client(5).post(endpoint.url, json={}).status_code == 503
    assert len(endpoint.requests) == 1


def test_a_server_that_wants_rest_is_not_asked_before(endpoint: Any) -> None:
    endpoint.replies(429, headers={"Retry-After": "20"})
    client = open_client(5, patience=1)
    assert client.post(endpoint.url, json={}).status_code == 429
    with pytest.raises(httpx2.ConnectError):
        client.post(endpoint.url, json={})
    assert len(endpoint.requests) == 1
