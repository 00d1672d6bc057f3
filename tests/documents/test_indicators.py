"""What the figures of a report are of, and whether they are aimed at or reached."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from documents.indicator_names import indicators_named, known_names, normal_name
from documents.indicator_types import Indicator
from documents.indicators import indicators_in
from documents.load import load_bytes

REPORT = """# 2025年安徽省政府工作报告

2025年1月15日

## 一、2024年工作回顾

预计全省地区生产总值5.06万亿元、增长5.8%，规上工业增加值增长9%，城镇新增就业72.4万人。城镇和农村居民人均可支配收入分别增长5%、6.2%。

## 二、2025年总体要求和主要目标

今年发展主要预期目标是：经济增长5.5%以上；城镇调查失业率5.5%左右；全社会研发经费支出占地区生产总值比重达到2.8%。

实现城镇新增就业不少于70万人。单位地区生产总值能耗下降3%左右。
"""


@pytest.fixture(scope="module")
def found() -> tuple[Indicator, ...]:
    return indicators_in(load_bytes(REPORT.encode(), "报告.md"))


Look = Callable[[str, str], Indicator]


@pytest.fixture
def one(found: tuple[Indicator, ...]) -> Look:
    def look(name: str, period: str) -> Indicator:
        (indicator,) = [i for i in found if (i.name, i.period) == (name, period)]
        return indicator

    return look


def test_a_result_of_the_year_before_and_a_target_of_this_year_are_told_apart(one: Look) -> None:
    reached, aimed = one("城镇新增就业", "2024"), one("城镇新增就业", "2025")
    assert (reached.value, reached.qualifier, reached.standing) == (Decimal(724000), None, "achieved")
    assert (aimed.value, aimed.qualifier, aimed.standing) == (Decimal(700000), "at_least", "target")


def test_a_total_and_its_growth_are_two_figures_of_one_indicator(found: tuple[Indicator, ...]) -> None:
    gdp = [i for i in found if (i.name, i.period) == ("地区生产总值", "2024")]
    assert [(i.measure, i.value, i.unit) for i in gdp] == [("level", Decimal(5060000000000), "元"), ("growth", Decimal("5.8"), "%")]


def test_figures_told_one_after_the_other_belong_to_their_names(one: Look) -> None:
    assert one("城镇居民人均可支配收入", "2024").value == 5
    assert one("农村居民人均可支配收入", "2024").value == Decimal("6.2")


def test_short_names_and_long_wordings_are_one_indicator(one: Look) -> None:
    assert one("规模以上工业增加值", "2024").value == 9
    assert one("研发投入强度", "2025").value == Decimal("2.8")
    assert one("地区生产总值", "2025").qualifier == "at_least"


def test_what_falls_grows_by_less_than_nothing(one: Look) -> None:
    assert (one("单位地区生产总值能耗", "2025").value, one("单位地区生产总值能耗", "2025").measure) == (Decimal(-3), "growth")


def test_every_indicator_stands_where_it_says(found: tuple[Indicator, ...]) -> None:
    text = load_bytes(REPORT.encode(), "报告.md").text
    assert {i.region for i in found} == {"安徽"}
    assert all(i.start <= i.figure_start < i.figure_end <= i.end for i in found)
    assert [text[i.figure_start : i.figure_end] for i in found if i.name == "城镇调查失业率"] == ["5.5%"]


def test_a_survey_of_provinces_gives_each_its_own() -> None:
    text = (
        "各省2026年工业目标\n\n2025年全国规模以上工业增加值增长5.9%。安徽省提出，2026年力争规模以上工业增加值增长6.5%左右。"
        "浙江省表示，2026年主要目标是规模以上工业增加值增长6%左右、制造业投资增长8%以上。"
    )
    found = indicators_in(load_bytes(text.encode(), "综述.txt"))
    assert [(i.region, i.name, i.value, i.period) for i in found] == [
        ("全国", "规模以上工业增加值", Decimal("5.9"), "2025"),
        ("安徽", "规模以上工业增加值", Decimal("6.5"), "2026"),
        ("浙江", "规模以上工业增加值", Decimal(6), "2026"),
        ("浙江", "制造业投资", Decimal(8), "2026"),
    ]


@pytest.mark.parametrize("text", ["海洋生产总值增长10%。", "庆阳经济总量达1200亿元。", "县域经济增速高于全省1个百分点。"])
def test_an_indicator_of_a_part_is_not_that_of_the_whole(text: str) -> None:
    found = indicators_in(load_bytes(f"2025年甘肃省政府工作报告\n\n{text}".encode(), "报告.txt"))
    assert "地区生产总值" not in {i.name for i in found}


@pytest.mark.parametrize(
    ("name", "normal"), [("全省规模工业增加值", "规模以上工业增加值"), ("GDP", "地区生产总值"), ("南繁种业产值", "南繁种业产值")]
)
def test_a_name_has_one_normal_form(name: str, normal: str) -> None:
    assert normal_name(name) == normal


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("各省2026年规上工业增加值增速目标对比", ["规模以上工业增加值"]),
        ("海南和青海的GDP和城镇新增就业目标", ["地区生产总值", "城镇新增就业"]),
        ("What economic growth target did Hubei set?", ["地区生产总值"]),
        ("低空经济怎么发展？", []),
        ("甘肃人均地区生产总值是多少？", ["人均地区生产总值"]),
        ("万元地区生产总值用水量下降多少？", []),
        ("人均进出口总额是多少？", []),
        ("宁夏和青海谁的物价下降？", ["居民消费价格"]),
        ("What is the urban surveyed unemployment rate?", ["城镇调查失业率"]),
    ],
)
def test_a_question_names_indicators_by_any_of_their_names(question: str, names: list[str]) -> None:
    assert indicators_named(question) == names


def test_a_name_may_begin_with_the_region_and_leave_out_what_stands_before() -> None:
    text = "2025年天津市政府工作报告\n\n2025年1月14日\n\n2024年，天津港集装箱航线147条、吞吐量2329万标准箱。"
    found = indicators_in(load_bytes(text.encode(), "报告.txt"))
    assert [(i.name, i.value, i.unit) for i in found] == [("集装箱航线", Decimal(147), "条"), ("集装箱吞吐量", Decimal(23290000), "标准箱")]


TABLE = """# 2025年部分省份主要目标

