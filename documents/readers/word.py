"""DOCX: paragraphs and tables in their order, with the levels of heading styles."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn

from documents.errors import LoadError
from documents.parts import Part, Reading, table_text

# A real report unpacks to a few megabytes, at most some tens of times its packed size.
_MOST_UNPACKED = 500_000_000
_MOST_RATIO = 200
_RATIO_FROM = 20_000_000
_HEADING_STYLE = re.compile(r"^(?:heading|标题)\s*([1-9])$", re.IGNORECASE)
_TITLE_STYLES = {"title", "标题"}


def read(data: bytes) -> Reading:
    _check_archive(data)
    try:
        document = Document(io.BytesIO(data))
        levels = _style_levels(document)
        parts = tuple(_parts(document.element.body, levels))
        title = document.core_properties.title or None
    except (OpcError, zipfile.BadZipFile, KeyError, ValueError, AttributeError, SyntaxError) as error:
        # lxml's XMLSyntaxError is a SyntaxError; a part that is missing or of another type shows as one of the others.
        message = "The Word file is damaged; open it in Word and save it again as .docx."
        raise LoadError("unreadable", message) from error
    return Reading(parts, title=title)


def _check_archive(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except zipfile.BadZipFile as error:
        message = "The Word file is damaged; open it in Word and save it again as .docx."
        raise LoadError("unreadable", message) from error
    if not any(member.filename == "word/document.xml" for member in members):
        message = "The file ends in .docx but holds no Word document; give it the ending of its real format."
        raise LoadError("unreadable", message)
    unpacked = sum(member.file_size for member in members)
    if unpacked > _MOST_UNPACKED or (unpacked > _RATIO_FROM and unpacked > _MOST_RATIO * len(data)):
        message = f"The Word file unpacks to {unpacked // 1_000_000} MB; save it without embedded media."
        raise LoadError("too_large", message)


def _style_levels(document: Any) -> dict[str, int]:
    """Style id to heading level, through the style's name or its outline level."""
    levels = {}
    for style in document.styles:
        name = (style.name or "").strip()
        numbered = _HEADING_STYLE.match(name)
        if numbered:
            levels[style.style_id] = int(numbered.group(1))
        elif name.lower() in _TITLE_STYLES:
            levels[style.style_id] = 1
        elif (outline := _outline_level(style.element)) is not None:
            levels[style.style_id] = outline
    return levels


def _outline_level(element: Any) -> int | None:
    """The outline level in 1..9 that a paragraph or a style sets; 9 in the file means body text."""
    properties = element.find(qn("w:pPr"))
    outline = properties.find(qn("w:outlineLvl")) if properties is not None else None
    value = int(outline.get(qn("w:val"))) if outline is not None else 9
    return value + 1 if value < 9 else None


def _parts(parent: Any, levels: dict[str, int]) -> Iterator[Part]:
    for child in parent.iterchildren():
        if child.tag == qn("w:p"):
            yield from _paragraph(child, levels)
        elif child.tag == qn("w:tbl"):
            text = table_text([_row(row) for row in child.iter(qn("w:tr"))])
            if text:
                yield Part("table", text)
        elif child.tag in {qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:smartTag")}:
            yield from _parts(child, levels)


def _paragraph(element: Any, levels: dict[str, int]) -> Iterator[Part]:
    text = _text(element)
    if not text.strip():
        return
    properties = element.find(qn("w:pPr"))
    style = properties.find(qn("w:pStyle")) if properties is not None else None
    level = _outline_level(element) or (levels.get(style.get(qn("w:val"))) if style is not None else None)
    if level:
        yield Part("heading", " ".join(text.split("\n")), level=level)
        return
    numbered = properties is not None and properties.find(qn("w:numPr")) is not None
    for number, line in enumerate(text.split("\n")):
        yield Part("item" if numbered and number == 0 else "paragraph", line)


def _text(element: Any) -> str:
    """The words of a paragraph as it is printed: with tracked insertions and fields, without deletions and text boxes."""
    pieces = []
    for node in element.iter(qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:cr"), qn("w:noBreakHyphen")):
        if any(parent.tag == qn("w:txbxContent") for parent in node.iterancestors()):
            continue
        if node.tag == qn("w:t"):
            pieces.append(node.text or "")
        elif node.tag == qn("w:noBreakHyphen"):
            pieces.append("-")
        elif node.getparent().tag == qn("w:r"):  # not a tab stop in the paragraph's properties
            pieces.append("\t" if node.tag == qn("w:tab") else "\n")
    return "".join(pieces)


def _row(row: Any) -> list[str]:
    """One text a cell; a cell merged into the one above is blank, one merged to the right stands once and leaves blanks."""
    cells = []
    for cell in row.iterchildren(qn("w:tc")):
        properties = cell.find(qn("w:tcPr"))
        span = properties.find(qn("w:gridSpan")) if properties is not None else None
        merged = properties.find(qn("w:vMerge")) if properties is not None else None
        continues = merged is not None and merged.get(qn("w:val")) != "restart"
        cells.append("" if continues else " ".join(_text(paragraph) for paragraph in cell.iter(qn("w:p"))))
        cells.extend([""] * (int(span.get(qn("w:val"))) - 1 if span is not None else 0))
    return cells
