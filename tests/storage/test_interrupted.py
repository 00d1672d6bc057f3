"""Ctrl-C while a folder is indexed: no process stays behind, what was kept is not read again, and the next run completes."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")

REPORTS = 120
# Small batches. A run that is to be interrupted waits at one file, however busy the machine is. Whatever a shell starts in the
# background ignores SIGINT, and so would its children.
CODE = """
import os, signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)
import index.batch
index.batch._FILES = 10
from ui.terminal import Progress
step = Progress.step
def slow_step(self, name, *counts):
    print(name, *counts, file=sys.stderr, flush=True)
    time.sleep(60 if name == os.environ.get("WAITS_AT") else 0.01)
    step(self, name, *counts)
Progress.step = slow_step
from ui.cli import main
sys.exit(main())
"""


def command(data: Path, folder: Path, waits_at: str = "no file") -> "subprocess.Popen[str]":
    environment = {**os.environ, "POLICYQA_WORKERS": "2", "POLICYQA_LANGUAGE": "en", "WAITS_AT": waits_at}
    return subprocess.Popen(
        [sys.executable, "-c", CODE, "index", str(folder), "--data", str(data), "--json"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", env=environment, start_new_session=True,
    )  # fmt: skip


def below(root: int) -> set[int]:
    """The processes that one has started."""
    tasks = Path(f"/proc/{root}/task").iterdir()
    return {int(pid) for task in tasks for pid in (task / "children").read_text(encoding="utf-8").split()}


def alive(pids: set[int]) -> set[int]:
    return {pid for pid in pids if Path(f"/proc/{pid}").exists()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    old = time.time() - 1000
    for number in range(REPORTS):
        path = folder / f"{number:03}.md"
        path.write_text(f"# 报告{number}\n\n城镇新增就业{number}万人。", encoding="utf-8")
        os.utime(path, (old, old))
    return folder


def summary(process: "subprocess.Popen[str]") -> dict[str, Any]:
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    found: dict[str, Any] = json.loads(out)
    return found


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=lambda sent: sent.name)
def test_a_run_that_is_stopped_goes_on_where_it_was(sent: signal.Signals, folder: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    process = command(data, folder, waits_at="055.md")
    assert process.stderr
    for line in process.stderr:
        if line.startswith("055.md"):
            break
    started = below(process.pid)
    assert started, "the files are read by another process"
    os.killpg(process.pid, sent)
    _, err = process.communicate(timeout=30)
    deadline = time.monotonic() + 5
    while alive(started) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not alive(started), "a process stayed behind"
    found = summary(command(data, folder))
    assert found["reports"] == REPORTS
    assert 50 <= found["unchanged"] < REPORTS
    if sent is signal.SIGINT:
        kept = found["unchanged"]
        assert (process.returncode, found["added"]) == (130, REPORTS - kept)
        assert err.strip().splitlines()[-1].startswith(f"Interrupted. The {kept} reports read so far are stored and not read again")
