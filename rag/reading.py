"""A passage taken apart into sentences with what can be said of each without knowing the question."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from documents.tables import RULE
from documents.text import fold, sentence_spans
from index.words import tokens
from rag.kinds import CAPITALISED, DATE, FIGURE, PERSON, PLACE, REASON

# A row of a table; in characters, those up to which it is read and quoted whole.
_ROW = re.compile(r"^\|.*\|$", re.MULTILINE)
LONGEST_ROW = 300
_QUOTED = re.compile('[《「“"]')


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """`passage.read[start:end] == text`. `head` is the place of the head row for the row of a table.

    `no_answer` holds for head rows, the rules of dashes below them, and what stands in another passage.
    `signs` are features named in rag/sentence_features.py.
    """

    start: int
    end: int
    text: str
    folded: str
    squeezed: str
    words: frozenset[str]
    figures: frozenset[str]
    names: tuple[str, ...]
    head: int | None
    no_answer: bool
    signs: tuple[float, ...]


# A passage costs about 0.5 ms to take apart, a question looks at eight, and the same ones come again and again.
@lru_cache(maxsize=4_096)
def read_passage(text: str, own: int = 0) -> tuple[ReadSentence, ...]:
    """The sentences of a passage as it is read; its own text begins at `own`."""
    spans = list(_spans(text))
    texts = [text[start:end] for start, end in spans]
    heads = _heads(text, spans)
    skipped = set(heads.values())
    return tuple(
        _read(span, sentence, heads.get(place), place in skipped or span[0] < own or _says_nothing(sentence))
        for place, (span, sentence) in enumerate(zip(spans, texts, strict=True))
    )


def _says_nothing(sentence: str) -> bool:
    """A rule of dashes, or the blank head of a table."""
    return RULE.fullmatch(sentence) is not None or (sentence[0] == "|" and not any(map(str.isalnum, sentence)))


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Sentences, and the rows of tables whole where they are not too long."""
    start = 0
    for row in _ROW.finditer(text):
        if row.end() - row.start() <= LONGEST_ROW:
            yield from ((start + left, start + right) for left, right in sentence_spans(text[start : row.start()]))
            yield row.span()
            start = row.end()
    yield from ((start + left, start + right) for left, right in sentence_spans(text[start:]))


def _read(span: tuple[int, int], text: str, head: int | None, no_answer: bool) -> ReadSentence:
    folded = fold(text)
    return ReadSentence(
        *span, text, folded, re.sub(r"\s+", "", folded), frozenset(tokens(text)), frozenset(FIGURE.findall(folded)),
        tuple(name.lower() for name in CAPITALISED.findall(text)), head, no_answer, _signs(text, folded),
    )  # fmt: skip


SIGNS = ("heading", "length", "date", "reason", "places", "persons", "quoted")


def _signs(text: str, folded: str) -> tuple[float, ...]:
    return (
        float(_is_heading(text)),
        math.log(len(text)),
        float(DATE.search(folded) is not None),
        float(REASON.search(folded) is not None),
        float(len(PLACE.findall(folded))),
        float(len(PERSON.findall(folded))),
        float(_QUOTED.search(text) is not None),
    )


def _heads(text: str, spans: Sequence[tuple[int, int]]) -> dict[int, int]:
    """For each row of a table, or sentence in one, the place of the head row, which is the one above a rule of dashes."""
    heads: dict[int, int] = {}
    head = None
    for place, (start, end) in enumerate(spans):
        line = text.rfind("\n", 0, start) + 1
        if text[line] != "|":
            head = None
        elif place and RULE.fullmatch(text, start, end):
            head = place - 1 if any(map(str.isalnum, text[slice(*spans[place - 1])])) else None
        elif head is not None:
            heads[place] = head
    return heads


def _is_heading(sentence: str) -> bool:
    """A line without an end: a heading, a caption, a label."""
    return len(sentence) < 40 and sentence[-1] not in "。！？!?.；;”’」』）)"
