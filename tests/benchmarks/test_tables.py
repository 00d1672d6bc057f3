"""The rows of the result tables, from runs as they stand in search.json."""

import pytest

from benchmarks.tables import against_stock, markdown, rows

QUALITY = {"recall@1": 0.5, "recall@20": 1.0, "mrr@10": 0.6, "hit@10": 1.0, "answer_sentence": None, "questions": 4}


def run(pipeline, recall, milliseconds):
    group = {**QUALITY, "recall@5": recall, "p50": milliseconds, "p95": milliseconds}
    return {"set": "政策", "pipeline": pipeline, "index_seconds": 1.0, "peak_mb": 100.0, "groups": {"政策": group}}


RUNS = [run("c", 0.75, 2.0), run("a", 0.5, 1.0), run("d", 0.5, 30.0)]


def test_rows_show_times_as_ratios_to_policyqa():
    assert [(row["pipeline"], row["ratio"]) for row in rows(RUNS)] == [("a", 1 / 2), ("c", 1), ("d", 30 / 2)]


def test_without_policyqa_there_is_no_ratio_and_no_comparison():
    flat = rows(RUNS[1:])
    assert [row["ratio"] for row in flat] == [None, None]
    assert against_stock(flat) == []


def test_the_comparison_gives_what_policyqa_finds_more_and_how_many_times_as_fast():
    (row,) = against_stock(rows(RUNS))
    assert (row["set"], row["pipeline"]) == ("政策", "d")
    assert row["recall@5"] == pytest.approx(0.75 - 0.5)
    assert row["speed"] == 30 / 2


def test_the_report_holds_a_line_for_each_row_and_says_what_was_left_out():
    results = {
        "machine": "2 cores",
        "load": 0.1,
        "runs": RUNS,
        "start_up": {},
        "answers": None,
        "notes": ["stock LangChain on pool-zh, which failed"],
    }
    text = markdown(results)
    assert "| 政策 | 4 | policyqa | 0.500 | 0.750 | 1.000 | 0.600 | 1.000 | – | 2.00 | 2.00 | 1.00 | 1.0 | 100 |" in text
    assert "| 政策 | stock LangChain | +0.250 | 15.0 |" in text
    assert "Left out: stock LangChain on pool-zh, which failed." in text
