import pytest

from documents.regions import region_of


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("2025年安徽省政府工作报告", "安徽"),
        ("2025年宁夏回族自治区政府工作报告", "宁夏"),
        ("内蒙古自治区人民政府", "内蒙古"),
        ("北京市人民政府办公厅关于印发措施的通知", "北京"),
        ("廣東省就業條例", "广东"),
        ("浙江西部山区规划", "浙江"),
        ("国务院办公厅关于印发方案的通知", "全国"),
        ("工业和信息化部关于开展试点的通知", "全国"),
        ("中华人民共和国劳动法", "全国"),
        ("长三角（上海、江苏、浙江、安徽）一体化规划", None),
        ("北京大学招生章程", None),
        ("省人力资源社会保障厅通知", None),
        ("Annual report 2022", None),
    ],
)
def test_a_region_is_the_one_province_named_or_the_whole_country(text: str, region: str | None) -> None:
    assert region_of(text) == region
