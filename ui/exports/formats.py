"""The formats of an export by the ends of their files' names."""

from collections.abc import Callable, Mapping
from typing import Literal

from documents.types import Language
from rag.record import Record
from rag.styles import Style
from ui.exports.markdown import as_markdown
from ui.exports.sheet import Sheet, sheet_of
from ui.exports.web import as_html

Format = Literal["docx", "md", "html"]

MEDIA_TYPES: Mapping[Format, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "md": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
}


def _as_docx(sheet: Sheet) -> bytes:
    from ui.exports.word import as_docx

    return as_docx(sheet)


_WRITERS: Mapping[Format, Callable[[Sheet], bytes]] = {"docx": _as_docx, "md": as_markdown, "html": as_html}


def export(record: Record, form: Format, style: Style, language: Language) -> bytes:
    """The whole file."""
    return _WRITERS[form](sheet_of(record, style, language))
