"""Questions whose answers are spans of known passages, and the folds that keep them apart from the encoder's training."""

import gzip
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from documents.text import squeeze
from index.model.pairs import fold_of

FOLDS = 2


@dataclass(frozen=True, slots=True)
class SpanQuestion:
    """`passages` are the numbers of those that hold an answer; answers are squeezed."""

    text: str
    fold: int
    passages: frozenset[int]
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SpanSet:
    """Questions over passages of one language; a passage that several sources share stands once."""

    language: str
    passages: tuple[str, ...]
    questions: tuple[SpanQuestion, ...]


def read_spans(path: Path) -> list[SpanSet]:
    """The sets of spans.jsonl.gz by language: {"question", "passage", "answers", "lang"} a line."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [_set(language, [row for row in rows if row["lang"] == language]) for language in sorted({row["lang"] for row in rows})]


def _set(language: str, rows: Sequence[dict[str, object]]) -> SpanSet:
    numbers: dict[str, int] = {}
    asked: dict[str, tuple[set[int], set[str]]] = {}
    for row in rows:
        number = numbers.setdefault(str(row["passage"]), len(numbers))
        passages, answers = asked.setdefault(str(row["question"]), (set(), set()))
        passages.add(number)
        answers.update(plain(str(answer)) for answer in _answers(row))
    questions = (
        SpanQuestion(text, fold_of(text, FOLDS), frozenset(passages), tuple(sorted(answers - {""})))
        for text, (passages, answers) in asked.items()
    )
    return SpanSet(language, tuple(numbers), tuple(questions))


def _answers(row: dict[str, object]) -> Iterator[object]:
    answers = row["answers"]
    yield from answers if isinstance(answers, list) else [answers]


def plain(text: str) -> str:
    """A text without white space and Markdown marks, for looking an answer up in it."""
    return re.sub(r"[\\*_#>`|]+", "", squeeze(text))
