from collections.abc import Callable

import pytest

from eval.score import scorecard, scores
from eval.types import Outcome, Run

OutcomeMaker = Callable[..., Outcome]
RUN = Run("小题", "0" * 12, 1, "abc", "extractive")


def test_shares_are_over_the_cases_that_can_tell_them(make_outcome: OutcomeMaker) -> None:
    outcomes = [
        make_outcome(hits=("甲.txt",), items_found=1.0, citation_right=True, seconds=1.0),
        make_outcome(verdict="wrong", hits=("乙.txt", "甲.txt"), items_found=0.5, seconds=3.0),
        make_outcome(verdict="refused", refused=True, seconds=2.0),
        make_outcome(verdict="failed", seconds=60.0),
        make_outcome(answerable=False, refused=True, expected=(), evidence=(), seconds=4.0),
    ]
    result = scores(outcomes)
    assert (result.cases, result.right, result.wrong, result.refused, result.safe, result.failed) == (5, 2, 1, 1, 0, 1)
    assert result.recall == {1: 0.25, 5: 0.5, 10: 0.5}
    assert result.reciprocal_rank == pytest.approx(0.375)
    assert (result.answer_contained, result.items_found, result.citation_right) == (0.25, 0.375, 0.25)
    assert (result.refusal_precision, result.refusal_recall) == (0.5, 1.0)
    assert (result.latency_p50, result.latency_p95) == (2.0, 4.0)
    assert result.right_share == 0.4


def test_no_answer_cases_leave_what_they_cannot_tell_unknown(make_outcome: OutcomeMaker) -> None:
    result = scores([make_outcome(answerable=False, verdict="wrong", expected=(), evidence=())])
    assert result.recall == {1: None, 5: None, 10: None}
    assert result.citation_right is None
    assert result.refusal_precision is None
    assert result.refusal_recall == 0.0


def test_a_scorecard_keeps_the_types_in_the_order_of_the_set(make_outcome: OutcomeMaker) -> None:
    card = scorecard(RUN, [make_outcome(type="list", verdict="wrong"), make_outcome(), make_outcome(type="list")])
    assert [(kind, result.cases) for kind, result in card.by_type.items()] == [("list", 2), ("numerical", 1)]
    assert [failure.type for failure in card.failures] == ["list"]
