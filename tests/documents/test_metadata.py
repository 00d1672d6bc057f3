import pytest

from documents.metadata import metadata_of
from documents.parts import Part
from documents.types import Metadata

BODY = "为贯彻落实国务院决策部署，根据《条例》（国发〔2017〕35号），现就有关事项通知如下。"


def metadata(*lines: str, title: str = "通知", name: str = "文件") -> Metadata:
    return metadata_of([Part("paragraph", line) for line in lines], title=title, name=name)


def test_an_official_notice_says_everything_of_itself() -> None:
    title = "安徽省人民政府办公厅关于印发安徽省“十四五”就业规划的通知"
    found = metadata("皖政办〔2022〕 8 号", title, BODY, "安徽省人民政府办公厅", "2022年3月5日", title=title)
    assert found == Metadata(
        title=title,
        language="zh",
        region="安徽",
        issuer="安徽省人民政府办公厅",
        document_number="皖政办〔2022〕8号",
        date="2022-03-05",
        period="2021-2025",
        region_code="34",
        kind="plan",
    )


def test_a_work_report_names_its_government_only_where_it_says_so() -> None:
    assert metadata("各位代表：", "现在，我代表安徽省人民政府，向大会报告工作。").issuer == "安徽省人民政府"
    assert metadata("各位代表：", "现在，我代表省人民政府，向大会报告工作。").issuer is None
    assert metadata("现在，我代表自治区人民政府向大会报告工作。").issuer is None


def test_the_speaker_s_government_gives_the_region() -> None:
    assert metadata("现在，我代表北京市人民政府，向大会报告工作。", title="政府工作报告").region == "北京"


def test_several_signatures_are_all_issuers() -> None:
    assert metadata(BODY, "国家发展改革委", "财 政 部", "2024年5月14日").issuer == "国家发展改革委、财政部"


def test_nothing_is_guessed_where_nothing_is_said() -> None:
    assert metadata(BODY, "2024年全省城镇新增就业65万人。") == Metadata(title="通知", language="zh", kind="notice")


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("国发〔2025〕12号", "国发〔2025〕12号"),
        ("国发[2025]12号", "国发〔2025〕12号"),
        ("（科技发展函（2021）182号）", "科技发展函〔2021〕182号"),
        ("发文字号：皖政【2025】第3号", "皖政〔2025〕3号"),
        ("中华人民共和国国务院令第735号", "中华人民共和国国务院令第735号"),
        (BODY, None),
    ],
)
def test_document_numbers_are_read_in_every_bracket(line: str, number: str | None) -> None:
    assert metadata("标题", line).document_number == number


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        (("——2025年1月15日在省第十四届人民代表大会第三次会议上", BODY), "2025-01-15"),
        (("2025年1月14日在市人民代表大会上市长同志作政府工作报告。", BODY), "2025-01-14"),
        (("发布日期：2025-03-02  来源：网站", BODY), "2025-03-02"),
        (("2023-08-07 16:24 来源：本地宝 2023-08-07 13:23 正文很长。",), "2023-08-07"),
        ((BODY, "二〇二五年三月二日"), "2025-03-02"),
        (("根据2025年1月14日会议精神，制定本办法。",), None),
        (("For the fiscal year ended December 2, 2022",), None),
    ],
)
def test_the_date_is_the_document_s_own(lines: tuple[str, ...], date: str | None) -> None:
    assert metadata(*lines).date == date


def test_the_file_name_helps_where_the_title_is_silent() -> None:
    found = metadata("各位代表：", title="政府工作报告", name="2024年北京市政府工作报告")
    assert (found.region, found.period) == ("北京", "2024")


def test_the_edition_stands_in_the_title() -> None:
    assert metadata(BODY, title="奖补办法（试行）").edition == "试行"
    assert metadata(BODY, title="条例（2018年修正）").edition == "2018年修正"
