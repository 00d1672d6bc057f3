import pytest

from documents.parts import Part
from documents.titles import Title, find_title, usable_property

BODY = "为贯彻落实国务院决策部署，现就有关事项通知如下。"


def title_of(*lines: str, page: int | None = None) -> Title:
    return find_title([Part("paragraph", line, page=page) for line in lines])


def test_the_first_heading_of_the_format_is_the_title() -> None:
    assert find_title([Part("paragraph", "省政府文件"), Part("heading", "实施方案", level=1)]) == Title("实施方案", 1)


def test_a_line_worded_like_a_title_is_found_below_the_letterhead() -> None:
    assert title_of("安徽省人民政府文件", "皖政〔2025〕3号", "关于做好就业工作的通知", BODY) == Title("关于做好就业工作的通知", 2)


def test_a_title_over_two_lines_is_put_together() -> None:
    assert title_of("国务院办公厅关于印发", "实施方案的通知", BODY) == Title("国务院办公厅关于印发实施方案的通知", None)


def test_a_short_first_line_is_a_title_only_off_the_page() -> None:
    assert title_of("共绘工业新图景", BODY) == Title("共绘工业新图景", 0)
    assert title_of("共绘工业新图景", BODY, page=1) == Title()


@pytest.mark.parametrize(
    "line", ["各位代表：", "来源：北京日报", "2025年1月14日", "一、总体要求", "各地召开会议,蓝图正在铺展。", "（2025年1月公布）"]
)
def test_salutations_dates_and_sentences_are_no_titles(line: str) -> None:
    assert title_of(line, BODY) == Title()


@pytest.mark.parametrize("junk", ["", "0000764478-23-000006", "Microsoft Word - 报告.doc", "报告终稿.docx", "文档1", "untitled", None])
def test_properties_that_programs_fill_in_are_no_titles(junk: str | None) -> None:
    assert usable_property(junk) is None


def test_a_real_property_is_kept_in_one_line() -> None:
    assert usable_property("UK  Covid-19\nInquiry") == "UK Covid-19 Inquiry"


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (("FY 2022-2026 EPA Strategic Plan",), "FY 2022-2026 EPA Strategic Plan"),
        (("Strategic Plan FY 2022 – 2026",), "Strategic Plan FY 2022 – 2026"),
        (
            ("UK Government", "Response to the Covid-19", "Inquiry Module 1 Report"),
            "UK Government Response to the Covid-19 Inquiry Module 1 Report",
        ),
        (("CURRENT REPORT", "FORM 8-K"), None),
        (("Emissions will be cut by 68 percent by 2030.",), None),
    ],
)
def test_an_english_title_is_worded_like_one(lines: tuple[str, ...], title: str | None) -> None:
    assert find_title([Part("paragraph", line, page=1) for line in lines]).text == title
