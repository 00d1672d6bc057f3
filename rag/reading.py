"""A passage taken apart into sentences with what can be said of each without knowing the question."""

import math
import re
from dataclasses import dataclass
from functools import lru_cache

from documents.text import fold, sentence_spans
from index.words import tokens
from rag.kinds import CAPITALISED, DATE, FIGURE, PERSON, PLACE, REASON

_RULE = re.compile(r"\|[\s|:-]*-[\s|:-]*\|?")
_QUOTED = re.compile('[《「“"]')


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """`passage.text[start:end] == text`. `head` is the place of the head row for the row of a table.

    `no_answer` holds for head rows and the rules of dashes below them. `signs` are features named in rag/sentence_features.py.
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
def read_passage(text: str) -> tuple[ReadSentence, ...]:
    spans = sentence_spans(text)
    texts = [text[start:end] for start, end in spans]
    heads = _heads(texts)
    skipped = set(heads.values())
    return tuple(
        _read(span, sentence, heads.get(place), place in skipped or _RULE.fullmatch(sentence) is not None)
        for place, (span, sentence) in enumerate(zip(spans, texts, strict=True))
    )


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


def _heads(texts: list[str]) -> dict[int, int]:
    """For each row of a table in a passage the place of its head row, which is the one above a rule of dashes."""
    heads: dict[int, int] = {}
    head = None
    for place, text in enumerate(texts):
        if not text.startswith("|"):
            head = None
        elif _RULE.fullmatch(text) and place:
            head = place - 1
        elif head is not None:
            heads[place] = head
    return heads


def _is_heading(sentence: str) -> bool:
    """A line without an end: a heading, a caption, a label."""
    return len(sentence) < 40 and sentence[-1] not in "。！？!?.；;”’」』）)"
