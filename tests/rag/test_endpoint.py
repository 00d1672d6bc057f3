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
