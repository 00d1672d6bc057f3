"""Lines that belong to the table below them: its caption and the note on its unit."""

import re

from documents.structure import size
from documents.text import ends_sentence

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


def is_unit(line: str) -> bool:
    """A note on the unit of a table's figures: "单位：亿元", "(in millions)"."""
    return _UNIT.fullmatch(line) is not None


def is_caption(line: str) -> bool:
    """The caption of a table, "表3 主要指标", or a note on its unit."""
    return is_unit(line) or (
        _CAPTION.fullmatch(line) is not None and size(line) <= _LONGEST and not ends_sentence(line) and "。" not in line
    )
