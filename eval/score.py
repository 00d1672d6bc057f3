"""From outcomes to a scorecard."""

from collections.abc import Sequence

from eval.metrics import mean, percentile, recall_at, reciprocal_rank, refusal_precision, refusal_recall
from eval.types import RECALL_CUTS, Outcome, Run, Scorecard, Scores, Verdict


def scorecard(run: Run, outcomes: Sequence[Outcome]) -> Scorecard:
    types = dict.fromkeys(outcome.type for outcome in outcomes)
    return Scorecard(
        run=run,
        overall=scores(outcomes),
        answerable=scores([outcome for outcome in outcomes if outcome.answerable]),
        unanswerable=scores([outcome for outcome in outcomes if not outcome.answerable]),
        by_type={kind: scores([outcome for outcome in outcomes if outcome.type == kind]) for kind in types},
        failures=tuple(outcome for outcome in outcomes if outcome.verdict != "right"),
    )


def scores(outcomes: Sequence[Outcome]) -> Scores:
    answerable = [outcome for outcome in outcomes if outcome.answerable]
    judged = [(outcome.refused, outcome.answerable) for outcome in outcomes]
    seconds = [outcome.seconds for outcome in outcomes if outcome.verdict != "failed"]

    def count(verdict: Verdict) -> int:
        return sum(outcome.verdict == verdict for outcome in outcomes)

    return Scores(
        cases=len(outcomes),
        right=count("right"),
        wrong=count("wrong"),
        refused=count("refused"),
        safe=count("safe"),
        failed=count("failed"),
        recall={cut: mean([recall_at(outcome.hits, outcome.evidence, cut) for outcome in answerable]) for cut in RECALL_CUTS},
        reciprocal_rank=mean([reciprocal_rank(outcome.hits, outcome.evidence) for outcome in answerable]),
        answer_contained=mean([float(outcome.items_found == 1.0) for outcome in answerable]),
        items_found=mean([outcome.items_found for outcome in answerable]),
        citation_right=mean([float(outcome.citation_right) for outcome in answerable]),
        refusal_precision=refusal_precision(judged),
        refusal_recall=refusal_recall(judged),
        latency_p50=percentile(seconds, 0.5),
        latency_p95=percentile(seconds, 0.95),
    )
