from documents.lines import unwrap
from documents.parts import Part

CHINESE = """近年来，各产煤省区、煤炭企业认真贯彻落实党中央、国务院
加快新一代信息技术与传统产业融合发展的决策部署，创造性
推进煤矿智能化建设，涌现出了一大批技术先进、管理科学的
煤矿，为推动行业进步做出了重要贡献。
一、主要目标
到2025年，大型煤矿和灾害严重煤矿基本实现智能化，井下重
点岗位机器人作业，露天煤矿实现智能连续作业。"""

ENGLISH = """The government welcomes the findings of the inquiry and accepts that it must
learn from past events and improve its preparedness. It sets out actions to ad-
dress all of the recommendations, and it will report on its progress each year
to Parliament.
Next steps
A review of national resilience has been announced. It considers the wider
risks that the country faces."""


def texts(parts: list[Part]) -> list[str]:
    return [part.text for part in unwrap(parts)]


def test_wrapped_chinese_lines_join_without_a_space() -> None:
    assert texts([Part("paragraph", CHINESE)]) == [
        "".join(CHINESE.split("\n")[:4]),
        "一、主要目标",
        "".join(CHINESE.split("\n")[5:]),
    ]


def test_wrapped_english_lines_join_with_a_space_and_keep_their_hyphens() -> None:
    joined = texts([Part("paragraph", ENGLISH)])
    assert joined[0].endswith(
        "It sets out actions to ad-dress all of the recommendations, and it will report on its progress each year to Parliament."
    )
    assert joined[1:3] == [
        "Next steps",
        "A review of national resilience has been announced. It considers the wider risks that the country faces.",
    ]


def test_lines_that_are_paragraphs_of_their_own_stay_apart() -> None:
    lines = [
        "关于开展春季招聘活动的通知",
        "各市人力资源和社会保障局：",
        "为促进高校毕业生就业，现就有关事项通知如下",
        "联系电话：12345",
        "附件：报名表" * 30,
    ]
    assert texts([Part("paragraph", "\n".join(lines))]) == lines


def test_an_indent_inside_a_line_begins_a_paragraph() -> None:
    assert texts([Part("paragraph", "第一段。　　第二段。")]) == ["第一段。", "第二段。"]


def test_tables_and_headings_stay_as_they_are() -> None:
    table = Part("table", "| 甲 |\n| --- |\n| 乙 |")
    assert unwrap([table, Part("heading", "总则", level=1)]) == [table, Part("heading", "总则", level=1)]


def test_a_paragraph_runs_over_the_page_and_knows_where() -> None:
    full = "坚持稳中求进工作总基调完整准确全面贯彻新发展理念"
    first = "\n".join([full, full, full])
    (part,) = unwrap([Part("paragraph", first, page=3), Part("paragraph", f"{full}\n推动高质量发展。", page=4)])
    assert part.text == full * 4 + "推动高质量发展。"
    assert (part.page, part.breaks) == (3, (3 * len(full),))


def test_a_sentence_that_ends_at_the_page_s_end_begins_no_joined_paragraph() -> None:
    full = "坚持稳中求进工作总基调完整准确全面贯彻新发展理念"
    parts = unwrap([Part("paragraph", f"{full}\n{full}。", page=1), Part("paragraph", f"{full}\n{full}。", page=2)])
    assert [(part.page, part.text) for part in parts] == [(1, f"{full}{full}。"), (2, f"{full}{full}。")]


def test_on_a_page_a_hyphen_goes_only_where_it_parts_one_word() -> None:
    lines = [
        "the wide-body market has recovered and the manage-",
        "ment of the programme now expects that the wide-",
        "body model returns to service in the coming year.",
    ]
    (part,) = unwrap([Part("paragraph", "\n".join(lines), page=1)])
    assert "the management of the programme now expects that the wide-body model" in part.text


def test_dots_of_a_table_of_contents_end_their_line() -> None:
    lines = ["Ministerial Foreword.... 5", "Introduction to the report.... 7", "A simplified structure for emergencies.... 10"]
    assert texts([Part("paragraph", "\n".join(lines), page=1)]) == lines


def test_list_items_stay_apart_in_wrapped_text() -> None:
    lines = [
        "申请人应当向所在地的社会保险经办机构提交下列材料，包括",
        "（一）本人身份证件、户口簿以及经过公证的授权委托书原件",
        "（二）与用人单位签订的劳动合同或者聘用合同的复印件以及",
    ]
    assert texts([Part("paragraph", "\n".join(lines), page=1)]) == lines


def test_a_short_line_that_ends_in_and_goes_on() -> None:
    lines = [
        "The report covers spending on roads and railways in every county of the region,",
        "schools, hospitals and",
        "Housing schemes of the state.",
    ]
    (part,) = unwrap([Part("paragraph", "\n".join(lines), page=1)])
    assert part.text.endswith("schools, hospitals and Housing schemes of the state.")
