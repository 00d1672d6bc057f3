"""Paragraphs to headings and items: what Chinese official documents and English reports mark by their wording alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from documents.dates import find_date
from documents.marks import ARTICLE, NUMBERED, is_bullet, mark_of
from documents.parts import Part
from documents.text import ends_sentence, is_han

# Longer lines are paragraphs even without a full stop, in characters (a Latin one counts a third).
_LONGEST_HEADING = 60
_LONGEST_NUMBERED = 30
# What the format calls a heading is believed up to here.
LONGEST_MARKED = 200
_SHORTEST_UNMARKED = 3
_LONGEST_UNMARKED = 30
_SHORTEST_BODY = 20
# The rank of a heading without a mark: within all that have one.
_UNMARKED = 20
_TITLE = -1
_NO_HEADING_END = tuple("。！？；：，、!?;:,…《“（(")
_YEAR = re.compile(r"(?:19|20)\d\d年?")
# The dots of a table of contents.
_LEADERS = re.compile(r"\.{3,}|…{2,}|·{3,}")


@dataclass(frozen=True, slots=True)
class Lead:
    """The words that open a paragraph and name it: "（一）锚定目标" in "（一）锚定目标。在……"."""

    rank: int
    name: str


def structured(parts: Sequence[Part], title: int | None = None) -> list[Part]:
    """The parts with headings and items recognised; levels are 1, 2, … without gaps where only wording tells them.

    `title` is the place of the part that is the document's title and stands above all other headings.
    """
    ranks = [_TITLE if at == title and part.kind == "paragraph" else _heading_rank(parts, at) for at, part in enumerate(parts)]
    depth = {rank: number for number, rank in enumerate(sorted({rank for rank in ranks if rank is not None}), 1)}
    result = []
    above = 0
    for part, rank in zip(parts, ranks, strict=True):
        if part.kind == "heading" and len(part.text) > LONGEST_MARKED:
            result.append(replace(part, kind="paragraph", level=0))
            continue
        if part.kind == "heading":
            above = part.level
        if rank is not None:
            result.append(replace(part, kind="heading", level=above + depth[rank]))
        elif part.kind == "paragraph" and _is_item(part.text):
            result.append(replace(part, kind="item"))
        else:
            result.append(part)
    return result


def lead_of(text: str) -> Lead | None:
    """The short first sentence of a marked paragraph, or the label of an article, as the name of what follows."""
    mark = mark_of(text)
    if mark is None:
        return None
    if mark.rank == ARTICLE:
        return Lead(mark.rank, text[: mark.end].strip())
    stop = text.find("。", mark.end, mark.end + _LONGEST_HEADING)
    return Lead(mark.rank, text[:stop]) if mark.end < stop < len(text) - 1 else None


def size(text: str) -> float:
    """Length in characters of Chinese; about three Latin letters say as much as one Han character."""
    ascii_characters = len(text.encode("ascii", "ignore"))
    return len(text) - 2 * ascii_characters / 3


def _heading_rank(parts: Sequence[Part], at: int) -> int | None:
    """The rank of a paragraph that is a heading by its wording, None for all others."""
    part = parts[at]
    if part.kind != "paragraph":
        return None
    text = part.text
    following = parts[at + 1] if at + 1 < len(parts) else None
    if following is None or text.endswith(_NO_HEADING_END) or ends_sentence(text) or "。" in text or _LEADERS.search(text):
        return None
    mark = mark_of(text)
    if mark is None:
        return _UNMARKED if _stands_alone(parts, at) else None
    longest = _LONGEST_NUMBERED if mark.rank >= NUMBERED else _LONGEST_HEADING
    if size(text) > longest or not _is_worded(_YEAR.sub("", text[mark.end :])):
        return None
    # A row of equal marks is a list or a table of contents: a heading has something below it.
    below = mark_of(following.text) if following.kind in {"paragraph", "item"} else None
    return None if below is not None and below.rank == mark.rank else mark.rank


def _stands_alone(parts: Sequence[Part], at: int) -> bool:
    """A short line between whole paragraphs, as newspapers and briefings set their headings."""
    text, following = parts[at].text, parts[at + 1]
    if not _SHORTEST_UNMARKED <= size(text) <= _LONGEST_UNMARKED or is_bullet(text):
        return False
    if not (is_han(text[0]) or text[0].isupper() or text[0] in "“《") or not _is_worded(text):
        return False
    if find_date(text):  # who published it and when
        return False
    before = parts[at - 1] if at else None
    closed = before is None or before.kind != "paragraph" or ends_sentence(before.text)
    return closed and following.kind == "paragraph" and size(following.text) >= _SHORTEST_BODY and ends_sentence(following.text)


def _is_worded(text: str) -> bool:
    """Letters are at least half of it: "(2) 46 16 22" is a row of figures."""
    return sum(character.isalpha() for character in text) * 2 >= len(text)


def _is_item(text: str) -> bool:
    """A bullet, or a mark below 一、 that opens no named paragraph."""
    mark = mark_of(text)
    return is_bullet(text) or (mark is not None and mark.rank > ARTICLE + 1 and lead_of(text) is None)
