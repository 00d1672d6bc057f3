"""Provinces and years of a question, and what stands outside of them."""

import pytest

from documents.regions import NATIONAL
from documents.types import Metadata, Passage
from index.types import Candidate, Entry
from rag.scope import is_outside, outside_sentences, read_scope


def candidate(
    text: str, *, title: str = "工作报告", region: str | None = None, date: str | None = None, city: str | None = None
) -> Candidate:
    metadata = Metadata(title, "zh", region=region, date=date, city=city)
    entry = Entry(1, "a" * 64, "报告.txt", metadata, len(text), 0, 1)
    return Candidate(1 << 20, Passage("a" * 64, 0, len(text), text), entry, 1.0, 0.5, 1, 1)


def test_a_question_names_its_provinces_and_years() -> None:
    scope = read_scope("山东和山西2026年的目标，比2025年高吗？")
    assert scope.places == {"山东", "山西"}
    assert scope.years == {2025, 2026}


def test_a_number_of_four_digits_is_no_year() -> None:
    assert read_scope("投资2025亿元的项目有几个？").years == frozenset()


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("申请式退租完成2000户", set()), ("新建床位2000张", set()), ("新增2000余家企业", set()), ("1950 吨", set()),
        ("2000 percent", set()),
        ("2024部门预算", {2024}), ("2025家庭收入", {2025}), ("2024人均收入", {2024}), ("2025张家口", {2025}), ("2024 GDP", {2024}),
        ("2025年2000套", {2025}),
    ],
)  # fmt: skip
def test_what_is_counted_is_no_year(text: str, years: set[int]) -> None:
    assert read_scope(text).years == years


def test_a_count_of_two_thousand_does_not_put_a_sentence_outside_of_the_year() -> None:
    """北京2024年新建养老家庭照护床位2000张 was taken to speak of the year 2000."""
    said = ["建成养老家庭照护床位2000张。", "2000年建成照护床位300张。"]
    entry = candidate("", title="2024年政府工作报告", region="北京", date="2024-01-21").entry
    assert outside_sentences(said, ["2024年政府工作报告"], entry, read_scope("北京2024年新建床位多少张？")) == [False, True]


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
        ("“十五五”规划已经启动。", "2024-01-20", True),  # naming a plan is not naming each of its years
        ("2024年增长6%。", None, True),
        ("增长6%。", None, False),
    ],
)
def test_a_passage_about_another_year_is_outside(text: str, date: str | None, outside: bool) -> None:
    assert is_outside(candidate(text, date=date), read_scope("2026年的目标是多少？")) is outside


def test_a_question_without_province_or_year_leaves_everything_in() -> None:
    assert not is_outside(candidate("山西2024年增长6%。", region="山西", date="2024-01-01"), read_scope("工业目标是多少？"))


def test_a_city_is_asked_after_by_its_name() -> None:
    scope = read_scope("深圳2025年的目标是多少？")
    assert scope.places == {"深圳"}
    assert is_outside(candidate("全省增长6%。", region="广东", date="2025-01-15"), scope)
    assert not is_outside(candidate("深圳增长6%。", region="广东", date="2025-01-15"), scope)


def test_a_city_s_own_report_is_inside_without_naming_it_and_so_it_is_for_its_province() -> None:
    own = candidate("全市增长6%。", region="广东", city="深圳")
    assert not is_outside(own, read_scope("深圳的目标是多少？"))
    assert is_outside(own, read_scope("广州的目标是多少？"))
    assert not is_outside(own, read_scope("广东的目标是多少？"))
    assert is_outside(own, read_scope("山东的目标是多少？"))
    assert outside_sentences(["全市增长6%。"], ["工作报告"], own.entry, read_scope("深圳的目标是多少？")) == [False]
    assert outside_sentences(["全市增长6%。"], ["工作报告"], own.entry, read_scope("广州的目标是多少？")) == [True]


def test_a_plan_in_the_question_stands_for_its_years_and_its_name() -> None:
    scope = read_scope("“十四五”时期的目标是多少？")
    assert scope.years == {2021, 2022, 2023, 2024, 2025}
    assert not is_outside(candidate("“十四五”规划的目标是6%。", date="2019-01-15"), scope)


def test_the_whole_country_is_a_place() -> None:
    assert read_scope("全国粮食产量是多少？").places == {NATIONAL}
    assert is_outside(candidate("粮食产量100亿斤。", region="海南"), read_scope("全国粮食产量是多少？"))


def outside(
    sentences: list[str], question: str, *, headings: tuple[str, ...] = (), region: str | None = None, date: str | None = None
) -> list[bool]:
    entry = candidate("", region=region, date=date).entry
    return outside_sentences(sentences, headings, entry, read_scope(question))


def test_a_province_holds_until_another_is_named() -> None:
    sentences = ["江西省召开会议。", "力争全年推进3000个项目。", "广东省提出开门红。", "实现更大突破。"]
    assert outside(sentences, "江西推进多少个项目？") == [False, False, True, True]


