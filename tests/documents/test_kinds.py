import pytest

from documents.kinds import kind_of


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("2025年安徽省政府工作报告", "work_report"),
        ("安徽省“十四五”就业促进规划", "plan"),
        ("国务院关于印发《新一代人工智能发展规划》的通知", "plan"),
        ("国务院办公厅关于印发促进就业若干措施的通知", "measures"),
        ("关于公布首批全国示范智慧商店名单的通知", "notice"),
        ("国务院关于深化改革的若干意见", "opinion"),
        ("奖补办法（试行）", "measures"),
        ("中华人民共和国劳动法", "measures"),
        ("安徽省人民代表大会常务委员会关于修改条例的决定", "decision"),
        ("关于恢复营业的通告", "announcement"),
        ("国家智能制造标准体系建设指南", "guide"),
        ("安徽省2024年国民经济和社会发展统计公报", "statistics"),
        ("关于安徽省2024年预算执行情况和2025年预算草案的报告", "budget"),
        ("关于2024年国民经济计划执行情况的报告", "report"),
        ("民政部对关于应对老龄社会的建议的答复", "reply"),
        ("在全省经济工作会议上的讲话", "speech"),
        ("《促进就业若干措施》解读", "interpretation"),
        ("中国的能源转型白皮书", "white_paper"),
        ("生态环境部印发《医疗废物应急处置指南》", "news"),
        ("ADBE 10-K FY22", "annual_report"),
        ("BESTBUY_2024Q2_10Q", None),
        ("FY 2022-2026 EPA Strategic Plan", "plan"),
        ("Singapore Budget Speech 2020", "budget"),
        ("UK Government Response to the Inquiry Report", "reply"),
        ("安徽", None),
    ],
)
def test_the_title_says_the_kind(title: str, kind: str | None) -> None:
    assert kind_of(title, [], [], []) == kind


@pytest.mark.parametrize(
    ("head", "tail", "kind"),
    [
        (["各位代表：", "现在，我代表省人民政府向大会报告工作，请予审议。"], [], "work_report"),
        (["现在，我代表第十八届中央委员会向大会作报告。"], [], "report"),
        (["为推进数字化转型，制定本实施方案。"], [], "plan"),
        (["现将有关事项通知如下：一、加强管理。"], [], "notice"),
        (["您的留言已收悉。现将有关情况回复如下。"], [], "reply"),
        (["第一条 为保障公民权益，制定有关规则。"], [], "measures"),
        (["总则"], ["第九条 本办法自2025年1月1日起施行。"], "measures"),
        (["新华社合肥2月10日电（记者 张三）各地有序复工。"], [], "news"),
        (["各地有序复工。"], ["企业稳定运行。（记者 张三）"], "news"),
        (["峰会日前在济南市召开。有关负责人出席峰会并致辞。"], [], "news"),
        (["UNITED STATES", "FORM 10-Q"], [], "quarterly_report"),
        (["同志们：", "这次大会是一次重要的大会。"], [], "speech"),
        (["一、工厂建设", "面向工厂规划，开展设计。"], [], None),
    ],
)
def test_without_a_title_the_text_says_what_it_is(head: list[str], tail: list[str], kind: str | None) -> None:
    assert kind_of("文件", [*head, *tail], head, tail) == kind


def test_an_article_with_an_interview_is_news_whatever_its_title_ends_with() -> None:
    assert kind_of("2026年工业发展蓝图", ["专家在接受《经营报》记者采访时表示，集中度将提高。"], [], []) == "news"
