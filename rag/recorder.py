"""Keeping answers without ever being in their way."""

import logging
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from threading import BoundedSemaphore
from typing import TypeVar

from index.errors import StoreError
from index.records import RecordFile
from rag.record import Circumstances, Record, as_json, from_json, record_of
from rag.types import Answer, Question

log = logging.getLogger("policyqa")

_Result = TypeVar("_Result")
MOST_WAITING = 1000  # answers that wait for a slow disk; further ones are not kept


class Recorder:
    """Keeps answers on a thread of its own and gives them back in order: what was kept before is there for who asks after.

    A disk that is full, slow, locked or read-only costs an answer nothing but its record, and leaves a line in the log. What waits is
    written before the process ends. Switched off it keeps nothing more; what was kept before can still be read and removed.
    """

    def __init__(self, file: RecordFile, circumstances: Circumstances, *, keeps: bool = True) -> None:
        self._file, self._circumstances, self.keeps = file, circumstances, keeps
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="records")
        self._room = BoundedSemaphore(MOST_WAITING)

    def keep(self, question: Question, answer: Answer) -> None:
        """Never raises, never waits."""
        if not self.keeps:
            return
        if not self._room.acquire(blocking=False):
            log.warning("the answer %s was not kept: too many wait for the disk", answer.id)
            return
        try:
            self._thread.submit(self._keep, record_of(question, answer, self._circumstances))
        except RuntimeError:  # the process is ending
            self._room.release()
            log.warning("the answer %s was not kept: the program was ending", answer.id)

    def get(self, answer_id: str) -> Record | None:
        """Raises StoreError where the file cannot be read now."""
        content = self._ask(lambda: self._file.get(answer_id))
        return None if content is None else _record(content)

    def newest(self, count: int) -> list[Record]:
        return [record for content in self._ask(lambda: self._file.newest(count)) if (record := _record(content))]

    def remove(self, ids: Iterable[str]) -> int:
        """How many of these were kept and are deleted now."""
        return self._ask(lambda: self._file.remove(ids))

    def clear(self) -> int:
        """Delete all; how many there were."""
        return self._ask(self._file.clear)

    def _keep(self, record: Record) -> None:
        try:
            self._mended(lambda: self._file.put(record.answer.id, as_json(record)))
        except Exception as error:  # noqa: BLE001  # the boundary of the thread: nobody waits for what is raised here
            log.warning("the answer %s was not kept: %s", record.answer.id, error)
        finally:
            self._room.release()

    def _ask(self, operation: Callable[[], _Result]) -> _Result:
        return self._thread.submit(self._mended, operation).result()

    def _mended(self, operation: Callable[[], _Result]) -> _Result:
        """Do it; with a damaged file set aside, once more."""
        try:
            return operation()
        except StoreError as error:
            if error.code != "damaged":
                raise
            log.error("%s It is set aside as answers.damaged.sqlite, and a new one is begun.", error)  # noqa: TRY400
            self._file.set_aside()
            return operation()


def _record(content: bytes) -> Record | None:
    try:
        return from_json(content)
    except ValueError:
        log.warning("a kept answer of another version cannot be read")
        return None
