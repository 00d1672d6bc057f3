"""Numbers that stand nowhere in the text of a Word file and are seen by everyone who opens it."""

from collections.abc import Callable

import pytest

from documents.readers.word import read


def level(at: int, style: str, text: str, extra: str = "", start: int = 1) -> str:
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{extra}<w:lvlText w:val="{text}"/></w:lvl>'


def numbering(*levels: str, more: str = "") -> str:
    return (
        f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{more}'
    )


def line(text: str, at: int = 0, number: int = 1) -> str:
    place = f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{place}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def texts(data: bytes) -> list[str]:
    return [part.text for part in read(data).parts]


def test_chapters_sections_and_items_count_as_in_an_official_document(make_word: Callable[..., bytes]) -> None:
    levels = numbering(
        level(0, "chineseCountingThousand", "第%1章", '<w:suff w:val="space"/>'),
        level(1, "chineseCounting", "%2、"),
        level(2, "chineseCounting", "（%3）"),
        level(3, "decimal", "%4."),
        level(4, "decimalEnclosedCircleChinese", "%5"),
    )
    body = [
        line("总则"), line("目标", 1), line("产业", 2), line("钢铁", 3), line("生铁", 4), line("粗钢", 4), line("水泥", 3),
        line("就业", 2), line("措施", 1), line("财政", 2), line("附则"), line("期限", 1),
    ]  # fmt: skip
    assert texts(make_word("".join(body), numbering=levels)) == [
        "第一章 总则", "一、目标", "（一）产业", "1. 钢铁", "① 生铁", "② 粗钢", "2. 水泥",
        "（二）就业", "二、措施", "（一）财政", "第二章 附则", "一、期限",
    ]  # fmt: skip


def test_levels_above_stand_in_the_number_and_legal_ones_are_decimal(make_word: Callable[..., bytes]) -> None:
    levels = numbering(level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2"), level(2, "lowerLetter", "%1.%2.%3)", "<w:isLgl/>"))
    body = line("Aims") + line("Growth", 1) + line("Jobs", 1) + line("Youth", 2) + line("Means")
    assert texts(make_word(body, numbering=levels)) == ["I. Aims", "I.1 Growth", "I.2 Jobs", "1.2.1) Youth", "II. Means"]


def test_a_list_may_begin_at_five_and_another_begin_anew(make_word: Callable[..., bytes]) -> None:
    more = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num>'
    )
    body = line("甲") + line("乙") + line("丙", number=2) + line("丁", number=2) + line("戊", number=3)
    found = texts(make_word(body, numbering=numbering(level(0, "decimal", "%1、", start=5), more=more)))
    assert found == ["5、甲", "6、乙", "1、丙", "2、丁", "3、戊"]


def test_a_level_may_count_on_through_the_chapters(make_word: Callable[..., bytes]) -> None:
    levels = numbering(level(0, "chineseCounting", "第%1章"), level(1, "chineseCounting", "第%2条", '<w:lvlRestart w:val="0"/>'))
    body = line("甲") + line("子", 1) + line("乙") + line("丑", 1)
    assert texts(make_word(body, numbering=levels)) == ["第一章 甲", "第一条 子", "第二章 乙", "第二条 丑"]


def test_heading_styles_carry_numbers_to_the_styles_based_on_them(make_word: Callable[..., bytes]) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/>'
        '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="3"><w:name w:val="本省标题"/><w:basedOn w:val="2"/></w:style>'
    )
    levels = numbering(
        level(0, "chineseCounting", "%1、", '<w:pStyle w:val="1"/>'), level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="2"/>')
    )
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'
        for style, text in (("1", "总体要求"), ("2", "思路"), ("3", "目标"), ("1", "任务"))
    )
    body += '<w:p><w:pPr><w:pStyle w:val="1"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr><w:r><w:t>附件</w:t></w:r></w:p>'
    assert [(part.kind, part.text, part.level) for part in read(make_word(body, styles=styles, numbering=levels)).parts] == [
        ("heading", "一、总体要求", 1),
        ("heading", "（一）思路", 2),
        ("heading", "（二）目标", 2),
        ("heading", "二、任务", 1),
        ("heading", "附件", 1),
    ]


def test_rows_of_a_table_are_numbered(make_word: Callable[..., bytes]) -> None:
    def row(*cells: str) -> str:
        return "<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr>"

    def plain(text: str) -> str:
        return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"

    table = "<w:tbl>" + row(plain("序号"), plain("地区")) + row(line(""), plain("安徽")) + row(line(""), plain("江苏")) + "</w:tbl>"
    (found,) = texts(make_word(table, numbering=numbering(level(0, "decimal", "%1"))))
    assert found == "| 序号 | 地区 |\n| --- | --- |\n| 1 | 安徽 |\n| 2 | 江苏 |"


def test_a_deleted_paragraph_is_not_counted_and_an_empty_one_is(make_word: Callable[..., bytes]) -> None:
    place = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    deleted = f"<w:p><w:pPr>{place}<w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>"
    body = line("甲") + deleted + line("乙") + line("") + line("丙")
    assert texts(make_word(body, numbering=numbering(level(0, "decimal", "%1、")))) == ["1、甲", "2、乙", "4、丙"]


@pytest.mark.parametrize(
    ("sign", "font", "shown"), [("\uf06c", "Wingdings", "● 甲"), ("\uf0b7", "Symbol", "• 甲"), ("—", "宋体", "— 甲"), ("", "", "• 甲")]
)
def test_bullets_look_as_their_font_draws_them(make_word: Callable[..., bytes], sign: str, font: str, shown: str) -> None:
    fonts = f'<w:rPr><w:rFonts w:ascii="{font}"/></w:rPr>'
    (part,) = read(make_word(line("甲"), numbering=numbering(level(0, "bullet", sign, fonts)))).parts
    assert (part.kind, part.text) == ("item", shown)


def test_a_number_of_an_unknown_list_is_left_out(make_word: Callable[..., bytes]) -> None:
    assert texts(make_word(line("甲", number=9) + line("乙", at=7), numbering=numbering(level(0, "decimal", "%1、")))) == ["甲", "乙"]
