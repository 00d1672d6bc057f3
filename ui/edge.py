"""What every request and every response passes: the limit of the body and the headers that browsers obey.

Written as plain ASGI, because a wrapper around responses would hold a stream back.
"""

import json

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from documents.types import Language
from ui.errors import MAX_BODY, RequestError
from ui.failures import failure

# The page's own scripts are partly inline, and its HTML component compiles its template with `new Function`: hence the two
# 'unsafe' words; it also sets its own base address. Nothing may come from or go to another origin, and nobody may frame the page.
_PAGE_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'none'"
)
_API_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_API_PATHS = ("/v1/", "/docs", "/openapi.json", "/healthz", "/readyz")


class Edge:
    """Refuses bodies over `MAX_BODY` and adds the security headers."""

    def __init__(self, app: ASGIApp, language: Language) -> None:
        self.app = app
        self.language = language

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        is_api = scope["path"].startswith(_API_PATHS)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                _harden(MutableHeaders(scope=message), is_api=is_api)
            await send(message)

        length = Headers(scope=scope).get("content-length", "0")
        if not length.isdecimal() or int(length) > MAX_BODY:
            await self._refuse(send_with_headers)
        else:
            await self.app(scope, _counted(receive), send_with_headers)

    async def _refuse(self, send: Send) -> None:
        status, body = failure(RequestError("too_large"), self.language)
        headers = [(b"content-type", b"application/json"), (b"connection", b"close")]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": json.dumps(body, ensure_ascii=False).encode()})


def _counted(receive: Receive) -> Receive:
    """A body sent in pieces says no length beforehand: it is counted as it comes."""
    seen = 0

    async def receive_counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > MAX_BODY:
            raise HTTPException(413)
        return message

    return receive_counted


def _harden(headers: MutableHeaders, *, is_api: bool) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "no-referrer"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers["Content-Security-Policy"] = _API_POLICY if is_api else _PAGE_POLICY
    if is_api:
        headers.setdefault("Cache-Control", "no-store")
