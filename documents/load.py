"""A file becomes a report: read, join lines, find the structure, compose one text, read the metadata."""

import hashlib
from collections.abc import Callable
from pathlib import Path, PurePath

from documents.archive import Member, open_archive
from documents.collecting import without_collection
from documents.compose import compose
from documents.errors import LoadError
from documents.lines import unwrap
from documents.metadata import metadata_of
from documents.parts import Reading
from documents.readers import delimited, epub, excel, html, markdown, pdf, plain, slides, word
from documents.structure import structured
from documents.titles import find_title, usable_property
from documents.types import Report

# Changes whenever equal bytes could give another report or other passages, so that stored ones are made anew.
PIPELINE = "4"

LARGEST_FILE = 100_000_000

_READERS: dict[str, Callable[[bytes], Reading]] = {
    ".pdf": pdf.read,
    ".docx": word.read,
    ".xlsx": excel.read,
    ".xlsm": excel.read,
    ".csv": delimited.read,
    ".tsv": delimited.read,
    ".pptx": slides.read,
    ".epub": epub.read,
    ".html": html.read,
    ".htm": html.read,
    ".xhtml": html.read,
    ".md": markdown.read,
    ".markdown": markdown.read,
    ".txt": plain.read,
    ".text": plain.read,
}
ARCHIVE = ".zip"
SUFFIXES = frozenset(_READERS)

_LEGACY = {
    **dict.fromkeys([".doc", ".dot", ".wps", ".wpt", ".rtf", ".odt"], ".docx"),
    **dict.fromkeys([".xls", ".xlt", ".et", ".ett", ".ods"], ".xlsx"),
    **dict.fromkeys([".ppt", ".pps", ".dps", ".dpt", ".odp"], ".pptx"),
}
_PACKED = {".docx": "Word", ".xlsx": "Excel", ".xlsm": "Excel", ".pptx": "PowerPoint", ".epub": "book"}
_PDF, _ZIP, _OLE = b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def load_report(path: Path, *, recognition: bool = True) -> Report:
    """The report in a file; `LoadError` where it cannot be read."""
    return load_bytes(read_file(path), path.name, recognition=recognition)


def read_file(path: Path) -> bytes:
    """A file's bytes, for a type and size that can be read, or of an archive of such; `LoadError` otherwise."""
    if not is_archive(path.name):
        _check_ending(path.name)
    try:
        if path.exists() and not path.is_file():
            raise LoadError("unreadable", "This is no file but a pipe, a socket or a device; name the report's file.")
        if path.stat().st_size > LARGEST_FILE:
            raise _too_large(path.stat().st_size)
        return path.read_bytes()
    except OSError as error:
        message = f"The file cannot be opened ({error.strerror}); check that it exists and that you may read it."
        raise LoadError("unreadable", message) from error


def is_archive(name: str) -> bool:
    """Whether the file holds reports that are files themselves."""
    return PurePath(name).suffix.lower() == ARCHIVE


def members(data: bytes) -> list[Member]:
    """The reports in an archive, without the folder's hidden files, lock files and README; each is read when it is asked for."""
    return [member for member in open_archive(data) if not _is_passed_over(PurePath(member.name))]


def _is_passed_over(name: PurePath) -> bool:
    hidden = any(part.startswith((".", "~$", "__MACOSX")) for part in name.parts)
    return hidden or name.stem.lower() == "readme" or name.name == "Thumbs.db"


def load_bytes(data: bytes, source_name: str, *, recognition: bool = True) -> Report:
    """The report in a file's bytes; the ending of the name says the format and the bytes must agree with it.

    `recognition` says whether pages that are pictures are to be recognised, where that is installed.
    """
    suffix = _check_ending(source_name)
    if len(data) > LARGEST_FILE:
        raise _too_large(len(data))
    if not data.strip():
        raise _empty()
    _check_content(data, suffix)
    with without_collection():
        return _report(data, suffix, source_name, recognition=recognition)


def _report(data: bytes, suffix: str, source_name: str, *, recognition: bool) -> Report:
    reading = pdf.read(data, recognition=recognition) if suffix == ".pdf" else _READERS[suffix](data)
    parts = list(reading.parts) if reading.joined else unwrap(reading.parts)
    title = find_title(parts)
    parts = structured(parts, title.at)
    composed = compose(parts, reading.pages)
    if not composed.text.strip():
        raise _empty()
    name = PurePath(source_name).stem
    metadata = metadata_of(
        parts, title=title.text or usable_property(reading.title) or name, name=name, properties=dict(reading.properties)
    )
    digest = hashlib.sha256(data).hexdigest()
    return Report(digest, source_name, metadata, composed.text, composed.blocks, composed.pages, composed.boxes)


def load_unrecognised(data: bytes, source_name: str) -> Report:
    """Like `load_bytes`, with pages that are pictures left as they are."""
    return load_bytes(data, source_name, recognition=False)


def _check_ending(name: str) -> str:
    suffix = PurePath(name).suffix.lower()
    if suffix in _LEGACY:
        message = (
            f"Files of the old format {suffix} are not read; open the file in Microsoft Office or WPS and save it as {_LEGACY[suffix]}."
        )
        raise LoadError("legacy_format", message)
    if suffix == ARCHIVE:
        raise LoadError("nested_archive", "An archive within an archive is not read; unpack it.")
    if suffix not in SUFFIXES:
        message = f"Files ending in {suffix or 'nothing'} are not read; readable are {', '.join(sorted(SUFFIXES))}."
        raise LoadError("unknown_type", message)
    return suffix


def _check_content(data: bytes, suffix: str) -> None:
    """Refuses bytes that are plainly of another format than the ending says."""
    found = _format_of(data)
    program = _PACKED.get(suffix)
    if program and found == "OLE":
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise LoadError("encrypted", f"The {program} file is protected by a password; save it without one.")
        message = f"The file ends in {suffix} but is of the old {program} format; open it in {program} or WPS and save it as {suffix}."
        raise LoadError("legacy_format", message)
    expected = "ZIP" if program else "PDF" if suffix == ".pdf" else None
    if found != expected:
        known = f"a {found} file" if found else f"no {suffix.removeprefix('.').upper()} file"
        message = f"The file ends in {suffix} but is {known}; give it the ending of its real format or save it anew."
        raise LoadError("unreadable", message)


def _format_of(data: bytes) -> str | None:
    if _PDF in data[:1024]:
        return "PDF"
    if data.startswith(_ZIP):
        return "ZIP"
    return "OLE" if data.startswith(_OLE) else None


def _too_large(size: int) -> LoadError:
    return LoadError("too_large", f"The file has {size // 1_000_000} MB, at most {LARGEST_FILE // 1_000_000} are read; divide it.")


def _empty() -> LoadError:
    return LoadError("empty", "The file is empty; there is nothing in it to answer from.")
