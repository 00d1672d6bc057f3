"""An answer against the same question asked again: what was different when it was given, and what is different in it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from index.generations import Generation
from index.types import Entry
from rag.record import Circumstances, Record
from rag.types import Answer, Citation, Sentence, Table

CircumstanceKind = Literal["generation", "settings", "writer", "model", "prompts", "software"]
DifferenceKind = Literal[
    "refused_now",
    "answered_now",
    "refusal_changed",
    "sentence_removed",
    "sentence_added",
    "order_changed",
    "quote_removed",
    "quote_added",
    "citation_moved",
    "report_changed",
    "row_removed",
    "row_added",
    "notice_removed",
    "notice_added",
]
StandingKind = Literal["stands", "moved", "gone", "report_gone"]


@dataclass(frozen=True, slots=True)
class Change:
    """A circumstance that is another one now; an empty text stands for none."""

    kind: CircumstanceKind
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that the two answers do not have in common; None where one of them has nothing in its place."""

    kind: DifferenceKind
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class QuoteStanding:
    """Where a recorded quote stands today: at its place, elsewhere in a report of that name, or nowhere. `page` is that of today."""

    citation: Citation
    kind: StandingKind
    page: int | None


@dataclass(frozen=True, slots=True)
class Replay:
    """`answer` is the one of now. The same is an answer that says the same from the same places, whatever has changed around it."""

    record: Record
    answer: Answer
    changes: tuple[Change, ...]
    differences: tuple[Difference, ...]
    quotes: tuple[QuoteStanding, ...]

    @property
    def same(self) -> bool:
        return not self.differences


def replay(record: Record, answer: Answer, circumstances: Circumstances, generation: Generation) -> Replay:
    """Compare a record with the answer that its question gets over a generation."""
    then = record.answer
    changes = _changes(_state(then, record.circumstances), _state(answer, circumstances))
    quotes = tuple(_standing(citation, generation) for citation in then.citations)
    return Replay(record, answer, tuple(changes), tuple(differences(then, answer)), quotes)


def _state(answer: Answer, circumstances: Circumstances) -> dict[CircumstanceKind, str]:
    return {
        "generation": str(answer.generation),
        "settings": answer.settings,
        "writer": answer.writer,
        "model": circumstances.model,
        "prompts": circumstances.prompts,
        "software": circumstances.software,
    }


def _changes(before: dict[CircumstanceKind, str], after: dict[CircumstanceKind, str]) -> Iterator[Change]:
    return (Change(kind, value, after[kind]) for kind, value in before.items() if value != after[kind])


def differences(then: Answer, now: Answer) -> Iterator[Difference]:
    """Everything that a reader of the two answers would see."""
    if then.refusal or now.refusal:
        yield from _refusals(then, now)
    if not (then.refusal and now.refusal):
        yield from _sentences(then, now)
    yield from _listed("row", _rows(then.table), _rows(now.table))
    yield from _listed("notice", then.notices, now.notices)


def _refusals(then: Answer, now: Answer) -> Iterator[Difference]:
    if not then.refusal:
        yield Difference("refused_now", None, now.text)
    elif not now.refusal:
        yield Difference("answered_now", then.text, None)
    elif then.refusal != now.refusal:
        yield Difference("refusal_changed", then.text, now.text)


def _sentences(then: Answer, now: Answer) -> Iterator[Difference]:
    before, after = ({sentence.text: sentence for sentence in answer.sentences} for answer in (then, now))
    yield from _listed("sentence", list(before), list(after))
    kept = [text for text in before if text in after]
    if kept != [text for text in after if text in before]:
        yield Difference("order_changed", None, None)
    for text in kept:
        yield from _citations(_cited(then, before[text]), _cited(now, after[text]))


def _citations(then: list[Citation], now: list[Citation]) -> Iterator[Difference]:
    """What a sentence rests on."""
    after = {citation.quote: citation for citation in now}
    yield from _listed("quote", [citation.quote for citation in then], list(after))
    for citation in then:
        other = after.get(citation.quote)
        if other is None:
            continue
        if (citation.report, citation.page) != (other.report, other.page):
            yield Difference("citation_moved", _place(citation), _place(other))
        elif citation.report_id != other.report_id:
            yield Difference("report_changed", _place(citation), _place(other))


def _cited(answer: Answer, sentence: Sentence) -> list[Citation]:
    return [citation for citation in answer.citations if citation.number in sentence.citations]


def _place(citation: Citation) -> str:
    return citation.report if citation.page is None else f"{citation.report} p.{citation.page}"


def _rows(table: Table | None) -> list[str]:
    """Each row as it is read."""
    return [" ".join([row.label, *(cell.text for cell in row.cells)]) for row in table.rows] if table else []


_REMOVED: dict[str, DifferenceKind] = {
    "sentence": "sentence_removed",
    "quote": "quote_removed",
    "row": "row_removed",
    "notice": "notice_removed",
}
_ADDED: dict[str, DifferenceKind] = {"sentence": "sentence_added", "quote": "quote_added", "row": "row_added", "notice": "notice_added"}


def _listed(what: str, then: Iterable[str], now: Iterable[str]) -> Iterator[Difference]:
    before, after = list(dict.fromkeys(then)), list(dict.fromkeys(now))
    yield from (Difference(_REMOVED[what], text, None) for text in before if text not in after)
    yield from (Difference(_ADDED[what], None, text) for text in after if text not in before)


def _standing(citation: Citation, generation: Generation) -> QuoteStanding:
    entry = _entry(citation, generation)
    if entry is None:
        return QuoteStanding(citation, "report_gone", None)
    if entry.report_id == citation.report_id and generation.text(entry.number, citation.start, citation.end) == citation.quote:
        return QuoteStanding(citation, "stands", citation.page)
    at = generation.text(entry.number, 0, entry.characters).find(citation.quote)
    page = generation.page_of(entry.number, at) if at >= 0 else None
    return QuoteStanding(citation, "moved" if at >= 0 else "gone", page.number if page else None)


def _entry(citation: Citation, generation: Generation) -> Entry | None:
    """The report itself, else the one that answers for it, else one that bears its name today."""
    entries = generation.entries.values()
    by_id = (entry for entry in entries if citation.report_id in (entry.report_id, *(copy.report_id for copy in entry.standing.copies)))
    by_name = (entry for entry in entries if entry.source_name == citation.report)
    return next(by_id, None) or next(by_name, None)
