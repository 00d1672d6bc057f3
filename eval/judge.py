"""Whether an answer is what its case wants."""

from dataclasses import replace

from eval.cases import Case
from eval.metrics import items_found, reports_cited
from eval.types import Cited, Outcome, Verdict
from rag.types import Answer

# Only the beginning of an answer is read, so that answering with everything does not pay.
_READ = 300
_READ_LONG = 1000
_LONG_TYPES = {"list", "comparison", "whole-collection"}


def outcome_of(case: Case, answer: Answer, seconds: float) -> Outcome:
    citations = tuple(Cited(citation.report, citation.quote) for citation in answer.citations)
    text = "" if answer.refused else "\n".join(sentence.text for sentence in answer.sentences)
    found = items_found(case.items, text, _READ_LONG if case.type in _LONG_TYPES else _READ) if case.answerable else 0.0
    cited = not answer.refused and _rightly_cited(case, citations)
    return replace(
        _unanswered(case, seconds),
        verdict=_verdict(case, answer.refused, found, cited),
        answer=answer.text if answer.refusal else text,
        refused=answer.refused,
        reason=answer.refusal.reason if answer.refusal else None,
        citations=citations,
        hits=tuple(hit.entry.source_name for hit in answer.hits),
        items_found=found,
        citation_right=cited,
    )


def outcome_of_failure(case: Case, error: Exception, seconds: float) -> Outcome:
    return replace(_unanswered(case, seconds), error=f"{type(error).__name__}: {error}")


def _unanswered(case: Case, seconds: float) -> Outcome:
    return Outcome(
        id=case.id,
        type=case.type,
        lang=case.lang,
        question=case.question,
        answerable=case.answerable,
        verdict="failed",
        expected=case.items,
        evidence=tuple(dict.fromkeys(piece.report for piece in case.evidence)),
        seconds=seconds,
    )


def _verdict(case: Case, refused: bool, found: float, cited: bool) -> Verdict:
    if not case.answerable:
        return "right" if refused else "wrong"
    if refused:
        return "safe" if case.type == "false-premise" else "refused"
    return "right" if found == 1.0 and cited else "wrong"


def _rightly_cited(case: Case, citations: tuple[Cited, ...]) -> bool:
    """One right citation is enough, except that a comparison needs one in each report."""
    evidence = {(piece.report, piece.quote) for piece in case.evidence}
    cited = reports_cited(((citation.report, citation.quote) for citation in citations), evidence)
    wanted = {report for report, _ in evidence}
    return cited == wanted if case.type == "comparison" else bool(cited)
