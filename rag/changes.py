"""Two editions side by side: each paragraph that changed, with its page."""

from dataclasses import dataclass

from documents.editions.changes import ChangeKind, Piece, changes
from index.generations import Generation
from index.types import Entry


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of one edition; `page` is 1-based, None for a format without pages."""

    text: str
    page: int | None


@dataclass(frozen=True, slots=True)
class ChangedParagraph:
    """A paragraph of the older and of the newer edition, or of one of them; `pieces` tell what changed within it."""

    kind: ChangeKind
    before: Paragraph | None
    after: Paragraph | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed from one report to another; `same` counts the paragraphs that did not."""

    before: Entry
    after: Entry
    changed: tuple[ChangedParagraph, ...]
    same: int


def changes_between(generation: Generation, before: Entry, after: Entry) -> Changes:
    left, right = (generation.text(entry.number, 0, entry.characters) for entry in (before, after))

    def paragraph(entry: Entry, text: str, span: tuple[int, int] | None) -> Paragraph | None:
        if span is None:
            return None
        page = generation.page_of(entry.number, span[0])
        return Paragraph(text[slice(*span)], page.number if page else None)

    found = list(changes(left, right))
    changed = tuple(
        ChangedParagraph(change.kind, paragraph(before, left, change.left), paragraph(after, right, change.right), change.pieces)
        for change in found
        if change.kind != "same"
    )
    return Changes(before, after, changed, len(found) - len(changed))
