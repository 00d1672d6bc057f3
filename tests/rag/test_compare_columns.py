"""Years and indicators side by side, in both languages, with a citation for every value."""

from collections.abc import Callable, Mapping

import pytest

from rag.aims import read_standings
from rag.assemble import Service
from rag.periods import Years, read_years
from rag.types import Answer, Question


def _report(year: int, reached: str, target: str, jobs: int) -> str:
    return (
        f"{year}年安徽省政府工作报告\n\n{year}年1月15日\n\n一、{year - 1}年工作回顾\n\n全年地区生产总值增长{reached}。\n\n"
        f"二、{year}年目标\n\n今年主要预期目标是：地区生产总值增长{target}，城镇新增就业{jobs}万人以上。"
    )


REPORTS = {
    "安徽2024.txt": _report(2024, "5.8%", "6%左右", 70),
    "安徽2025.txt": _report(2025, "5.7%", "5.5%以上", 71),
    "安徽2026.txt": _report(2026, "5.6%", "5%左右", 72),
    "浙江2026.txt": "2026年浙江省政府工作报告\n\n2026年1月14日\n\n2025年地区生产总值增长5.5%。\n\n今年预期目标是：地区生产总值增长5%以上。",
}


@pytest.fixture(scope="module")
def service(opened: Callable[[Mapping[str, str]], Service]) -> Service:
    return opened(REPORTS)


def cells(answer: Answer) -> dict[str, dict[str, list[tuple[str, str]]]]:
    """For each row and column the words with the report that they are cited from."""
    table = answer.table
    assert table is not None
    reports = {citation.number: citation.report for citation in answer.citations}
    return {
        row.label: {
            name: [(cell.text, reports[cell.citation]) for cell in row.cells if cell.column == column]
            for column, name in enumerate(table.columns)
        }
        for row in table.rows
    }


BY_YEAR = {
    "2024": [("地区生产总值增长6%左右", "安徽2024.txt")],
    "2025": [("地区生产总值增长5.5%以上", "安徽2025.txt")],
    "2026": [("地区生产总值增长5%左右", "安徽2026.txt")],
}


@pytest.mark.parametrize(
    "question",
    [
        "安徽2024、2025、2026年GDP增长目标",
        "安徽近三年地区生产总值增长目标对比",
        "安徽2024—2026年GDP增长目标分别是多少？",
        "安徽历年GDP增长目标",
    ],
)
def test_years_stand_side_by_side_each_from_its_own_report(service: Service, question: str) -> None:
    assert cells(service.answer(Question(question))) == {"安徽": BY_YEAR}


def test_a_year_is_set_beside_the_one_before(service: Service) -> None:
    answer = service.answer(Question("安徽2026年GDP增长目标与去年相比有什么变化？"))
    assert cells(answer) == {"安徽": {year: BY_YEAR[year] for year in ("2025", "2026")}}


@pytest.mark.parametrize(
    "question",
    [
        "浙江2025年经济增速和2026年增长目标相比",
        "浙江2026年GDP增长目标与2025年实际增速相比怎么样？",
        "浙江2026年GDP增长目标与去年实际增速相比怎么样？",
        "浙江2026年GDP增长目标与去年相比有什么变化？",
    ],
)
def test_a_result_is_told_beside_the_target_that_it_is_compared_with(service: Service, question: str) -> None:
    """海南2024年经济增速和2025年增长目标相比 told the target alone and said that nothing was told of 2024."""
    answer = service.answer(Question(question))
    assert cells(answer)["浙江"] == {
        "2025": [("2025年地区生产总值增长5.5%", "浙江2026.txt")],
        "2026": [("地区生产总值增长5%以上", "浙江2026.txt")],
    }
    assert not any(notice.startswith("未提及") for notice in answer.notices)


