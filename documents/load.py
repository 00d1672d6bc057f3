"""A file becomes a report: read, join lines, find the structure, compose one text, read the metadata."""

import hashlib
from collections.abc import Callable
from pathlib import Path, PurePath

from documents.collecting import without_collection
from documents.compose import compose
from documents.errors import LoadError
from documents.files import LARGEST_FILE, check_ending, read_file, too_large
from documents.lines import unwrap
from documents.metadata import metadata_of
from documents.parts import Reading
from documents.readers import delimited, epub, excel, html, markdown, pdf, plain, slides, word
from documents.structure import structured
from documents.titles import find_title, usable_property
from documents.types import Report

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
_PACKED = {".docx": "Word", ".xlsx": "Excel", ".xlsm": "Excel", ".pptx": "PowerPoint", ".epub": "book"}
_PDF, _ZIP, _OLE = b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def load_report(path: Path, *, recognition: bool = True) -> Report:
    """The report in a file; `LoadError` where it cannot be read."""
    return load_bytes(read_file(path), path.name, recognition=recognition)


def load_bytes(data: bytes, source_name: str, *, recognition: bool = True) -> Report:
    """The report in a file's bytes; the ending of the name says the format and the bytes must agree with it.

    `recognition` says whether pages that are pictures are to be recognised, where that is installed.
    """
    suffix = check_ending(source_name)
    if len(data) > LARGEST_FILE:
        raise too_large(len(data))
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


def _empty() -> LoadError:
    return LoadError("empty", "The file is empty; there is nothing in it to answer from.")
