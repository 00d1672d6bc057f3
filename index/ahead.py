"""Files are looked at and read some way ahead of the one that goes into the catalogue, so that all cores have work."""

import hashlib
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from documents.errors import LoadError
from documents.load import read_file
from documents.sandbox import Reader
from documents.types import Report
from index.files import is_unchanged, look_at
from index.stored import Source

# So many files a worker, and so many bytes in all, are read before the oldest of them is taken: one long file leaves nobody idle.
_FILES_A_WORKER = 8
_MOST_BYTES = 300_000_000


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file on its way in: as it lies there now, as it was last seen, and how to get its report, which may wait.

    `report` raises LoadError for a file that cannot be read, and gives None where the catalogue has the content already.
    """

    source: Source
    old: Source | None
    report: Callable[[], Report | None]
    size: int = 0

    @property
    def unchanged(self) -> bool:
        return self.old is not None and is_unchanged(self.old, self.source)


class Ahead:
    """Gives files in their order while the reader is at work on later ones; `known` leads from a file's SHA-256 to its report's number."""

    def __init__(self, reader: Reader, pipeline: str, sources: dict[str, Source], known: Callable[[str], int | None]) -> None:
        self._reader, self._pipeline, self._sources, self._known = reader, pipeline, sources, known
        self._begin: Callable[[bytes, str], Callable[[], Report]] = lambda data, name: lambda: reader.read(data, name)

    @contextmanager
    def _pool(self) -> Iterator[None]:
        """Threads that wait for the reader's workers; when we leave early, those that read on are left to their end."""
        if not self._reader.workers:
            yield
            return
        pool = ThreadPoolExecutor(self._reader.workers)
        self._begin = lambda data, name: pool.submit(self._reader.read, data, name).result
        try:
            yield
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    def files(self, paths: Sequence[Path]) -> Generator[Incoming]:
        waiting: deque[Incoming] = deque()
        with self._pool():
            for path in paths:
                waiting.append(self._look(path))
                while waiting and self._enough(waiting):
                    yield waiting.popleft()
            while waiting:
                yield waiting.popleft()

    def _enough(self, waiting: deque[Incoming]) -> bool:
        oldest = waiting[0]
        many = len(waiting) > _FILES_A_WORKER * self._reader.workers
        return many or oldest.unchanged or sum(incoming.size for incoming in waiting) > _MOST_BYTES

    def _look(self, path: Path) -> Incoming:
        now = look_at(path, self._pipeline)
        old = self._sources.get(now.path)
        incoming = Incoming(now, old, lambda: None)
        if incoming.unchanged:
            return incoming
        try:
            data = read_file(path)
        except LoadError as error:
            return replace(incoming, report=_raising(error))
        number = self._known(hashlib.sha256(data).hexdigest())
        if number is not None:
            return replace(incoming, source=replace(now, report=number))
        return replace(incoming, report=self._begin(data, now.name), size=len(data))


def _raising(error: LoadError) -> Callable[[], Report]:
    def report() -> Report:
        raise error

    return report
