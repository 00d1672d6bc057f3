"""The HTTP client for OpenAI-compatible endpoints: it follows no redirect, every reply has an end, and a busy server is asked again."""

import random
import time
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import Any

import httpx2
from openai import DefaultHttpxClient

# Bytes of one reply. An answer that comes character by character takes about 200 bytes for each, so this is some 20,000 of them.
LARGEST_REPLY = 4_000_000
TRIES = 3
_BUSY = frozenset({408, 429, 500, 502, 503, 504})
_FIRST_WAIT = 0.2  # seconds before the second try; twice as long before the third
_LONGEST_REST = 60.0  # seconds for which a server that asks for rest is believed


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


class _Patient(DefaultHttpxClient):
    """Asks a busy server again, as long as another try can begin within `patience` seconds, and lets one rest that asks for more."""

    def __init__(self, patience: float, **options: Any) -> None:
        super().__init__(**options)
        self._patience, self._resting_until = patience, 0.0

    def send(self, request: httpx2.Request, **options: Any) -> httpx2.Response:
        end = time.monotonic() + self._patience
        if time.monotonic() < self._resting_until:
            raise httpx2.ConnectError("The server has asked not to be asked for now.", request=request)
        for attempt in range(1, TRIES):
            response = super().send(request, **options)
            wait = _wait(response, attempt)
            if wait is None:
                return response
            if time.monotonic() + wait >= end:
                if "retry-after" in response.headers:
                    self._resting_until = time.monotonic() + min(wait, _LONGEST_REST)
                return response
            response.close()
            time.sleep(wait)
        return super().send(request, **options)


def _wait(response: httpx2.Response, attempt: int) -> float | None:
    """Seconds after which a busy server may be asked again: what it says itself, else a little; None for a reply to be taken as it is."""
    if response.status_code not in _BUSY:
        return None
    said = response.headers.get("retry-after", "")
    if said.replace(".", "", 1).isdecimal():
        return float(said)
    try:
        return max(0.0, parsedate_to_datetime(said).timestamp() - time.time())
    except ValueError:
        # Not all that were turned away together shall come back together.
        return _FIRST_WAIT * attempt * random.uniform(0.75, 1.25)  # noqa: S311


def open_client(seconds: float, patience: float = 0.0) -> httpx2.Client:
    """A client whose replies take no longer than `seconds`; a redirect is an answer like any other, so key and question go to one host.

    `patience` is in how many seconds a busy server may be asked again.
    """

    def bound(response: httpx2.Response) -> None:
        if isinstance(response.stream, httpx2.SyncByteStream):
            response.stream = _Bounded(response.stream, time.monotonic() + seconds)

    return _Patient(patience, timeout=seconds, follow_redirects=False, event_hooks={"response": [bound]})
