"""What is kept of a report to find its relatives without reading it again."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from documents.editions.repeals import Reference, repealed_in
from documents.editions.shingles import signature
from documents.text import fold

# Figures that say something: with two digits at least, a decimal point or a percent sign. Single digits are as often list marks.
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*\s*%?")


@dataclass(frozen=True, slots=True)
class Trace:
    """`signature` is that of documents.editions.shingles, `figures` counts the figures of the text, `repeals` what it ends."""

    signature: bytes
    figures: Mapping[str, int]
    repeals: tuple[Reference, ...] = ()


def trace_of(text: str) -> Trace:
    return Trace(signature(text), figures_of(text), repealed_in(text))


def figures_of(text: str) -> Counter[str]:
    """How often each figure stands in a text, without separators of thousands."""
    found = (match.group().replace(",", "").replace(" ", "") for match in _FIGURE.finditer(fold(text)))
    return Counter(figure for figure in found if len(figure) > 1)


def one_sided(left: Mapping[str, int], right: Mapping[str, int]) -> bool:
    """Whether one of two texts holds all figures of the other.

    Two files of one text differ by what one of them drops or adds, a page number, an annex. A corrected figure is missing on one
    side and its correction on the other.
    """
    return not (Counter(left) - Counter(right)) or not (Counter(right) - Counter(left))
