"""What a sheet of Excel hides and merges, which openpyxl does not tell where it reads a file as a stream."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from documents.archive import open_archive
from documents.readers.markup import xml_elements
from documents.readers.sheet import Merge

_LAST_COLUMN, _LAST_ROW = 16_384, 1_048_576
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")


@dataclass(frozen=True, slots=True)
class Layout:
    """Rows and columns are numbered among those that are shown; `merges` in these numbers too."""

    hidden_rows: Sequence[int]
    hidden_columns: Sequence[int]
    merges: Sequence[Merge]

    def row(self, at: int) -> int:
        return _among_shown(at, self.hidden_rows)

    def column(self, at: int) -> int:
        return _among_shown(at, self.hidden_columns)

    def shows(self, row: int, column: int) -> bool:
        return not (_holds(self.hidden_rows, row) or _holds(self.hidden_columns, column))


def read_layout(data: bytes, member: str) -> Layout:
    """`member` is the name of the sheet's XML in the file."""
    rows: list[int] = []
    columns: set[int] = set()
    references: list[str] = []
    sheet = next(found for found in open_archive(data) if found.name == member)
    for element in xml_elements(sheet.read(), "row", "col", "mergeCell"):
        hidden = element.get("hidden") in {"1", "true"}
        if element.tag.endswith("mergeCell"):
            references.append(element.get("ref", ""))
        elif hidden and element.tag.endswith("col"):
            last = min(int(element.get("max", "0")), _LAST_COLUMN)
            columns.update(range(max(1, int(element.get("min", "0"))), last + 1))
        elif int(element.get("r", "0")) > _LAST_ROW:  # the empty rows before it would be made one by one
            raise ValueError(f"row {element.get('r')}")
        elif hidden and element.tag.endswith("row"):
            rows.append(int(element.get("r", "0")))
    shown = Layout(sorted(rows), sorted(columns), ())
    return replace(shown, merges=[_merge(found, shown) for reference in references if (found := _REFERENCE.fullmatch(reference))])


def _merge(reference: re.Match[str], layout: Layout) -> Merge:
    left, top, right, bottom = reference.groups()
    row, column = layout.row(int(top)), layout.column(_column(left))
    return Merge(row, column, layout.row(int(bottom) + 1) - row, layout.column(_column(right) + 1) - column)


def _column(letters: str) -> int:
    """A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number


def _among_shown(at: int, hidden: Sequence[int]) -> int:
    return at - bisect_left(hidden, at)


def _holds(numbers: Sequence[int], number: int) -> bool:
    place = bisect_left(numbers, number)
    return place < len(numbers) and numbers[place] == number
