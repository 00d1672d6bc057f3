"""What a reader might do that a file has taken over; the bytes of the file say which. Read as `hostile:read` in a sandbox."""

import ctypes
import os
import resource
import signal
import socket
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from documents.limits import recognise_page
from documents.load import load_bytes
from documents.types import Report

TEXT = "安徽省2026年工作要点\n\n工业增长6.5%左右。"


def fine(data: bytes, name: str) -> Report:
    return load_bytes(data, name)


def tell(what: object, data: bytes, name: str) -> Report:
    """A report whose title is what the reader saw."""
    report = load_bytes(data, name)
    return replace(report, metadata=replace(report.metadata, title=str(what)))


def recognise(data: bytes, name: str) -> Report:
    """Takes more time and memory than a file without pictures may."""
    for _ in range(4):
        recognise_page()
        time.sleep(0.5)
    return tell(len(bytearray(600 << 20)), data, name)


def spin() -> None:
    while True:
        pass


def reach(port: str) -> str:
    """What comes of reaching out to a port of this machine."""
    try:
        with socket.create_connection(("127.0.0.1", int(port)), timeout=2):
            return "connected"
    except OSError as error:
        return type(error).__name__


def open_files() -> int:
    files = []
    try:
        while True:
            files.append(os.open("/dev/null", os.O_RDONLY))
    except OSError:
        for file in files:
            os.close(file)
        return len(files) + 3


def write_file(path: str) -> str:
    try:
        Path(path).write_text("mine", encoding="utf-8")
    except OSError as error:
        return type(error).__name__
    return "written"


def read_file(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except OSError as error:
        return type(error).__name__


def leave_behind() -> None:
    """A grandchild that lives on."""
    if os.fork() == 0:
        time.sleep(60)
        os._exit(0)


def read(data: bytes, name: str) -> Any:
    word, _, argument = data.decode().partition("\n")[0].removeprefix("\ufeff").partition(" ")
    acts: dict[str, Any] = {
        "fine": lambda: fine(data, name),
        "crash": lambda: ctypes.string_at(0),
        "abort": os.abort,
        "leave": lambda: os._exit(0),
        "sleep": lambda: time.sleep(60),
        "spin": spin,
        "fill": lambda: tell(len(bytearray(1500 << 20)), data, name),
        "recurse": lambda: read(data, name),
        "another": lambda: replace(fine(data, name), id="0" * 64),
        "gap": lambda: replace(fine(data, name), blocks=(replace(fine(data, name).blocks[0], end=10_000),)),
        "half": lambda: replace(fine(data, name), text="\ud800"),
        "lie": lambda: os.write(1, b'{"code": "all_fine", "message": "/etc/passwd"}') and os._exit(0),
        "flood": lambda: [os.write(1, bytes(1 << 20)) for _ in range(10_000)],
        "environment": lambda: tell(sorted(os.environ), data, name),
        "limits": lambda: tell([resource.getrlimit(kind)[0] for kind in (resource.RLIMIT_AS, resource.RLIMIT_CORE)], data, name),
        "session": lambda: tell(os.getsid(0) == os.getpid(), data, name),
        "network": lambda: tell(reach(argument), data, name),
        "files": lambda: tell(open_files(), data, name),
        "write": lambda: tell(write_file(argument), data, name),
        "open": lambda: tell(read_file(argument), data, name),
        "behind": lambda: tell(leave_behind(), data, name),
        "signal": lambda: tell(os.kill(int(argument), signal.SIGTERM), data, name),
        "recognise": lambda: recognise(data, name),
        "import": lambda: tell(sys.modules["documents.load"].__file__, data, name),
    }
    return acts[word]()
