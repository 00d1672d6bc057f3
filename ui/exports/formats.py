"""The formats of an export by the ends of their files' names."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal

from documents.types import Language
from index.durable import replace_file
from rag.record import Record
from rag.styles import Style
from ui.errors import CommandError
from ui.exports.markdown import as_markdown
from ui.exports.sheet import Sheet, sheet_of
from ui.exports.web import as_html
from ui.words import say, visible

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


def format_of(path: Path, language: Language) -> Format:
    """By the end of the file's name. Raises CommandError for another one."""
    end = path.suffix.lower().removeprefix(".")
    for form in MEDIA_TYPES:
        if end == form:
            return form
    raise CommandError(say(language, "export_format", name=visible(path.name)))


def save(record: Record, path: Path, style: Style, language: Language) -> None:
    """Write the file whole or not at all, over one of the same name."""
    replace_file(path, export(record, format_of(path, language), style, language))
