import json
from collections.abc import Callable
from pathlib import Path

import pytest

from eval.cases import Case
from eval.run import evaluate, run
from index.errors import StoreError
from rag.config import Settings
from rag.types import Answer, Question, Turn

CaseMaker = Callable[..., Case]
AnswerMaker = Callable[..., Answer]


class ScriptedService:
    """Answers from a table of question to answer; an exception in the table is raised."""

    settings = Settings()
    generation = 3

    def __init__(self, replies: dict[str, Answer | Exception]) -> None:
        self.replies = replies
        self.asked: list[Question] = []

    def answer(self, question: Question) -> Answer:
        self.asked.append(question)
        reply = self.replies[question.text]
        if isinstance(reply, Exception):
            raise reply
        return reply


def _silent(case: str, done: int, total: int) -> None:
    pass


def test_a_failing_question_does_not_end_the_run(make_case: CaseMaker, make_answer: AnswerMaker) -> None:
    cases = [make_case(id=name, question=name) for name in ("甲问", "乙问", "丙问")]
    right = make_answer("6.5%左右", [("甲.txt", "安徽省的目标是增长6.5%左右")])
    service = ScriptedService({"甲问": right, "乙问": RuntimeError("坏了"), "丙问": make_answer(refused="没有。")})
    seen: list[tuple[str, int, int]] = []
    outcomes = run(service, cases, lambda *call: seen.append(call))
    assert [outcome.verdict for outcome in outcomes] == ["right", "failed", "refused"]
    assert seen == [("甲问", 1, 3), ("乙问", 2, 3), ("丙问", 3, 3)]


def test_a_broken_store_ends_the_run(make_case: CaseMaker) -> None:
    service = ScriptedService({"甲问": StoreError("damaged", "坏了。")})
    with pytest.raises(StoreError):
        run(service, [make_case(question="甲问")], _silent)


def test_every_case_is_asked_once_with_its_history(make_case: CaseMaker, make_answer: AnswerMaker) -> None:
    service = ScriptedService({"粮食产量呢？": make_answer("6.5%左右")})
    run(service, [make_case(question="粮食产量呢？", history=[{"question": "失业率？", "answer": "5.8%。"}])], _silent)
    assert service.asked == [Question("粮食产量呢？", (Turn("失业率？", "5.8%。"),))]


def test_an_evaluation_leaves_three_files_that_name_the_run(tmp_path: Path, make_case: CaseMaker, make_answer: AnswerMaker) -> None:
    path = tmp_path / "小题.jsonl"
    path.write_text(make_case(question="甲问").model_dump_json() + "\n", encoding="utf-8")
    service = ScriptedService({"甲问": make_answer("5%", hits=["甲.txt"])})
    card = evaluate(service, path, tmp_path / "runs" / "1", _silent)
    assert (card.overall.wrong, card.run.set_name, card.run.generation, card.run.settings) == (1, "小题", 3, Settings().digest)
    names = sorted(file.name for file in (tmp_path / "runs" / "1").iterdir())
    assert names == ["outcomes.jsonl", "scorecard.json", "scorecard.md"]
    saved = json.loads((tmp_path / "runs" / "1" / "scorecard.json").read_text(encoding="utf-8"))
    assert saved["failures"] == ["t-1"]
    (outcome,) = (tmp_path / "runs" / "1" / "outcomes.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(outcome)["hits"] == ["甲.txt"]
