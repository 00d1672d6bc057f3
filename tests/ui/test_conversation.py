from typing import Any

from index.errors import StoreError
from rag.types import Turn
from ui.conversation import converse


def test_an_answer_grows_and_later_questions_carry_the_earlier_turns(service: Any) -> None:
    *_, first = converse(service, (), " 工业目标？ ", "zh")
    steps = list(converse(service, first, "那粮食呢？", "zh"))
    assert [len(step[-1].answer.sentences) if step[-1].answer else None for step in steps] == [None, 1, 2]
    assert service.asked[1].history == (Turn("工业目标？", "规模以上工业增加值增长6.5%左右。[1]\n粮食产量稳定在830亿斤以上。[2][1]"),)


def test_an_empty_question_changes_nothing(service: Any) -> None:
    assert list(converse(service, (), " \n", "zh")) == [()]
    assert service.asked == []


def test_a_question_of_more_than_2000_characters_is_refused_with_a_sentence(service: Any) -> None:
    *_, last = converse(service, (), "长" * 2001, "zh")
    assert last[0].failure.startswith("问题的长度应为 1 到 2000 个字，现在是 2001 个。")
    assert service.asked == []


def test_failures_are_told_without_their_inside_and_are_no_history(service: Any) -> None:
    service.failure = StoreError("damaged", "/secret/path")
    *_, failed = converse(service, (), "工业目标？", "zh")
    assert "数据已损坏" in failed[0].failure
    assert "secret" not in failed[0].failure
    service.failure = None
    *_, _ = converse(service, failed, "再问一次", "zh")
    assert service.asked[-1].history == ()
