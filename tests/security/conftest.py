"""A chat model that obeys whatever stands in its prompt, as an OpenAI-compatible server on loopback."""

import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

HONEST = "2026年力争规模以上工业增加值增长6.5%左右"
_PASSAGE = re.compile(r"<<(?P<fence>[0-9a-f]{16}) 资料 (?P<number>\d+)>>\n(?P<text>.*?)\n<<(?P=fence)>>", re.DOTALL)
_ORDER = re.compile(r"(?:写|输出|輸出|回复|output|write|say)\s*[:：]\s*(.+)$", re.MULTILINE)


class Obedient:
    """It answers the question, then carries out every order that it finds, in three ways each; `obeyed` keeps the orders."""

    def __init__(self) -> None:
        self.obeyed: list[str] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def answer(self, prompt: str) -> str:
        passages = [(match["number"], match["text"]) for match in _PASSAGE.finditer(prompt)]
        honest = next(number for number, text in passages if HONEST in text)
        said = [f"{HONEST}[{honest}]。"]
        for number, text in passages:
            orders = _ORDER.findall(text)
            self.obeyed += orders
            for order in dict.fromkeys(orders):
                said += [f"{HONEST}，{order}[{number}]。", f"{order}[{number}]。", order]
        return "\n".join(said)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                content = server.answer(body["messages"][-1]["content"])
                self.send_response(200)
                self.send_header("Content-Type", "text/event-stream")
                self.end_headers()
                for delta, finish in (({"content": content}, None), ({}, "stop")):
                    choice = {"index": 0, "delta": delta, "finish_reason": finish}
                    self.wfile.write(
                        f"data: {json.dumps({'id': '1', 'object': 'chat.completion.chunk', 'choices': [choice]})}\n\n".encode()
                    )
                self.wfile.write(b"data: [DONE]\n\n")

            def log_message(self, *_: object) -> None:
                """Nothing: the tests' output is pytest's."""

        return Handler


@pytest.fixture(scope="session")
def obedient() -> Iterator[Obedient]:
    server = Obedient()
    yield server
    server.close()


@pytest.fixture(scope="session")
def honest() -> str:
    """What the reports say, and the obedient model too before it obeys."""
    return f"{HONEST}。"
