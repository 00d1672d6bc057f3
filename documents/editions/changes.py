"""What changed between two editions, paragraph by paragraph, and within a paragraph word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from documents.text import HAN, squeeze

ChangeKind = Literal["same", "added", "removed", "changed"]
PieceKind = Literal["same", "added", "removed"]
# Two paragraphs are one, changed, when they share at least this much of their words.
_ALIKE = 0.5
# So many paragraphs ahead a moved partner is looked for; two reports that have nothing in common would be compared without end.
_AHEAD = 20
_WORD = re.compile(rf"[{HAN}]|\d+(?:[.,]\d+)*[%％]?|[^\W\d_]+|\s+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words that both paragraphs have, or only one of them."""

    kind: PieceKind
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """A paragraph of both editions, or of one. `left` and `right` are its spans in the two texts."""

    kind: ChangeKind
    left: tuple[int, int] | None
    right: tuple[int, int] | None
    pieces: tuple[Piece, ...] = ()


def changes(left: str, right: str) -> Iterator[Change]:
    """All paragraphs of both texts in order; white space and widths are no change."""
    before, after = paragraphs(left), paragraphs(right)
    old, new = ([squeeze(text[start:end]) for start, end in spans] for text, spans in ((left, before), (right, after)))
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from (Change("same", one, other) for one, other in zip(before[a:b], after[c:d], strict=True))
        else:
            yield from _replaced(left, right, before[a:b], after[c:d])


def paragraphs(text: str) -> list[tuple[int, int]]:
    """The spans of the lines that hold something: paragraphs, headings, items and rows of tables."""
    return [(match.start(), match.end()) for match in re.finditer(r"[^\n]*\S[^\n]*", text)]


def _replaced(left: str, right: str, before: Sequence[tuple[int, int]], after: Sequence[tuple[int, int]]) -> Iterator[Change]:
    """Paragraphs that stand where others stood: each beside the one it came from, where there is one."""
    at = 0
    for old in before:
        place = next((n for n in range(at, min(at + _AHEAD, len(after))) if _alike(left[slice(*old)], right[slice(*after[n])])), None)
        if place is None:
            yield Change("removed", old, None)
            continue
        yield from (Change("added", None, new) for new in after[at:place])
        yield Change("changed", old, after[place], tuple(_pieces(left[slice(*old)], right[slice(*after[place])])))
        at = place + 1
    yield from (Change("added", None, new) for new in after[at:])


def _alike(left: str, right: str) -> bool:
    matcher = SequenceMatcher(None, _WORD.findall(left), _WORD.findall(right), autojunk=False)
    return matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def _pieces(left: str, right: str) -> Iterator[Piece]:
    old, new = _WORD.findall(left), _WORD.findall(right)
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece("same", "".join(old[a:b]))
            continue
        if a < b:
            yield Piece("removed", "".join(old[a:b]))
        if c < d:
            yield Piece("added", "".join(new[c:d]))
