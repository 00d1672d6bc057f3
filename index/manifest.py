"""The manifest of a generation: what it holds, and the size and SHA-256 of every file, sealed by a digest of itself."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from index.directory import FORMAT
from index.durable import file_digest
from index.errors import StoreError

NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a generation that was written at once. `reports` and `dead` lead from report numbers to passage counts."""

    name: str
    reports: dict[int, int]
    dead: dict[int, int] = field(default_factory=dict)

    @property
    def passages(self) -> int:
        """Passages that can be found, without the dead ones."""
        return sum(self.reports.values())


@dataclass(frozen=True, slots=True)
class FileSeal:
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    generation: int
    encoder: str
    dimension: int
    pipeline: str
    keywords: str
    segments: tuple[Segment, ...]
    files: dict[str, FileSeal]
    format: int = FORMAT

    @property
    def reports(self) -> dict[int, int]:
        """Report numbers to passage counts, over all segments, without the dead ones."""
        return {number: count for segment in self.segments for number, count in segment.reports.items()}


def seal(folder: Path, known: dict[str, FileSeal]) -> dict[str, FileSeal]:
    """The seals of all files below a folder; those in `known` (linked from a sealed generation) are not read again."""
    return {name: known.get(name) or FileSeal(path.stat().st_size, file_digest(path)) for name, path in _files(folder)}


def manifest_bytes(manifest: Manifest) -> bytes:
    body = json.loads(json.dumps(asdict(manifest), ensure_ascii=False))
    return json.dumps({**body, "digest": _digest(body)}, ensure_ascii=False, indent=1).encode()


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a generation. Raises StoreError when it is damaged or of a newer format."""
    try:
        body = json.loads((folder / NAME).read_text(encoding="utf-8"))
        sealed = body.pop("digest") == _digest(body)
        if sealed and body["format"] > FORMAT:
            raise StoreError("newer_format", f"The index has format {body['format']}, this program reads up to {FORMAT}: update policyqa.")
        manifest = _manifest(body)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreError("damaged", f"The file {NAME} of generation {folder.name} cannot be read.") from error
    if not sealed or str(manifest.generation) != folder.name:
        raise StoreError("damaged", f"The file {NAME} of generation {folder.name} was changed after it was written.")
    return manifest


def verify_files(folder: Path, manifest: Manifest) -> None:
    """Every file as it was written, none missing, none added. Raises StoreError naming the first that is not."""
    found = dict(_files(folder))
    for name in sorted({*found, *manifest.files}):
        problem = _problem_of(found.get(name), manifest.files.get(name))
        if problem:
            raise StoreError("damaged", f"The file {name} of generation {manifest.generation} {problem}.")


def _problem_of(path: Path | None, expected: FileSeal | None) -> str | None:
    if path is None or expected is None:
        return "is missing" if path is None else "does not belong there"
    try:
        sound = path.stat().st_size == expected.size and file_digest(path) == expected.sha256
    except OSError as error:
        return f"cannot be read ({error.strerror})"
    return None if sound else "is damaged"


def _files(folder: Path) -> list[tuple[str, Path]]:
    """Relative names of the files that a manifest seals: all but itself and the lock files that readers of keywords leave."""
    paths = (path for path in folder.rglob("*") if path.is_file() and (path.suffix != ".lock" or path.parent.name != "keyword"))
    return sorted((str(path.relative_to(folder).as_posix()), path) for path in paths if path != folder / NAME)


def _manifest(body: dict[str, Any]) -> Manifest:
    segments = tuple(Segment(part["name"], _counts(part["reports"]), _counts(part["dead"])) for part in body.pop("segments"))
    files = {name: FileSeal(**seal) for name, seal in body.pop("files").items()}
    return Manifest(**body, segments=segments, files=files)


def _counts(mapping: dict[str, int]) -> dict[int, int]:
    return {int(number): count for number, count in mapping.items()}


def _digest(body: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(body, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
