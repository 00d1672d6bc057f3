"""The site in a real Chromium: one server and one browser for all tests, nothing but loopback."""

import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

SAMPLES = Path(__file__).parents[2] / "documents" / "samples"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    found = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("no Chromium on PATH")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def serve() -> Iterator[Any]:
    """Serves a service on a free port of loopback and gives its address."""
    from ui import environment

    environment.settle()
    import uvicorn

    from ui.server import bound_socket, site

    stops = []

    def start(service: Any) -> str:
        listener = bound_socket("127.0.0.1", 0, "zh")
        server = uvicorn.Server(uvicorn.Config(site(service), log_level="warning", timeout_graceful_shutdown=1))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started and thread.is_alive():
            time.sleep(0.01)

        def stop() -> None:
            server.should_exit = True
            thread.join(10)
            listener.close()

        stops.append(stop)
        return f"http://127.0.0.1:{listener.getsockname()[1]}/"

    yield start
    for stop in stops:
        stop()


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The real service over the shipped samples."""
    from rag.assemble import index_reports, open_service
    from rag.config import Settings

    settings = Settings(data=tmp_path_factory.mktemp("samples"))
    index_reports(settings, [SAMPLES], lambda *_: None)
    return open_service(settings)
