"""Lines to paragraphs: joins lines that were broken only because the page or column ended there.

Many notices have every paragraph on one line of its own, so a line goes on in the next one only when it is about as long as
the document's lines get, ends no sentence, and the next line begins no heading or list item.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from documents.marks import starts_part
from documents.parts import Part
from documents.seams import seam, words_in
from documents.text import ends_sentence, is_han

# Wrapped text is at most so wide, in columns (a Han character takes two): longer lines are paragraphs.
_WIDEST = 140
_NARROWEST = 20
# The share of a document's characters that stand in lines no longer than its common width.
_COMMON = 0.7
# How much of the common width may stay free at the end of a wrapped line: letters of a proportional font differ in width.
_SLACK = 0.1
_INDENT = 4
# Unpaged text counts as wrapped when at least this share of its long lines is about as long as the common width.
_WRAPPED_SHARE = 0.5
# No English sentence or item ends in one of these.
UNFINISHED = re.compile(r"(?:^|[\s(])(?:a|an|the|and|of|in|to|by|for|with|from|as|at|on|that|which|our|their|its)$")
# The dots of a table of contents and its page number.
LEADERS = re.compile(r"\.{4,}\s*\d*$|…{2,}\s*\d*$")
_PARAGRAPH_GAP = re.compile("　{2,}")


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    columns: int
    part: Part
    first: bool


def unwrap(parts: Sequence[Part]) -> list[Part]:
    """The parts with every paragraph whole and in one line; tables and headings stay as they are."""
    lines = list(_lines(parts))
    width = _common_width(lines)
    words = words_in(line.text for line in lines) if any(part.page for part in parts) else None
    groups: list[list[_Line]] = []
    for line in lines:
        if groups and _goes_on(groups[-1][-1], line, width, indent=_INDENT if len(groups[-1]) == 1 else 0):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_joined(group, words) for group in groups]


def _lines(parts: Sequence[Part]) -> Iterator[_Line]:
    for part in parts:
        if part.kind in {"table", "heading"}:
            yield _Line(part.text.strip(), 0, part, first=True)
            continue
        # Two ideographic spaces inside a line are the indent of a paragraph that lost its line break.
        pieces = [piece.strip() for line in part.text.split("\n") for piece in _PARAGRAPH_GAP.split(line)]
        for number, piece in enumerate(filter(None, pieces)):
            yield _Line(piece, _columns(piece), part, first=number == 0)


def _columns(text: str) -> int:
    if text.isascii():
        return len(text)
    return len(text) + sum(unicodedata.east_asian_width(character) in "WF" for character in text)


def _common_width(lines: Sequence[_Line]) -> int:
    """The length in columns that full lines of the document have; 0 where lines are not wrapped."""
    lengths = sorted(line.columns for line in lines if line.columns)
    if not lengths:
        return 0
    total, running, width = sum(lengths), 0, 0
    for width in lengths:
        running += width
        if running >= _COMMON * total:
            break
    if lines[0].part.page:
        return width
    near = sum(1 for length in lengths if (1 - 2 * _SLACK) * width <= length <= (1 + _SLACK) * width)
    longer = sum(1 for length in lengths if length > width / 2)
    return width if _NARROWEST <= width <= _WIDEST and near >= _WRAPPED_SHARE * longer and near > 2 else 0


def _goes_on(line: _Line, following: _Line, width: int, *, indent: int) -> bool:
    """Whether the following line continues the sentence of this one, which may be set in by so many columns."""
    same = line.part is following.part
    next_page = line.part.page is not None and following.part.page == line.part.page + 1 and following.first
    if not width or not (same or next_page) or line.columns == 0 or following.columns == 0:
        return False
    if ends_sentence(line.text) or line.text[-1] in ":：" or LEADERS.search(line.text[-40:]) or starts_part(following.text):
        return False
    small = following.text[0].islower()
    if (next_page and small) or (line.part.page and UNFINISHED.search(line.text)):
        return True
    if line.columns > (1 + 2 * _SLACK) * width and not line.part.page:
        return False
    free = width * (1 + _SLACK / 2) - line.columns - indent
    needed = 2 if is_han(following.text[0]) else _columns(following.text.split(" ", 1)[0]) + 1
    # A small letter at its beginning says that a line goes on, so a shorter line counts too.
    return free <= min(needed, width // 4) + (4 * _SLACK if small else _SLACK) * width


def _joined(group: Sequence[_Line], words: frozenset[str] | None) -> Part:
    first = group[0]
    pieces = [first.text]
    length = len(first.text)
    breaks: list[int] = []
    for line, following in pairwise(group):
        cut, glue = seam(pieces[-1], following.text, words)
        pieces[-1] = pieces[-1][: len(pieces[-1]) - cut]
        pieces.append(glue + following.text)
        length += len(glue) - cut
        if line.part is not following.part:
            breaks.append(length)
        length += len(following.text)
    kind = first.part.kind if first.first else "paragraph"
    return replace(first.part, kind=kind, text="".join(pieces), breaks=tuple(breaks))
