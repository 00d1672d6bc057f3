"""The SQLite file of the catalogue: opened, checked, brought up to date, and written in transactions.

Rollback journal and synchronous=EXTRA: the SQLite that Python 3.11 carries lies in the range of the write-ahead-log reset bug.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from index.errors import StoreError
from index.schema import APPLICATION, VERSION, creation, migration
from index.stored import damaged, guarded


class Database:
    """A file that is a catalogue of this version once it is open. Raises StoreError where it cannot be."""

    def __init__(self, path: Path) -> None:
        with guarded():
            self._connection = sqlite3.connect(path, isolation_level=None)
        try:
            self._prepare()
        except StoreError:
            self.close()
            raise

    def _prepare(self) -> None:
        for pragma in ("journal_mode=DELETE", "synchronous=EXTRA", "foreign_keys=ON", "cell_size_check=ON", "trusted_schema=OFF"):
            self.query(f"PRAGMA {pragma}")
        version = int(self.query("PRAGMA user_version")[0][0])
        tables = self.query("SELECT count(*) FROM sqlite_master")[0][0]
        if version == 0 and not tables:
            with guarded():
                self._connection.executescript(creation())
            return
        if self.query("PRAGMA application_id")[0][0] != APPLICATION:
            raise damaged("it is a database of another program")
        if version > VERSION:
            raise StoreError("newer_format", f"The catalogue has version {version}, this program reads up to {VERSION}: update policyqa.")
        found = self.query("PRAGMA quick_check(1)")[0][0]
        if found != "ok":
            raise damaged("its pages contradict each other")
        if version < VERSION:
            with guarded():
                self._connection.executescript(migration(version))

    def close(self) -> None:
        self._connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything inside is kept, or nothing of it."""
        self.query("BEGIN IMMEDIATE")
        try:
            yield
            self.query("COMMIT")
        except BaseException:
            if self._connection.in_transaction:  # a full disk ends the transaction by itself
                self.query("ROLLBACK")
            raise

    def query(self, statement: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        with guarded():
            return self._connection.execute(statement, values).fetchall()
