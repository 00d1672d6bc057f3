"""Provinces and years of a question, and what stands outside of them."""

import pytest

from documents.types import Metadata, Passage
from index.types import Candidate, Entry
from rag.scope import elsewhere, is_outside, names_other_years, read_scope


def candidate(text: str, *, title: str = "工作报告", region: str | None = None, date: str | None = None) -> Candidate:
    metadata = Metadata(title, "zh", region=region, date=date)
    entry = Entry(1, "a" * 64, "报告.txt", metadata, len(text), 0, 1)
    return Candidate(1 << 20, Passage("a" * 64, 0, len(text), text), entry, 1.0, 0.5, 1, 1)


def test_a_question_names_its_provinces_and_years() -> None:
    scope = read_scope("山东和山西2026年的目标，比2025年高吗？")
    assert scope.provinces == {"山东", "山西"}
    assert scope.years == {2025, 2026}


def test_a_number_of_four_digits_is_no_year() -> None:
    assert read_scope("投资2025亿元的项目有几个？").years == frozenset()


@pytest.mark.parametrize(
    ("text", "region", "outside"),
    [
        ("工业增加值增长6%。", "山西", True),
        ("工业增加值增长6%。", "山东", False),
        ("山西工业增加值增长6%。", None, True),
        ("山东、山西工业增加值都增长6%。", None, False),
        ("工业增加值增长6%。", None, False),
        ("工业增加值增长6%。", "全国", False),
        ("与山东共建园区。", "山西", False),
    ],
)
def test_a_passage_about_another_province_is_outside(text: str, region: str | None, outside: bool) -> None:
    assert is_outside(candidate(text, region=region), read_scope("山东的目标是多少？")) is outside


@pytest.mark.parametrize(
    ("text", "date", "outside"),
    [
        ("增长6%。", "2026-01-20", False),
        ("增长6%。", "2027-01-20", False),  # a report of January speaks of the year before
        ("增长6%。", "2024-01-20", True),
        ("2026年增长6%。", "2024-01-20", False),
        ("“十五五”时期年均增长6%。", "2024-01-20", False),
        ("2024年增长6%。", None, True),
        ("增长6%。", None, False),
    ],
)
def test_a_passage_about_another_year_is_outside(text: str, date: str | None, outside: bool) -> None:
    assert is_outside(candidate(text, date=date), read_scope("2026年的目标是多少？")) is outside


def test_a_question_without_province_or_year_leaves_everything_in() -> None:
    assert not is_outside(candidate("山西2024年增长6%。", region="山西", date="2024-01-01"), read_scope("工业目标是多少？"))


def test_a_province_holds_until_another_is_named() -> None:
    sentences = ["江西省召开会议。", "力争全年推进3000个项目。", "广东省提出开门红。", "实现更大突破。"]
    assert elsewhere(sentences, "", None, read_scope("江西推进多少个项目？")) == [False, False, True, True]


def test_the_country_as_subject_is_another_place_and_as_yardstick_is_none() -> None:
    scope = read_scope("安徽增长多少？")
    assert elsewhere(["全国工业增加值增长5.9%。"], "", None, scope) == [True]
    assert elsewhere(["增速居全国第一。"], "", "安徽", scope) == [False]


def test_a_sentence_with_only_other_years_is_known() -> None:
    scope = read_scope("2026年的目标是多少？")
    assert names_other_years("2025年增长5.9%。", scope)
    assert not names_other_years("2026年比2025年多。", scope)
    assert not names_other_years("增长5.9%。", scope)
