"""Lists without marks: as many sentences of one pattern as the sentence that leads into them says there are.

“五向图强”聚势谋远。 leads into 向种图强，……。向海图强，……。 up to the fifth, 七大攻坚战 into seven sentences that begin with 聚焦.
"""

import re
from collections.abc import Sequence
from itertools import takewhile

from documents.numerals import CHINESE_NUMERAL, integer_of

# Two sentences begin alike by chance, three right behind a three hardly ever.
_COUNT = re.compile(rf"(?<![\d.第{CHINESE_NUMERAL}])(?P<count>[三四五六七八九十]|十[一二]|\d{{1,2}})(?=[向大个项条方种类])")
_FEWEST = 3
_SENTENCE = re.compile(r"[^。！？!?\s][^。！？!?]*[。！？!?]?")
_OPENING = re.compile(r"\s*([^，,：:；;、。]{3,10})[，,：:]")
# The list begins with the next sentence or the one after it: 成立专班、整体推进。 may stand between.
_BEGINS = 2


def parallel_after(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The sentences that `text[start:end]` leads into, of the same paragraph; none where their number is another than it names."""
    counts = {integer_of(match["count"]) for match in _COUNT.finditer(text, start, end)}
    if not counts:
        return ()
    line = text.find("\n", end)
    spans = [match.span() for match in _SENTENCE.finditer(text, end, line if line >= 0 else len(text))]
    patterns = [_patterns(text[left:right]) for left, right in spans]
    for at in range(min(_BEGINS, len(spans))):
        for pattern in sorted(patterns[at] - patterns[at - 1] if at else patterns[at]):
            run = _run(pattern, patterns[at:])
            if run >= _FEWEST and run in counts:
                return tuple(spans[at : at + run])
    return ()


def _run(pattern: str, patterns: Sequence[frozenset[str]]) -> int:
    """How many sentences in a row have the pattern."""
    return len(list(takewhile(lambda own: pattern in own, patterns)))


def _patterns(sentence: str) -> frozenset[str]:
    """How a sentence begins, and how its first clause begins and ends: of 向海图强，…… 向海 and 向…图强."""
    opening = _OPENING.match(sentence)
    return frozenset({opening[1][:2], f"{opening[1][0]}…{opening[1][-2:]}"}) if opening else frozenset()
