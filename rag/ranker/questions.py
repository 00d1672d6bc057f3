"""Questions whose answers are spans of known passages, and the folds that keep them apart from training."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from documents.text import squeeze
from index.model.pairs import fold_of, read_rows

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
    """Questions over passages of one language; a passage that several sources share stands once.

    `seen` says that the bundled encoder was trained on questions of the set, so that each fold needs an encoder of its own.
    """

    name: str
    passages: tuple[str, ...]
    questions: tuple[SpanQuestion, ...]
    seen: bool


def read_spans(path: Path) -> list[SpanSet]:
    """The sets of spans.jsonl.gz by language: {"question", "passage", "answers", "lang"} a line."""
    rows = list(read_rows(path))
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
    return SpanSet(language, tuple(numbers), tuple(questions), seen=True)


def read_development_set(folder: Path) -> SpanSet:
    """The answerable questions of a set with corpus, queries and qrels; its folds part articles and not only questions."""
    documents = {row["id"]: row for row in read_rows(folder / "corpus.jsonl.gz")}
    numbers = {document: number for number, document in enumerate(documents)}
    wanted: dict[str, set[str]] = {}
    for line in (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines():
        query, document, *_ = line.split("\t")
        if document in documents:
            wanted.setdefault(query, set()).add(document)
    rows = (row for row in read_rows(folder / "queries.jsonl.gz") if row["id"] in wanted and row["answers"])
    questions = tuple(_asked(row, wanted[row["id"]], documents, numbers) for row in rows)
    texts = (f"{row['title']}\n\n{row['text']}" if row.get("title") else row["text"] for row in documents.values())
    return SpanSet(folder.name, tuple(texts), questions, seen=False)


def _asked(row: dict[str, Any], wanted: set[str], documents: dict[str, dict[str, Any]], numbers: dict[str, int]) -> SpanQuestion:
    answers = {plain(answer) for answer in row["answers"]} - {""}
    fold = fold_of(_article(documents[min(wanted)]), FOLDS)
    return SpanQuestion(row["text"], fold, frozenset(numbers[document] for document in wanted), tuple(sorted(answers)))


def _article(document: dict[str, Any]) -> str:
    """Paragraphs of one article have one title."""
    return str(document.get("title") or document["text"])


def _answers(row: dict[str, object]) -> Iterator[object]:
    answers = row["answers"]
    yield from answers if isinstance(answers, list) else [answers]


def plain(text: str) -> str:
    """A text without white space and Markdown marks, for looking an answer up in it."""
    return re.sub(r"[\\*_#>`|]+", "", squeeze(text))
