"""The process that reads foreign files: one child for each file, which is limited, confined, and gone afterwards.

Started by `documents.sandbox` as a script, isolated, with one JSON argument. Where the system can fork safely it imports the readers once
and forks a child for each request, a message on the socket with the file's bytes and the result as two pipes; otherwise it reads the
one file on standard input and ends. What a child says is one JSON line, to which the process that forked it adds a line on its end.
"""

import contextlib
import gc
import json
import os
import select
import signal
import socket
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

MESSAGE = 65_536  # bytes at most: a name and limits
READER = "documents.load:load_bytes"
_FIRST = "安徽省2026年工作要点\n\n工业增长6.5%左右。".encode("gb18030")


@dataclass(slots=True)
class _Child:
    """A file that is being read; `result` is kept open for the line on its end."""

    result: int
    started: float
    most_seconds: float
    overdue: bool = False


def main() -> None:
    order = json.loads(sys.argv[1])
    package = Path(__file__).parent
    if str(package) in sys.path:
        sys.path.remove(str(package))  # the script's own folder: its files have names of the standard library's kind
    sys.path.insert(0, str(package.parent))
    import_module(package.name)  # the modules below it are found from here on, whatever else is called so
    sys.path[:] = [*sys.path[1:], *(entry for entry in order["path"] if entry not in sys.path[1:])]
    if "socket" in order:
        _serve(socket.socket(fileno=order["socket"]), order["reader"], package)
    else:
        _read_one(order, package)


def _readable(package: Path) -> list[Path]:
    """Where code is imported from; beside the package only where all is code, since a checkout may lie among anybody's files."""
    beside = {package.parent} if package.parent.name not in {"site-packages", "dist-packages"} else set()
    return [package, *({Path(entry) for entry in sys.path if entry} - beside), Path(sys.prefix), Path(sys.base_prefix)]


def _function(reader: str) -> Callable[[bytes, str], Any]:
    module, name = reader.split(":")
    function: Callable[[bytes, str], Any] = getattr(import_module(module), name)
    return function


def _read_one(order: dict[str, Any], package: Path) -> None:
    """Without fork: limits first, the readers after them."""
    from documents.confine import confine
    from documents.limits import Limits, apply

    apply(Limits(**order["limits"]))
    confine(_readable(package))
    sys.stdout.buffer.write(_answer(_function(order["reader"]), sys.stdin.buffer.read(), order["name"]))


def _serve(control: socket.socket, reader: str, package: Path) -> None:
    from documents.confine import confine

    read = _function(reader)
    if reader.split(":", maxsplit=1)[0] == READER.split(":", maxsplit=1)[0]:
        read(_FIRST, "first.txt")  # tables that are made at first use are made here, for all children
    gc.freeze()  # a collection in a child would copy every page of memory that it shares
    control.send(json.dumps({"active": confine(_readable(package))}).encode())
    woken = _wake_at_child_ends()
    children: dict[int, _Child] = {}
    while True:
        waited: list[Any] = [control, woken]
        ready, _, _ = select.select(waited, [], [], _until_next(children))
        if control in ready:
            message, pipes, _, _ = socket.recv_fds(control, MESSAGE, 2)
            if not message:
                break
            _start(json.loads(message), pipes, read, children)
        if woken in ready:
            os.read(woken, 4096)
        _reap(children)
    for pid in children:
        _kill_group(pid)


def _wake_at_child_ends() -> int:
    """A pipe that can be read when a child has ended."""
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    return reading


def _until_next(children: dict[int, _Child]) -> float | None:
    ends = [child.started + child.most_seconds for child in children.values() if not child.overdue]
    return max(0.0, min(ends) - time.monotonic()) if ends else None


def _start(order: dict[str, Any], pipes: list[int], read: Callable[[bytes, str], Any], children: dict[int, _Child]) -> None:
    started = time.monotonic()
    try:
        pid = os.fork()
    except OSError:  # no memory or no process left: the file counts as one whose reader died
        for pipe in pipes:
            os.close(pipe)
        return
    if pid == 0:
        _be_child(order, pipes, read)
    os.close(pipes[0])
    children[pid] = _Child(pipes[1], started, order["limits"]["most_seconds"])


def _be_child(order: dict[str, Any], pipes: list[int], read: Callable[[bytes, str], Any]) -> NoReturn:
    from documents.confine import die_with_parent
    from documents.limits import Limits, apply

    status = 1
    try:
        os.setsid()
        die_with_parent()
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.dup2(pipes[0], 0)
        os.dup2(pipes[1], 1)
        os.closerange(3, os.sysconf("SC_OPEN_MAX"))
        apply(Limits(**order["limits"]))
        with open(0, "rb", closefd=False) as given, open(1, "wb", closefd=False) as result:
            result.write(_answer(read, given.read(), order["name"]))
        status = 0
    finally:
        os._exit(status)


def _answer(read: Callable[[bytes, str], Any], data: bytes, name: str) -> bytes:
    """The report or the reason why there is none, as one line of JSON."""
    from documents.errors import LoadError
    from documents.report_json import encode

    try:
        return b'{"report":' + encode(read(data, name)) + b"}"
    except LoadError as error:
        failure = {"code": error.code, "message": str(error)}
    except MemoryError:
        failure = {"code": "out_of_memory", "message": ""}
    except Exception as error:  # noqa: BLE001  # the request boundary of this process
        failure = {"code": "crashed", "message": type(error).__name__}
    return json.dumps(failure, ensure_ascii=True).encode()


def _reap(children: dict[int, _Child]) -> None:
    """Give those that ended their last line; kill those whose time is over."""
    for pid, child in list(children.items()):
        if os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            _kill_group(pid)  # what the reader itself may have started; until it is waited for, its number is its own
            _, status, usage = os.wait4(pid, 0)
            _write_end(children.pop(pid), status, usage.ru_maxrss)
        elif time.monotonic() > child.started + child.most_seconds and not child.overdue:
            child.overdue = True
            _kill_group(pid)


def _write_end(child: _Child, status: int, memory: int) -> None:
    killer = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    timed_out = child.overdue or killer in {signal.SIGALRM, signal.SIGXCPU}
    end = {"signal": killer, "timed_out": timed_out, "memory": memory * 1024, "seconds": round(time.monotonic() - child.started, 4)}
    with contextlib.suppress(OSError):  # whoever asked is gone
        os.write(child.result, b"\n" + json.dumps(end).encode())
    os.close(child.result)


def _kill_group(pid: int) -> None:
    for kill in (os.killpg, os.kill):  # a child that was forked just now has no group yet
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(pid, signal.SIGKILL)


if __name__ == "__main__":
    main()