@pytest.mark.parametrize(
    ("question", "standings"),
    [
        ("海南2024年经济增速和2025年增长目标相比", (("2024", None), ("2025", "target"))),
        ("海南2025年目标与去年完成情况相比", (("2025", "target"), ("2024", "achieved"))),
        ("安徽2024、2025、2026年GDP增长目标", (("2026", "target"),)),
        ("安徽2025年GDP增长目标", ()),
    ],
)
def test_each_year_is_asked_for_in_its_own_words(question: str, standings: tuple[tuple[str, str | None], ...]) -> None:
    assert read_standings(question, read_years(question).named) == standings


def test_the_year_with_the_highest_value_is_named(service: Service) -> None:
    answer = service.answer(Question("哪一年安徽的GDP增长目标最高？"))
    assert cells(answer) == {"安徽": BY_YEAR}
    assert "最高的是2024年。" in answer.notices


def test_what_a_year_does_not_tell_of_a_region_is_said(service: Service) -> None:
    answer = service.answer(Question("安徽和浙江2024年、2026年GDP增长目标对比"))
    assert cells(answer)["浙江"] == {"2024": [], "2026": [("地区生产总值增长5%以上", "浙江2026.txt")]}
    assert "未提及：浙江（2024）。" in answer.notices


def test_indicators_stand_side_by_side(service: Service) -> None:
    answer = service.answer(Question("安徽和浙江2026年GDP和城镇新增就业目标对比"))
    assert cells(answer) == {
        "安徽": {
            "地区生产总值": [("地区生产总值增长5%左右", "安徽2026.txt")],
            "城镇新增就业": [("城镇新增就业72万人以上", "安徽2026.txt")],
        },
        "浙江": {"地区生产总值": [("地区生产总值增长5%以上", "浙江2026.txt")], "城镇新增就业": []},
    }
    assert "未提及：浙江（城镇新增就业）。" in answer.notices


def test_an_english_question_has_english_labels_around_the_clauses_of_the_reports(service: Service) -> None:
    answer = service.answer(Question("Compare the 2026 targets of Anhui and Zhejiang for GDP and urban jobs"))
    assert [sentence.text for sentence in answer.sentences] == [
        "Anhui: 地区生产总值增长5%左右", "Anhui: 城镇新增就业72万人以上", "Zhejiang: 地区生产总值增长5%以上",
    ]  # fmt: skip
    assert answer.table is not None
    assert (answer.table.indicator, answer.table.columns) == ("GDP, new urban jobs", ("GDP", "new urban jobs"))
    assert [row.label for row in answer.table.rows] == ["Anhui", "Zhejiang"]
    told = ("Based on 2 of 4 reports.", "Not stated: Zhejiang (new urban jobs).", "The quotes are in Chinese, as in the reports.")
    assert answer.notices == told


def test_what_is_counted_is_said_in_english(service: Service) -> None:
    answer = service.answer(Question("How many provinces set a GDP growth target of at least 5% for 2026?"))
    assert answer.sentences[0].text == "Two provinces: Zhejiang and Anhui."


def test_regions_are_compared_in_what_both_aim_at_where_no_indicator_is_named(service: Service) -> None:
    answer = service.answer(Question("安徽和浙江谁的目标高？"))
    assert answer.table is not None
    assert answer.table.indicator == "地区生产总值"
    assert [row.label for row in answer.table.rows if row.cells] == ["安徽", "浙江"]


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("安徽2025年GDP增长目标", Years(("2025",), each=False, recent=None)),
        ("安徽近三年GDP增长目标", Years((), each=True, recent=3)),
        ("安徽2024至2026年GDP", Years(("2024", "2025", "2026"), each=True, recent=None)),
        ("安徽2025年比上年", Years(("2024", "2025"), each=True, recent=None)),
        ("GDP growth in the last three years", Years((), each=True, recent=3)),
        ("安徽“十四五”期间GDP年均增长多少？", Years(("2021", "2022", "2023", "2024", "2025"), each=False, recent=None)),
    ],
)
def test_a_question_says_which_years_it_sets_side_by_side(question: str, years: Years) -> None:
    assert read_years(question) == years
