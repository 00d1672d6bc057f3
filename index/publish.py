"""From the catalogue to a new generation: written aside, made durable, renamed, then CURRENT is replaced.

Adding a report costs what the report costs: segments and keyword files of the old generation are hard-linked, and segments are
merged only with new ones of their own size or more. Where reports are removed or changed, the keywords are written anew, since
deleted passages would go on counting in the scores of all others.
"""

import hashlib
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np

from index.catalogue import Catalogue
from index.directory import DataDirectory
from index.durable import link_tree, replace_file, sync_folder, sync_tree
from index.errors import StoreError
from index.generations import current_bytes, current_number, generation_numbers
from index.keyword import KEYWORDS, add_keywords
from index.manifest import NAME, FileSeal, Manifest, Segment, manifest_bytes, read_manifest, seal, verify_files
from index.passages import passage_number, write_passages
from index.relations import relate
from index.searched import searched_text
from index.standing import NAME as RELATIONS
from index.standing import relations_bytes
from index.stored import StoredReport
from index.stores.faiss import write_vectors
from index.types import Embedder

KEPT_GENERATIONS = 3  # the served one and two to fall back to
_DEAD_SHARE = 0.25  # a segment with more dead passages than this is written anew


def clean(directory: DataDirectory) -> None:
    """Remove what a killed writer left: temporary files and folders, and generations that were never acknowledged."""
    for path in directory.root.glob("*.tmp"):
        path.unlink(missing_ok=True)
    if not directory.generations.exists():
        return
    current = _current(directory)  # without it nothing says which were acknowledged, and all are kept until there is a new one
    for folder in directory.generations.iterdir():
        if not folder.name.isdigit() or (current is not None and int(folder.name) > current):
            shutil.rmtree(folder, ignore_errors=True)


def _current(directory: DataDirectory) -> int | None:
    """The generation served, None also where CURRENT is damaged: writing it anew heals it."""
    try:
        return current_number(directory)
    except StoreError as error:
        if error.code != "damaged":
            raise
        return None


def publish(directory: DataDirectory, catalogue: Catalogue, embedder: Embedder, pipeline: str) -> int:
    """Make the catalogue's reports searchable; returns the generation that now holds them, unchanged if nothing changed."""
    base = _base(directory, embedder)
    wanted = set(catalogue.numbers())
    traced = [report for report in catalogue.traced() if report.number in wanted]
    relations = relate(traced)
    related = relations_bytes(relations, traced)
    live = sorted(wanted - relations.copies.keys())
    old = base.reports if base else {}
    added, removed = [n for n in live if n not in old], sorted(set(old) - set(live))
    if base and not added and not removed and base.files.get(RELATIONS) == FileSeal(len(related), hashlib.sha256(related).hexdigest()):
        return base.generation
    number = max([0, *generation_numbers(directory)]) + 1
    old_folder = directory.generations / str(base.generation if base else 0)
    kept, merged = _plan(base.segments if base else (), set(removed), sum(len(catalogue.report(n).passages) for n in added))
    with _aside(directory, number) as temporary:
        for segment in kept:
            link_tree(old_folder / "segments" / segment.name, temporary / "segments" / segment.name)
        rewritten = sorted([*added, *(n for segment in merged for n in segment.reports)])
        written = _write_segment(temporary / "segments" / str(number), catalogue, rewritten, embedder.fingerprint)
        (temporary / RELATIONS).write_bytes(related)
        grows = base is not None and not removed
        _write_keywords(temporary / "keyword", old_folder / "keyword" if grows else None, map(catalogue.report, added if grows else live))
        linked = {name: found for name, found in (base.files if base else {}).items() if _is_link(temporary / name, old_folder / name)}
        segments = (*kept, *written)
        manifest = Manifest(number, embedder.fingerprint, embedder.dimension, pipeline, KEYWORDS, segments, seal(temporary, linked))
        _acknowledge(directory, temporary, manifest)
    return number


