"""XLSX: every sheet that is shown, its values as they are shown; formulas give the value they last had, nothing where they had none."""

import io
import warnings
import zipfile
import zlib
from typing import Any

from openpyxl import load_workbook
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils.exceptions import InvalidFileException

from documents.archive import check_archive
from documents.errors import LoadError
from documents.parts import Part, Reading
from documents.readers.excel_layout import read_layout
from documents.readers.number_format import shown
from documents.readers.office import named
from documents.readers.sheet import parts_of_sheet

# It warns of drawings and rules that it leaves out, which say nothing here.
warnings.filterwarnings("ignore", module="openpyxl")

# Formats that Excel in Chinese knows by number only.
_CHINESE_DATES = {
    **dict.fromkeys([27, 36, 50, 52, 57], 'yyyy"年"m"月"'),
    **dict.fromkeys([28, 29, 51, 53, 54, 58], 'm"月"d"日"'),
    31: 'yyyy"年"m"月"d"日"',
    **dict.fromkeys([32, 55], "h:mm"),
}
BUILTIN_FORMATS.update(_CHINESE_DATES)
# In bytes of the sheets unpacked, about 300,000 cells, which take 10 to 20 seconds: beyond that it is a database, not a report.
_LARGEST_SHEETS = 20_000_000
# Below the title of the whole, which is not on the sheet.
_SHEET_LEVEL = 2
_DAMAGED = (
    InvalidFileException,
    zipfile.BadZipFile,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    SyntaxError,
    OverflowError,
    OSError,
    EOFError,
    zlib.error,
)


def read(data: bytes) -> Reading:
    sizes = check_archive(data, "[Content_Types].xml")
    if sum(size for name, size in sizes.items() if name.startswith("xl/worksheets/")) > _LARGEST_SHEETS:
        raise LoadError("too_large", "The sheets hold too many cells to be read at once; divide the file.")
    try:
        # Without read_only a cell merged over a whole sheet would become as many cells as the sheet has squares.
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        parts = [part for sheet in book.worksheets if sheet.sheet_state == "visible" for part in _sheet_parts(sheet, data)]
        properties = _properties(book) if any(name.startswith("docProps/core") for name in sizes) else {}
    except _DAMAGED as error:
        message = "The Excel file is damaged; open it in Excel or WPS and save it again as .xlsx."
        raise LoadError("unreadable", message) from error
    return Reading(tuple(parts), title=properties.get("title"), joined=True, properties=properties)


def _sheet_parts(sheet: Any, data: bytes) -> list[Part]:
    """The sheet's name as a heading, then what is on it."""
    layout = read_layout(data, sheet._worksheet_path)
    sheet.reset_dimensions()  # what a file says of its extent is often wrong
    texts = {
        (layout.row(cell.row), layout.column(cell.column)): shown(cell.value, cell.number_format)
        for line in sheet.iter_rows()
        for cell in line
        if cell.value is not None and layout.shows(cell.row, cell.column)
    }
    parts = parts_of_sheet(texts, layout.merges)
    return [Part("heading", sheet.title, level=_SHEET_LEVEL), *parts] if parts else []


def _properties(book: Any) -> dict[str, str]:
    core = book.properties
    values = {"title": core.title, "author": core.creator, "created": core.created, "modified": core.modified}
    return named({**values, "subject": core.subject, "keywords": core.keywords})
