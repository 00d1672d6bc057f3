"""A report is cut into passages: along its structure, near a target size, never inside a sentence."""

from collections.abc import Sequence
from itertools import takewhile

from documents.outline import Piece, pieces_of
from documents.types import Passage, Report

# In Han characters, three Latin ones counting as one: a paragraph or two, which is what a question is about and a reader checks
# at a glance. Longer passages blur the embedding, shorter ones lose the sentence that says whom or when a figure is about.
TARGET = 300
LARGEST = 480
# A section or a remainder smaller than this is no passage of its own where it may join another.
SMALL = 60


def passages(report: Report) -> tuple[Passage, ...]:
    """The passages in order; every character of the report that is not white space lies in exactly one."""
    groups: list[list[Piece]] = []
    for piece in pieces_of(report, TARGET, LARGEST):
        if groups and _joins(groups[-1], piece):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return tuple(_passage(report, group) for group in _without_remainders(groups))


def _joins(group: Sequence[Piece], piece: Piece) -> bool:
    filled = sum(member.size for member in group)
    total = filled + piece.size
    if piece.opens:
        return filled < SMALL and total <= TARGET and _siblings(group[-1], piece)
    return total <= TARGET or (filled < TARGET / 2 and total <= LARGEST)


def _siblings(left: Piece, right: Piece) -> bool:
    """Whether two sections stand side by side, or the second within the first."""
    return right.section[: len(left.section) - 1] == left.section[:-1]


def _without_remainders(groups: Sequence[list[Piece]]) -> list[list[Piece]]:
    """Joins a small last group of a section to the one before it."""
    result: list[list[Piece]] = []
    for group in groups:
        filled = sum(piece.size for piece in group)
        if result and filled < SMALL and not group[0].opens and filled + sum(piece.size for piece in result[-1]) <= LARGEST:
            result[-1].extend(group)
        else:
            result.append(list(group))
    return result


def _passage(report: Report, group: Sequence[Piece]) -> Passage:
    start, end = group[0].start, group[-1].end
    head_start, head_end = group[0].head or (0, 0)
    return Passage(
        report_id=report.id,
        start=start,
        end=end,
        text=report.text[start:end],
        pages=report.pages_of(start, end),
        section=_below_title(report, _common_path([piece.section for piece in group])),
        head=report.text[head_start:head_end],
        head_start=head_start,
    )


def _below_title(report: Report, path: tuple[str, ...]) -> tuple[str, ...]:
    """The path without the title, which every report shows anyway."""
    return path[1:] if path and path[0] == report.metadata.title else path


def _common_path(paths: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    levels = takewhile(lambda names: len(set(names)) == 1, zip(*paths, strict=False))
    return tuple(names[0] for names in levels)
