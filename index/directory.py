"""The data directory: whose it is, which format it has, and who may write into it.

policyqa.json  what this folder is      LOCK  held by the one writer      catalogue.sqlite  the truth
CURRENT        the generation served    generations/N/  immutable         evaluations/      saved scorecards
answers.sqlite the answers that were given
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from index.durable import replace_file
from index.errors import StoreError

FORMAT = 1
_PATIENCE = 0.3  # seconds: another process holds the lock for a moment while it makes the marker
_MARKER = "policyqa.json"
_LOCK = "LOCK"
_HOLDER = "LOCK.holder"


@dataclass(frozen=True, slots=True)
class DataDirectory:
    """Paths of a directory that is known to be ours."""

    root: Path

    @property
    def catalogue(self) -> Path:
        return self.root / "catalogue.sqlite"

    @property
    def answers(self) -> Path:
        return self.root / "answers.sqlite"

    @property
    def current(self) -> Path:
        return self.root / "CURRENT"

    @property
    def generations(self) -> Path:
        return self.root / "generations"


def open_directory(root: Path) -> DataDirectory:
    """An existing data directory, for reading. Raises StoreError when there is none, or it is not ours, or newer."""
    root = root.absolute()
    try:
        blank = _is_blank(root)
    except FileNotFoundError:
        blank = True
    except OSError as error:
        raise _unusable(root, error) from error
    if blank:
        raise StoreError("not_indexed", f"Nothing is indexed in {root.name!r} yet: run `policyqa index PATH --data DIR` first.")
    _check_marker(root)
    return DataDirectory(root)


def create_directory(root: Path) -> DataDirectory:
    """The data directory for writing, made if it does not exist. A folder with other things in it is refused."""
    root = root.absolute()
    try:
        root.mkdir(parents=True, exist_ok=True)
        if _is_blank(root):
            _mark(root)
    except OSError as error:
        raise _unusable(root, error) from error
    _check_marker(root)
    return DataDirectory(root)


def _mark(root: Path) -> None:
    """Make the marker, one process at a time."""
    with FileLock(root / _LOCK):
        if _is_blank(root):
            replace_file(root / _MARKER, json.dumps({"product": "policyqa", "format": FORMAT}).encode())


def _unusable(root: Path, error: OSError) -> StoreError:
    if isinstance(error, FileExistsError | NotADirectoryError):
        return StoreError("not_ours", f"The data directory {root.name!r} is a file: name a folder with --data.")
    return StoreError("storage_error", f"The data directory {root.name!r} cannot be used ({error.strerror}): name another with --data.")


def _is_blank(root: Path) -> bool:
    """Empty, or left by a process that was killed while it made the marker."""
    return all(path.name in {_MARKER + ".tmp", _LOCK, _HOLDER} for path in root.iterdir())


def _check_marker(root: Path) -> None:
    try:
        marker = json.loads((root / _MARKER).read_text(encoding="utf-8"))
        found = int(marker["format"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(
            "not_ours",
            f"The folder {root.name!r} holds files but no readable {_MARKER}, so it is no data directory: name an empty one with --data.",
        ) from error
    if found > FORMAT:
        raise StoreError("newer_format", f"The data directory has format {found}, this program reads up to {FORMAT}: update policyqa.")


@contextmanager
def writer_lock(directory: DataDirectory) -> Iterator[None]:
    """Be the only writer. The kernel frees the lock when the process dies. Raises StoreError naming the holder when taken."""
    lock = FileLock(directory.root / _LOCK, timeout=_PATIENCE)
    try:
        lock.acquire()
    except Timeout as error:
        raise StoreError("busy", f"Another process is indexing ({_holder(directory)}): wait until it has ended.") from error
    try:
        started = datetime.now(UTC).isoformat(timespec="seconds")
        replace_file(directory.root / _HOLDER, json.dumps({"pid": os.getpid(), "since": started}).encode())
        yield
    finally:
        lock.release()


def _holder(directory: DataDirectory) -> str:
    try:
        holder = json.loads((directory.root / _HOLDER).read_text(encoding="utf-8"))
        return f"process {holder['pid']} since {holder['since']}"
    except (OSError, ValueError, KeyError):
        return "holder unknown"
