"""Pages made in the test: words at their places, letters 10 points high, a Han character 10 points wide and any other 5."""

from collections.abc import Callable
from itertools import groupby, pairwise

import pytest

from documents.layout.types import Grid, Line, PageLayout, Rule, Run
from documents.parts import Sheet
from documents.text import is_han

SIZE = 10.0


def _width(text: str) -> float:
    return sum(10.0 if ord(character) > 0x2E7F else 5.0 for character in text)


def line(left: float, top: float, text: str, size: float = SIZE) -> Line:
    """The words of a text from `left` on; one that begins with ">" ends there instead."""
    if text.startswith(">"):
        text = text[1:]
        left -= _width(text)
    runs = []
    for number, word in enumerate(text.split(" ")):
        left += 5.0 if number else 0.0
        for at, (_, characters) in enumerate(groupby(word, key=is_han)):
            piece = "".join(characters)
            runs.append(Run(piece, left, top, left + _width(piece), top + size, spaced=number > 0 and at == 0))
            left += _width(piece)
    return Line(tuple(runs), size)


@pytest.fixture
def page() -> Callable[..., PageLayout]:
    def build(*rows: tuple[float, dict[float, str]], rules: tuple[Rule, ...] = ()) -> PageLayout:
        """Rows as (top, {left: text})."""
        lines = tuple(line(left, top, text) for top, row in rows for left, text in row.items())
        return PageLayout(1, Sheet(595, 842), lines, rules)

    return build


@pytest.fixture
def lattice() -> Callable[..., tuple[Rule, ...]]:
    def build(across: list[float], down: list[float], without: tuple[Rule, ...] = ()) -> tuple[Rule, ...]:
        """The borders of every cell one by one, as word processors draw them, but for those in `without`."""
        level = [Rule(left, y, right, y + 0.5) for y in down for left, right in pairwise(across)]
        upright = [Rule(x, top, x + 0.5, bottom) for x in across for top, bottom in pairwise(down)]
        gone = {(rule.left, rule.top, rule.right, rule.bottom) for rule in without}
        return tuple(
            rule
            for rule in (*level, *upright)
            if not any(rule.left >= g[0] and rule.top >= g[1] and rule.right <= g[2] and rule.bottom <= g[3] for g in gone)
        )

    return build


@pytest.fixture
def texts() -> Callable[[Grid], list[list[str | None]]]:
    def build(grid: Grid) -> list[list[str | None]]:
        """The cells as text, lines parted by " / "; None where another cell reaches over."""
        return [[None if cell is None else " / ".join(part.text for part in cell) for cell in row] for row in grid.rows]

    return build
