"""References letter for letter, as they go into a bibliography."""

from typing import Any

import pytest

from documents.types import Metadata
from rag.styles import reference
from rag.types import Citation


def cited(report: str, page: int | None, title: str, language: Any = "zh", *, section: tuple[str, ...] = (), **known: Any) -> Citation:
    return Citation(1, "a" * 64, report, title, page, section, "引文。", 0, 3, source=Metadata(title, language, **known))


WORK_REPORT = cited(
    "ah.pdf", 3, "2026年安徽省政府工作报告", issuer="安徽省人民政府", date="2026-01-20", kind="work_report", section=("二、目标",)
)
NOTICE = cited(
    "tz.docx",
    None,
    "关于印发安徽省“十四五”就业促进规划的通知",
    issuer="安徽省人民政府",
    document_number="皖政〔2021〕12号",
    date="2021-12-30",
    kind="notice",
    section=("三、主要任务", "（一）扩大就业"),
)
OPINION = cited(
    "yj.pdf",
    1,
    "关于深化智慧城市发展的指导意见",
    issuer="国家发展改革委、国家数据局、财政部、自然资源部",
    date="2024-05-14",
    kind="opinion",
)
STANDARD = cited("gb.pdf", 12, "环境空气质量标准", document_number="GB 3095—2012", date="2012-02", kind="guide")
GUIDE = cited("zn.pdf", 2, "绿色债券支持项目目录（2025年版）", issuer="中国人民银行", kind="guide", edition="2025年版")
NEWS_PAGE = cited("xw.html", None, "全省经济运行情况新闻发布会举行", date="2026-01-22", kind="news")
NEWS = cited("xw.pdf", 4, "全省经济运行情况新闻发布会举行", date="2026-01-22", kind="news")
UNKNOWN = cited("未知.txt", None, "产业发展情况")
UNDATED = cited("未知.pdf", 7, "产业发展情况", kind="report")
ENGLISH = cited("dft.pdf", 21, "Decarbonising Transport", "en", issuer="Department for Transport", date="2021-07-14", kind="plan")
TEN_K = cited("adobe.pdf", 44, "Annual Report on Form 10-K", "en", issuer="ADOBE INC.", date="2023-01-17", kind="annual_report")
INQUIRY = cited("hc18.pdf", 5, "Module 1", "en", issuer="UK Covid-19 Inquiry", document_number="HC 18", date="2024-07", kind="report")
EDITION = cited("b.pdf", 1, "安徽省产业目录", edition="征求意见稿", date="2025-03", kind="guide", issuer="安徽省发展和改革委员会")


@pytest.mark.parametrize(
    ("citation", "expected"),
    [
        (WORK_REPORT, "安徽省人民政府. 2026年安徽省政府工作报告[R]. 2026-01-20: 3."),
        (NOTICE, "安徽省人民政府. 关于印发安徽省“十四五”就业促进规划的通知: 皖政〔2021〕12号[Z]. 2021-12-30."),
        (OPINION, "国家发展改革委, 国家数据局, 财政部, 等. 关于深化智慧城市发展的指导意见[Z]. 2024-05-14: 1."),
        (STANDARD, "环境空气质量标准: GB 3095—2012[S]. 2012-02: 12."),
        (GUIDE, "中国人民银行. 绿色债券支持项目目录（2025年版）[Z]: 2."),
        (NEWS_PAGE, "全省经济运行情况新闻发布会举行[EB/OL]. (2026-01-22)."),
        (NEWS, "全省经济运行情况新闻发布会举行[N]. 2026-01-22: 4."),
        (UNKNOWN, "产业发展情况[Z]."),
        (UNDATED, "产业发展情况[R]: 7."),
        (ENGLISH, "Department for Transport. Decarbonising Transport[Z]. 2021-07-14: 21."),
        (TEN_K, "ADOBE INC. Annual Report on Form 10-K[R]. 2023-01-17: 44."),
        (INQUIRY, "UK Covid-19 Inquiry. Module 1: HC 18[R]. 2024-07: 5."),
        (EDITION, "安徽省发展和改革委员会. 安徽省产业目录[Z]. 征求意见稿. 2025-03: 1."),
    ],
)
def test_gb_t_7714(citation: Citation, expected: str) -> None:
    assert reference(citation, "gbt7714") == expected


@pytest.mark.parametrize(
    ("citation", "expected"),
    [
        (WORK_REPORT, "安徽省人民政府《2026年安徽省政府工作报告》，2026-01-20，第 3 页"),
        (
            NOTICE,
            "安徽省人民政府《关于印发安徽省“十四五”就业促进规划的通知》，皖政〔2021〕12号，2021-12-30，“（一）扩大就业”",
        ),
        (UNKNOWN, "《产业发展情况》"),
        (ENGLISH, "Department for Transport, Decarbonising Transport, 2021-07-14, p. 21"),
        (INQUIRY, "UK Covid-19 Inquiry, Module 1, HC 18, 2024-07, p. 5"),
    ],
)
def test_plain(citation: Citation, expected: str) -> None:
    assert reference(citation, "plain") == expected


def test_a_title_in_a_title_has_single_marks() -> None:
    citation = cited("a.txt", None, "关于印发《就业规划》的通知")
    assert reference(citation, "plain") == "《关于印发〈就业规划〉的通知》"
    assert reference(cited("a.txt", None, "《就业规划》解读"), "plain") == "《〈就业规划〉解读》"


def test_a_citation_that_does_not_know_its_source_has_its_title() -> None:
    citation = Citation(1, "a" * 64, "a.pdf", "Energy plan", 2, (), "Coal falls.", 0, 11)
    assert (reference(citation, "gbt7714"), reference(citation, "plain")) == ("Energy plan[Z]: 2.", "Energy plan, p. 2")
