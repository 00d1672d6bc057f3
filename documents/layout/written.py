"""Paragraphs to parts: their text, the boxes of its words and the places where it runs on to another page."""

from collections.abc import Sequence

from documents.layout.paragraphs import Paragraph
from documents.layout.types import Run
from documents.parts import Part
from documents.seams import seam
from documents.types import BlockKind, Box


def paragraph_part(paragraph: Paragraph, words: frozenset[str], level: int = 0) -> Part:
    """A paragraph with its lines joined, or a table without rules line under line."""
    rows = paragraph.rows
    writer = Writer(rows[0].page)
    for row, following in zip(rows, [*rows[1:], None], strict=True):
        cut, glue = 0, ""
        if following is not None:
            cut, glue = (0, "\n") if paragraph.tabular else seam(row.text, following.text, words)
        for at, cell in enumerate(row.cells):
            if at:
                writer.sign(" ")
            writer.words(cell.runs, cut if at == len(row.cells) - 1 else 0)
        writer.sign(glue)
        if following is not None:
            writer.turn(following.page)
    return writer.part("heading" if level else paragraph.kind, level)


class Writer:
    """Puts words one after the other and remembers where they stand."""

    def __init__(self, page: int) -> None:
        self._pieces: list[str] = []
        self._boxes: list[Box] = []
        self._breaks: list[int] = []
        self._first = self._page = page
        self._length = 0

    def words(self, runs: Sequence[Run], cut: int = 0) -> None:
        """The words of a line; of the last one so many characters are left out."""
        position, page = self._length, self._page
        for at, (text, left, top, right, bottom, spaced) in enumerate(runs, 1 - len(runs)):
            if spaced and position > self._length:
                self._pieces.append(" ")
                position += 1
            word = text[: len(text) - cut] if cut and at == 0 else text
            self._pieces.append(word)
            self._boxes.append(Box(position, position + len(word), page, left, top, right, bottom))
            position += len(word)
        self._length = position

    def sign(self, text: str) -> None:
        """What is not printed: it stands between the words."""
        self._pieces.append(text)
        self._length += len(text)

    def turn(self, page: int) -> None:
        """What follows stands on this page."""
        self._breaks.extend([self._length] * (page - self._page))
        self._page = page

    def part(self, kind: BlockKind, level: int = 0) -> Part:
        return Part(kind, "".join(self._pieces), level, self._first, tuple(self._breaks), tuple(self._boxes))
