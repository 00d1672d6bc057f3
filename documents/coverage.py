"""How much of a report's pages was read, and why the rest was not."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from documents.types import Page, PageKind

GapReason = Literal["not_recognised", "picture", "nothing_recognised", "empty", "running_lines"]
"""not_recognised: a picture of text that was not read; picture: a large one beside text that was not looked at; nothing_recognised:
recognition found no text on it; empty: there is nothing on it; running_lines: only a running head or its number."""

# Pages of these kinds say what they say only in their picture; a mixed page says some of it there.
PICTURES_OF_TEXT: frozenset[PageKind] = frozenset({"scanned", "garbled", "outlines"})
RECOGNISABLE = PICTURES_OF_TEXT | {"mixed"}


@dataclass(frozen=True, slots=True)
class Gap:
    """Pages of one kind that gave no text, or not theirs, for one reason."""

    reason: GapReason
    kind: PageKind
    pages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The pages of a report in numbers: `kinds` counts them by what they are, `read` those that gave text, `recognised` those among
    them whose text was read from their picture."""

    pages: int = 0
    kinds: tuple[tuple[PageKind, int], ...] = ()
    read: int = 0
    recognised: int = 0
    gaps: tuple[Gap, ...] = ()

    @property
    def unread(self) -> tuple[Gap, ...]:
        """What recognition would add."""
        return tuple(gap for gap in self.gaps if gap.reason in {"not_recognised", "picture"})


def coverage_of(pages: Sequence[Page]) -> Coverage:
    """The coverage of a report with these pages; all zeros for a format without pages."""
    with_text = [page for page in pages if page.start < page.end]
    missing = sorted((reason, page.kind, page.number) for page in pages if (reason := _reason(page)))
    gaps = groupby(missing, key=lambda one: one[:2])
    return Coverage(
        pages=len(pages),
        kinds=tuple(sorted(Counter(page.kind for page in pages).items())),
        read=len(with_text),
        recognised=sum(page.recognised for page in with_text),
        gaps=tuple(Gap(reason, kind, tuple(number for *_, number in group)) for (reason, kind), group in gaps),
    )


def _reason(page: Page) -> GapReason | None:
    if page.kind in RECOGNISABLE and not page.recognised:
        return "not_recognised" if page.kind in PICTURES_OF_TEXT else "picture"
    if page.start < page.end:
        return None
    if page.recognised:
        return "nothing_recognised"
    return "empty" if page.kind == "empty" else "running_lines"
