"""What a reader hands over: the parts of a document in order, before they become one text with spans."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from documents.types import BlockKind, Box, PageKind


@dataclass(frozen=True, slots=True)
class Part:
    """A heading, paragraph, list item or table as the format gives it.

    A line break inside the text of anything but a table is a line of the source that may or may not go on in the next line:
    `documents.lines` decides. `level` is the depth of a heading. `breaks` are the places in the text at which the following
    page begins, so a paragraph that starts on page `page` and runs on has one break for every further page. `boxes` are where its
    words stand, with places in this part's text.
    """

    kind: BlockKind
    text: str
    level: int = 0
    page: int | None = None
    breaks: tuple[int, ...] = ()
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of a document before its text has places; the fields are those of `documents.types.Page`."""

    width: float = 0.0
    height: float = 0.0
    rotation: int = 0
    label: str | None = None
    kind: PageKind = "text"
    recognised: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as its reader gives it. `title` is its title property; `pages` its pages in order, none for a format without pages.

    `joined` says that paragraphs are whole already, so that no lines are to be joined. `properties` are what the file says of itself
    beside its text, under the names title, author, publisher, created, modified, subject and keywords; dates are as the file writes them.
    """

    parts: tuple[Part, ...]
    title: str | None = None
    pages: tuple[Sheet, ...] = ()
    joined: bool = False
    properties: Mapping[str, str] = field(default_factory=dict)


def table_text(rows: list[list[str]]) -> str:
    """A table as Markdown pipe rows; the first row is taken for the head, cells are one line each."""
    cells = [[" ".join(cell.split()).replace("|", "\\|") for cell in row] for row in rows]
    cells = [row for row in cells if any(row)]
    if not cells:
        return ""
    width = max(len(row) for row in cells)
    head, *body = [row + [""] * (width - len(row)) for row in cells]
    return "\n".join("| " + " | ".join(row) + " |" for row in [head, ["---"] * width, *body])
