"""Answers, comparisons and errors as the JSON of the contract; reports and hits have their own files.

Fields may be added, never renamed or removed.
"""

from typing import Literal

from typing_extensions import TypedDict

from rag.changes import Changes, Paragraph
from rag.styles import Style, reference
from rag.types import Answer, Cell, Citation, Sentence, Table, Usage

SECTION_JOINT = " > "


class SentenceReply(TypedDict):
    text: str
    citations: list[int]
    support: str


class CitationReply(TypedDict):
    number: int
    report_id: str
    report: str
    title: str
    page: int | None
    section: str
    quote: str
    start: int
    end: int
    recognised: bool
    reference: str


class CellReply(TypedDict):
    text: str
    citation: int
    value: float
    unit: str
    column: int
    standing: str | None


class TableRowReply(TypedDict):
    label: str
    cells: list[CellReply]


class TableReply(TypedDict):
    indicator: str
    years: list[str]
    rows: list[TableRowReply]
    columns: list[str]


class UsageReply(TypedDict):
    """What the requests to a model took; `estimated` where the server did not tell its tokens."""

    requests: int
    prompt_tokens: int
    completion_tokens: int
    cost: float | None
    estimated: bool


class AskReply(TypedDict):
    id: str
    question: str
    answer: str
    refused: bool
    reason: str | None
    sentences: list[SentenceReply]
    citations: list[CitationReply]
    notices: list[str]
    table: TableReply | None
    generation: int
    writer: str
    writer_version: str
    settings: str
    usage: UsageReply | None
    timings: dict[str, float]


class PieceReply(TypedDict):
    kind: str
    text: str


class ParagraphReply(TypedDict):
    text: str
    page: int | None


class ChangeReply(TypedDict):
    kind: str
    before: ParagraphReply | None
    after: ParagraphReply | None
    pieces: list[PieceReply]


class ChangesReply(TypedDict):
    before: str
    after: str
    changes: list[ChangeReply]
    same: int


class HealthReply(TypedDict):
    status: Literal["ok", "ready"]


class ErrorBody(TypedDict):
    code: str
    message: str
    hint: str


class ErrorReply(TypedDict):
    error: ErrorBody


def sentence_reply(sentence: Sentence) -> SentenceReply:
    return {"text": sentence.text, "citations": list(sentence.citations), "support": sentence.support}


def citation_reply(citation: Citation, style: Style = "plain") -> CitationReply:
    return {
        "number": citation.number,
        "report_id": citation.report_id,
        "report": citation.report,
        "title": citation.title,
        "page": citation.page,
        "section": SECTION_JOINT.join(citation.section),
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "recognised": citation.recognised,
        "reference": reference(citation, style),
    }


def ask_reply(answer: Answer, style: Style = "plain") -> AskReply:
    return {
        "id": answer.id,
        "question": answer.question,
        "answer": answer.text,
        "refused": answer.refused,
        "reason": answer.refusal.reason if answer.refusal else None,
        "sentences": [] if answer.refused else [sentence_reply(sentence) for sentence in answer.sentences],
        "citations": [citation_reply(citation, style) for citation in answer.citations],
        "notices": list(answer.notices),
        "table": table_reply(answer.table) if answer.table else None,
        "generation": answer.generation,
        "writer": answer.writer,
        "writer_version": answer.writer_version,
        "settings": answer.settings,
        "usage": usage_reply(answer.usage) if answer.usage else None,
        "timings": {step: round(seconds, 4) for step, seconds in answer.timings.items()},
    }


def usage_reply(usage: Usage) -> UsageReply:
    return {
        "requests": usage.requests,
        "prompt_tokens": usage.prompt_tokens,
        "completion_tokens": usage.completion_tokens,
        "cost": usage.cost,
        "estimated": usage.estimated,
    }


def table_reply(table: Table) -> TableReply:
    return {
        "indicator": table.indicator,
        "years": list(table.years),
        "rows": [
            {
                "label": row.label,
                "cells": [cell_reply(cell) for cell in row.cells],
            }
            for row in table.rows
        ],
        "columns": list(table.columns),
    }


def cell_reply(cell: Cell) -> CellReply:
    return {
        "text": cell.text,
        "citation": cell.citation,
        "value": cell.value,
        "unit": cell.unit,
        "column": cell.column,
        "standing": cell.standing,
    }


def changes_reply(found: Changes) -> ChangesReply:
    return {
        "before": found.before.report_id,
        "after": found.after.report_id,
        "changes": [
            {
                "kind": change.kind,
                "before": _paragraph_reply(change.before),
                "after": _paragraph_reply(change.after),
                "pieces": [{"kind": piece.kind, "text": piece.text} for piece in change.pieces],
            }
            for change in found.changed
        ],
        "same": found.same,
    }


def _paragraph_reply(paragraph: Paragraph | None) -> ParagraphReply | None:
    return None if paragraph is None else {"text": paragraph.text, "page": paragraph.page}


def error_reply(code: str, message: str, hint: str) -> ErrorReply:
    return {"error": {"code": code, "message": message, "hint": hint}}
