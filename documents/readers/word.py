"""DOCX: headings, paragraphs, lists with their numbers, tables, notes and text boxes in their order; no heads and feet of pages."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from docx import Document
from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml

from documents.archive import check_archive
from documents.errors import LoadError
from documents.grid import flat, one_line
from documents.parts import Part, Reading, table_text
from documents.readers.office import properties_of
from documents.readers.word_notes import Notes
from documents.readers.word_numbers import Numbering
from documents.readers.word_styles import NumberPlace, Styles, W, number_place, outline_level, value
from documents.readers.word_tables import WRAPPERS, cells_of, children, is_one_column
from documents.readers.word_text import Words

_CONTENTS_LINE = re.compile(r"[\d.…ivxlcIVXLC-]+\s*$")
_BODY_TEXT = 9  # the outline level of what is no heading, also where the style is one


def read(data: bytes) -> Reading:
    check_archive(data, "[Content_Types].xml")
    try:
        document = Document(io.BytesIO(data))
        reader = _Reader.of(document)
        parts = tuple(reader.parts(document.element.body))
        properties = properties_of(document.core_properties)
    except (OpcError, zipfile.BadZipFile, KeyError, ValueError, AttributeError, SyntaxError) as error:
        # lxml's XMLSyntaxError is a SyntaxError; a part that is missing or of another type shows as one of the others.
        message = "The Word file is damaged; open it in Word and save it again as .docx."
        raise LoadError("unreadable", message) from error
    return Reading(parts, title=properties.get("title"), properties=properties)


@dataclass
class _Reader:
    """Walks the body in its order, because numbers count along it."""

    styles: Styles
    numbering: Numbering
    notes: Notes
    # What hangs on paragraphs of a table: it follows the table.
    _late: list[Part] = field(default_factory=list)

    @classmethod
    def of(cls, document: Any) -> "_Reader":
        roots = {}
        for relation in document.part.rels.values():
            kind = relation.reltype.rsplit("/", 1)[-1]
            if not relation.is_external and kind in {"numbering", "footnotes", "endnotes", "settings"}:
                roots[kind] = parse_xml(relation.target_part.blob)
        styles = Styles.of(document.styles.element)
        numbering = Numbering.of(roots["numbering"]) if "numbering" in roots else Numbering()
        return cls(styles, numbering, Notes.of(roots, document.element.body))

    def parts(self, parent: Any) -> Iterator[Part]:
        for child in parent.iterchildren(tag="*"):
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                yield from self._table(child)
            elif child.tag in WRAPPERS and value(child, "sdtPr/showingPlcHdr") is None:
                yield from self.parts(child)

    def _paragraph(self, element: Any) -> Iterator[Part]:
        words = self._words(element)
        label = self._label(element, words)
        style = value(element, "pPr/pStyle")
        if words.text.strip() and not (self.styles.is_contents(style) and _CONTENTS_LINE.search(words.text)):
            yield from self._lines(element, label, label + words.text.strip("\n ") if label else words.text)
        yield from self._hanging(words)

    def _lines(self, element: Any, label: str, text: str) -> Iterator[Part]:
        level = self._heading_level(element)
        if level:
            yield Part("heading", " ".join(text.split("\n")), level=level)
            return
        for number, line in enumerate(text.split("\n")):
            yield Part("item" if label and number == 0 else "paragraph", line)

    def _heading_level(self, element: Any) -> int | None:
        if value(element, "pPr/outlineLvl") == str(_BODY_TEXT):
            return None
        return outline_level(element.find(f"{W}pPr")) or self.styles.level(value(element, "pPr/pStyle"))

    def _words(self, element: Any) -> Words:
        words = Words(self.styles)
        words.take(element)
        return words

    def _label(self, element: Any, words: Words) -> str:
        """The paragraph's number; a paragraph that is not shown is not counted."""
        properties = element.find(f"{W}pPr")
        style = value(element, "pPr/pStyle")
        own = number_place(properties) if properties is not None else NumberPlace()
        styled = self.styles.place(style)
        numbering = own.numbering or styled.numbering
        gone = not words.text and properties is not None and any(value(properties, f"rPr/{mark}") for mark in ("del", "moveFrom", "vanish"))
        if numbering in {None, "0"} or gone:
            return ""
        level = own.level
        if level is None and own.numbering is None:
            level = self.numbering.level_of_style(numbering, self.styles, style)
        return self.numbering.label(numbering, next((at for at in (level, styled.level) if at is not None), 0))

    def _hanging(self, words: Words) -> Iterator[Part]:
        """The notes that a paragraph calls, then the text boxes that hang on it."""
        for kind, name in words.notes:
            for mark, note in self.notes.called(kind, name):
                texts = [self._words(paragraph).text.strip() for paragraph in children(note, "p")]
                text = " ".join(filter(None, texts)).replace("\n", " ")
                if text:
                    yield Part("footnote", mark(text))
        for box in words.boxes:
            yield from self.parts(box)

    def _table(self, table: Any) -> Iterator[Part]:
        if is_one_column(table):
            for row in children(table, "tr"):
                for cell in children(row, "tc"):
                    yield from self.parts(cell)
            return
        outer, self._late = self._late, []
        found = flat(cells_of(table, self._cell))
        late, self._late = self._late, outer
        yield from (Part("paragraph", line) for line in found.above)
        if text := table_text(found.rows):
            yield Part("table", text)
        yield from (Part("paragraph", line) for line in found.below)
        yield from late

    def _cell(self, cell: Any) -> str:
        """The text of a cell's own paragraphs; tables in it, notes and text boxes follow its table."""
        texts = []
        for child in cell.iterchildren(tag="*"):
            if child.tag == f"{W}p":
                words = self._words(child)
                texts.append(one_line(self._label(child, words) + words.text))
                self._late.extend(self._hanging(words))
            elif child.tag == f"{W}tbl":
                self._late.extend(self._table(child))
            elif child.tag in WRAPPERS and value(child, "sdtPr/showingPlcHdr") is None:
                texts.append(self._cell(child))
        return " ".join(filter(None, texts))
