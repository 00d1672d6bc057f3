"""Whatever a reader does, the caller gets a report or a documented reason, within the limits, and nothing is left behind."""

import hashlib
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from documents import parse_host
from documents.errors import LoadError
from documents.files import SUFFIXES
from documents.limits import Limits
from documents.load import load_bytes
from documents.report_json import decode, encode
from documents.sandbox import Sandbox

SAMPLES = Path(__file__).parents[2] / "documents" / "samples"
LIMITS = Limits(seconds=8, memory=512 << 20, recognition_memory=1024 << 20)
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the limits are those of POSIX systems")
linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux confines without privileges")

Act = Callable[..., Any]


def file(act: str) -> bytes:
    return f"{act}\n\n工业增长6.5%左右。".encode()


@pytest.fixture(scope="module", params=[True, False], ids=["forking", "single"])
def box(request: pytest.FixtureRequest) -> Iterator[Sandbox]:
    if request.param and sys.platform != "linux":
        pytest.skip("forks on Linux only")
    sys.path.append(str(Path(__file__).parent))
    with Sandbox(2, LIMITS, "hostile:read", forking=request.param) as box:
        yield box
    sys.path.remove(str(Path(__file__).parent))


@pytest.fixture
def code(box: Sandbox) -> Callable[[str], str]:
    """The code with which an act ends."""

    def code(act: str) -> str:
        with pytest.raises(LoadError) as caught:
            box.read(file(act), "a.txt")
        assert "/" not in str(caught.value)
        return caught.value.code

    return code


@pytest.fixture
def title(box: Sandbox) -> Callable[[str], str]:
    """What the reader saw."""
    return lambda act: box.read(file(act), "a.txt").metadata.title


@pytest.mark.parametrize("forking", [pytest.param(True, marks=linux), False], ids=["forking", "single"])
def test_every_sample_is_the_report_that_it_is_without_a_sandbox(forking: bool) -> None:
    samples = sorted(path for path in SAMPLES.iterdir() if path.suffix in SUFFIXES)
    with Sandbox(2, forking=forking) as box, ThreadPoolExecutor(4) as pool:
        reports = list(pool.map(lambda path: box.read(path.read_bytes(), path.name), samples))
    # Places come back to a tenth of a point, which is what is stored.
    assert reports == [decode(encode(load_bytes(path.read_bytes(), path.name))) for path in samples]


def test_the_reader_is_the_one_beside_the_caller(title: Act) -> None:
    assert title("import") == str(SAMPLES.parent / "load.py")


def test_an_error_of_the_reader_comes_through(box: Sandbox) -> None:
    with Sandbox(1) as plain, pytest.raises(LoadError) as caught:
        plain.read(b"%PDF-1.7 broken", "坏.pdf")
    assert (caught.value.code, "damaged" in str(caught.value)) == ("unreadable", True)


@pytest.mark.parametrize("act", ["crash", "abort", "leave", "recurse", "another", "gap", "half", "lie", "no such act"])
def test_a_reader_that_breaks_down_or_lies_is_a_crash(code: Act, act: str) -> None:
    assert code(act) == "crashed"


@pytest.mark.parametrize("act", ["sleep", "spin"])
def test_a_reader_that_does_not_end_is_stopped(code: Act, act: str) -> None:
    started = time.monotonic()
    assert code(act) == "timeout"
    assert LIMITS.seconds - 1 < time.monotonic() - started < 2 * LIMITS.seconds


def test_a_reader_that_takes_too_much_memory_is_stopped(code: Act) -> None:
    assert code("fill") == "out_of_memory"


def test_a_reader_that_says_too_much_is_cut_off(code: Act, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parse_host, "LARGEST_RESULT", 1 << 22)
    monkeypatch.setattr("documents.sandbox.LARGEST_RESULT", 1 << 22)
    assert code("flood") in {"too_large", "timeout"}


def test_recognising_pages_gives_more_time_and_memory(title: Act) -> None:
    assert title("recognise") == str(600 << 20)


def test_the_reader_sees_nothing_of_our_environment(title: Act, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "secret")
    assert "OPENAI" not in title("environment")


def test_the_limits_are_set(title: Act) -> None:
    assert title("limits") == f"[{LIMITS.memory}, 0]"
    assert title("session") == "True"
    assert int(title("files")) <= LIMITS.open_files


@linux
def test_what_is_named_as_in_force_holds(box: Sandbox, title: Act, tmp_path: Path) -> None:
    active = box.protections()
    secret, written = tmp_path / "secret.txt", tmp_path / "written.txt"
    secret.write_text("secret", encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as server:
        if {"no_network", "no_tcp"} & {*active}:
            assert title(f"network {server.getsockname()[1]}") != "connected"
    if "no_files" in active:
        assert title(f"open {secret}") == "PermissionError"
        assert title(f"write {written}") == "PermissionError"
        assert title(f"open /proc/{os.getpid()}/environ") == "PermissionError"
    assert not active or "no_new_privileges" in active


@linux
def test_what_a_reader_started_ends_with_it() -> None:
    sys.path.append(str(Path(__file__).parent))
    with Sandbox(1, reader="hostile:read") as box:
        assert box.read(file("behind"), "a.txt").text
        time.sleep(0.2)
        (host,) = [pid for pid in descendants(os.getpid()) if parent(pid) == os.getpid() and b"hostile" in command(pid)]
        assert descendants(host) == set()
        assert not [pid for pid in descendants(1) if parent(pid) == 1 and b"hostile" in command(pid)]
    sys.path.remove(str(Path(__file__).parent))


@linux
def test_a_host_that_was_killed_is_started_anew() -> None:
    with Sandbox(1) as box:
        assert box.read(file("一"), "a.txt").text
        (host,) = [pid for pid in descendants(os.getpid()) if b"parse_worker" in command(pid)]
        os.kill(host, signal.SIGKILL)
        with suppress(LoadError):  # where its end was not yet noticed
            box.read(file("一"), "a.txt")
        time.sleep(0.2)
        assert box.read(file("二"), "a.txt").id == hashlib.sha256(file("二")).hexdigest()


@linux
def test_closing_stops_the_files_that_are_being_read() -> None:
    sys.path.append(str(Path(__file__).parent))
    before = descendants(os.getpid())
    box = Sandbox(2, reader="hostile:read")
    codes: list[str] = []

    def read() -> None:
        try:
            box.read(file("sleep"), "a.txt")
        except LoadError as error:
            codes.append(error.code)

    threads = [threading.Thread(target=read) for _ in range(2)]
    for thread in threads:
        thread.start()
    box.protections()
    time.sleep(0.5)
    box.close()
    for thread in threads:
        thread.join(5)
    sys.path.remove(str(Path(__file__).parent))
    assert codes == ["crashed", "crashed"]
    assert descendants(os.getpid()) <= before
    with pytest.raises(LoadError):
        box.read(file("fine"), "a.txt")


def command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def parent(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1])
    except OSError:
        return 0


def descendants(root: int) -> set[int]:
    """All processes below one."""
    parents = {int(entry.name): parent(int(entry.name)) for entry in Path("/proc").iterdir() if entry.name.isdigit()}
    found: set[int] = set()
    while more := {pid for pid, above in parents.items() if above in {root, *found} and pid not in found}:
        found |= more
    return found
