from documents.parts import Part
from documents.structure import lead_of, size, structured

BODY = "坚持稳中求进工作总基调，完整准确全面贯彻新发展理念，推动高质量发展取得新成效。"


def outline(*lines: str) -> list[tuple[str, int]]:
    return [(part.kind, part.level) for part in structured([Part("paragraph", line) for line in lines])]


def test_headings_of_an_official_document_get_levels_without_gaps() -> None:
    lines = ["第一章 总则", "第一节 目标", "一、总体要求", "（一）指导思想", BODY]
    assert outline(*lines) == [("heading", 1), ("heading", 2), ("heading", 3), ("heading", 4), ("paragraph", 0)]
    assert outline("一、总体要求", BODY, "（一）指导思想", BODY, "二、任务", BODY)[4] == ("heading", 1)


def test_a_marked_line_with_a_sentence_stays_a_paragraph() -> None:
    assert outline(f"一、总体要求。{BODY}", BODY) == [("paragraph", 0), ("paragraph", 0)]


def test_an_article_is_a_paragraph_and_a_heading_only_on_a_line_of_its_own() -> None:
    assert outline("第十二条　本办法由省人力资源社会保障厅负责解释。", BODY)[0] == ("paragraph", 0)
    assert outline("第十二条 解释", BODY)[0] == ("heading", 1)


def test_a_row_of_figures_is_no_heading() -> None:
    parts = structured([Part("paragraph", "(2) 46 16 22 4 4"), Part("paragraph", BODY)])
    assert [part.kind for part in parts] == ["item", "paragraph"]


def test_a_row_of_equal_marks_is_a_list() -> None:
    assert outline("提交下列材料：", "（一）身份证；", "（二）户口簿。") == [("paragraph", 0), ("item", 0), ("item", 0)]
    assert outline("1.身份证", "2.户口簿", BODY)[0] == ("item", 0)


def test_a_table_of_contents_holds_no_headings() -> None:
    assert [kind for kind, _ in outline("一、总体要求....3", "二、主要任务....5", BODY)] == ["paragraph", "paragraph", "paragraph"]


def test_a_short_line_between_whole_paragraphs_is_a_heading() -> None:
    assert outline(BODY, "稳增长确保实现良好开局", BODY)[1] == ("heading", 1)
    assert outline(BODY, "Forward-Looking Statements", "This report contains statements about the future that involve risks.")[1] == (
        "heading",
        1,
    )


def test_fragments_and_labels_are_no_headings() -> None:
    for line in ["各位代表：", "认真贯彻国务院《", "2025", "Cash and equivalents $ 1,093 $ 1,874 $ 840"]:
        assert outline(BODY, line, BODY)[1] == ("paragraph", 0)


def test_headings_by_wording_stand_below_those_of_the_format() -> None:
    parts = [Part("heading", "通知", level=1), Part("paragraph", "一、目标"), Part("paragraph", BODY)]
    assert [part.level for part in structured(parts)] == [1, 2, 0]


def test_the_title_stands_above_all_headings() -> None:
    parts = [Part("paragraph", "工作报告"), Part("paragraph", "一、回顾"), Part("paragraph", BODY)]
    assert [(part.kind, part.level) for part in structured(parts, title=0)] == [("heading", 1), ("heading", 2), ("paragraph", 0)]


def test_a_lead_names_the_paragraph_it_opens() -> None:
    lead = lead_of("（一）锚定目标攻坚。全年实现地区生产总值5503亿元。")
    assert lead is not None
    assert lead.name == "（一）锚定目标攻坚"
    article = lead_of("第十二条　本办法自发布之日起施行。")
    assert article is not None
    assert article.name == "第十二条"


def test_a_marked_paragraph_of_one_sentence_has_no_lead() -> None:
    assert lead_of("（一）有固定的经营场所。") is None
    assert lead_of("全省经济稳中有进。") is None


def test_three_latin_letters_are_as_long_as_one_han_character() -> None:
    assert size("增长") == 2
    assert size("growth") == 2


def test_a_whole_paragraph_set_as_a_heading_is_a_paragraph() -> None:
    (part,) = structured([Part("heading", BODY * 10, level=2)])
    assert (part.kind, part.level) == ("paragraph", 0)
