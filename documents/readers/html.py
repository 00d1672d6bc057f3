"""HTML: the main content of a page as headings, paragraphs, items and tables.

trafilatura says where the main content begins and ends; the words between are read here, because its own extraction drops
words that stand outside paragraphs and flattens short pages.
"""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import trafilatura

from documents.parts import Part, Reading, table_text
from documents.readers.decode import decode
from documents.text import is_han
from documents.types import BlockKind

# It warns of every short page; what it cannot extract is read here all the same.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

_INLINE = set(
    re.findall(
        r"\w+",
        """a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strike strong
    sub sup time tt u var""",
    )
)
_SKIPPED = {
    "script",
    "style",
    "noscript",
    "template",
    "nav",
    "footer",
    "aside",
    "form",
    "button",
    "select",
    "iframe",
    "svg",
    "canvas",
    "head",
    "object",
}
_HEADING = re.compile(r"^h([1-6])$")
_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_DOCUMENT = re.compile(r"\s*(?:<!--.*?-->\s*)*<(?:!doctype|html)\b", re.IGNORECASE | re.DOTALL)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# "关于……的通知_某网站": what follows is the site's name.
_SITE = re.compile(r"\s[-|–—]\s|[_|]")
_SOURCE_BREAK = re.compile(r"\s*[\r\n]\s*")
_PROSE = re.compile(r"[。！？；]|[a-z]\.(?:\s|$)")
# Cells of a table that only lays out the page hold whole texts.
_LAYOUT_CELL = 400


def read(data: bytes) -> Reading:
    source = _XML_DECLARATION.sub("", _decoded(data))
    if not _DOCUMENT.match(source):
        source = f"<!DOCTYPE html><html>{source}</html>"  # a fragment is not parsed where it is a single element
    tree = trafilatura.load_html(source)
    if tree is None:
        return Reading(())
    title = (tree.findtext(".//title") or "").strip()
    body = tree.find("body")
    walk = _Walk()
    walk.take(body if body is not None else tree)
    walk.flush()
    parts = _main(walk.parts, _extracted_lines(source))
    return Reading(tuple(parts), title=_SITE.split(" ".join(title.split()))[0] or None)


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


def _extracted_lines(source: str) -> frozenset[str]:
    """The lines of the main content as trafilatura sees it, without white space."""
    found = trafilatura.bare_extraction(source, include_comments=False, include_tables=True, favor_recall=True)
    body = getattr(found, "body", None)
    if body is None:
        return frozenset()
    return frozenset(filter(None, (_bare(line) for text in body.itertext() for line in text.split("\n"))))


def _main(parts: list[Part], lines: frozenset[str]) -> list[Part]:
    """From the first to the last part that is main content, or everything where that loses more than half of the prose."""
    main = [at for at, part in enumerate(parts) if _stands_in(part, lines)]
    if not main:
        return parts
    kept = parts[main[0] : main[-1] + 1]
    return kept if 2 * _prose(kept) >= _prose(parts) else parts


def _stands_in(part: Part, lines: frozenset[str]) -> bool:
    pieces = re.split(r"[|\n]", part.text) if part.kind == "table" else part.text.split("\n")
    return any(_bare(piece) in lines for piece in pieces)


def _prose(parts: list[Part]) -> int:
    return sum(len(part.text) for part in parts if _PROSE.search(part.text))


def _glue(seam: re.Match[str]) -> str:
    """A line break of the source is a space, and nothing between Han characters."""
    text, left, right = seam.string, seam.start(), seam.end()
    return "" if left > 0 and right < len(text) and is_han(text[left - 1]) and is_han(text[right]) else " "


def _bare(text: str) -> str:
    return "".join(text.split())


@dataclass
class _Walk:
    """Gathers running text until a block begins or ends, then makes a part of it."""

    parts: list[Part] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    kind: BlockKind = "paragraph"
    level: int = 0

    def _enter(self, element: Any) -> None:
        self._add(element.text)
        for child in element:
            if isinstance(child.tag, str) and child.tag not in _SKIPPED:
                self.take(child)
            self._add(child.tail)

    def take(self, child: Any) -> None:
        if child.tag == "br":
            self.pieces.append("\n")
        elif child.tag in _INLINE:
            self._enter(child)
        elif child.tag == "table" and not _is_layout(child):
            self.flush()
            self.parts.extend(_table(child))
        else:
            self._block(child)

    def _block(self, child: Any) -> None:
        self.flush()
        heading = _HEADING.match(child.tag)
        outer = self.kind, self.level
        if heading:
            self.kind, self.level = "heading", int(heading.group(1))
        elif child.tag in {"li", "dd", "dt"}:
            self.kind, self.level = "item", 0
        self._enter(child)
        self.flush()
        self.kind, self.level = outer

    def _add(self, text: str | None) -> None:
        if text:
            self.pieces.append(_SOURCE_BREAK.sub(_glue, text))

    def flush(self) -> None:
        text = re.sub(r" *\n *", "\n", "".join(self.pieces)).strip()
        text = re.sub(r"[^\S\n　]{2,}", " ", text)
        self.pieces.clear()
        if not text:
            return
        if self.kind == "heading":
            text = text.replace("\n", " ")
        self.parts.extend(Part(self.kind, run, level=self.level) for run in re.split(r"\n{2,}", text))


def _is_layout(table: Any) -> bool:
    cells = list(table.iter("td", "th"))
    one_column = all(len(list(row.iter("td", "th"))) < 2 for row in table.iter("tr"))
    return one_column or table.find(".//table") is not None or any(len(_bare("".join(cell.itertext()))) > _LAYOUT_CELL for cell in cells)


def _table(table: Any) -> Iterator[Part]:
    caption = table.find("caption")
    if caption is not None and "".join(caption.itertext()).strip():
        yield Part("paragraph", " ".join("".join(caption.itertext()).split()))
    text = table_text([_row(row) for row in table.iter("tr")])
    if text:
        yield Part("table", text)


def _row(row: Any) -> list[str]:
    """One text a cell; a cell over several columns stands once and leaves blanks."""
    cells: list[str] = []
    for cell in row.iterchildren("td", "th"):
        span = cell.get("colspan", "1")
        cells.append(" ".join(" ".join(cell.itertext()).split()))
        cells.extend([""] * (min(int(span), 100) - 1 if span.isdecimal() else 0))
    return cells
