"""Answers that were given, in a file of their own: the newest ones, by their ids, as bytes that mean nothing here.

The file is no part of the truth: it may be missing, and one that is damaged is set aside. A connection lives for one operation, so that
several processes can share the file and none goes on writing into one that another has set aside. Rollback journal as in the catalogue.
"""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from index.errors import StoreError

VERSION = 1
APPLICATION = 0x504F4C41  # "POLA"
_PATIENCE = 1.0  # seconds that a file is waited for which another process writes
_CREATION = f"""
BEGIN IMMEDIATE;
CREATE TABLE answers (number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, content BLOB NOT NULL, seal BLOB NOT NULL);
CREATE TABLE sizes (number INTEGER PRIMARY KEY REFERENCES answers(number) ON DELETE CASCADE, bytes INTEGER NOT NULL);
PRAGMA application_id={APPLICATION};
PRAGMA user_version={VERSION};
COMMIT;
"""


class RecordFile:
    """The newest `most` answers, and of these only as many as fit into `most_bytes`. Raises StoreError with every method."""

    def __init__(self, path: Path, most: int, most_bytes: int) -> None:
        self._path, self._most, self._most_bytes = path, most, most_bytes

    def put(self, answer_id: str, content: bytes) -> None:
        """Keep an answer as the newest one, in the place of an earlier one of the same id; the oldest beyond the bounds go."""
        with self._opened("rwc") as connection:
            _prepare(connection)
            with connection:
                connection.execute("BEGIN IMMEDIATE")
                connection.execute("DELETE FROM answers WHERE id = ?", (answer_id,))
                row = (answer_id, content, _seal(answer_id, content))
                number = connection.execute("INSERT INTO answers (id, content, seal) VALUES (?, ?, ?)", row).lastrowid
                connection.execute("INSERT INTO sizes VALUES (?, ?)", (number, len(content)))
                self._bound(connection)

    def get(self, answer_id: str) -> bytes | None:
        """None for an answer that is not kept, or was changed after it was written."""
        return next(self._sound("WHERE id = ?", (answer_id,)), None)

    def newest(self, count: int) -> list[bytes]:
        return list(self._sound("ORDER BY number DESC LIMIT ?", (count,)))

    def remove(self, ids: Iterable[str]) -> int:
        """How many of these were kept and are gone now, with their bytes."""
        if not self._is_begun():
            return 0
        with self._opened("rw") as connection:
            return sum(connection.execute("DELETE FROM answers WHERE id = ?", (answer_id,)).rowcount for answer_id in ids)

    def clear(self) -> int:
        """Remove all answers; how many there were."""
        if not self._is_begun():
            return 0
        with self._opened("rw") as connection:
            removed = connection.execute("DELETE FROM answers").rowcount
            connection.execute("VACUUM")
            return removed

    def set_aside(self) -> None:
        """Give a damaged file another name, in the place of one set aside before."""
        try:
            with self._opened("rw") as connection:
                _check(connection)
                if connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok":
                    return  # another process has set it aside meanwhile
        except StoreError as error:
            if error.code != "damaged":
                raise
        try:
            self._path.replace(self._path.with_name("answers.damaged.sqlite"))
            self._path.with_name(self._path.name + "-journal").unlink(missing_ok=True)
        except OSError as error:
            raise StoreError("storage_error", f"The damaged answers could not be set aside ({error.strerror}).") from error

    def _bound(self, connection: sqlite3.Connection) -> None:
        """Sizes stand in a table of their own, since adding them up must not walk through the contents."""
        count, held = connection.execute("SELECT count(*), total(bytes) FROM sizes").fetchone()
        last = None
        for number, size in connection.execute("SELECT number, bytes FROM sizes ORDER BY number"):
            if count <= self._most and held <= self._most_bytes:
                break
            last, count, held = number, count - 1, held - size
        if last is not None:
            connection.execute("DELETE FROM answers WHERE number <= ?", (last,))

    def _sound(self, condition: str, values: Sequence[object]) -> Iterator[bytes]:
        if not self._is_begun():
            return
        with self._opened("ro") as connection:
            _check(connection)
            rows = connection.execute(f"SELECT id, content, seal FROM answers {condition}", values).fetchall()  # noqa: S608  # our words
        yield from (content for answer_id, content, seal in rows if seal == _seal(answer_id, content))

    def _is_begun(self) -> bool:
        """A file without a byte is one that another process is about to begin."""
        return self._path.exists() and self._path.stat().st_size > 0

    @contextmanager
    def _opened(self, mode: str) -> Iterator[sqlite3.Connection]:
        """A connection for one operation; `mode` is SQLite's: ro, rw, or rwc, which makes the file."""
        with _guarded():
            address = f"{self._path.absolute().as_uri()}?mode={mode}"
            with closing(sqlite3.connect(address, uri=True, timeout=_PATIENCE, isolation_level=None)) as connection:
                for pragma in ("foreign_keys=ON", "secure_delete=ON", "cell_size_check=ON", "trusted_schema=OFF"):
                    connection.execute(f"PRAGMA {pragma}")
                yield connection


def _prepare(connection: sqlite3.Connection) -> None:
    """Make an empty file ours."""
    if not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        try:
            connection.executescript(_CREATION)
        except sqlite3.OperationalError:
            connection.rollback()  # another process may have made it meanwhile
    _check(connection)


def _check(connection: sqlite3.Connection) -> None:
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION:
        raise StoreError("damaged", "The file answers.sqlite is a database of another program.")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > VERSION:
        raise StoreError(
            "newer_format", f"The file answers.sqlite has version {version}, this program reads up to {VERSION}: update policyqa."
        )


@contextmanager
def _guarded() -> Iterator[None]:
    """SQLite's errors as ours: somebody else is writing, it could not be done, or the file is not as it was written."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError) and hasattr(error, "sqlite_errorcode"):  # without: bytes that are no text
            busy = error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
            raise StoreError("busy" if busy else "storage_error", f"The file answers.sqlite could not be used ({error}).") from error
        raise StoreError("damaged", f"The file answers.sqlite is damaged ({error}).") from error


def _seal(answer_id: str, content: bytes) -> bytes:
    """An answer's own digest: SQLite by itself sees damage to its own structure only."""
    return hashlib.sha256(answer_id.encode() + b"\n" + content).digest()
