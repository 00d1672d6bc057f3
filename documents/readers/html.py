"""HTML: the main content of a page as headings, paragraphs, items and tables.

trafilatura says where the main content begins and ends; the words between are read here, because its own extraction drops
words that stand outside paragraphs and flattens short pages.
"""

import logging
import re
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

import trafilatura

from documents.parts import Part, Reading
from documents.readers.decode import decode
from documents.readers.elements import parts_of, without_space
from documents.readers.furniture import is_label, remove_furniture, without_lines
from documents.readers.office import named

# It warns of every short page; what it cannot extract is read here all the same.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_DOCUMENT = re.compile(r"\s*(?:<!--.*?-->\s*)*<(?:!doctype|html)\b", re.IGNORECASE | re.DOTALL)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# "关于……的通知_某网站": what follows is the site's name.
_SITE = re.compile(r"\s[-|–—]\s|[_|]|[-–—](?=[^-–—]{2,20}(?:网|政府|网站|局|委员会|部|厅|院|办公室)$)")
# The names that pages give their properties, the most telling first; those of the platform of Chinese governments have no colon.
_PROPERTIES = {
    "title": ("articletitle", "og:title", "dcterms.title", "dc.title"),
    "author": ("author", "article:author", "dcterms.creator", "dc.creator"),
    "created": ("pubdate", "publishdate", "article:published_time", "dcterms.issued", "dc.date.issued", "dc.date"),
    "modified": ("article:modified_time", "dcterms.modified", "lastmodified"),
    "subject": ("dcterms.subject", "dc.subject", "columnname", "description"),
    "keywords": ("keywords",),
    "publisher": (
        "contentsource",
        "govuk:primary-publishing-organisation",
        "dcterms.publisher",
        "dc.publisher",
        "sitename",
        "og:site_name",
    ),
}
_PROSE = re.compile(r"[。！？；]|[a-z]\.(?:\s|$)")
_LINES_BELOW_TITLE = 8


def read(data: bytes) -> Reading:
    source = _XML_DECLARATION.sub("", _decoded(data))
    if not _DOCUMENT.match(source):
        source = f"<!DOCTYPE html><html>{source}</html>"  # a fragment is not parsed where it is a single element
    tree = trafilatura.load_html(source)
    if tree is None:
        return Reading(())
    properties = _properties(tree)
    title = properties.get("title") or _SITE.split(" ".join((tree.findtext(".//title") or "").split()))[0] or None
    body = tree.find("body")
    body = body if body is not None else tree
    remove_furniture(body)
    lines = _extracted_lines(tree)
    parts = without_lines(_main(parts_of(body), lines), title)
    return Reading(tuple(parts), title=title, properties=properties)


def _properties(tree: Any) -> Mapping[str, str]:
    """What the page's head says of it."""
    said: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").strip().lower()
        said.setdefault(name, meta.get("content") or "")
    return named({name: next((said[theirs] for theirs in names if said.get(theirs)), "") for name, names in _PROPERTIES.items()})


def _decoded(data: bytes) -> str:
    """UTF-8 where the bytes are UTF-8, else what the page declares, else what the bytes look like."""
    declared = _DECLARED.search(data[:4096])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    if declared:
        name = declared.group(1).decode("ascii").lower()
        try:
            # Pages that declare GB2312 hold characters of its successor.
            return data.decode("gb18030" if name in {"gb2312", "gbk"} else name)
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data)


def _extracted_lines(tree: Any) -> frozenset[str]:
    """The lines of the main content as trafilatura sees it, without white space."""
    found = trafilatura.bare_extraction(deepcopy(tree), include_comments=False, include_tables=True, favor_recall=True)
    body = getattr(found, "body", None)
    if body is None:
        return frozenset()
    return frozenset(filter(None, (without_space(line) for text in body.itertext() for line in text.split("\n"))))


def _main(parts: list[Part], lines: frozenset[str]) -> list[Part]:
    """From the first to the last part that is main content, or everything where that loses more than half of the prose.

    A main heading shortly before belongs to it, with the lines on date and source between.
    """
    main = [at for at, part in enumerate(parts) if _stands_in(part, lines)]
    prose = _prose(parts)
    if not main or not prose:
        return parts
    above = [at for at in range(max(0, main[0] - _LINES_BELOW_TITLE), main[0]) if parts[at].level in {1, 2}]
    start = min([*above, main[0]])
    kept = [*filter(is_label, parts[:start]), *parts[start : main[-1] + 1]]
    return kept if 2 * _prose(kept) >= prose else parts


def _stands_in(part: Part, lines: frozenset[str]) -> bool:
    pieces = re.split(r"[|\n]", part.text) if part.kind == "table" else part.text.split("\n")
    return any(without_space(piece) in lines for piece in pieces)


def _prose(parts: list[Part]) -> int:
    return sum(len(part.text) for part in parts if _PROSE.search(part.text))
