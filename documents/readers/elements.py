"""Elements of a parsed page to parts; any tree whose elements have a tag, a text, a tail and children will do."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from documents.grid import Cell, flat, one_line
from documents.parts import Part, table_text
from documents.text import is_han
from documents.types import BlockKind

_INLINE = re.compile(
    r"^(?:a|abbr|acronym|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|ins|kbd|label|mark|q|s|samp|small|span|strike|strong|sub|sup|time|tt|u|var)$"
)
_SKIPPED = re.compile(r"^(?:script|style|noscript|template|nav|footer|aside|button|select|iframe|svg|canvas|head|object)$")
_HEADING = re.compile(r"^h([1-6])$")
_SPACE = re.compile(r"\s+")
# Cells of a table that only lays out the page hold whole texts.
_LAYOUT_CELL = 400
_MOST_SPAN = 1000
# 10 to the sixth is not 106, and the call of a note must not stand against a figure.
_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_NOTES = {"footnote", "endnote", "rearnote"}


def parts_of(element: Any) -> list[Part]:
    """The headings, paragraphs, items and tables in an element, in their order."""
    walk = _Walk()
    walk.take(element)
    walk.flush()
    return walk.parts


def without_space(text: str) -> str:
    return "".join(text.split())


def _without_source_break(space: re.Match[str]) -> str:
    """A line break of the source is a space, and nothing between Han characters; other white space stays."""
    if "\n" not in space.group() and "\r" not in space.group():
        return space.group()
    text, left, right = space.string, space.start(), space.end()
    return "" if left > 0 and right < len(text) and is_han(text[left - 1]) and is_han(text[right]) else " "


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
            if isinstance(child.tag, str) and (not _SKIPPED.match(child.tag) or _kind(child) in _NOTES):
                self.take(child)
            self._add(child.tail)

    def take(self, child: Any) -> None:
        if child.tag == "br":
            self.pieces.append("\n")
        elif _kind(child) == "noteref":
            return
        elif child.tag == "sup" and set(text := "".join(child.itertext()).strip()) <= set("0123456789+-−"):
            self.pieces.append(text.translate(_RAISED))
        elif _INLINE.match(child.tag):
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
        elif _kind(child) in _NOTES:
            self.kind, self.level = "footnote", 0
        self._enter(child)
        self.flush()
        self.kind, self.level = outer

    def _add(self, text: str | None) -> None:
        if text:
            self.pieces.append(_SPACE.sub(_without_source_break, text))

    def flush(self) -> None:
        text = re.sub(r"[^\S\n　]{2,}", " ", "".join(self.pieces))
        text = re.sub(r" ?\n ?", "\n", text).strip()
        self.pieces.clear()
        if not text:
            return
        if self.kind == "heading":
            text = text.replace("\n", " ")
        self.parts.extend(Part(self.kind, run, level=self.level) for run in re.split(r"\n{2,}", text))


def _is_layout(table: Any) -> bool:
    cells = list(table.iter("td", "th"))
    one_column = all(len(list(row.iter("td", "th"))) < 2 for row in table.iter("tr"))
    return (
        one_column
        or table.find(".//table") is not None
        or any(len(without_space("".join(cell.itertext()))) > _LAYOUT_CELL for cell in cells)
    )


def _kind(element: Any) -> str:
    """What a book says that the element is."""
    return str(element.get("epub:type", ""))


def _table(table: Any) -> Iterator[Part]:
    caption = table.find("caption")
    if caption is not None and "".join(caption.itertext()).strip():
        yield Part("paragraph", " ".join("".join(caption.itertext()).split()))
    found = flat([[_cell(cell) for cell in row.iterchildren("td", "th")] for row in table.iter("tr")])
    yield from (Part("paragraph", line) for line in found.above)
    if text := table_text(found.rows):
        yield Part("table", text)
    yield from (Part("paragraph", line) for line in found.below)


def _cell(cell: Any) -> Cell:
    text = " ".join(one_line(part.text) for part in parts_of(cell))
    in_head = cell.tag == "th" or cell.getparent().getparent().tag == "thead"
    return Cell(text, _span(cell, "colspan"), _span(cell, "rowspan"), in_head)


def _span(cell: Any, name: str) -> int:
    span = cell.get(name, "1").strip()
    return min(int(span), _MOST_SPAN) if span.isdecimal() else 1
