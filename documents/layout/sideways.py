"""Lines that are written from below to above or from above to below: they stand beside the text and are read after it."""

import re
from collections import Counter
from collections.abc import Sequence

from documents.layout.types import Line, PageLayout

# Such a line is so much higher than wide, and has so many characters.
_HIGHER, _SHORTEST = 2.0, 3
# On so many pages it is a running head.
_RUNNING = 3


def is_sideways(line: Line) -> bool:
    return line.bottom - line.top > _HIGHER * (line.right - line.left) and len(line.text) >= _SHORTEST


def sideways_lines(pages: Sequence[PageLayout]) -> dict[int, list[Line]]:
    """The sideways lines of every page, by its number, without those that are repeated from page to page."""
    found = {page.number: [line for line in page.lines if is_sideways(line)] for page in pages}
    repeated = Counter(_mask(line) for lines in found.values() for line in lines)
    return {number: [line for line in lines if repeated[_mask(line)] < _RUNNING] for number, lines in found.items()}


def _mask(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text)
