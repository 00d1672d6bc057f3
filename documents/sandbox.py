"""Reads files in processes of their own, so that whatever a file does to its reader, it does not do to us."""

import hashlib
import json
import sys
from collections.abc import Callable
from typing import Protocol, get_args

from documents.errors import LoadCode, LoadError
from documents.limits import MEBIBYTE, Limits
from documents.parse_host import LARGEST_RESULT, Ended, ForkingHost, SingleHost
from documents.parse_worker import READER
from documents.report_json import ReportFormatError, decode
from documents.types import Report

_REPORT = b'{"report":'
_LONGEST_MESSAGE = 500
# What a reader may say by itself, in its own words.
_OWN_CODES = {*get_args(LoadCode)} - {"timeout", "out_of_memory", "crashed"}


class Reader(Protocol):
    """Bytes to a report, or LoadError; `workers` is how many files may be read at once, 0 where reading is done by the caller's thread."""

    workers: int

    def read(self, data: bytes, source_name: str) -> Report: ...


class SameProcess:
    """Reads without protection, in the caller's process and thread."""

    workers = 0

    def __init__(self, *, recognition: bool = True) -> None:
        self._recognition = recognition

    def read(self, data: bytes, source_name: str) -> Report:
        from documents.load import load_bytes  # libraries of all formats, which are not loaded where nothing is read

        return load_bytes(data, source_name, recognition=self._recognition)


class Sandbox:
    """Reads each file in a throw-away process. A context that ends them all; safe for many threads.

    `reader` names the function that the process calls, as "module:function"; it gets the bytes and the name.
    """

    def __init__(self, workers: int, limits: Limits = Limits(), reader: str = READER, *, forking: bool = sys.platform == "linux") -> None:
        self.workers, self.limits = workers, limits
        self.watch: Callable[[str, Ended], None] = lambda _name, _ended: None  # is told how each reader ended
        self._host = (ForkingHost if forking else SingleHost)(limits, reader)

    def __enter__(self) -> "Sandbox":
        self._host.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._host.close()

    def protections(self) -> tuple[str, ...]:
        """What confines the readers beside the limits: no_new_privileges, no_network, no_files, no_tcp, as far as the system has it."""
        return self._host.active()

    def read(self, data: bytes, source_name: str) -> Report:
        ended = self._host.run(data, source_name)
        self.watch(source_name, ended)
        if ended.timed_out:
            seconds = self.limits.of(len(data)).seconds
            raise LoadError("timeout", f"Reading was stopped after {seconds:.0f} seconds; divide the file, or save it anew.")
        if len(ended.said) > LARGEST_RESULT:
            raise LoadError("too_large", "The file gives more text than one report can have; divide it.")
        if not ended.said:
            raise self._stopped("out_of_memory" if self._was_full(ended) else "crashed", f"signal {ended.signal}")
        if not ended.said.startswith(_REPORT):
            raise self._failure(ended.said)
        return self._report(ended.said[len(_REPORT) : -1], data, source_name)

    def _was_full(self, ended: Ended) -> bool:
        """Native code that gets no memory dies of it. What it asked for last was refused, so it need not have been near the limit."""
        return ended.memory > self.limits.memory // 2

    def _report(self, said: bytes, data: bytes, source_name: str) -> Report:
        try:
            report = decode(said)
        except ReportFormatError as error:
            raise self._stopped("crashed", "no report") from error
        if (report.id, report.source_name) != (hashlib.sha256(data).hexdigest(), source_name):
            raise self._stopped("crashed", "another report")
        return report

    def _failure(self, said: bytes) -> LoadError:
        try:
            failure = json.loads(said)
            code, message = failure["code"], str(failure["message"])[:_LONGEST_MESSAGE]
        except (ValueError, TypeError, KeyError):
            return self._stopped("crashed", "no answer")
        if code == "out_of_memory":
            return self._stopped(code)
        if code not in _OWN_CODES:
            return self._stopped("crashed", message if message.isidentifier() else "no answer")
        return LoadError(code, message)

    def _stopped(self, code: LoadCode, what: str = "") -> LoadError:
        if code == "out_of_memory":
            size = self.limits.memory // MEBIBYTE
            return LoadError(code, f"Reading needs more than {size} MiB of memory and was stopped; divide the file, or save it anew.")
        return LoadError("crashed", f"The reader broke down ({what}); the file is probably damaged: open it and save it anew.")
