"""A collection indexed once for all tests of answering, and an OpenAI-compatible endpoint on loopback that does as it is told."""

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from index.static import StaticEmbedder
from rag.assemble import Service, index_reports, open_service
from rag.config import ModelSettings, Settings
from rag.types import Answer, Question

PDF = Path(__file__).parents[2] / "documents" / "samples" / "可再生能源与双碳目标示例报告.pdf"
TEXTS = {
    "安徽.txt": "安徽省2026年工业工作要点\n\n2026年力争规模以上工业增加值增长6.5%左右。制造业投资增长8%以上。\n\n新建5G基站2万个。",
    "浙江.md": "# 浙江省2026年工业工作要点\n\n## 一、目标\n\n规模以上工业增加值增长6%左右。\n\n## 二、就业\n\n城镇新增就业100万人以上。",
    "文旅.md": "# 文化旅游发展安排\n\n## 一、演出\n\n重点扶持黄梅戏、越剧、昆曲、川剧。\n\n## 二、场馆\n\n"
    "免费开放博物馆、图书馆、美术馆、文化馆。\n\n## 三、节庆\n\n举办元宵灯会、端午龙舟、中秋诗会。",
    "climate.txt": "Climate plan\n\nEmissions will be cut by 68 percent by 2030. Peatland restoration reaches 35,000 hectares a year.",
}


@pytest.fixture(scope="session")
def embedder() -> StaticEmbedder:
    return StaticEmbedder()


