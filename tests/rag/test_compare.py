"""Comparisons, counts and lists over a whole collection, with a citation for every value and what is missing said."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from rag.assemble import Service, index_reports, open_service
from rag.config import Settings
from rag.measured import read_measured
from rag.mentions import mentioned
from rag.types import Answer, Question, Turn

SURVEY = (
    "各地2026年工业目标综述\n\n2025年全国规模以上工业增加值增长5.9%。安徽省提出，2026年力争规模以上工业增加值增长6.5%左右。"
    "浙江省表示，2026年主要目标是规模以上工业增加值增长6%左右、制造业投资增长8%以上。广东省提出，2026年要抓好工业扩投资、促增长，推进低空经济。"
)
REPORTS = {
    "海南.txt": "2025年海南省政府工作报告\n\n2025年1月14日\n\n一、2024年工作回顾\n\n预计地区生产总值增长3.5%，新增城镇就业17.2万人。\n\n"
    "二、2025年目标\n\n今年主要预期目标是：地区生产总值增长6%以上，粮食产量145万吨。力争研发经费投入强度达1.6%。",
    "青海.txt": "2025年青海省政府工作报告\n\n2025年1月19日\n\n一、2024年工作回顾\n\n全省生产总值增长2.7%，城镇新增就业6.45万人。\n\n"
    "二、2025年目标\n\n全省主要预期目标是：地区生产总值增长4.5%左右，城镇新增就业6万人以上。发展低空经济。",
    "陕西.txt": "2025年陕西省政府工作报告\n\n2025年1月16日\n\n一、目标\n\n主要预期目标是：生产总值增长5%左右，城镇新增就业40万人以上。",
    "综述.txt": SURVEY,
}


@pytest.fixture(scope="module")
def service(opened: Callable[[Mapping[str, str]], Service]) -> Service:
    return opened(REPORTS)


def cells(answer: Answer) -> dict[str, list[str]]:
    assert answer.table is not None
    return {row.label: [cell.text for cell in row.cells] for row in answer.table.rows}


def test_two_regions_stand_side_by_side_and_the_higher_is_named(service: Service) -> None:
    answer = service.answer(Question("海南和青海2025年的GDP增长目标各是多少，哪个更高？"))
    assert [sentence.text for sentence in answer.sentences] == [
        "更高的是海南。", "海南：地区生产总值增长6%以上", "青海：地区生产总值增长4.5%左右",
    ]  # fmt: skip
    assert [citation.report for citation in answer.citations] == ["海南.txt", "青海.txt"]
    assert answer.notices == ("基于 4 份报告中的 2 份。",)


@pytest.mark.parametrize("question", ["安徽和浙江谁的2026年规模以上工业增加值目标高？", "安徽和浙江2026年规上工业增加值的目标，哪个更高？"])
def test_a_word_within_the_name_of_an_indicator_does_not_ask_for_an_amount(service: Service, question: str) -> None:
    """规模 in 规模以上工业增加值 was read as asking how much there is, and no report of the growth aimed at was told."""
    answer = service.answer(Question(question))
    assert answer.sentences[0].text == "更高的是安徽。"
    assert cells(answer) == {"安徽": ["2026年力争规模以上工业增加值增长6.5%左右"], "浙江": ["2026年主要目标是规模以上工业增加值增长6%左右"]}


def test_a_table_has_a_citation_for_every_value_and_says_what_is_missing(service: Service) -> None:
    answer = service.answer(Question("各省2026年规模以上工业增加值增长目标对比"))
    assert cells(answer)["安徽"] == ["2026年力争规模以上工业增加值增长6.5%左右"]
    assert cells(answer)["浙江"] == ["2026年主要目标是规模以上工业增加值增长6%左右"]
    assert cells(answer)["广东"] == []
    assert answer.table is not None
    assert all(1 <= cell.citation <= len(answer.citations) for row in answer.table.rows for cell in row.cells)
    assert any(notice.startswith("未提及：") and "广东" in notice for notice in answer.notices)


def test_regions_that_meet_a_condition_are_counted_in_words(service: Service) -> None:
    answer = service.answer(Question("有几个省把2025年地区生产总值增长目标定为“5%左右”？"))
    assert answer.sentences[0].text == "一个省（区、市）：陕西。"
    assert answer.citations[0].quote.endswith("生产总值增长5%左右，城镇新增就业40万人以上。")


def test_more_than_a_value_leaves_out_the_value_itself(service: Service) -> None:
    answer = service.answer(Question("哪些省2025年地区生产总值增长目标高于5%？"))
    assert set(cells(answer)) == {"海南"}


@pytest.mark.parametrize("question", ["哪个省2025年的地区生产总值增长目标最低，是多少？", "2025年地区生产总值增长目标最低的省份是哪个？"])
def test_the_lowest_is_found_among_all(question: str, service: Service) -> None:
    answer = service.answer(Question(question))
    assert answer.sentences[0].text == "最低的是青海。"
    assert "4.5%左右" in answer.sentences[1].text


def test_a_result_is_not_shown_where_a_target_is_asked(service: Service) -> None:
    answer = service.answer(Question("各省2025年城镇新增就业目标对比"))
    assert cells(answer)["青海"] == ["城镇新增就业6万人以上"]
    assert cells(answer)["海南"] == []


def test_an_english_question_is_answered_with_the_chinese_clause(service: Service) -> None:
    answer = service.answer(Question("What R&D intensity is Hainan aiming for in 2025?"))
    assert [sentence.text for sentence in answer.sentences] == ["Hainan: 力争研发经费投入强度达1.6%"]


@pytest.mark.parametrize(
    "question", ["海南省2025年固定资产投资的增长目标是多少？", "青海省2024年地区生产总值是多少亿元？", "陕西省2023年城镇新增就业多少人？"]
)
def test_what_no_report_states_is_refused(service: Service, question: str) -> None:
    answer = service.answer(Question(question))
    assert answer.refused


def test_a_follow_up_is_answered_as_the_whole_question(service: Service) -> None:
    answer = service.answer(Question("那城镇新增就业呢？", (Turn("青海省2025年地区生产总值增长目标是多少？", "4.5%左右"),)))
    assert "6万人以上" in answer.sentences[0].text
    assert answer.notices[0] == "按“青海省2025年城镇新增就业目标是多少？”理解。"


def test_every_report_that_speaks_of_something_is_found(service: Service) -> None:
    answer = service.answer(Question("哪些报告提到了低空经济？"))
    assert answer.sentences[0].text == "两份报告提到“低空经济”：各地工业目标综述、青海。"
    assert [citation.report for citation in answer.citations] == ["综述.txt", "青海.txt"]
    assert answer.notices == ("基于 4 份报告中的 2 份。",)


def test_what_no_report_speaks_of_is_refused(service: Service) -> None:
    answer = service.answer(Question("哪些报告提到了量子传送门？"))
    assert answer.refused


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("列出所有提到低空经济的报告", "低空经济"),
        ("有几份报告提到“新质生产力”？", "新质生产力"),
        ("Which reports mention carbon capture?", "carbon capture"),
        ("报告提到的增长目标是多少？", None),
    ],
)
def test_a_question_after_a_mention_is_known_by_its_words(question: str, said: str | None) -> None:
    assert mentioned(question) == said


def test_a_question_without_an_indicator_is_not_measured() -> None:
    assert read_measured("江西省重点扶持哪些产业链？") is None


def test_a_refusal_points_to_what_the_collection_says_of_the_same_indicator(service: Service) -> None:
    answer = service.answer(Question("青海省2024年地区生产总值是多少亿元？"))
    assert answer.refused
    assert [citation.quote for citation in answer.citations] == ["全省生产总值增长2.7%，城镇新增就业6.45万人。"]


def test_a_refusal_of_something_far_points_to_nothing(service: Service) -> None:
    assert service.answer(Question("红烧肉怎么做才软烂？")).citations == ()


def test_an_indicator_without_a_place_is_told_for_all_that_tell_it(service: Service) -> None:
    answer = service.answer(Question("2026年规模以上工业增加值增长目标"))
    assert {label for label, told in cells(answer).items() if told} == {"安徽", "浙江"}
    assert cells(answer)["广东"] == []


def test_an_indicator_of_one_report_is_no_comparison(service: Service) -> None:
    assert service.answer(Question("《2025年海南省政府工作报告》的地区生产总值增长目标是多少？")).table is None


def test_a_table_tells_its_cells_with_row_and_head(tmp_path: Path) -> None:
    rows = "".join(f"| {name} | {100 + number}万人 |\n" for number, name in enumerate("湖北 甘肃 江西 福建 云南".split()))
    (tmp_path / "就业.md").write_text(f"# 2025年各省目标\n\n| 地区 | 城镇新增就业目标 |\n| --- | --- |\n{rows}", encoding="utf-8")
    settings = Settings(data=tmp_path / "data", workers=0)
    index_reports(settings, [tmp_path], lambda *_: None)
    answer = open_service(settings).answer(Question("湖北和甘肃2025年城镇新增就业目标哪个更高？"))
    assert [sentence.text for sentence in answer.sentences] == [
        "更高的是甘肃。",
        "甘肃：城镇新增就业目标 101万人",
        "湖北：城镇新增就业目标 100万人",
    ]
    assert [citation.quote for citation in answer.citations][:2] == ["| 地区 | 城镇新增就业目标 |", "| 甘肃 | 101万人 |"]


@pytest.mark.parametrize(
    ("question", "regions"),
    [
        ("有几个省2025年地区生产总值增长目标不低于5%？", {"海南", "陕西"}),
        ("哪些省2025年地区生产总值增长目标不超过5%？", {"青海", "陕西"}),
        ("哪些省2025年地区生产总值增长目标在6%以上？", {"海南"}),
        ("哪些省2025年地区生产总值增长目标低于5%？", {"青海"}),
    ],
)
def test_a_condition_is_read_as_it_is_meant(service: Service, question: str, regions: set[str]) -> None:
    assert set(cells(service.answer(Question(question)))) == regions


def test_a_condition_that_no_region_meets_is_refused(service: Service) -> None:
    assert service.answer(Question("有几个省2025年地区生产总值增长目标定为50%？")).refused


def test_a_total_and_a_growth_are_not_put_in_order(service: Service) -> None:
    """海南 tells its grain output in tons and 青海 nothing of it: what one tells in percent is no less than what another tells in yuan."""
    answer = service.answer(Question("海南和青海2025年地区生产总值哪个更高？"))
    assert answer.table is not None
    assert {cell.unit for row in answer.table.rows for cell in row.cells} == {"%"}


@pytest.mark.parametrize(
    "question", ["苏州市2025年地区生产总值是多少？", "全国2025年城镇新增就业目标是多少？", "海口市2025年地区生产总值增长目标是多少？"]
)
def test_a_city_or_the_country_is_not_answered_with_a_province(service: Service, question: str) -> None:
    answer = service.answer(Question(question))
    assert answer.table is None


def test_a_word_within_a_word_is_no_mention(service: Service) -> None:
    assert service.answer(Question("Which reports mention AI?")).refused


@pytest.fixture(scope="module")
def halves(tmp_path_factory: pytest.TempPathFactory) -> Service:
    folder = tmp_path_factory.mktemp("halves")
    for region, half, nine in (("安徽", "5.6", "5.4"), ("江西", "5.5", "5.2")):
        title = f"2025年{region}省经济运行情况"
        text = f"2025年上半年，{region}省地区生产总值增长{half}%。2025年前三季度，{region}省地区生产总值增长{nine}%。"
        (folder / f"{region}.txt").write_text(f"{title}\n\n{text}", encoding="utf-8")
    settings = Settings(data=folder / "data")
    index_reports(settings, [folder], lambda *_: None)
    return open_service(settings)


def test_a_part_of_a_year_answers_for_itself_and_not_for_the_year(halves: Service) -> None:
    answer = halves.answer(Question("安徽和江西2025年上半年地区生产总值增速各是多少？"))
    assert cells(answer) == {"安徽": ["安徽省地区生产总值增长5.6%"], "江西": ["江西省地区生产总值增长5.5%"]}
    answer = halves.answer(Question("安徽和江西2025年1-9月地区生产总值增速各是多少？"))
    assert cells(answer) == {"安徽": ["安徽省地区生产总值增长5.4%"], "江西": ["江西省地区生产总值增长5.2%"]}
    assert halves.answer(Question("安徽2025年地区生产总值增长多少？")).refused
