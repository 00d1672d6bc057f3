from collections.abc import Callable

import pytest

from eval.cases import Case
from eval.judge import outcome_of, outcome_of_failure
from rag.types import Answer

CaseMaker = Callable[..., Case]
AnswerMaker = Callable[..., Answer]
RIGHT_QUOTE = ("甲.txt", "安徽省的目标是增长6.5%左右")


def test_an_answer_is_right_with_an_accepted_string_and_a_right_citation(make_case: CaseMaker, make_answer: AnswerMaker) -> None:
    outcome = outcome_of(make_case(), make_answer("增长6.5%左右。", [RIGHT_QUOTE], ["乙.txt", "甲.txt"]), 0.25)
    assert (outcome.verdict, outcome.items_found, outcome.citation_right) == ("right", 1.0, True)
    assert outcome.hits == ("乙.txt", "甲.txt")
    assert outcome.seconds == 0.25


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("增长6.5%左右。", ("乙.txt", "安徽省的目标是增长6.5%左右")),
        ("增长16.5%左右。", RIGHT_QUOTE),
        ("一" * 300 + "增长6.5%左右。", RIGHT_QUOTE),
    ],
    ids=["cited from another report", "another figure", "too late in the answer"],
)
def test_one_thing_amiss_makes_an_answer_wrong(make_case: CaseMaker, make_answer: AnswerMaker, text: str, quote: tuple[str, str]) -> None:
    assert outcome_of(make_case(), make_answer(text, [quote]), 0.0).verdict == "wrong"


def test_more_of_a_list_is_read(make_case: CaseMaker, make_answer: AnswerMaker) -> None:
    case = make_case(type="list", answers=[["6.5%"]], all_required=True)
    assert outcome_of(case, make_answer("一" * 900 + "6.5%", [RIGHT_QUOTE]), 0.0).verdict == "right"


def test_a_list_with_an_item_missing_is_wrong_and_says_how_much_was_found(make_case: CaseMaker, make_answer: AnswerMaker) -> None:
    case = make_case(type="list", answers=[["钢铁"], ["水泥"]], all_required=True)
    outcome = outcome_of(case, make_answer("钢铁", [RIGHT_QUOTE]), 0.0)
    assert (outcome.verdict, outcome.items_found) == ("wrong", 0.5)


def test_a_comparison_needs_a_right_citation_in_each_report(make_case: CaseMaker, make_answer: AnswerMaker) -> None:
    evidence = [{"report": "甲.txt", "quote": "湖北6%左右"}, {"report": "乙.txt", "quote": "青海4.5%左右"}]
    case = make_case(type="comparison", answers=[["6%"], ["4.5%"]], all_required=True, evidence=evidence)
    text, quotes = "湖北6%左右，青海4.5%左右。", [("甲.txt", "湖北6%左右"), ("乙.txt", "青海4.5%左右")]
    assert outcome_of(case, make_answer(text, quotes), 0.0).verdict == "right"
    assert outcome_of(case, make_answer(text, quotes[:1]), 0.0).verdict == "wrong"


def test_a_refusal_is_right_only_where_there_is_no_answer(make_case: CaseMaker, make_answer: AnswerMaker) -> None:
    refusal = make_answer(refused="资料没有提到6.5%左右。", quotes=[RIGHT_QUOTE])
    unanswerable = make_case(answerable=False, type="no-answer-far")
    assert outcome_of(unanswerable, refusal, 0.0).verdict == "right"
    assert outcome_of(unanswerable, make_answer("有。"), 0.0).verdict == "wrong"
    assert outcome_of(make_case(type="false-premise"), refusal, 0.0).verdict == "safe"
    refused = outcome_of(make_case(), refusal, 0.0)
    assert (refused.verdict, refused.items_found, refused.citation_right, refused.reason) == ("refused", 0.0, False, "not_covered")


def test_a_failure_is_neither_a_refusal_nor_wrong(make_case: CaseMaker) -> None:
    outcome = outcome_of_failure(make_case(), TimeoutError("too late"), 30.0)
    assert (outcome.verdict, outcome.refused, outcome.error) == ("failed", False, "TimeoutError: too late")