@contextmanager
def _aside(directory: DataDirectory, number: int) -> Iterator[Path]:
    """A folder to write a generation in; gone again when that fails, since the disk may be full."""
    directory.generations.mkdir(exist_ok=True)
    sync_folder(directory.root)
    temporary = directory.generations / f"{number}.tmp"
    temporary.mkdir()
    try:
        yield temporary
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise


def _base(directory: DataDirectory, embedder: Embedder) -> Manifest | None:
    """The served generation, if the next one can be made from its files."""
    number = _current(directory)
    if number is None:
        return None
    try:
        folder = directory.generations / str(number)
        manifest = read_manifest(folder)
        verify_files(folder, manifest)
    except StoreError as error:
        if error.code == "newer_format":
            raise
        return None  # damaged: everything is written anew from the catalogue
    return manifest if (manifest.encoder, manifest.keywords) == (embedder.fingerprint, KEYWORDS) else None


def _write_segment(folder: Path, catalogue: Catalogue, numbers: list[int], encoder: str) -> tuple[Segment, ...]:
    """A new segment of the given reports; none for none."""
    if not numbers:
        return ()
    folder.mkdir(parents=True)
    counts: dict[int, int] = {}
    write_passages(folder / "passages.sqlite", _counted(map(catalogue.report, numbers), counts), catalogue.boxes)
    rows = [passage_number(number, position) for number in numbers for position in range(counts[number])]
    write_vectors(folder / "vectors.faiss", rows, np.concatenate([catalogue.vectors.of(number, encoder) for number in numbers]))
    return (Segment(folder.name, counts),)


def _counted(reports: Iterable[StoredReport], counts: dict[int, int]) -> Iterator[StoredReport]:
    for report in reports:
        counts[report.number] = len(report.passages)
        yield report


def _plan(segments: tuple[Segment, ...], removed: set[int], added_passages: int) -> tuple[tuple[Segment, ...], list[Segment]]:
    """Which segments are linked as they are and which are written anew together with the added reports.

    A segment is merged when it is no more than twice as large as what is written anyway: so each passage is rewritten a
    logarithmic number of times over the life of a collection.
    """
    current = sorted((_bury(segment, removed) for segment in segments), key=lambda segment: segment.passages)
    kept, merged, size = [], [], added_passages
    for segment in current:
        stale = sum(segment.dead.values()) > _DEAD_SHARE * (segment.passages + sum(segment.dead.values()))
        if stale or (size and segment.passages <= 2 * size):
            merged.append(segment)
            size += segment.passages
        else:
            kept.append(segment)
    return tuple(kept), merged


def _bury(segment: Segment, removed: set[int]) -> Segment:
    alive = {number: count for number, count in segment.reports.items() if number not in removed}
    newly = {number: count for number, count in segment.reports.items() if number in removed}
    return replace(segment, reports=alive, dead={**segment.dead, **newly})


def _write_keywords(folder: Path, old: Path | None, reports: Iterable[StoredReport]) -> None:
    if old:
        link_tree(old, folder)
        for lock in folder.glob("*.lock"):
            lock.unlink()  # a lock shared through a hard link would stop readers of the old generation
    else:
        folder.mkdir()
    add_keywords(folder, (row for report in reports for row in _keyword_rows(report)))


def _keyword_rows(report: StoredReport) -> Iterator[tuple[int, int, str]]:
    for position, passage in enumerate(report.passages):
        yield passage_number(report.number, position), report.number, searched_text(report.metadata.title, passage)


def _is_link(path: Path, original: Path) -> bool:
    return path.exists() and original.exists() and path.samefile(original)


def _acknowledge(directory: DataDirectory, temporary: Path, manifest: Manifest) -> None:
    sync_tree(temporary)
    replace_file(temporary / NAME, manifest_bytes(manifest))
    temporary.rename(directory.generations / str(manifest.generation))
    sync_folder(directory.generations)
    replace_file(directory.current, current_bytes(manifest.generation))
    for number in generation_numbers(directory)[:-KEPT_GENERATIONS]:
        shutil.rmtree(directory.generations / str(number), ignore_errors=True)
