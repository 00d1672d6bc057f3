"""Pages made of lines that are given by their words and their place, so that every expected value stands beside its source."""

from collections.abc import Callable, Sequence

import pytest

from documents.layout.types import Line, PageLayout, Rule, Run
from documents.parts import Sheet


def width(text: str, size: float) -> float:
    """Han characters are as wide as they are high, Latin letters half as wide."""
    return sum(size / 2 if character.isascii() else size for character in text)


def make_line(text: str, left: float, top: float, size: float = 10.0, bold: bool = False) -> Line:
    """A line of words that are parted by a space each."""
    runs = []
    for at, word in enumerate(text.split(" ")):
        right = left + width(word, size)
        runs.append(Run(word, left, top, right, top + size, spaced=at > 0))
        left = right + size / 2
    return Line(tuple(runs), size, bold)


def make_lines(texts: Sequence[str], left: float, top: float, pitch: float = 16.0, size: float = 10.0) -> list[Line]:
    return [make_line(text, left, top + pitch * at, size) for at, text in enumerate(texts)]


def make_page(number: int, lines: Sequence[Line], rules: Sequence[Rule] = ()) -> PageLayout:
    return PageLayout(number, Sheet(595, 842), tuple(lines), tuple(rules))


@pytest.fixture
def line() -> Callable[..., Line]:
    return make_line


@pytest.fixture
def lines() -> Callable[..., list[Line]]:
    return make_lines


@pytest.fixture
def page() -> Callable[..., PageLayout]:
    return make_page
