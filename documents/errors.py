"""Why a file could not be read.

LoadError    the file is skipped, its line says why, the other files go in
"""

from typing import Literal

LoadCode = Literal[
    "unreadable",
    "encrypted",
    "empty",
    "no_text",
    "unknown_type",
    "too_large",
    "legacy_format",
    "nested_archive",
    "timeout",
    "out_of_memory",
    "crashed",
]


class LoadError(Exception):
    """A file that cannot become a report; `code` is from a closed list, the message names the remedy.

    The message never holds a path: it is shown to people who did not choose the file's place.
    """

    def __init__(self, code: LoadCode, message: str) -> None:
        super().__init__(message)
        self.code: LoadCode = code
