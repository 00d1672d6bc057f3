"""What can be wrong with stored data.

StoreError     stop; the old generation stays as it is
Interrupted    somebody pressed Ctrl-C; the same, and what was read is not read again
"""

from typing import Literal

StoreCode = Literal["not_indexed", "not_ours", "newer_format", "damaged", "busy", "encoder_changed", "unusable_setting", "storage_error"]


class StoreError(Exception):
    """The data directory cannot be used as asked; the message is one sentence with the remedy and holds no path."""

    def __init__(self, code: StoreCode, message: str) -> None:
        super().__init__(message)
        self.code: StoreCode = code


class Interrupted(KeyboardInterrupt):
    """Indexing was broken off; `kept` reports are stored already, and the next run does not read them again."""

    def __init__(self, kept: int) -> None:
        super().__init__()
        self.kept = kept
