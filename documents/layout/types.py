"""A page as it is printed: words with their places, before they become parts. Places are in points from the top left corner."""

from dataclasses import dataclass, field

from documents.parts import Sheet


@dataclass(frozen=True, slots=True)
class Run:
    """A word, or a stretch of Han characters, on one line; `spaced` says that white space stands before it."""

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

    @property
    def text(self) -> str:
        return "".join((" " if run.spaced and at else "") + run.text for at, run in enumerate(self.runs))

    @property
    def left(self) -> float:
        return self.runs[0].left

    @property
    def right(self) -> float:
        return self.runs[-1].right

    @property
    def top(self) -> float:
        return min(run.top for run in self.runs)

    @property
    def bottom(self) -> float:
        return max(run.bottom for run in self.runs)


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
