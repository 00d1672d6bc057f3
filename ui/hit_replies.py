"""What a search found as JSON."""

from collections.abc import Sequence

from typing_extensions import TypedDict

from rag.types import Hit
from ui.replies import SECTION_JOINT


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
