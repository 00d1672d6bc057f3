"""CSV and TSV: one sheet whose columns are parted by a comma, a tab, a semicolon or a bar, whichever fits."""

import csv
import io
from collections import Counter

from documents.errors import LoadError
from documents.parts import Reading
from documents.readers.decode import decode
from documents.readers.sheet import parts_of_sheet

_DELIMITERS = ",\t;|"
_SAMPLE_LINES = 200


def read(data: bytes) -> Reading:
    text = decode(data)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=_delimiter(text)))
    except csv.Error as error:
        message = "The table cannot be read: a field is too long or a quotation mark is not closed; save it anew from a spreadsheet."
        raise LoadError("unreadable", message) from error
    texts = {(row, column): cell for row, line in enumerate(rows) for column, cell in enumerate(line)}
    return Reading(tuple(parts_of_sheet(texts)), joined=True)


def _delimiter(text: str) -> str:
    """The one that gives the most rows of the same width, a wider one where two give equally many."""
    sample = text.split("\n", _SAMPLE_LINES)[:_SAMPLE_LINES]

    def fit(delimiter: str) -> tuple[int, int]:
        widths = Counter(len(row) for row in csv.reader(sample, delimiter=delimiter))
        return max(((count, width) for width, count in widths.items() if width > 1), default=(0, 0))

    return max(_DELIMITERS, key=fit)
