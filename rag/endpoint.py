"""The HTTP client for OpenAI-compatible endpoints: it follows no redirect, and every reply has an end."""

import time
from collections.abc import Iterator

import httpx2
from openai import DefaultHttpxClient

# Bytes of one reply. An answer that comes character by character takes about 200 bytes for each, so this is some 20,000 of them.
LARGEST_REPLY = 4_000_000


class _Bounded(httpx2.SyncByteStream):
    """A reply that breaks off when it is too large or too late; the client's own time-outs count from one byte to the next."""

    def __init__(self, stream: httpx2.SyncByteStream, end: float) -> None:
        self._stream, self._end = stream, end

    def __iter__(self) -> Iterator[bytes]:
        received = 0
        for part in self._stream:
            received += len(part)
            if received > LARGEST_REPLY or time.monotonic() > self._end:
                raise httpx2.ReadError("The reply is too large or takes too long.")
            yield part

    def close(self) -> None:
        self._stream.close()


def open_client(seconds: float) -> httpx2.Client:
    """A client whose replies take no longer than this; a redirect is an answer like any other, so key and question go to one host."""

    def bound(response: httpx2.Response) -> None:
        if isinstance(response.stream, httpx2.SyncByteStream):
            response.stream = _Bounded(response.stream, time.monotonic() + seconds)

    return DefaultHttpxClient(timeout=seconds, follow_redirects=False, event_hooks={"response": [bound]})
