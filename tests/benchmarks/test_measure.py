"""The measuring functions, with values that can be checked by hand."""

import pytest

from benchmarks.measure import figures, hit, percentile, ratio, recall, reciprocal_rank, times, unrepeated


def test_recall_is_of_as_many_wanted_documents_as_can_stand_in_the_first_k():
    ranked = ["甲.md", "乙.md", "丙.md"]
    assert recall(ranked, {"乙.md"}, 1) == 0
    assert recall(ranked, {"乙.md"}, 2) == 1
    assert recall(ranked, {"甲.md", "丙.md"}, 1) == 1 / 1
    assert recall(ranked, {"甲.md", "丙.md"}, 2) == 1 / 2
    assert recall(ranked, {"甲.md", "丙.md", "丁.md", "戊.md"}, 20) == 2 / 4


def test_the_reciprocal_rank_counts_from_one_and_ends_at_its_depth():
    ranked = [f"{place}.md" for place in range(1, 13)]
    assert reciprocal_rank(ranked, {"1.md"}) == 1
    assert reciprocal_rank(ranked, {"4.md", "7.md"}) == 1 / 4
    assert reciprocal_rank(ranked, {"10.md"}) == 1 / 10
    assert reciprocal_rank(ranked, {"11.md"}) == 0
    assert reciprocal_rank([], {"1.md"}) == 0


def test_a_hit_is_any_wanted_document():
    assert hit(["甲.md", "乙.md"], {"乙.md", "丙.md"}, 2) == 1
    assert hit(["甲.md", "乙.md"], {"乙.md", "丙.md"}, 1) == 0


def test_documents_keep_the_place_of_their_best_passage():
    assert unrepeated(["乙.md", "甲.md", "乙.md", "丙.md"]) == ["乙.md", "甲.md", "丙.md"]


def test_a_percentile_is_a_value_that_was_measured():
    values = list(range(20, 0, -1))
    assert percentile(values, 0.95) == 19
    assert percentile(values, 1) == 20
    assert percentile([7.0], 0.95) == 7


def test_times_are_the_median_and_the_95th_percentile():
    assert times([3.0, 1.0, 2.0, 100.0]) == {"p50": 2.5, "p95": 100.0}


def test_a_ratio_over_nothing_is_no_number():
    assert ratio(6.0, 4.0) == 1.5
    assert ratio(6.0, 0.0) is None


def test_figures_are_means_over_questions():
    found = figures([(["甲.md", "乙.md"], {"甲.md"}), (["甲.md", "乙.md"], {"乙.md"}), ([], {"丙.md"})])
    expected = {"recall@1": 1 / 3, "recall@5": 2 / 3, "recall@20": 2 / 3, "mrr@10": (1 + 1 / 2 + 0) / 3, "hit@10": 2 / 3}
    assert found == pytest.approx(expected)
