"""One process, one port: the chat page and the HTTP API over the same open service."""

import errno
import ipaddress
import signal
import socket
import sys
from types import FrameType

import uvicorn
from fastapi import FastAPI

from documents.types import Language
from rag.assemble import Service
from ui.api import create_app
from ui.chat import mount_chat
from ui.errors import CommandError
from ui.words import say

_GRACE_SECONDS = 3  # open pages hold a connection for ever; a stop does not wait longer for them


def site(service: Service) -> FastAPI:
    """The whole site as one ASGI application."""
    app = create_app(service)
    mount_chat(app, service)
    return app


def bound_socket(host: str, port: int, language: Language) -> socket.socket:
    """A socket that owns the port but does not listen yet. Raises CommandError with the remedy."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise CommandError(say(language, "port_busy", port=port)) from error
        raise CommandError(say(language, "cannot_listen", host=host, port=port, detail=error.strerror)) from error
    return listener


def serve_forever(service: Service, listener: socket.socket) -> None:
    """Until SIGTERM or Ctrl-C; requests in flight are finished within the grace time."""
    language = service.settings.language
    host, port = listener.getsockname()[:2]
    if not ipaddress.ip_address(host).is_loopback:
        print(say(language, "not_loopback", host=host), file=sys.stderr, flush=True)
    config = uvicorn.Config(
        site(service),
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=_GRACE_SECONDS,
    )
    name = f"[{host}]" if ":" in host else host
    # The server hands a signal on to whoever handled it before, once it has shut down: SIGTERM is an orderly end here.
    signal.signal(signal.SIGTERM, _end)
    _Server(config, say(language, "serving", address=f"http://{name}:{port}/")).run(sockets=[listener])


class _Server(uvicorn.Server):
    """Says where it is once it really answers."""

    def __init__(self, config: uvicorn.Config, greeting: str) -> None:
        super().__init__(config)
        self.greeting = greeting

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        print(self.greeting, flush=True)


def _end(_: int, __: FrameType | None) -> None:
    sys.exit(0)
