"""Lines that belong to the table below them: its caption and the note on its unit."""

import re
from collections.abc import Sequence

from documents.structure import size
from documents.text import ends_sentence
from documents.types import Block

_UNIT = re.compile(
    r"[(（]?\s*(?:计量)?单位\s*[:：].{1,40}"
    r"|[(（]?(?:\w+ ){0,3}(?:[$€£]|dollars|amounts|shares|figures|USD|RMB)?(?: and (?:shares|\w+))?,? ?(?:are )?"
    r"in (?:thousands|millions|billions|trillions)\b.{0,80}"
    r"|[(（].{0,60}\bin (?:thousands|millions|billions)\b.{0,80}[)）]"
    r"|[(（](?:unaudited|未经审计)[)）]",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"(?:续表|附表|图表|表|专栏)\s*(?:\d|[一二三四五六七八九十]).{0,80}"
    r"|(?:Table|Exhibit)\s+[A-Z]?\d.{0,160}"
    r"|[(（]?(?:续表|continued)[)）]?.{0,40}",
    re.IGNORECASE | re.DOTALL,
)
# In Han characters: longer lines are sentences about a table.
_LONGEST = 60


def leads_to_tables(blocks: Sequence[Block], text: str) -> frozenset[int]:
    """The places of the blocks that belong to the table below them: captions, and a title or a line with a colon above these."""
    leading: set[int] = set()
    for at, block in enumerate(blocks):
        if block.kind != "table":
            continue
        above = at - 1
        while above >= 0 and blocks[above].kind == "paragraph" and is_caption(text[blocks[above].start : blocks[above].end]):
            leading.add(above)
            above -= 1
        if above >= 0 and blocks[above].kind == "paragraph" and _is_title(text[blocks[above].start : blocks[above].end]):
            leading.add(above)
    return frozenset(leading)


def captions_above(text: str, start: int) -> list[tuple[int, int]]:
    """The spans of the lines right above a table that belong to it, in order: its caption, else a title, and the note on its unit."""
    spans: list[tuple[int, int]] = []
    titled = False
    while not titled and (span := _paragraph_above(text, start)):
        line = text[slice(*span)]
        if not is_caption(line) and not _is_title(line):
            break
        spans.insert(0, span)
        titled = not is_unit(line)
        start = span[0]
    return spans


def _paragraph_above(text: str, start: int) -> tuple[int, int] | None:
    """The paragraph or line that ends above a position; None for one of a table."""
    end = len(text[:start].rstrip())
    begin = text.rfind("\n", 0, end) + 1
    return (begin, end) if end and text[begin] != "|" else None


def _is_title(line: str) -> bool:
    named = any(map(str.isalpha, line)) and size(line) <= _LONGEST
    return named and not ends_sentence(line) and not line.endswith(tuple("，,、；;"))


def is_unit(line: str) -> bool:
    """A note on the unit of a table's figures: "单位：亿元", "(in millions)"."""
    return _UNIT.fullmatch(line) is not None


def is_caption(line: str) -> bool:
    """The caption of a table, "表3 主要指标", or a note on its unit."""
    return is_unit(line) or (
        _CAPTION.fullmatch(line) is not None and size(line) <= _LONGEST and not ends_sentence(line) and "。" not in line
    )
