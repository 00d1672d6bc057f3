import pytest

from eval.metrics import (
    comparable,
    contains,
    items_found,
    overlaps,
    percentile,
    recall_at,
    reciprocal_rank,
    refusal_precision,
    refusal_recall,
    reports_cited,
)


def test_widths_case_white_space_and_thousands_separators_do_not_matter() -> None:
    assert comparable("增长 ６．５％，\n共 1,349,084 亿元 GDP") == "增长6.5%,共1349084亿元gdp"


def test_a_comma_between_numbers_of_a_list_is_no_thousands_separator() -> None:
    assert comparable("2024,2025") == "2024,2025"


@pytest.mark.parametrize(
    ("accepted", "text", "found"),
    [
        ("6.5%左右", "目标为增长6.5%左右。", True),
        ("5%", "目标为增长6.5%。", False),
        ("5%", "目标为增长15%。", False),
        ("3000个", "推进13000个项目", False),
        ("2050", "净零排放：2050年", True),
        ("205", "净零排放：2050年", False),
        ("6", "增长6.5%", False),
        ("6", "第6。5项", True),
        ("５％", "增长5%", True),
        ("1349084亿元", "为 1,349,084 亿元", True),
        ("Net Zero", "the net  zero target", True),
        ("国发〔2025〕11号", "文号为国发〔2025〕11号", True),
    ],
)
def test_an_accepted_string_counts_only_as_a_whole_number(accepted: str, text: str, found: bool) -> None:
    assert contains(accepted, comparable(text)) is found


def test_items_are_found_by_any_of_their_strings_and_counted_as_a_share() -> None:
    items = [["钢铁"], ["水泥"], ["铝冶炼", "电解铝"], ["玻璃"]]
    assert items_found(items, "钢铁、水泥、电解铝", 300) == 0.75


def test_only_the_beginning_of_an_answer_is_read() -> None:
    assert items_found([["6.5%"]], "一" * 10 + "6.5%", 14) == 1.0
    assert items_found([["6.5%"]], "一" * 10 + "6.5%", 13) == 0.0


@pytest.mark.parametrize(
    ("quote", "evidence", "right"),
    [
        ("安徽省的目标是增长6.5%左右。", "增长6.5%左右", True),
        ("增长6.5%左右", "安徽省的目标是增长6.5%左右。", True),
        ("前面的话一二三四五六七八九十甲乙", "一二三四五六七八九十甲乙后面的话", True),
        ("前面的话一二三四五六七八九十甲", "一二三四五六七八九十甲后面的话说", False),
        ("", "增长6.5%左右", False),
        ("增长 6.5％ 左右", "增长6.5%左右", True),
    ],
)
def test_quotes_agree_by_twelve_common_characters_or_the_whole_shorter_one(quote: str, evidence: str, right: bool) -> None:
    assert overlaps(quote, evidence) is right


def test_a_citation_of_another_report_is_not_right_even_with_the_same_words() -> None:
    evidence = [("甲.txt", "增长6.5%左右"), ("乙.txt", "增长6%左右")]
    assert reports_cited([("丙.txt", "增长6.5%左右"), ("乙.txt", "目标为增长6%左右")], evidence) == {"乙.txt"}


def test_recall_counts_reports_once_however_often_they_are_hit() -> None:
    hits = ["乙", "乙", "甲", "丙"]
    assert [recall_at(hits, ["甲", "丙"], cut) for cut in (1, 3, 4, 10)] == [0.0, 0.5, 1.0, 1.0]


def test_reciprocal_rank_is_that_of_the_first_right_hit() -> None:
    assert reciprocal_rank(["乙", "乙", "甲", "甲"], {"甲"}) == 1 / 3
    assert reciprocal_rank(["乙"], {"甲"}) == 0.0


def test_refusals_are_judged_both_ways() -> None:
    judged = [(True, False), (True, True), (False, False), (False, True), (True, False)]
    assert refusal_precision(judged) == pytest.approx(2 / 3)
    assert refusal_recall(judged) == pytest.approx(2 / 3)


def test_a_share_of_nothing_is_unknown_not_zero() -> None:
    assert refusal_precision([(False, True)]) is None
    assert refusal_recall([(False, True)]) is None
    assert percentile([], 0.5) is None


def test_percentiles_are_values_that_occurred() -> None:
    assert [percentile([4.0, 1.0, 3.0, 2.0], share) for share in (0.0, 0.5, 0.75, 0.95, 1.0)] == [1.0, 2.0, 3.0, 4.0, 4.0]
