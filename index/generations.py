"""Immutable generations: which there are, which is served, and opening one only after verifying it."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from documents.boxes import Rectangle
from documents.indicator_types import Indicator
from documents.types import Page, Passage
from index.directory import DataDirectory
from index.errors import StoreError
from index.keyword import KEYWORDS, KeywordIndex
from index.manifest import Manifest, Segment, read_manifest, verify_files
from index.passages import PassageFile, passage_number, report_of
from index.standing import with_standing
from index.stores.faiss import FaissStore
from index.types import Entry, VectorStore


@dataclass(frozen=True, slots=True)
class OpenSegment:
    vectors: VectorStore
    passages: PassageFile


@dataclass(frozen=True, slots=True)
class Generation:
    """An opened generation: one consistent state of the collection, never changed. `notice` says what was wrong with newer ones."""

    manifest: Manifest
    keyword: KeywordIndex = field(repr=False)
    segments: tuple[OpenSegment, ...] = field(repr=False)
    entries: dict[int, Entry] = field(repr=False)
    segment_of: dict[int, OpenSegment] = field(repr=False)
    passage_count: int
    notice: str | None = None

    @property
    def number(self) -> int:
        return self.manifest.generation

    def passages(self, numbers: list[int]) -> dict[int, Passage]:
        """The passages of the given numbers."""
        wanted: dict[int, list[int]] = {}
        for number in numbers:
            wanted.setdefault(id(self.segment_of[report_of(number)]), []).append(number)
        found: dict[int, Passage] = {}
        for group in wanted.values():
            ids = {report_of(number): self.entries[report_of(number)].report_id for number in group}
            found.update(self.segment_of[report_of(group[0])].passages.passages(group, ids))
        return found

    def page_of(self, report: int, start: int) -> Page | None:
        """The page on which a position of a report's text lies, None for a format without pages."""
        return self.segment_of[report].passages.page_of(report, start)

    def indicators(self, name: str | None = None) -> list[tuple[Entry, Indicator]]:
        """The indicators of a normal name, or all, each with its report, by the reports' numbers."""
        found = [
            (self.entries[number], indicator)
            for segment in self.segments
            for number, indicator in segment.passages.indicators(name)
            if self.segment_of.get(number) is segment
        ]
        return sorted(found, key=lambda row: (row[0].number, row[1].figure_start))

    def passage_at(self, report: int, start: int) -> Passage | None:
        """The passage of a report that holds a position of its text."""
        return self.segment_of[report].passages.passage_at(report, self.entries[report].report_id, start)

    def pages(self, report: int) -> tuple[Page, ...]:
        """The pages of a report, none for a format without pages."""
        return self.segment_of[report].passages.pages(report)

    def boxes_of(self, report: int, start: int, end: int) -> tuple[Rectangle, ...]:
        """Where a span of a report's text stands on its pages, line by line; nothing where that is not known."""
        return self.segment_of[report].passages.boxes_of(report, start, end)

    def text(self, report: int, start: int, end: int) -> str:
        """A span of a report's text."""
        return self.segment_of[report].passages.text(report, start, end)


def generation_numbers(directory: DataDirectory) -> list[int]:
    """The numbers of all complete generations, ascending."""
    if not directory.generations.exists():
        return []
    return sorted(int(folder.name) for folder in directory.generations.iterdir() if folder.name.isdigit())


def current_number(directory: DataDirectory) -> int | None:
    """The generation that was acknowledged last, None before the first."""
    try:
        content = directory.current.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StoreError("storage_error", f"The file CURRENT cannot be read ({error.strerror}): check who may read it.") from error
    number = content.split(b" ")[0]
    if not number.isdigit() or content != current_bytes(int(number)):
        raise StoreError("damaged", "The file CURRENT is damaged: run `policyqa index` with your folders to build the index again.")
    return int(number)


def current_bytes(number: int) -> bytes:
    """What the file CURRENT holds: the number, and a seal, since one flipped bit makes another number of it."""
    return f"{number} {hashlib.sha256(str(number).encode()).hexdigest()[:16]}\n".encode()


def open_current(directory: DataDirectory) -> Generation:
    """The served generation, verified; the newest sound one before it, with a notice, if it is damaged."""
    current = current_number(directory)
    if current is None:
        raise StoreError("not_indexed", "Nothing is indexed yet: run `policyqa index PATH --data DIR` first.")
    numbers = generation_numbers(directory)
    unserved = f"Generation {numbers[-1]} was never taken into service." if numbers and numbers[-1] > current else None
    damage: str | None = None
    for number in sorted({current, *(n for n in numbers if n < current)}, reverse=True):
        try:
            generation = _open(directory, number, notice=damage or unserved)
        except (StoreError, OSError) as error:
            if current_number(directory) != current:
                return open_current(directory)  # another was published meanwhile, and this one may be gone
            if isinstance(error, StoreError) and error.code != "damaged":
                raise
            damage = damage or str(error if isinstance(error, StoreError) else error.strerror)
        else:
            return generation if current_number(directory) == current else open_current(directory)
    raise StoreError("damaged", f"No generation is sound ({damage}): run `policyqa index` with your folders to build the index again.")


def _open(directory: DataDirectory, number: int, notice: str | None) -> Generation:
    folder = directory.generations / str(number)
    manifest = read_manifest(folder)
    verify_files(folder, manifest)
    if manifest.keywords != KEYWORDS:
        raise StoreError(
            "encoder_changed", "The keyword index was made by another version of policyqa: run `policyqa index` with your folders again."
        )
    opened = [(segment, _open_segment(folder / "segments" / segment.name, segment)) for segment in manifest.segments]
    entries = {e.number: e for segment, part in opened for e in part.passages.entries() if e.number in segment.reports}
    segment_of = {number: part for segment, part in opened for number in segment.reports}
    entries = with_standing(entries, folder)
    keyword = KeywordIndex(folder / "keyword")
    count = sum(entry.passages for entry in entries.values())
    generation = Generation(manifest, keyword, tuple(part for _, part in opened), entries, segment_of, count, notice)
    _check_counts(generation)
    return generation


def _open_segment(folder: Path, segment: Segment) -> OpenSegment:
    excluded = [passage_number(number, position) for number, count in segment.dead.items() for position in range(count)]
    return OpenSegment(FaissStore(folder / "vectors.faiss", excluded), PassageFile(folder / "passages.sqlite"))


def _check_counts(generation: Generation) -> None:
    """Passages, vectors and keyword documents are the same number, or nothing is served."""
    passages, vectors, keyword = generation.passage_count, sum(len(part.vectors) for part in generation.segments), len(generation.keyword)
    if not passages == vectors == keyword == sum(generation.manifest.reports.values()):
        counts = f"{passages} passages, {vectors} vectors, {keyword} keyword documents"
        raise StoreError("damaged", f"Generation {generation.number} does not agree with itself ({counts}).")
