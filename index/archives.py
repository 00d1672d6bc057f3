"""Archives among the indexed files: each report in one is a source of its own, at a path below the archive's."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from documents.archive import Member
from documents.errors import LoadError
from documents.files import is_archive, members, read_file
from index.files import look_at
from index.stored import Source


def member_sources(archive: Source, data: bytes) -> list[tuple[Source, Member]]:
    """The reports in an archive with their sources, which have its size and time: they change when it does.

    Of members with the same name the last one counts, as for a program that unpacks them.
    """
    found = {str(Path(archive.path) / member.name): member for member in members(data)}
    return [(replace(archive, path=path, name=Path(path).name), member) for path, member in found.items()]


def held_in(archive: Source, sources: Iterable[Source]) -> list[Source]:
    """The sources that lie in an archive."""
    return [source for source in sources if source.path != archive.path and Path(source.path).is_relative_to(archive.path)]


def members_by_archive(sources: Iterable[Source]) -> dict[str, list[Source]]:
    """The sources that lie in an archive, by its path."""
    held: dict[str, list[Source]] = {}
    for source in sources:
        archive = next((str(above) for above in Path(source.path).parents if is_archive(above.name)), None)
        if archive is not None:
            held.setdefault(archive, []).append(source)
    return held


def with_archives(chosen: list[Source], sources: Iterable[Source]) -> list[Source]:
    """The chosen sources with all members of chosen archives, and with the archives of chosen members.

    Without its source an archive is read again when it is indexed again, and its members with it.
    """
    result = {source.path: source for source in chosen}
    sources = list(sources)
    for archive in (source for source in sources if is_archive(source.name)):
        inside = held_in(archive, sources)
        if archive.path in result:
            result |= {source.path: source for source in inside}
        elif any(source.path in result for source in inside):
            result[archive.path] = archive
    return list(result.values())


def read_again(source: Source, pipeline: str) -> tuple[Source, bytes]:
    """A source as it is now, and its bytes, also where it lies in an archive; `LoadError` where it is gone."""
    path = Path(source.path)
    archive = next((above for above in path.parents if is_archive(above.name) and above.is_file()), None)
    if archive is None:
        return look_at(path, pipeline), read_file(path)
    now = look_at(archive, pipeline)
    for found, member in member_sources(now, read_file(archive)):
        if found.path == source.path:
            return found, member.read()
    raise LoadError("unreadable", "The report is no longer in its archive.")
