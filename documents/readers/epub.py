"""EPUB: the chapters of a book in its reading order, with what the book says of itself."""

import posixpath
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from documents.archive import Member, open_archive
from documents.errors import LoadError
from documents.parts import Part, Reading
from documents.readers.decode import decode
from documents.readers.elements import parts_of
from documents.readers.markup import html_body, xml_root
from documents.readers.office import named

_CONTAINER, _LOCKED = "META-INF/container.xml", "META-INF/encryption.xml"
# Fonts are scrambled in books that everyone may read.
_FONT_SCRAMBLING = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
# XML may close any element in itself; to HTML the rest of the book would be inside "<title/>".
_CLOSED_IN_ITSELF = re.compile(r"<(?!(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)\b)([A-Za-z][\w:-]*)([^<>]*?)/>")
_PAGES = {"application/xhtml+xml", "text/html"}
_PROPERTIES = {"title": "title", "author": "creator", "publisher": "publisher", "created": "date", "subject": "subject"}


def read(data: bytes) -> Reading:
    members = {member.name: member for member in open_archive(data)}
    if _CONTAINER not in members:
        raise LoadError("unreadable", "The file ends in .epub but holds no book; give it the ending of its real format.")
    if _LOCKED in members and _is_locked(members[_LOCKED]):
        raise LoadError("encrypted", "The book is protected against copying; get it without protection.")
    container = xml_root(members[_CONTAINER].read())
    place = next((element.get("full-path", "") for element in container.iter("{*}rootfile")), "")
    if place not in members:
        raise LoadError("unreadable", "The book is damaged: its list of contents is missing.")
    package = xml_root(members[place].read())
    # A chapter is read once: a damaged book may name it thousands of times.
    names = dict.fromkeys(_reading_order(package, posixpath.dirname(place)))
    chapters = [members[name] for name in names if name in members]
    parts = tuple(part for chapter in chapters for part in _chapter_parts(chapter))
    properties = _properties(package)
    return Reading(parts, title=properties.get("title"), properties=properties)


def _is_locked(member: Member) -> bool:
    methods = [element.get("Algorithm", "") for element in xml_root(member.read()).iter("{*}EncryptionMethod")]
    return any(method not in _FONT_SCRAMBLING for method in methods)


def _reading_order(package: Any, folder: str) -> Iterator[str]:
    """The names of the chapters; tables of contents and what stands outside the order are not among them."""
    items = {element.get("id"): element for element in package.iter("{*}item")}
    for reference in package.iter("{*}itemref"):
        item = items.get(reference.get("idref"))
        if item is None or reference.get("linear") == "no" or item.get("media-type") not in _PAGES:
            continue
        if "nav" not in item.get("properties", "").split():
            yield posixpath.normpath(posixpath.join(folder, unquote(item.get("href", ""))))


def _chapter_parts(chapter: Member) -> list[Part]:
    body = html_body(_CLOSED_IN_ITSELF.sub(r"<\1\2></\1>", decode(chapter.read())))
    return parts_of(body) if body is not None else []


def _properties(package: Any) -> dict[str, str]:
    found = {name: next((element.text for element in package.iter(f"{{*}}{theirs}")), None) for name, theirs in _PROPERTIES.items()}
    modified = next((e.text for e in package.iter("{*}meta") if e.get("property") == "dcterms:modified"), None)
    return named({**found, "modified": modified})
