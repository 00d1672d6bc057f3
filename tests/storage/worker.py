"""Changes a collection when told to, each time in a fork of itself, so that it can be killed without starting Python again.

Reads lines of JSON: data and reports (folders), optionally kill_after (seconds), kill_at (die at the n-th durable call) and
file_limit (bytes of a file, standing for a full disk). Answers {"status", "error", "calls", "seconds"} when the fork has ended.
"""

import json
import os
import resource
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from index.build import index_files
from index.errors import StoreError
from index.static import StaticEmbedder

# Every way in which index.durable and index.publish reach the disk by themselves (SQLite, tantivy and FAISS do so in C).
DURABLE_CALLS = ((os, "fsync"), (os, "replace"), (os, "rename"), (os, "link"), (os, "mkdir"), (Path, "write_bytes"))


class Calls:
    """Counts durable calls and does something at the n-th."""

    def __init__(self, at: int | None, action: Callable[[], None]) -> None:
        self.count, self.at, self.action = 0, at, action

    def wrap(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def called(*args: Any, **options: Any) -> Any:
            self.count += 1
            if self.count == self.at:
                self.action()
            return function(*args, **options)

        return called


def change(order: dict[str, Any], embedder: StaticEmbedder) -> dict[str, Any]:
    """What the fork does: one run of indexing."""
    calls = Calls(order.get("kill_at"), lambda: os.kill(os.getpid(), signal.SIGKILL))
    for owner, name in DURABLE_CALLS:
        setattr(owner, name, calls.wrap(getattr(owner, name)))
    if limit := order.get("file_limit"):
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    start, error = time.perf_counter(), None
    try:
        index_files(Path(order["data"]), [Path(order["reports"])], embedder, lambda *_: None)
    except StoreError as raised:
        error = [raised.code, str(raised)]
    return {"error": error, "calls": calls.count, "seconds": time.perf_counter() - start}


def serve() -> None:
    embedder = StaticEmbedder()
    for line in sys.stdin:
        order = json.loads(line)
        reading, writing = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.write(writing, json.dumps(change(order, embedder)).encode())
            os._exit(0)
        os.close(writing)
        if "kill_after" in order:
            time.sleep(order["kill_after"])
            os.kill(pid, signal.SIGKILL)  # not yet waited for, so the id is still its own even if it has ended
        _, status = os.waitpid(pid, 0)
        with os.fdopen(reading, "rb") as pipe:
            report = json.loads(pipe.read() or b"{}")
        print(json.dumps({"status": status, **report}), flush=True)


if __name__ == "__main__":
    serve()
