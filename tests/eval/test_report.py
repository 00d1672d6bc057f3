import json
from collections.abc import Callable
from pathlib import Path

from eval.report import as_json, as_markdown, save
from eval.score import scorecard
from eval.types import Cited, Outcome, Run

OutcomeMaker = Callable[..., Outcome]
RUN = Run("小题", "0123456789ab", 7, "fedcba987654", "extractive")

GOLDEN = """\
# 小题

4 cases (set 0123456789ab), generation 7, settings fedcba987654, writer extractive.

| type | cases | right |  | wrong | refused | safe | failed |
| --- | --- | --- | --- | --- | --- | --- | --- |
| all | 4 | 25.0% | ██░░░░░░░░ | 2 | 0 | 0 | 1 |
| answerable | 3 | 33.3% | ███░░░░░░░ | 1 | 0 | 0 | 1 |
| no answer | 1 | 0.0% | ░░░░░░░░░░ | 1 | 0 | 0 | 0 |
| numerical | 3 | 33.3% | ███░░░░░░░ | 1 | 0 | 0 | 1 |
| no-answer-far | 1 | 0.0% | ░░░░░░░░░░ | 1 | 0 | 0 | 0 |

| type | recall@1 | recall@5 | recall@10 | reciprocal rank | answer contained | items found | citation right | p50 s | p95 s |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
| all | 33.3% | 66.7% | 66.7% | 0.500 | 33.3% | 33.3% | 33.3% | 0.020 | 0.040 |
| answerable | 33.3% | 66.7% | 66.7% | 0.500 | 33.3% | 33.3% | 33.3% | 0.020 | 0.040 |
| no answer | – | – | – | – | – | – | – | 0.010 | 0.010 |
| numerical | 33.3% | 66.7% | 66.7% | 0.500 | 33.3% | 33.3% | 33.3% | 0.020 | 0.040 |
| no-answer-far | – | – | – | – | – | – | – | 0.010 | 0.010 |

Refusals: precision – (of the refusals, due ones), recall 0.0% (of the due ones, refused).

## Not right: 3

- **t-2** (numerical, wrong) 安徽省的目标是多少？
  - expected: 6.5%左右 / 6.5%, from 甲.txt
  - came: 浙江省的目标是 增长6%左右。
  - cited: 乙.txt

- **t-3** (numerical, failed) 安徽省的目标是多少？
  - expected: 6.5%左右 / 6.5%, from 甲.txt
  - came: RuntimeError: 坏了

- **t-4** (no-answer-far, wrong) 明天下雨吗？
  - expected: a refusal
  - came: 下雨。
  - cited: nothing
"""


def _outcomes(make_outcome: OutcomeMaker) -> list[Outcome]:
    return [
        make_outcome(hits=("甲.txt",), items_found=1.0, citation_right=True, seconds=0.02),
        make_outcome(
            id="t-2",
            verdict="wrong",
            answer="浙江省的目标是\n增长6%左右。",
            citations=(Cited("乙.txt", "增长6%左右"), Cited("乙.txt", "浙江省")),
            hits=("乙.txt", "甲.txt"),
            seconds=0.04,
        ),
        make_outcome(id="t-3", verdict="failed", error="RuntimeError: 坏了", seconds=9.0),
        make_outcome(
            id="t-4",
            type="no-answer-far",
            question="明天下雨吗？",
            answerable=False,
            verdict="wrong",
            expected=(),
            evidence=(),
            answer="下雨。",
            seconds=0.01,
        ),
    ]


def test_the_scorecard_reads_as_markdown(make_outcome: OutcomeMaker) -> None:
    assert as_markdown(scorecard(RUN, _outcomes(make_outcome))) == GOLDEN


def test_the_scorecard_as_json_names_failures_by_id_and_keeps_chinese_readable(make_outcome: OutcomeMaker) -> None:
    text = as_json(scorecard(RUN, _outcomes(make_outcome)))
    content = json.loads(text)
    assert content["run"] == {
        "set_name": "小题",
        "set_digest": "0123456789ab",
        "generation": 7,
        "settings": "fedcba987654",
        "writer": "extractive",
    }
    assert content["failures"] == ["t-2", "t-3", "t-4"]
    assert content["by_type"]["numerical"]["recall"]["5"] == 2 / 3
    assert "小题" in text


def test_saving_replaces_an_earlier_run_and_leaves_nothing_else(tmp_path: Path, make_outcome: OutcomeMaker) -> None:
    outcomes = _outcomes(make_outcome)
    save(scorecard(RUN, outcomes), outcomes, tmp_path)
    save(scorecard(RUN, outcomes[:1]), outcomes[:1], tmp_path)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["outcomes.jsonl", "scorecard.json", "scorecard.md"]
    lines = (tmp_path / "outcomes.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["t-1"]
