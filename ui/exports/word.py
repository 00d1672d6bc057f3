"""An answer as a Word file. Text goes into runs, where Word reads no field, link or markup."""

import io
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from ui.exports.sheet import Grid, Marked, Sheet, Source, marks
from ui.words import say

# Faces that every Word has, for Chinese and for Latin characters.
_BODY = ("宋体", "Times New Roman")
_HEADING = ("黑体", "Arial")
_QUIET = RGBColor(0x5B, 0x66, 0x73)
_THEMES = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")


def as_docx(sheet: Sheet) -> bytes:
    document = Document()
    _settle(document, sheet)
    document.add_heading(sheet.title, 1)
    for question in sheet.earlier:
        _quiet(document, f"{say(sheet.language, 'export_earlier')} {question}")
    document.add_paragraph().add_run(sheet.question).bold = True
    document.add_heading(sheet.heading, 2)
    for line in sheet.lines:
        _add(document.add_paragraph(), line)
    if sheet.grid:
        _add_table(document, sheet.grid)
    for notice in sheet.notices:
        _quiet(document, f"{say(sheet.language, 'notice')} {notice}")
    if sheet.sources:
        document.add_heading(sheet.sources_heading, 2)
        for source in sheet.sources:
            _add_source(document, source)
    for told in filter(None, [sheet.checked, *(f"{label}: {value}" for label, value in sheet.facts)]):
        _quiet(document, told)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _settle(document: Any, sheet: Sheet) -> None:
    """Faces, paper and properties; the template's own say another language and another author."""
    for name, faces in (("Normal", _BODY), ("Heading 1", _HEADING), ("Heading 2", _HEADING), ("Quote", _BODY)):
        _set_faces(document.styles[name], *faces)
    normal = document.styles["Normal"]
    normal.font.size = Pt(11)
    language = normal.element.get_or_add_rPr().makeelement(qn("w:lang"), {qn("w:val"): "en-GB", qn("w:eastAsia"): "zh-CN"})
    normal.element.rPr.append(language)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.6)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = sheet.question[:250], "policyqa", ""
    properties.language = "zh-CN" if sheet.language == "zh" else "en"


def _set_faces(style: Any, east_asian: str, latin: str) -> None:
    style.font.name = latin
    fonts = style.element.rPr.rFonts
    fonts.set(qn("w:eastAsia"), east_asian)
    for theme in _THEMES:  # a face of the theme would go before ours
        fonts.attrib.pop(qn(f"w:{theme}"), None)


def _add(paragraph: Any, line: Marked) -> None:
    paragraph.add_run(line.text)
    paragraph.add_run(marks(line.marks)).font.superscript = True


def _add_table(document: Any, grid: Grid) -> None:
    document.add_paragraph().add_run(grid.caption).bold = True
    table = document.add_table(rows=0, cols=1 + (len(grid.heads) or 1), style="Table Grid")
    if grid.heads:
        for cell, head in zip(table.add_row().cells[1:], grid.heads, strict=True):
            cell.paragraphs[0].add_run(head).bold = True
    for label, cells in grid.rows:
        first, *others = table.add_row().cells
        first.text = label
        for cell, told in zip(others, cells, strict=True):
            for number, value in enumerate(told):
                _add(cell.paragraphs[0] if number == 0 else cell.add_paragraph(), value)


def _add_source(document: Any, source: Source) -> None:
    document.add_paragraph(f"[{source.number}] {source.reference}")
    document.add_paragraph(source.quote, style="Quote")
    _quiet(document, source.place)


def _quiet(document: Any, text: str) -> None:
    run = document.add_paragraph().add_run(text)
    run.font.size, run.font.color.rgb = Pt(9), _QUIET
