"""Reports of the collection as JSON."""

from typing_extensions import TypedDict

from documents.coverage import Coverage
from index.types import Entry
from rag.types import ReportView


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


class ReportsReply(TypedDict):
    reports: list[ReportReply]
    generation: int


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
