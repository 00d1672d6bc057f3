import pytest

from documents.regions import NATIONAL, Region, cities_in, region_in


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("2025年安徽省政府工作报告", Region("安徽", None, "34")),
        ("2025年宁夏回族自治区政府工作报告", Region("宁夏", None, "64")),
        ("内蒙古自治区人民政府", Region("内蒙古", None, "15")),
        ("北京市人民政府办公厅关于印发措施的通知", Region("北京", None, "11")),
        ("廣東省就業條例", Region("广东", None, "44")),
        ("浙江西部山区规划", Region("浙江", None, "33")),
        ("青岛市人工智能产业创新发展行动计划", Region("山东", "青岛", "3702")),
        ("山东（济南）人工智能岛建设运营补贴实施细则", Region("山东", "济南", "3701")),
        ("济南-青岛人工智能创新应用先导区融合发展实施方案", Region("山东", None, "37")),
        ("国家税务总局厦门市税务局关于公布办税指南的通知", Region("福建", "厦门", "3502")),
        ("吉林市工业发展规划", Region("吉林", "吉林", "2202")),
        ("吉林省工业发展规划", Region("吉林", None, "22")),
        ("海南藏族自治州生态保护条例", Region("青海", "海南", "6325")),
        ("海南州生态保护条例", Region("青海", "海南", "6325")),
        ("大同市能源转型方案", Region("山西", "大同", "1402")),
        ("天下大同的理念", None),
        ("河南通过促进就业条例", Region("河南", None, "41")),
        ("江西安全生产条例", Region("江西", None, "36")),
        ("国务院办公厅关于印发方案的通知", Region(NATIONAL)),
        ("工业和信息化部关于开展试点的通知", Region(NATIONAL)),
        ("中华人民共和国劳动法", Region(NATIONAL)),
        ("长三角（上海、江苏、浙江、安徽）一体化规划", None),
        ("南京与合肥合作方案", None),
        ("北京大学招生章程", None),
        ("武汉大学招生章程", None),
        ("省人力资源社会保障厅通知", None),
        ("Annual report 2022", None),
    ],
)
def test_a_region_is_the_one_place_named_or_the_whole_country(text: str, region: Region | None) -> None:
    assert region_in(text) == region


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("合肥市2025年的目标", "合肥"),
        ("建设出海口，铺设大理石", None),
        ("实现伟大理想，保持均衡水平", None),
        ("海口的旅游收入", "海口"),
        ("大理的旅游收入", "大理"),
        ("中山装与日照时间", None),
        ("中山市产业规划", "中山"),
    ],
)
def test_cities_whose_names_are_words_count_only_in_full(text: str, city: str | None) -> None:
    found = region_in(text)
    assert (found.city if found else None) == city


def test_the_large_cities_of_a_text_are_those_that_questions_are_about() -> None:
    assert cities_in("合肥市和芜湖2025年的目标，海陵区除外") == {"合肥", "芜湖"}
