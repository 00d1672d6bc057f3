"""Answers, hits and reports as the JSON of the contract. Fields may be added, never renamed or removed."""

from collections.abc import Sequence
from typing import Literal

from typing_extensions import TypedDict

from documents.coverage import Coverage
from index.types import Entry
from rag.compared import Comparison, Paragraph
from rag.types import Answer, Citation, Hit, ReportView, Sentence, Table, Usage

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


class CellReply(TypedDict):
    text: str
    citation: int
    value: float
    unit: str


class TableRowReply(TypedDict):
    label: str
    cells: list[CellReply]


class TableReply(TypedDict):
    indicator: str
    years: list[str]
    rows: list[TableRowReply]


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


class RanksReply(TypedDict):
    keyword: int | None
    dense: int | None


class HitReply(TypedDict):
    passage_id: str
    report_id: str
    report: str
    title: str
    page: int | None
    section: str
    text: str
    head: str
    start: int
    end: int
    score: float
    ranks: RanksReply


class SearchReply(TypedDict):
    hits: list[HitReply]
    generation: int


class GapReply(TypedDict):
    reason: str
    kind: str
    pages: list[int]


class CoverageReply(TypedDict):
    """Of the pages: how many of each kind, how many gave text, how many of those were recognised, and which gave none and why."""

    kinds: dict[str, int]
    read: int
    recognised: int
    missing: list[GapReply]


class ReportReply(TypedDict):
    report_id: str
    report: str
    title: str
    language: str
    region: str | None
    issuer: str | None
    document_number: str | None
    date: str | None
    period: str | None
    edition: str | None
    characters: int
    pages: int
    passages: int
    region_code: str | None
    city: str | None
    kind: str | None
    status: str | None
    superseded_by: str | None
    corrected: list[str]
    ended: str | None
    ended_by: str | None
    copies: list[str]
    editions: list[str]
    coverage: CoverageReply | None


class ReportViewReply(ReportReply):
    generation: int


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


class ComparisonReply(TypedDict):
    before: str
    after: str
    changes: list[ChangeReply]
    same: int


class ReportsReply(TypedDict):
    reports: list[ReportReply]
    generation: int


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


def citation_reply(citation: Citation) -> CitationReply:
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
    }


def ask_reply(answer: Answer) -> AskReply:
    return {
        "id": answer.id,
        "question": answer.question,
        "answer": answer.text,
        "refused": answer.refused,
        "reason": answer.refusal.reason if answer.refusal else None,
        "sentences": [] if answer.refused else [sentence_reply(sentence) for sentence in answer.sentences],
        "citations": [citation_reply(citation) for citation in answer.citations],
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
                "cells": [{"text": c.text, "citation": c.citation, "value": c.value, "unit": c.unit} for c in row.cells],
            }
            for row in table.rows
        ],
    }


def hit_reply(hit: Hit) -> HitReply:
    passage, entry = hit.passage, hit.entry
    return {
        "passage_id": passage.id,
        "report_id": passage.report_id,
        "report": entry.source_name,
        "title": entry.metadata.title,
        "page": passage.pages[0] if passage.pages else None,
        "section": SECTION_JOINT.join(passage.section),
        "text": passage.text,
        "head": passage.head,
        "start": passage.start,
        "end": passage.end,
        "score": round(hit.score, 6),
        "ranks": {"keyword": hit.keyword_rank, "dense": hit.dense_rank},
    }


def search_reply(hits: Sequence[Hit], generation: int) -> SearchReply:
    return {"hits": [hit_reply(hit) for hit in hits], "generation": generation}


def coverage_reply(coverage: Coverage) -> CoverageReply:
    return {
        "kinds": dict(coverage.kinds),
        "read": coverage.read,
        "recognised": coverage.recognised,
        "missing": [{"reason": gap.reason, "kind": gap.kind, "pages": list(gap.pages)} for gap in coverage.gaps],
    }


def report_reply(entry: Entry) -> ReportReply:
    metadata = entry.metadata
    return {
        "report_id": entry.report_id,
        "report": entry.source_name,
        "title": metadata.title,
        "language": metadata.language,
        "region": metadata.region,
        "issuer": metadata.issuer,
        "document_number": metadata.document_number,
        "date": metadata.date,
        "period": metadata.period,
        "edition": metadata.edition,
        "characters": entry.characters,
        "pages": entry.pages,
        "passages": entry.passages,
        "region_code": metadata.region_code,
        "city": metadata.city,
        "kind": metadata.kind,
        "status": metadata.status,
        "superseded_by": metadata.superseded_by,
        "corrected": list(metadata.corrected),
        "ended": entry.standing.ended,
        "ended_by": entry.standing.by,
        "copies": [copy.source_name for copy in entry.standing.copies],
        "editions": list(entry.standing.editions),
        "coverage": coverage_reply(entry.coverage) if entry.coverage.pages else None,
    }


def report_view_reply(view: ReportView) -> ReportViewReply:
    return {**report_reply(view.entry), "generation": view.generation}


def comparison_reply(compared: Comparison) -> ComparisonReply:
    return {
        "before": compared.before.report_id,
        "after": compared.after.report_id,
        "changes": [
            {
                "kind": change.kind,
                "before": _paragraph_reply(change.before),
                "after": _paragraph_reply(change.after),
                "pieces": [{"kind": piece.kind, "text": piece.text} for piece in change.pieces],
            }
            for change in compared.changed
        ],
        "same": compared.same,
    }


def _paragraph_reply(paragraph: Paragraph | None) -> ParagraphReply | None:
    return None if paragraph is None else {"text": paragraph.text, "page": paragraph.page}


def error_reply(code: str, message: str, hint: str) -> ErrorReply:
    return {"error": {"code": code, "message": message, "hint": hint}}
