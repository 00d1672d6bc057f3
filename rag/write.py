"""The contract of a writer, and the one that needs no model: verbatim sentences in order of support."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from documents.text import squeeze
from rag.cite import Quote
from rag.find import Evidence
from rag.notices import Failure
from rag.sentences import Scored
from rag.types import Question, Support


@dataclass(frozen=True, slots=True)
class Draft:
    """A sentence that a writer offers, with the quotes that hold it, not yet numbered; `support` is None where they do not hold it."""

    text: str
    quotes: tuple[Quote, ...]
    support: Support | None


class WriterError(Exception):
    """A writer could not finish; the extractive writer takes its place. The code tells the reader, the message the administrator."""

    def __init__(self, code: Failure, message: str) -> None:
        super().__init__(message)
        self.code: Failure = code


class Writer(Protocol):
    @property
    def name(self) -> str:
        """Shown with the answer: which writer, and which model."""
        ...

    def write(self, question: Question, evidence: Evidence) -> Iterator[Draft]:
        """Checked sentences, as they become ready. Raises WriterError at any point."""
        ...


MOST_SENTENCES = 3
MOST_SENTENCES_OF_LIST = 5
# A further sentence is added while its score is within this of the best: enough to bring the second fact of a question.
WITHIN = 1.5


class ExtractiveWriter:
    """Quotes the best sentences. The same question over the same generation gives the same bytes."""

    name = "extractive"

    def write(self, question: Question, evidence: Evidence) -> Iterator[Draft]:  # noqa: ARG002  (the evidence holds what it asks)
        most = MOST_SENTENCES_OF_LIST if evidence.query.wanted == "list" else MOST_SENTENCES
        for sentence in choose(evidence.sentences, most):
            spans = [*([sentence.head] if sentence.head else []), (sentence.start, sentence.end)]
            yield Draft(sentence.text, tuple(Quote(sentence.hit, *span) for span in spans), "quoted")


def choose(sentences: tuple[Scored, ...], most: int) -> list[Scored]:
    """The best sentence and those close behind it, without saying the same thing twice."""
    chosen: list[Scored] = []
    said: set[str] = set()
    for sentence in sentences:
        if len(chosen) == most or (chosen and sentence.score < chosen[0].score - WITHIN):
            break
        words = squeeze(sentence.text)
        if not any(words in other or other in words for other in said):
            chosen.append(sentence)
            said.add(words)
    return chosen
