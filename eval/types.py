"""What flows through an evaluation: one Outcome a case, one Scorecard a run."""

from dataclasses import dataclass, field
from typing import Literal

Verdict = Literal["right", "wrong", "refused", "safe", "failed"]
"""right: as the set wants it; wrong: another answer, or an answer where there is none; refused: no answer where there is one;
safe: a refusal that does not fall for a false premise; failed: no answer came because of an error."""

RECALL_CUTS = (1, 5, 10)


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation as far as it is judged."""

    report: str
    quote: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one case. Outcomes of two runs are paired by `id`; `seconds` differ from run to run, the rest only with the answer.

    `expected` are the required items, each as its accepted strings; `evidence` the reports that hold them. `hits` are the reports of
    the passages found, best first. `items_found` is the share of required items in the answer.
    """

    id: str
    type: str
    lang: str
    question: str
    answerable: bool
    verdict: Verdict
    expected: tuple[tuple[str, ...], ...]
    evidence: tuple[str, ...]
    answer: str = ""
    refused: bool = False
    reason: str | None = None
    citations: tuple[Cited, ...] = ()
    hits: tuple[str, ...] = ()
    items_found: float = 0.0
    citation_right: bool = False
    seconds: float = 0.0
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Scores:
    """Counts and shares over some cases; a share is None where no case can tell it.

    `recall` (by cut), `reciprocal_rank`, `answer_contained`, `items_found` and `citation_right` are means over the answerable cases,
    all of which have evidence. `refusal_precision` is the share of refusals that were due, `refusal_recall` the share of
    due refusals that came. Latencies are seconds over the cases that did not fail.
    """

    cases: int
    right: int
    wrong: int
    refused: int
    safe: int
    failed: int
    recall: dict[int, float | None]
    reciprocal_rank: float | None
    answer_contained: float | None
    items_found: float | None
    citation_right: float | None
    refusal_precision: float | None
    refusal_recall: float | None
    latency_p50: float | None
    latency_p95: float | None

    @property
    def right_share(self) -> float | None:
        return self.right / self.cases if self.cases else None


@dataclass(frozen=True, slots=True)
class Run:
    """What was evaluated: enough to know whether two scorecards may be compared."""

    set_name: str
    set_digest: str
    generation: int
    settings: str
    writer: str


@dataclass(frozen=True, slots=True)
class Scorecard:
    run: Run
    overall: Scores
    answerable: Scores
    unanswerable: Scores
    by_type: dict[str, Scores]
    failures: tuple[Outcome, ...] = field(repr=False)
