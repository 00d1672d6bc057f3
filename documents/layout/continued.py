"""Tables that run on over pages are put together again."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from documents.parts import Part
from documents.types import Box

# What stands over the second half of a table. What is printed over each half again is left out too.
_CONTINUED = re.compile(
    r".{0,80}(?:[（(]\s*续\s*(?:表|上表|前表)?\s*[)）]|续表|[（(]continued[)）]|,? continued).{0,40}", re.IGNORECASE | re.DOTALL
)
_MOST_BETWEEN = 3


def joined_tables(parts: Sequence[Part]) -> list[Part]:
    """The parts of a document; a table that goes on at the top of the next page, with its head again or without one, becomes one part.

    The page breaks inside stand in `breaks`.
    """
    result: list[Part] = []
    for part in parts:
        at = _begun(result, part) if part.kind == "table" else None
        if at is None:
            result.append(part)
        else:
            result[at:] = [_joined(result[at], part)]
    return result


def _begun(before: Sequence[Part], part: Part) -> int | None:
    """The place of the table that this part goes on with."""
    for at in range(len(before) - 1, max(-1, len(before) - 2 - _MOST_BETWEEN), -1):
        if before[at].kind == "table":
            between = before[at + 1 :]
            said = {_bare(earlier.text) for earlier in before[max(0, at - _MOST_BETWEEN) : at]}
            heard = all(_CONTINUED.fullmatch(line.text) or _bare(line.text) in said for line in between)
            return at if heard and _goes_on(before[at], part) else None
    return None


def _goes_on(table: Part, part: Part) -> bool:
    if table.page is None or part.page != table.page + len(table.breaks) + 1:
        return False
    head, following = table.text.split("\n", 1)[0], part.text.split("\n", 1)[0]
    return _width(head) == _width(following) and (_bare(head) == _bare(following) or not _bare(following).strip("|"))


def _joined(table: Part, part: Part) -> Part:
    """One part of both; the head of the second is left out with its rule."""
    skipped = part.text.find("\n", part.text.find("\n") + 1) + 1
    if not skipped:
        return table
    start = len(table.text) + 1
    moved = tuple(_moved(part, start - skipped, skipped))
    breaks = (*table.breaks, start, *(start + place - skipped for place in part.breaks))
    return replace(table, text=f"{table.text}\n{part.text[skipped:]}", breaks=breaks, boxes=(*table.boxes, *moved))


def _moved(part: Part, by: int, first: int) -> Iterator[Box]:
    return (replace(box, start=box.start + by, end=box.end + by) for box in part.boxes if box.start >= first)


def _width(row: str) -> int:
    return len(re.findall(r"(?<!\\)\|", row))


def _bare(text: str) -> str:
    return "".join(text.split())
