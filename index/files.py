"""Which files there are to index, and which of them changed since they were last seen."""

import os
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from documents.sidecar import is_sidecar
from index.stored import Source

# A file changed within this time of being read may have been written again without a visible change of its time stamp.
_RACY_NS = 2_000_000_000
# What may go another way the next time though the file is the same: a right was given, the machine has more time or memory.
_PASSING = {"unreadable", "timeout", "out_of_memory", "crashed"}


@dataclass(frozen=True, slots=True)
class Found:
    """The files below the given paths, in a stable order, and the folders that were looked through; `closed` ones could not be opened."""

    files: tuple[Path, ...]
    folders: tuple[Path, ...]
    closed: tuple[Path, ...] = ()


def find_files(paths: Sequence[Path], data: Path) -> Found:
    """Files named directly are all taken; in folders hidden files, office lock files and a README (it describes the folder) are not.

    The data directory may lie in a folder that is indexed: nothing in it is a report. Sidecars belong to the reports beside them.
    """
    files: dict[Path, None] = {}
    folders = []
    closed: list[Path] = []
    for path in (path.resolve() for path in paths):
        if path.is_dir():
            folders.append(path)
            files.update(dict.fromkeys(file for file in _in_folder(path, closed) if not file.is_relative_to(data.resolve())))
        else:
            files[path] = None
    return Found(tuple(file for file in files if not is_sidecar(file)), tuple(folders), tuple(closed))


def _in_folder(folder: Path, closed: list[Path]) -> Iterable[Path]:
    """The files below a folder in the order of their paths; folders that cannot be opened are added to `closed`."""
    walked = os.walk(folder, onerror=lambda error: closed.append(Path(error.filename)))
    for path in sorted(Path(above) / name for above, _, names in walked for name in names):
        hidden = any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden and path.stem.lower() != "readme":
            yield path


def look_at(path: Path, pipeline: str) -> Source:
    """The file as it lies there now; taken before it is read, so that a change meanwhile is seen the next time.

    Its time is the later of content and status change: programs that copy files set the first back.
    """
    seen = time.time_ns()
    try:
        status = path.stat()
        size, modified = status.st_size, max(status.st_mtime_ns, status.st_ctime_ns)
    except OSError:
        size, modified = 0, 0
    shown = readable(path)
    return Source(str(shown), shown.name, size, modified, seen, pipeline, None)


def readable(path: Path) -> Path:
    """A path whose every part can be stored and shown: parts that are not UTF-8 come from Chinese archives and are GB18030."""
    return Path(*(_readable(os.fsencode(part)) for part in path.parts))


def _readable(part: bytes) -> str:
    try:
        return part.decode("utf-8")
    except UnicodeDecodeError:
        return part.decode("gb18030", errors="replace")


def is_unchanged(old: Source, now: Source) -> bool:
    """Whether a file is surely the one that was read before, judged without opening it.

    What could not be read may be readable now, without a trace in size and time.
    """
    same = (old.size, old.modified_ns, old.pipeline) == (now.size, now.modified_ns, now.pipeline)
    return same and old.modified_ns + _RACY_NS < old.seen_ns and old.problem_code not in _PASSING


def vanished(sources: Iterable[Source], found: Found) -> list[Source]:
    """Files that lay in one of the folders when it was last indexed and do so no more."""
    present = {str(readable(path)) for path in found.files}
    folders, closed = ([readable(folder) for folder in group] for group in (found.folders, found.closed))

    def below(path: str, group: Sequence[Path]) -> bool:
        return any(Path(path).is_relative_to(folder) for folder in group)

    return [s for s in sources if s.path not in present and below(s.path, folders) and not below(s.path, closed)]


def emptied_folders(sources: Iterable[Source], found: Found) -> list[Path]:
    """Folders that hold no file any more though files of theirs were indexed: a share that is not mounted looks like this."""
    empty = [folder for folder in found.folders if not any(file.is_relative_to(folder) for file in found.files)]
    known = [Path(source.path) for source in sources] if empty else []
    return [folder for folder in empty if any(path.is_relative_to(readable(folder)) for path in known)]
