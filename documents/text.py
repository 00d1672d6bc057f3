"""The one place for widths, traditional characters, language and sentence ends.

Lengths are in characters everywhere. Nothing here changes a report's text: folded forms are for comparing and searching only.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from opencc import OpenCC

from documents.types import Language

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_HAN_CHARACTER = re.compile(f"[{HAN}]")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
# Closing quotes and brackets stay with the sentence that they close.
_CLOSING = "”’」』）)】》〉\"'"
_SENTENCE_END = re.compile(
    rf"[。！？!?…]+[{_CLOSING}]*"  # Chinese ends, also without a space after them
    rf"|(?<=[^\s.])\.[{_CLOSING}]*(?=\s|$)"  # an English full stop stands before white space
    r"|\n+"
)
_CLAUSE_END = re.compile(rf"[；;][{_CLOSING}]*")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[“\"'])(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|No|Nos|Art|Sec|Fig|Figs|Vol|pp|cf|vs|etc|e\.g|i\.e|al|approx|Inc|Ltd|Co|Corp|Jr|Sr"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|U\.S|U\.K|U\.N|E\.U|(?:[A-Z]\.)+[A-Z])$"
)
# Policy sentences run to several hundred characters with clauses after ；: beyond this many, a clause is a sentence of its own.
LONG_SENTENCE = 120


@lru_cache(maxsize=1)
def _simplified() -> dict[int, str]:
    """Traditional to simplified for single characters, as one `str.translate` table.

    A converter called per text cost 200 s for 300,000 short texts; the table is built once, in about 10 ms.
    """
    characters = [chr(code) for code in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000), *range(0xF900, 0xFB00))]
    converted = OpenCC("t2s").convert("\n".join(characters)).split("\n")
    return {ord(old): new for old, new in zip(characters, converted, strict=True) if old != new and len(new) == 1}


def fold(text: str) -> str:
    """The form in which texts are compared: NFKC (full-width to half-width), lower case, simplified characters."""
    return unicodedata.normalize("NFKC", text).lower().translate(_simplified())


_FULL_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {0x3000: " ", 0xFFE5: "¥", 0xFE6A: "%"}
# Punctuation is told apart by its width, and lower case of these would be two characters.
_KEPT = {0xFF0C: "，", 0xFF1B: "；", 0xFF1A: "：", 0xFF08: "（", 0xFF09: "）", 0xFF01: "！", 0xFF1F: "？", 0x130: "i"}


@lru_cache(maxsize=1)
def _flattened() -> dict[int, str]:
    return _simplified() | _FULL_WIDTH | _KEPT


def flat(text: str) -> str:
    """Like `fold`, but character for character, so that places in it are places in the text; full-width punctuation stays."""
    return text.translate(_flattened()).lower()


def squeeze(text: str) -> str:
    """`fold` without any white space: two texts with equal squeezed forms are the same words."""
    return re.sub(r"\s+", "", fold(text))


def language_of(text: str) -> Language:
    """English when Latin words outnumber Han characters, looked at in the first 4,000 characters; Chinese where there are neither."""
    sample = text[:4000]
    han, latin = len(_HAN_CHARACTER.findall(sample)), len(_LATIN_WORD.findall(sample))
    return "en" if latin > han else "zh"


def is_han(character: str) -> bool:
    return _HAN_CHARACTER.match(character) is not None


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """The sentences of a text as (start, end) spans without the white space around them, in order.

    Every character that is not white space lies in exactly one span. A sentence of more than `LONG_SENTENCE` characters is
    divided after its semicolons, which in Chinese official prose part independent clauses.
    """
    spans: list[tuple[int, int]] = []
    for start, end in _between(text, 0, len(text), _ends(text)):
        if end - start > LONG_SENTENCE:
            clauses = [match.end() for match in _CLAUSE_END.finditer(text, start, end)]
            spans.extend(_between(text, start, end, iter(clauses)))
        else:
            spans.append((start, end))
    return spans


def ends_sentence(line: str) -> bool:
    """Whether the line's last words end a sentence; a closing quote or bracket may follow the mark, an abbreviation ends none."""
    bare = line.rstrip().rstrip(_CLOSING)
    if bare.endswith("."):
        return not _ABBREVIATION.search(bare, max(0, len(bare) - 13), len(bare) - 1)
    return bare.endswith(tuple("。！？!?…"))


def _ends(text: str) -> Iterator[int]:
    for match in _SENTENCE_END.finditer(text):
        if match.group().startswith(".") and _ABBREVIATION.search(text, max(0, match.start() - 12), match.start()):
            continue
        yield match.end()


def _between(text: str, start: int, stop: int, ends: Iterator[int]) -> Iterator[tuple[int, int]]:
    """Spans between the ends, trimmed; empty ones are dropped."""
    for end in (*ends, stop):
        piece = text[start:end]
        left = start + len(piece) - len(piece.lstrip())
        right = start + len(piece.rstrip())
        if left < right:
            yield left, right
        start = max(start, end)
