"""Which files there are to index, and which of them changed since they were last seen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.catalogue import Source

# A file changed within this time of being read may have been written again without a visible change of its time stamp.
_RACY_NS = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Found:
    """The files below the given paths, in a stable order, and the folders that were looked through whole."""

    files: tuple[Path, ...]
    folders: tuple[Path, ...]


def find_files(paths: Sequence[Path]) -> Found:
    """Files named directly are all taken; in folders hidden files, office lock files and a README (it describes the folder) are not."""
    files: dict[Path, None] = {}
    folders = []
    for path in (path.resolve() for path in paths):
        if path.is_dir():
            folders.append(path)
            files.update(dict.fromkeys(_in_folder(path)))
        else:
            files[path] = None
    return Found(tuple(files), tuple(folders))


def _in_folder(folder: Path) -> Iterable[Path]:
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden and path.stem.lower() != "readme":
            yield path


def is_unchanged(source: Source | None, path: Path, pipeline: str) -> bool:
    """Whether a file is surely the one that was read before, judged without opening it."""
    if source is None or source.pipeline != pipeline:
        return False
    status = path.stat()
    same = (source.size, source.modified_ns) == (status.st_size, status.st_mtime_ns)
    return same and status.st_mtime_ns + _RACY_NS < source.seen_ns


def vanished(sources: Iterable[Source], found: Found) -> list[str]:
    """Paths that lay in one of the folders when it was last indexed and do so no more."""
    present = {str(path) for path in found.files}
    return [s.path for s in sources if s.path not in present and any(Path(s.path).is_relative_to(folder) for folder in found.folders)]
