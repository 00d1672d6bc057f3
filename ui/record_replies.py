"""Kept answers, and what became of them, as JSON."""

from collections.abc import Sequence
from dataclasses import asdict

from typing_extensions import TypedDict

from rag.record import Record, RecordedHit
from rag.replay import Replay
from ui.hit_replies import RanksReply
from ui.replies import AskReply, ask_reply


class TurnReply(TypedDict):
    question: str
    answer: str


class RecordedHitReply(TypedDict):
    passage_id: str
    report_id: str
    report: str
    score: float
    ranks: RanksReply


class RecordReply(AskReply):
    """An answer with when and how it came about; `asked` is in UTC."""

    asked: str
    history: list[TurnReply]
    filters: dict[str, str | int]
    model: str
    prompts: str
    software: str
    hits: list[RecordedHitReply]


class ChangeReply(TypedDict):
    circumstance: str
    before: str
    after: str


class DifferenceReply(TypedDict):
    kind: str
    before: str | None
    after: str | None


class QuoteStandingReply(TypedDict):
    """`page` is where the quote stands now."""

    number: int
    standing: str
    report: str
    page: int | None
    quote: str


class ReplayReply(TypedDict):
    """`answer` is the one that the question gets now."""

    id: str
    same: bool
    asked: str
    changes: list[ChangeReply]
    differences: list[DifferenceReply]
    quotes: list[QuoteStandingReply]
    answer: AskReply


def record_reply(record: Record) -> RecordReply:
    question = record.question
    return {
        **ask_reply(record.answer),
        "asked": record.asked,
        "history": [{"question": turn.question, "answer": turn.answer} for turn in question.history],
        "filters": {name: value for name, value in asdict(question.filters).items() if value is not None},
        "model": record.circumstances.model,
        "prompts": record.circumstances.prompts,
        "software": record.circumstances.software,
        "hits": _hits(record.hits),
    }


def _hits(hits: Sequence[RecordedHit]) -> list[RecordedHitReply]:
    return [
        {
            "passage_id": hit.passage_id,
            "report_id": hit.report_id,
            "report": hit.report,
            "score": round(hit.score, 6),
            "ranks": {"keyword": hit.keyword_rank, "dense": hit.dense_rank},
        }
        for hit in hits
    ]


def replay_reply(replayed: Replay) -> ReplayReply:
    return {
        "id": replayed.record.answer.id,
        "same": replayed.same,
        "asked": replayed.record.asked,
        "changes": [{"circumstance": change.kind, "before": change.before, "after": change.after} for change in replayed.changes],
        "differences": [{"kind": one.kind, "before": one.before, "after": one.after} for one in replayed.differences],
        "quotes": [
            {
                "number": quote.citation.number,
                "standing": quote.kind,
                "report": quote.citation.report,
                "page": quote.page,
                "quote": quote.citation.quote,
            }
            for quote in replayed.quotes
        ],
        "answer": ask_reply(replayed.answer),
    }