def test_before_any_place_is_named_a_survey_of_places_is_outside_and_a_local_notice_inside() -> None:
    assert outside(["部分省份提出了目标。", "例如安徽省提出增长6.5%左右。"], "江苏的目标是多少？") == [True, True]
    assert outside(["全省重大项目复工率达93.5%。"], "江西的复工率是多少？") == [False]


def test_the_country_as_subject_is_another_place_and_as_yardstick_is_none() -> None:
    assert outside(["全国工业增加值增长5.9%。"], "安徽增长多少？") == [True]
    assert outside(["增速居全国第一。"], "安徽增长多少？", region="安徽") == [False]


def test_a_place_s_own_report_names_others_by_the_way() -> None:
    sentences = ["与北京、天津签署合作协议。", "推动横琴与澳门融合，发展“四新”产业。", "全国文明城市有5个。", "其中，江苏增长5.8%。"]
    assert outside(sentences, "广东增长多少？", region="广东") == [False, False, False, True]


def test_an_english_question_names_its_province_too() -> None:
    assert read_scope("What is Tianjin's target for the unemployment rate?").places == {"天津"}
    assert read_scope("GDP growth of Inner Mongolia").places == {"内蒙古"}
    assert outside(["湖北城镇调查失业率5.5%左右。"], "What is the unemployment rate of Tianjin?") == [True]


def test_a_dateline_names_no_place() -> None:
    assert outside(["新华社北京2月17日电 各地恢复客运。"], "上海恢复客运了吗？", region="上海") == [False]


def test_this_year_and_last_year_are_those_of_the_report() -> None:
    sentences = ["去年增长5.2%。", "今年预期目标为增长5%左右。"]
    assert outside(sentences, "2024年增长多少？", date="2025-01-15") == [False, True]
    assert outside(sentences, "2025年的目标是多少？", date="2025-01-15") == [True, False]


def test_a_heading_with_a_year_holds_for_the_sentences_below_it() -> None:
    headings = ("政府工作报告", "一、2024年工作回顾")
    assert outside(["城镇新增就业62.2万人。"], "2025年城镇新增就业目标是多少？", headings=headings, date="2025-01-15") == [True]
    assert outside(["城镇新增就业62.2万人。"], "2024年城镇新增就业多少？", headings=headings, date="2025-01-15") == [False]


def test_a_year_that_is_compared_with_is_not_the_year_spoken_of() -> None:
    assert outside(["产量比2020年增长一成。"], "2024年产量增长多少？", headings=("2024年统计公报",), date="2025-02-28") == [False]


def test_a_multiple_of_another_year_is_compared_with_it() -> None:
    assert outside(["装机容量达到2020年的6倍以上，森林蓄积量达到240亿立方米。"], "2035年森林蓄积量要达到多少？") == [False]
    assert outside(["Emissions fall by 68 percent below 1990 levels."], "How far do emissions fall by 2030?") == [False]


def test_after_an_aside_to_a_far_year_the_year_is_not_known() -> None:
    sentences = ["2025年9月，我国公布新的承诺。", "到2035年排放下降7%至10%。", "森林蓄积量达到240亿立方米。"]
    assert outside(sentences, "2035年森林蓄积量要达到多少？", date="2025-10-01") == [True, False, False]


def test_without_a_scope_nothing_is_outside() -> None:
    assert outside(["山西2024年增长6%。"], "工业目标是多少？") == [False]


@pytest.mark.parametrize("date", ["2025-01-15", "2021-02-01"])
def test_last_year_in_a_question_is_counted_from_the_report(date: str) -> None:
    before = int(date[:4]) - 1
    sentences = [f"{before}年增长5%。", f"{before + 1}年目标为6%。"]
    assert outside(sentences, "去年增长多少？", date=date) == [False, True]
    assert outside(sentences, "今年的目标是多少？", date=date) == [True, False]


def test_a_heading_with_a_year_does_not_hide_an_answer_to_last_year() -> None:
    assert outside(["增长5%。"], "去年增长多少？", headings=("2025年工作报告",), date="2025-01-15") == [False]


@pytest.mark.parametrize(
    ("asked", "years"),
    [
        ("十三五目标", range(2016, 2021)),
        ("十五五目標", range(2026, 2031)),
        ("“十四五”末的目标", [2025]),
        ("the 14th Five-Year Plan", range(2021, 2026)),
    ],
)
def test_plans_stand_for_years_in_both_languages(asked: str, years: list[int]) -> None:
    assert read_scope(asked).years == set(years)


@pytest.mark.parametrize(("asked", "other"), [("山东", "山西"), ("湖南", "湖北"), ("河南", "河北"), ("廣東", "广西"), ("陝西", "山西")])
def test_provinces_that_look_alike_are_kept_apart(asked: str, other: str) -> None:
    assert is_outside(candidate("增长6%。", region=other), read_scope(f"{asked}的目标"))
