"""The contract of a writer, and the one that needs no model: verbatim sentences and told rows of tables in order of support."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice
from typing import Protocol

from documents.text import squeeze
from rag.budget import Meter
from rag.bylines import bylines
from rag.cite import Quote
from rag.find import Evidence
from rag.lists import naming, whole_list
from rag.notices import Failure
from rag.rows import told_row
from rag.sentences import Scored
from rag.types import Question, Support, Usage


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

    @property
    def version(self) -> str:
        """Another one where the same evidence may be told in other words: for a model, the digest of its prompts."""
        ...

    def complete(self, question: Question, meter: Meter) -> str | None:
        """A follow-up question made whole from the turns before, where rules could not; None where it stays as it was said."""
        ...

    def write(self, question: Question, evidence: Evidence, meter: Meter) -> Iterator[Draft]:
        """Checked sentences, as they become ready. Raises WriterError at any point."""
        ...

    def usage(self, meter: Meter) -> Usage | None:
        """What was used for an answer; None where no model was asked."""
        ...


MOST_SENTENCES = 3
MOST_SENTENCES_OF_LIST = 5
MOST_NAMING = 1  # a sentence that names all of what is asked for needs no other
# A further sentence is added while the ones before leave it this likely that the answer stands elsewhere: a sure answer is one
# sentence, an unsure one brings the second and third that it may stand in.
ENOUGH = 0.97
# A sentence this unlikely only makes the answer longer.
LEAST = 0.01
NEAR = 0.1  # of the best sentence's probability, for the items of a list
# Of further items below this none of 12 held an accepted answer, of those up to twice as likely 9 of 76 (cmrc2018).
LEAST_OF_LIST = 0.05


class ExtractiveWriter:
    """Quotes the best sentences. The same question over the same generation gives the same bytes."""

    name = "extractive"
    version = "1"

    def complete(self, question: Question, meter: Meter) -> None:
        """Rules alone."""

    def usage(self, meter: Meter) -> None:
        """Nothing."""

    def write(self, question: Question, evidence: Evidence, meter: Meter | None = None) -> Iterator[Draft]:  # noqa: ARG002
        listed = whole_list(evidence) if evidence.query.asks_list and not naming(evidence) else []
        yield from (Draft(quote.text, (quote,), "quoted") for quote in listed)
        for sentence in [] if listed else _chosen(evidence):
            yield _draft(sentence, question.text)


def _draft(sentence: Scored, question: str) -> Draft:
    """The sentence word for word; the row of a table with what stands over its cells."""
    row = told_row(sentence, question)
    if row is not None:
        return Draft(row.text, row.quotes, "supported")
    spans = [*([sentence.head] if sentence.head else []), (sentence.start, sentence.end)]
    return Draft(sentence.text, tuple(Quote(sentence.hit, *span) for span in spans), "quoted")


def _chosen(evidence: Evidence) -> list[Scored]:
    given = bylines(evidence)
    if given or not evidence.query.asks_list:
        return given[:MOST_SENTENCES] or choose(evidence.sentences)
    return list(islice(_different(naming(evidence)), MOST_NAMING)) or choose_items(evidence.sentences)


def choose(sentences: Sequence[Scored]) -> list[Scored]:
    """The best sentence and those that the answer may as well stand in."""
    covered = list(accumulate((sentence.score for sentence in sentences), initial=0.0))
    likely = [s for s, before in zip(sentences, covered, strict=False) if before < ENOUGH and (before == 0.0 or s.score >= LEAST)]
    return list(islice(_different(likely), MOST_SENTENCES))


def choose_items(sentences: Sequence[Scored]) -> list[Scored]:
    """For a list, of which each sentence may hold an item: the best, and all that are not far behind it and not unlikely."""
    least = max(LEAST_OF_LIST, NEAR * sentences[0].score) if sentences else 0.0
    near = [sentence for sentence in sentences[1:] if sentence.score >= least]
    return list(islice(_different([*sentences[:1], *near]), MOST_SENTENCES_OF_LIST))


def _different(sentences: Iterable[Scored]) -> Iterator[Scored]:
    """Without saying the same thing twice."""
    said: set[str] = set()
    for sentence in sentences:
        words = squeeze(sentence.text)
        if not any(words in other or other in words for other in said):
            said.add(words)
            yield sentence