@pytest.fixture(scope="session")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of an indexed collection; its reports lie in the folder `reports` beside the data."""
    folder = tmp_path_factory.mktemp("rag")
    reports = folder / "reports"
    reports.mkdir()
    for name, text in TEXTS.items():
        (reports / name).write_text(text, encoding="utf-8")
    (reports / PDF.name).write_bytes(PDF.read_bytes())
    settings = Settings(data=folder / "data", workers=0)
    summary = index_reports(settings, [reports], lambda *_: None)
    assert (summary.reports, summary.problems) == (len(TEXTS) + 1, ())
    return settings


@pytest.fixture(scope="session")
def service(collection: Settings) -> Service:
    return open_service(collection)


@pytest.fixture(scope="session")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Mapping[str, str]], Service]:
    """Opens a service over files of these names and texts."""

    def open_over(texts: Mapping[str, str]) -> Service:
        folder = tmp_path_factory.mktemp("reports")
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8")
        settings = Settings(data=folder / "data", workers=0)
        assert index_reports(settings, [folder], lambda *_: None).reports == len(texts)
        return open_service(settings)

    return open_over


class Endpoint:
    """The scripted endpoint. Each method says how the next requests are answered; `requests` keeps what came."""

    def __init__(self) -> None:
        self.requests: list[tuple[str, dict[str, str], dict[str, object]]] = []
        self.stopped = threading.Event()
        self.play: Callable[[BaseHTTPRequestHandler], None] = lambda _: None
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self) -> None:
        self.stopped.set()
        self._server.shutdown()
        self._server.server_close()

    def says(self, *pieces: str, pause: float = 0.0, whole: bool = True) -> None:
        """Streams the pieces as deltas; without `whole` the connection ends in the middle of the answer."""

        def play(handler: BaseHTTPRequestHandler) -> None:
            _begin(handler)
            for piece in pieces:
                _event(handler, {"role": "assistant", "content": piece})
                self.stopped.wait(pause)
            if whole:
                _event(handler, {}, finish="stop")
                _chunk(handler, b"data: [DONE]\n\n")
                _chunk(handler, b"")

        self.play = play

    def repeats(self, data: bytes, *, headers: bool = True, pause: float = 0.0) -> None:
        """Sends the same bytes without end, as a body or, without `headers`, in the place of them."""

        def play(handler: BaseHTTPRequestHandler) -> None:
            if headers:
                _begin(handler)
            while not self.stopped.wait(pause):
                _chunk(handler, data) if headers else handler.wfile.write(data)

        self.play = play

    def replies(self, status: int, body: bytes = b"{}", headers: Mapping[str, str] | None = None) -> None:
        def play(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(status)
            for name, value in {"Content-Type": "application/json", "Content-Length": str(len(body)), **(headers or {})}.items():
                handler.send_header(name, value)
            handler.end_headers()
            handler.wfile.write(body)

        self.play = play

    def sends(self, data: bytes) -> None:
        """Sends bytes in the place of a reply and closes."""

        def play(handler: BaseHTTPRequestHandler) -> None:
            handler.wfile.write(data)

        self.play = play

    def streams(self, *deltas: Mapping[str, object], finish: str = "stop", usage: Mapping[str, object] | None = None) -> None:
        """Streams deltas as they are, and the tokens used where the server tells them."""

        def play(handler: BaseHTTPRequestHandler) -> None:
            _begin(handler)
            for delta in deltas:
                _event(handler, delta)
            _event(handler, {}, finish=finish)
            if usage is not None:
                _chunk(handler, b"data: " + json.dumps({"id": "1", "choices": [], "usage": usage}).encode() + b"\n\n")
            _chunk(handler, b"data: [DONE]\n\n")
            _chunk(handler, b"")

        self.play = play

    def stalls(self, *pieces: str) -> None:
        """Streams the pieces, then nothing more, without an end."""

        def play(handler: BaseHTTPRequestHandler) -> None:
            _begin(handler)
            for piece in pieces:
                _event(handler, {"content": piece})
            self.stopped.wait(30)

        self.play = play

    def then(self, *steps: Callable[[], None]) -> None:
        """Answers the first request as the first step sets it, the next as the next one does, and all later ones as the last."""
        plays = []
        for step in steps:
            step()
            plays.append(self.play)

        def play(handler: BaseHTTPRequestHandler) -> None:
            at = min(len(self.requests), len(plays)) - 1
            plays[at](handler)

        self.play = play

    def hangs(self) -> None:
        self.play = lambda _: (self.stopped.wait(30), None)[1]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                endpoint.requests.append((self.path, {name.lower(): value for name, value in self.headers.items()}, body))
                self.close_connection = True
                try:
                    endpoint.play(self)
                except (BrokenPipeError, ConnectionResetError):
                    return  # the client has left

            def do_GET(self) -> None:
                endpoint.requests.append((self.path, dict(self.headers.items()), {}))
                self.send_error(404)

            def log_message(self, *_: object) -> None:
                """Nothing: the tests' output is pytest's."""

        return Handler


def _begin(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/event-stream")
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()


def _chunk(handler: BaseHTTPRequestHandler, data: bytes) -> None:
    handler.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
    handler.wfile.flush()


def _event(handler: BaseHTTPRequestHandler, delta: Mapping[str, object], finish: str | None = None) -> None:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    body = {"id": "1", "object": "chat.completion.chunk", "created": int(time.time()), "model": "scripted", "choices": [choice]}
    _chunk(handler, b"data: " + json.dumps(body, ensure_ascii=False).encode() + b"\n\n")


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    endpoint = Endpoint()
    yield endpoint
    endpoint.close()


@pytest.fixture
def texts() -> dict[str, str]:
    return TEXTS


@pytest.fixture
def write_files(tmp_path: Path) -> Callable[[Mapping[str, str]], Path]:
    """Writes files into a fresh folder of reports and returns it."""

    def write(files: Mapping[str, str]) -> Path:
        folder = tmp_path / "reports"
        folder.mkdir(exist_ok=True)
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
        return folder

    return write


@pytest.fixture
def quiet() -> Callable[[str, int, int], None]:
    """Progress that nobody watches."""
    return lambda *_: None


@pytest.fixture
def pointed(collection: Settings, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Settings]:
    """Settings whose model is at an address, with one second for an answer; its key is in the variable POLICY_MODEL_KEY."""
    monkeypatch.setenv("POLICY_MODEL_KEY", "sk-secret-4711")

    def settings(url: str) -> Settings:
        model = ModelSettings(name="scripted", base_url=url, api_key_variable="POLICY_MODEL_KEY", timeout_seconds=1.0)
        return collection.model_copy(update={"writer": "model", "model": model})

    return settings


@pytest.fixture
def asked(endpoint: Endpoint, pointed: Callable[[str], Settings]) -> Callable[[str], Answer]:
    """Asks through a service whose model is the scripted endpoint."""

    def ask(question: str) -> Answer:
        return open_service(pointed(endpoint.url)).answer(Question(question))

    return ask
