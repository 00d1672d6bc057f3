"""What comes between two lines that are one sentence, and whether the hyphen at a line's end belongs to the word."""

import re
import unicodedata
from collections.abc import Iterable

_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")
_HALVES = re.compile(r"[A-Za-z-]+-\n[a-z]+")
# Marks that Chinese and English share: the character beside them tells which it is.
_QUOTES = "“”‘’—…"


def seam(left: str, right: str, words: frozenset[str] | None) -> tuple[int, str]:
    """How many characters go from the end of the left line, and what comes between the two lines.

    `words` are those of the document; None says that its lines were not broken by a printer, so that every hyphen is meant.
    """
    if left.endswith("-") and left[-2:-1].isalpha() and right[0].islower():
        return (0 if words is None else _hyphen_to_drop(left, right, words)), ""
    return 0, "" if is_wide(left.rstrip(_QUOTES)[-1:]) or is_wide(right.lstrip(_QUOTES)[:1]) else " "


def words_in(texts: Iterable[str]) -> frozenset[str]:
    """The words of a document's lines in small letters, those with hyphens whole; the halves at the ends of lines are none."""
    return frozenset(_WORD.findall(_HALVES.sub(" ", "\n".join(texts)).lower()))


def is_wide(character: str) -> bool:
    """Han characters and full-width marks, which are set without spaces."""
    return bool(character) and unicodedata.east_asian_width(character) in "WF"


def _hyphen_to_drop(left: str, right: str, words: frozenset[str]) -> int:
    """1 where the hyphen only parts a word at the line's end, 0 where it belongs to the word: the rest of the document shows."""
    found, after = _WORD.findall(left[:-1])[-1:], _WORD.match(right)
    if not found or after is None or "-" in found[0]:
        return 0
    first, second = found[0].lower(), after.group().lower()
    if first + second in words:
        return 1
    return 0 if f"{first}-{second}" in words or {first, second} <= words else 1