单位：亿元

| 地区 | 地区生产总值增长目标 | 2024年地区生产总值 | 城镇新增就业（万人） |
| --- | --- | --- | --- |
| 湖北 | 6%左右 | 60,012.97 | 92 |
| 甘肃 | 5.5%左右 | 13002.9 | 31.4 |
"""


def test_a_cell_is_an_indicator_by_its_row_and_the_head_over_it() -> None:
    report = load_bytes(TABLE.encode(), "目标.md")
    found = [i for i in indicators_in(report) if i.region == "湖北"]
    assert [(i.name, i.value, i.unit, i.qualifier, i.measure) for i in found] == [
        ("地区生产总值", Decimal(6), "%", "about", "growth"),
        ("地区生产总值", Decimal(6001297000000), "元", None, "level"),
        ("城镇新增就业", Decimal(920000), "人", None, "level"),
    ]
    assert (found[0].standing, found[0].period, found[1].period) == ("target", "2025", "2024")
    assert {report.text[i.start : i.end].strip("| ").startswith("湖北") for i in found} == {True}
    assert report.text[found[0].head_start : found[0].head_end].startswith("| 地区 | 地区生产总值增长目标")


@pytest.mark.parametrize("name", known_names())
def test_every_known_name_is_found_in_a_question(name: str) -> None:
    assert name in indicators_named(f"安徽省2025年{name}是多少？")


def test_a_change_is_told_by_where_it_ends() -> None:
    text = "2025年安徽省政府工作报告\n\n2025年1月15日\n\n2024年，城镇调查失业率由5.5%降至5.1%。"
    found = indicators_in(load_bytes(text.encode(), "报告.txt"))
    assert [i.value for i in found if i.name == "城镇调查失业率"] == [Decimal("5.1")]


def test_the_figures_of_a_city_are_not_those_of_its_province() -> None:
    text = "2025年安徽省政府工作报告\n\n2025年1月15日\n\n2024年，合肥市地区生产总值增长6.1%。全省地区生产总值增长5.8%。"
    found = indicators_in(load_bytes(text.encode(), "报告.txt"))
    assert [i.value for i in found if i.name == "地区生产总值"] == [Decimal("5.8")]


def names_and_values(text: str) -> list[tuple[str, str, str]]:
    report = load_bytes(f"2025年安徽省政府工作报告\n\n2025年1月15日\n\n一、2024年工作回顾\n\n{text}".encode(), "报告.txt")
    return [(i.name, format(i.value.normalize(), "f"), i.measure) for i in indicators_in(report)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("进出口总额增长9.8%，总量连续39年居全国首位。", [("进出口总额", "9.8", "growth")]),
        (
            "地区生产总值增长5.8%、增速全国第3，总量达到60013亿元。",
            [("地区生产总值", "5.8", "growth"), ("地区生产总值", "6001300000000", "level")],
        ),
        (
            "全省地区生产总值连跨4个千亿台阶，2024年达到1.3万亿元、增长5.8%。",
            [("地区生产总值", "1300000000000", "level"), ("地区生产总值", "5.8", "growth")],
        ),
        ("城镇新增就业连续4年超过90万人。", [("城镇新增就业", "900000", "level")]),
        ("地区生产总值5503亿元、增长5.4%。", [("地区生产总值", "550300000000", "level"), ("地区生产总值", "5.4", "growth")]),
        (
            "一产、二产、三产增加值分别增长5.5%、6%、5%。",
            [("一产增加值", "5.5", "growth"), ("二产增加值", "6", "growth"), ("三产增加值", "5", "growth")],
        ),
        ("清洁能源、新能源装机占比分别达94.6%、70%。", [("清洁能源装机占比", "94.6", "level"), ("新能源装机占比", "70", "level")]),
        ("新建3个蔬菜基地，实施180公里管道清淤。", []),
        ("园区成为西部首个产值超过2000亿元的化工园区。", []),
        ("每千人口拥有婴幼儿托位数增至4.14个。", [("每千人口拥有婴幼儿托位数", "4.14", "level")]),
        ("全省电源总装机历史性突破1亿千瓦。", [("电源总装机", "100000000", "level")]),
        ("安全事故起数分别比2019年下降4.8%。", [("安全事故起数", "-4.8", "growth")]),
        ("信访总量下降33.8%。", [("信访总量", "-33.8", "growth")]),
        ("孤儿生活保障标准从每人每月2295元提高到2375元。", [("孤儿生活保障标准", "2375", "level")]),
        ("居民消费价格上涨0.5%。", [("居民消费价格", "0.5", "growth")]),
        ("居民消费价格指数（CPI）下跌0.3%，物价涨幅控制在2%左右。", [("居民消费价格", "-0.3", "growth"), ("居民消费价格", "2", "growth")]),
        (
            "细颗粒物年均浓度30.5微克/立方米、下降6.2%。",
            [("PM2.5平均浓度", "30.5", "level"), ("PM2.5平均浓度", "-6.2", "growth")],
        ),
        ("细颗粒物（PM2.5）平均浓度29微克/立方米。", [("PM2.5平均浓度", "29", "level")]),
        ("PM2.5年均浓度同比下降8%。", [("PM2.5平均浓度", "-8", "growth")]),
        ("人均地区生产总值突破5万关口、达到5.28万元。", [("人均地区生产总值", "52800", "level")]),
        ("The company generated $13.2 billion in cash.", []),
        ("Gross domestic product grew by 5.2% in 2024.", [("地区生产总值", "5.2", "growth")]),
    ],
)
def test_a_figure_is_an_indicator_only_where_the_words_before_it_name_one(text: str, told: list[tuple[str, str, str]]) -> None:
    assert names_and_values(text) == told


def test_what_was_won_is_no_target_and_a_number_of_a_list_no_year() -> None:
    text = "全年争取特别国债102.2亿元，完成退租 2000 户，改造老旧厂房 40 个。"
    report = load_bytes(f"2025年安徽省政府工作报告\n\n2025年1月15日\n\n一、2024年工作回顾\n\n{text}".encode(), "报告.txt")
    assert {(i.standing, i.period) for i in indicators_in(report)} == {("achieved", "2024")}


def test_a_year_named_by_the_way_ends_with_its_sentence() -> None:
    text = "在2023年考评第三的好成绩基础上，完成投资30亿元。2019年城镇新增就业6万人。城镇新增就业6.45万人。"
    report = load_bytes(f"2025年青海省政府工作报告\n\n2025年1月15日\n\n一、2024年工作回顾\n\n{text}".encode(), "报告.txt")
    assert [(i.period, str(i.value)) for i in indicators_in(report) if i.name == "城镇新增就业"] == [
        ("2019", "60000"),
        ("2024", "64500.00"),
    ]


def test_a_qualifier_behind_what_a_unit_is_told_for_is_kept() -> None:
    (found,) = indicators_in(load_bytes("PM2.5浓度控制在30.5微克/立方米以内。".encode(), "报告.txt"))
    assert found.qualifier == "at_most"
