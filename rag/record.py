"""What is kept of an answer, so that it can be shown, exported and asked again later."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache

from pydantic import TypeAdapter

from rag.types import Answer, Hit, Question


@dataclass(frozen=True, slots=True)
class RecordedHit:
    """A found passage by its id, which is made of its report's content and its span; the text stays in the report."""

    passage_id: str
    report_id: str
    report: str
    score: float
    keyword_rank: int | None
    dense_rank: int | None


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What an answer was made with beside the collection and the settings that it names itself.

    `model` is the configured chat model and `prompts` the version of its prompts, both empty without one; `software` is ours.
    """

    model: str = ""
    prompts: str = ""
    software: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """A question with what was really answered. `asked` is ISO 8601 in UTC; the hits of the answer are `hits`, best first."""

    asked: str
    question: Question
    answer: Answer
    hits: tuple[RecordedHit, ...]
    circumstances: Circumstances = Circumstances()


def record_of(question: Question, answer: Answer, circumstances: Circumstances) -> Record:
    """The record of an answer given just now."""
    asked = datetime.now(UTC).isoformat(timespec="seconds")
    return Record(asked, question, replace(answer, hits=()), _hits(answer.hits), circumstances)


def _hits(hits: Sequence[Hit]) -> tuple[RecordedHit, ...]:
    return tuple(
        RecordedHit(hit.passage.id, hit.passage.report_id, hit.entry.source_name, hit.score, hit.keyword_rank, hit.dense_rank)
        for hit in hits
    )


def as_json(record: Record) -> bytes:
    return json.dumps(asdict(record), ensure_ascii=False).encode()


@lru_cache(maxsize=1)
def _shape() -> TypeAdapter[Record]:
    """Made when the first record is read: that takes a fifth of a second."""
    return TypeAdapter(Record)


def from_json(content: bytes) -> Record:
    """Raises ValueError for what is no record, also one of a version that kept something else."""
    return _shape().validate_json(content)
