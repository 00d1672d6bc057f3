"""The vectors of reports as the catalogue keeps them, by report and encoder."""

import numpy as np

from index.database import Database
from index.stored import damaged, sealed, unsealed
from index.types import Vectors


class VectorRows:
    def __init__(self, database: Database) -> None:
        self._query = database.query

    def put(self, number: int, encoder: str, vectors: Vectors) -> None:
        data = np.ascontiguousarray(vectors, dtype=np.float32)
        values = sealed((number, encoder, data.shape[1], data.tobytes()))
        self._query("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?, ?, ?)", values)

    def of(self, number: int, encoder: str) -> Vectors:
        """One row a passage of the report. Raises StoreError where they are missing."""
        rows = self._query("SELECT * FROM vectors WHERE report = ? AND encoder = ?", (number, encoder))
        if not rows:
            raise damaged(f"the vectors of report {number} are missing")
        _, _, dimension, data = unsealed(rows[0])
        return np.frombuffer(data, dtype=np.float32).reshape(-1, dimension)

    def missing(self, encoder: str) -> list[int]:
        """Reports that this encoder has not embedded yet."""
        rows = self._query("SELECT number FROM reports WHERE number NOT IN (SELECT report FROM vectors WHERE encoder = ?)", (encoder,))
        return [int(row[0]) for row in rows]

    def keep_only(self, encoder: str) -> None:
        """Remove what other encoders have made."""
        self._query("DELETE FROM vectors WHERE encoder <> ?", (encoder,))
