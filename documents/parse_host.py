"""Starts the processes that read files, and brings back what each of them said and how it ended."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from dataclasses import asdict, dataclass, field
from pathlib import Path

from documents.limits import MEBIBYTE, Limits

LARGEST_RESULT = 256 * MEBIBYTE
_SCRIPT = Path(__file__).with_name("parse_worker.py")
_CHUNK = 1 << 20
# Libraries of the interpreter itself may lie in places that only these name.
_KEPT_VARIABLES = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT")


@dataclass(frozen=True, slots=True)
class Ended:
    """What a reader said, cut off at LARGEST_RESULT, and its end; `memory` is its greatest in bytes, 0 where it is not known."""

    said: bytes = field(repr=False)
    signal: int = 0
    timed_out: bool = False
    memory: int = 0
    seconds: float = 0.0


class ForkingHost:
    """One process that has the readers imported and forks a child for each file; safe for many threads."""

    def __init__(self, limits: Limits, reader: str) -> None:
        self._limits, self._reader = limits, reader
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._active: tuple[str, ...] | None = None
        self._closed = False

    def start(self) -> None:
        """Begin to import the readers, unless that is done; returns at once."""
        with self._lock:
            if self._closed or (self._process is not None and self._process.poll() is None):
                return
            self._end()
            ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            with theirs:
                command = _command({"reader": self._reader, "socket": theirs.fileno()})
                self._process = _popen(command, subprocess.DEVNULL, theirs.fileno())
            self._control = ours

    def active(self) -> tuple[str, ...]:
        """The protections in force, waiting until the readers are imported."""
        self.start()
        with self._lock:
            if self._active is None and self._control:
                self._active = tuple(json.loads(self._control.recv(_CHUNK) or b'{"active": []}')["active"])
            return self._active or ()

    def run(self, data: bytes, name: str) -> Ended:
        self.start()
        order = json.dumps({"name": name, "limits": asdict(self._limits.of(len(data)))}).encode()
        given, giving = os.pipe()
        taking, taken = os.pipe()
        try:
            with self._lock, contextlib.suppress(OSError):  # a host that died meanwhile has closed the result as well
                socket.send_fds(_present(self._control), [order], [given, taken])
        finally:
            os.close(given)
            os.close(taken)
        with os.fdopen(giving, "wb", buffering=0) as file, contextlib.suppress(BrokenPipeError):
            _write_all(file.fileno(), data)
        with os.fdopen(taking, "rb", buffering=0) as file:
            return _with_end(_read_all(file.fileno()))

    def close(self) -> None:
        """End the process for good, and with it every file that is being read."""
        with self._lock:
            self._closed = True
            self._end()

    def _end(self) -> None:
        if self._control:
            self._control.close()
        if self._process:
            try:
                self._process.wait(2)
            except subprocess.TimeoutExpired:  # still importing: it looks at its socket only afterwards
                self._process.kill()
                self._process.wait()
        self._process = self._control = self._active = None


class SingleHost:
    """A process for each file, which imports the readers itself: for systems that cannot fork safely."""

    def __init__(self, limits: Limits, reader: str) -> None:
        self._limits, self._reader = limits, reader
        self._running: set[subprocess.Popen[bytes]] = set()

    def start(self) -> None:
        """There is nothing to prepare."""

    def active(self) -> tuple[str, ...]:
        return ()

    def run(self, data: bytes, name: str) -> Ended:
        limits = self._limits.of(len(data))
        command = _command({"reader": self._reader, "name": name, "limits": asdict(limits)})
        with _popen(command, subprocess.PIPE) as process:
            self._running.add(process)
            try:
                said, _ = process.communicate(data, limits.seconds if sys.platform == "win32" else limits.most_seconds)
            except subprocess.TimeoutExpired:
                _kill(process)
                return Ended(b"", timed_out=True)
            finally:
                self._running.discard(process)
        killer = max(0, -process.returncode)
        return Ended(said[:LARGEST_RESULT], killer, killer in _OVERTIME)

    def close(self) -> None:
        for process in tuple(self._running):
            _kill(process)


_OVERTIME = {getattr(signal, name) for name in ("SIGALRM", "SIGXCPU") if hasattr(signal, name)}


def _command(order: dict[str, object]) -> list[str]:
    return [sys.executable, "-I", str(_SCRIPT), json.dumps({**order, "path": [entry for entry in sys.path if Path(entry).is_absolute()]})]


def _popen(command: list[str], streams: int, *descriptors: int) -> "subprocess.Popen[bytes]":
    """A process in a session of its own, so that Ctrl-C ends it through us only, and with nothing of our environment."""
    variables = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    return subprocess.Popen(  # noqa: S603
        command,
        stdin=streams,
        stdout=streams,
        stderr=subprocess.DEVNULL,
        pass_fds=descriptors,
        start_new_session=True,
        env={**variables, "LC_ALL": "C.UTF-8"},
    )


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """With all that it started, where it has a session of its own."""
    if sys.platform != "win32":
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()


def _present(control: socket.socket | None) -> socket.socket:
    if control is None:
        raise ConnectionResetError
    return control


def _write_all(pipe: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(pipe, rest[:_CHUNK]) :]


def _read_all(pipe: int) -> bytes:
    """Everything up to a limit, beyond which nobody reads on: the child then writes in vain and is stopped by its own limits."""
    pieces, size = [], 0
    while size <= LARGEST_RESULT and (piece := os.read(pipe, _CHUNK)):
        pieces.append(piece)
        size += len(piece)
    return b"".join(pieces)


def _with_end(result: bytes) -> Ended:
    said, line, end = result.rpartition(b"\n")
    if not line or len(result) > LARGEST_RESULT:
        return Ended(result)
    return Ended(said, **json.loads(end))
