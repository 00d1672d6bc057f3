"""A page as it is printed: words with their places, before they become parts. Places are in points from the top left corner."""

from dataclasses import dataclass, field
from typing import NamedTuple

from documents.parts import Sheet


class Run(NamedTuple):
    """A word, or a stretch of Han characters, on one line; `spaced` says that white space stands before it.

    A tuple, because a report of 200 pages has 100,000 and a frozen dataclass takes four times as long to make.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    spaced: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Runs on one line of one column, from left to right; `size` is the height of the letters in points."""

    runs: tuple[Run, ...]
    size: float
    bold: bool = False
    left: float = field(init=False, compare=False)
    top: float = field(init=False, compare=False)
    right: float = field(init=False, compare=False)
    bottom: float = field(init=False, compare=False)
    text: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        runs, give = self.runs, object.__setattr__
        give(self, "left", runs[0].left)
        give(self, "top", min([run.top for run in runs]))
        give(self, "right", runs[-1].right)
        give(self, "bottom", max([run.bottom for run in runs]))
        text = "".join([" " + run.text if run.spaced else run.text for run in runs])
        give(self, "text", text[1:] if runs[0].spaced else text)


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn line or the edge of a drawn rectangle, upright or level."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PageLayout:
    """One page: its lines in the order in which the file holds them, and the rules drawn on it.

    `hidden` counts characters that no reader of the page sees; they are in none of the lines.
    """

    number: int
    sheet: Sheet
    lines: tuple[Line, ...]
    rules: tuple[Rule, ...] = ()
    hidden: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Merge:
    """A cell that reaches over `down` rows and `across` columns from its place."""

    row: int
    column: int
    down: int = 1
    across: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table found on a page: its cells row by row, each with the lines in it; None where a cell to the left or above reaches over.

    The first `heads` rows are its head, 0 for a table without one, as on the second page of a long table. `merges` are the cells that
    reach over others. `caption` are lines right above that belong to it: "表3 ……", "单位：亿元", "(in millions)"; they lie outside
    of its edges.
    """

    rows: tuple[tuple[tuple[Line, ...] | None, ...], ...]
    left: float
    top: float
    right: float
    bottom: float
    heads: int = 1
    merges: tuple[Merge, ...] = ()
    caption: tuple[Line, ...] = ()
