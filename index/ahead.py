"""Files are looked at and read some way ahead of the one that goes into the catalogue, so that all cores have work."""

import hashlib
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from documents.errors import LoadError
from documents.files import is_archive, read_file
from documents.sandbox import Reader
from documents.sidecar import Sidecar, sidecar_of
from documents.types import Report
from index.archives import member_sources, members_by_archive
from index.files import is_unchanged, look_at
from index.stored import Source
from index.ways import in_whole, is_in_part, way_beside

# So many files a worker, and so many bytes in all, are read before the oldest of them is taken: one long file leaves nobody idle.
_FILES_A_WORKER = 8
_MOST_BYTES = 300_000_000

Known = Callable[[str, Source, Source | None], Source | None]
"""Leads from a file's SHA-256, its source and its source of old to the source with the report that the catalogue has already."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file on its way in: as it lies there now, as it was last seen, and how to get its report, which may wait.

    `report` raises LoadError for a file that cannot be read, and gives None where the catalogue has the content already.
    `archive` is the path of the archive that the file is, or that it lies in.
    """

    source: Source
    old: Source | None
    report: Callable[[], Report | None]
    size: int = 0
    unchanged: bool = False
    sidecar: Sidecar | None = None
    archive: Path | None = None


class Ahead:
    """Gives files in their order while the reader is at work on later ones; members of an archive follow it."""

    def __init__(self, reader: Reader, sources: dict[str, Source], known: Known, *, recognises: bool) -> None:
        self._reader, self._sources, self._known, self._recognises = reader, sources, known, recognises
        self._held = members_by_archive(sources.values())
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
                for incoming in self._look(path):
                    waiting.append(incoming)
                    while waiting and self._enough(waiting):
                        yield waiting.popleft()
            while waiting:
                yield waiting.popleft()

    def _enough(self, waiting: deque[Incoming]) -> bool:
        oldest = waiting[0]
        many = len(waiting) > _FILES_A_WORKER * self._reader.workers
        return many or oldest.unchanged or sum(incoming.size for incoming in waiting) > _MOST_BYTES

    def _look(self, path: Path) -> Iterator[Incoming]:
        sidecar = sidecar_of(path)
        now = look_at(path, way_beside(sidecar))
        if is_archive(now.name):
            yield from (replace(incoming, archive=Path(now.path)) for incoming in self._look_into(path, now))
        else:
            yield self._incoming(now, partial(read_file, path), sidecar)

    def _look_into(self, path: Path, now: Source) -> Iterator[Incoming]:
        """An archive and what it holds; unchanged, it holds what it held."""
        old = self._sources.get(now.path)
        held = self._held.get(now.path, []) if old else []
        if old and all(is_unchanged(self._as_good_as_new(source), now) for source in (old, *held)):
            for source in (old, *held):
                yield Incoming(source, source, lambda: None, unchanged=True)
            return
        try:
            found = member_sources(now, read_file(path))
        except LoadError as error:
            yield Incoming(now, old, _raising(_kept(error) if held else error))
            for source in held:
                yield Incoming(source, source, lambda: None, unchanged=True)
            return
        yield Incoming(now, old, lambda: None)
        for source, member in found:
            yield self._incoming(source, member.read)

    def _incoming(self, now: Source, read: Callable[[], bytes], sidecar: Sidecar | None = None) -> Incoming:
        old = self._sources.get(now.path)
        incoming = Incoming(now, old, lambda: None, sidecar=sidecar)
        if old and is_unchanged(self._as_good_as_new(old), now):
            return replace(incoming, unchanged=True)
        try:
            data = read()
        except LoadError as error:
            return replace(incoming, report=_raising(error))
        held = self._known(hashlib.sha256(data).hexdigest(), now, old)
        if held is not None:
            return replace(incoming, source=held)
        return replace(incoming, report=self._begin(data, now.name), size=len(data))

    def _as_good_as_new(self, old: Source) -> Source:
        """Without recognition a file that needs it could only be read as it was."""
        return replace(old, pipeline=in_whole(old.pipeline)) if is_in_part(old.pipeline) and not self._recognises else old


def _kept(error: LoadError) -> LoadError:
    """An archive that cannot be opened, perhaps because it is being copied: what it held stays."""
    return LoadError(error.code, f"{error} What was read from it before is kept; remove the archive to take that out.")


def _raising(error: LoadError) -> Callable[[], Report]:
    def report() -> Report:
        raise error

    return report
