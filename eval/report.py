"""A scorecard as Markdown and JSON, and the outcomes as JSONL."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from eval.types import RECALL_CUTS, Outcome, Scorecard, Scores
from index.durable import replace_file

_BAR = 10
_SHOWN = 160
_VERDICTS = ("cases", "right", "", "wrong", "refused", "safe", "failed")
_MEASURES = (
    *(f"recall@{cut}" for cut in RECALL_CUTS),
    *("reciprocal rank", "answer contained", "items found", "citation right", "p50 s", "p95 s"),
)


def save(card: Scorecard, outcomes: Sequence[Outcome], out: Path) -> None:
    """Each file appears whole or not at all; files of an earlier run in the folder are replaced."""
    out.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps(asdict(outcome), ensure_ascii=False) for outcome in outcomes]
    replace_file(out / "outcomes.jsonl", "".join(line + "\n" for line in lines).encode())
    replace_file(out / "scorecard.json", as_json(card).encode())
    replace_file(out / "scorecard.md", as_markdown(card).encode())


def as_json(card: Scorecard) -> str:
    """Of the failures only the ids: the outcomes stand in a file of their own."""
    content = asdict(card) | {"failures": [failure.id for failure in card.failures]}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def as_markdown(card: Scorecard) -> str:
    run = card.run
    parts = [
        f"# {run.set_name}",
        f"{card.overall.cases} cases (set {run.set_digest}), generation {run.generation}, settings {run.settings}, writer {run.writer}.",
        "\n".join(_table(card, _VERDICTS, _verdicts)),
        "\n".join(_table(card, _MEASURES, _measures)),
        _summary(card.overall),
        f"## Not right: {len(card.failures)}",
        *("\n".join(_failure(outcome)) for outcome in card.failures),
    ]
    return "\n\n".join(parts) + "\n"


def _table(card: Scorecard, names: Sequence[str], row: Callable[[Scores], Iterator[str]]) -> Iterator[str]:
    yield f"| type | {' | '.join(names)} |"
    yield f"| --- |{' --- |' * len(names)}"
    groups = {"all": card.overall, "answerable": card.answerable, "no answer": card.unanswerable, **card.by_type}
    for name, scores in groups.items():
        if scores.cases:
            yield f"| {name} | {' | '.join(row(scores))} |"


def _verdicts(scores: Scores) -> Iterator[str]:
    yield str(scores.cases)
    yield _percent(scores.right_share)
    filled = round((scores.right_share or 0.0) * _BAR)
    yield "█" * filled + "░" * (_BAR - filled)
    yield from (str(count) for count in (scores.wrong, scores.refused, scores.safe, scores.failed))


def _measures(scores: Scores) -> Iterator[str]:
    yield from (_percent(scores.recall[cut]) for cut in RECALL_CUTS)
    yield _decimal(scores.reciprocal_rank)
    yield from (_percent(share) for share in (scores.answer_contained, scores.items_found, scores.citation_right))
    yield from (_decimal(seconds) for seconds in (scores.latency_p50, scores.latency_p95))


def _summary(scores: Scores) -> str:
    precision, recall = _percent(scores.refusal_precision), _percent(scores.refusal_recall)
    return f"Refusals: precision {precision} (of the refusals, due ones), recall {recall} (of the due ones, refused)."


def _failure(outcome: Outcome) -> Iterator[str]:
    yield f"- **{outcome.id}** ({outcome.type}, {outcome.verdict}) {outcome.question}"
    if outcome.answerable:
        wanted = "; ".join(" / ".join(item) for item in outcome.expected)
        yield f"  - expected: {wanted}, from {', '.join(outcome.evidence)}"
    else:
        yield "  - expected: a refusal"
    if outcome.verdict == "failed":
        yield f"  - came: {outcome.error}"
        return
    answer = " ".join(outcome.answer.split())
    yield f"  - came: {answer[:_SHOWN]}{'…' if len(answer) > _SHOWN else ''}"
    cited = dict.fromkeys(citation.report for citation in outcome.citations)
    yield f"  - cited: {', '.join(cited) or 'nothing'}"


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.1%}"


def _decimal(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
