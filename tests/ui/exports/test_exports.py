"""Exports are read back by the libraries of their formats; hostile text stays text in each of them."""

import dataclasses
import io
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from lxml import html
from markdown_it import MarkdownIt

from documents.types import Metadata
from index.types import Filters
from rag.record import Circumstances, Record, record_of
from rag.types import Answer, Cell, Citation, Question, Refusal, Sentence, Table, TableRow, Turn
from ui.exports.formats import export
from ui.exports.markdown import as_markdown
from ui.exports.sheet import Grid, Marked, Sheet, sheet_of
from ui.exports.web import as_html
from ui.exports.word import as_docx

QUESTION = "2026年安徽省规模以上工业增加值增长目标是多少？"
QUOTE = "规模以上工业增加值增长6.5%左右。"
SOURCE = Metadata("2026年安徽省政府工作报告", "zh", issuer="安徽省人民政府", date="2026-01-20", kind="work_report")
CITED = Citation(1, "a" * 64, "安徽.pdf", SOURCE.title, 3, ("二、目标", "（一）工业"), QUOTE, 10, 27, source=SOURCE)
ROW = dataclasses.replace(CITED, number=2, quote="| 地区 | 增速 |\n| 浙江 | 6%左右 |", page=None, report="浙江.md")
ANSWER = Answer(
    "0123456789abcdef", QUESTION, (Sentence(QUOTE, (1,), "quoted"), Sentence("浙江为6%左右。", (2, 1), "weak")), (CITED, ROW), None, (),
    "extractive", 7, "aabbccddeeff", notices=("按“规模以上工业”理解。",),
    table=Table("规模以上工业增加值", ("2026",), (TableRow("安徽", (Cell("6.5%左右", 1, 6.5, "%"),)), TableRow("西藏", ()))),
)  # fmt: skip
RECORD = dataclasses.replace(
    record_of(Question(QUESTION, (Turn("先前的问题？", "答。"),), Filters(region="安徽")), ANSWER, Circumstances(software="0.1.0")),
    asked="2026-03-05T08:00:00+00:00",
)
REFERENCES = ["安徽省人民政府. 2026年安徽省政府工作报告[R]. 2026-01-20: 3.", "安徽省人民政府. 2026年安徽省政府工作报告[R]. 2026-01-20."]
EVIL = (
    "<script>alert('1')</script><img src=http://evil.test/1 onerror=alert(1)> ![图](http://evil.test/2) [链接](javascript:alert(1)) | 格 |"
    " `码` **粗** _斜_ ~~删~~ $x$ &lt; \\ http://evil.test/3 www.evil.test a@evil.test [^1] </blockquote>"
)


def word(record: Record, language: Any = "zh") -> Any:
    return docx.Document(io.BytesIO(export(record, "docx", "gbt7714", language)))


def page(record: Record, language: Any = "zh") -> Any:
    return html.document_fromstring(export(record, "html", "gbt7714", language).decode())


def rendered(record: Record) -> Any:
    """The Markdown as the most generous renderer shows it."""
    markdown = MarkdownIt("gfm-like", {"linkify": False, "html": True}).render(export(record, "md", "gbt7714", "zh").decode())
    return html.document_fromstring(markdown)


def lines(document: Any) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def test_a_word_file_holds_question_answer_table_notices_and_numbered_sources_with_quotes() -> None:
    document = word(RECORD)
    text = lines(document)
    assert text[:6] == ["政策报告问答", "之前的问题： 先前的问题？", QUESTION, "回答", f"{QUOTE}[1]", "浙江为6%左右。（依据不足）[2][1]"]
    assert text[6] == "规模以上工业增加值 · 2026"
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == [["安徽", "6.5%左右[1]"], ["西藏", "未提及"]]
    assert text[7:9] == ["说明 按“规模以上工业”理解。", "出处"]
    assert text[9:12] == [f"[1] {REFERENCES[0]}", QUOTE, "安徽.pdf · 第 3 页 · 二、目标 > （一）工业"]
    assert text[12:14] == [f"[2] {REFERENCES[1]}", ROW.quote]
    assert "每条引文都已与报告原文逐字核对。" in text
    assert {"回答编号: 0123456789abcdef", "资料库的代次: 7", "设置: aabbccddeeff", "程序版本: 0.1.0", "限定: region=安徽"} <= set(text)


def test_chinese_in_a_word_file_has_a_chinese_face() -> None:
    document = word(RECORD)
    for name, face in (("Normal", "宋体"), ("Heading 1", "黑体"), ("Heading 2", "黑体"), ("Quote", "宋体")):
        fonts = document.styles[name].element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) == face
        assert not [key for key in fonts.attrib if "Theme" in key]
    assert (document.core_properties.title, document.core_properties.comments) == (QUESTION, "")


def test_an_html_page_holds_the_same_and_its_marks_lead_to_its_sources() -> None:
    found = page(RECORD)
    text = found.text_content()
    for part in (QUESTION, "先前的问题？", QUOTE, "6.5%左右", "未提及", "按“规模以上工业”理解。", *REFERENCES, "0123456789abcdef"):
        assert part in text
    targets = {link.get("href") for link in found.iter("a")}
    assert targets == {f"#{item.get('id')}" for item in found.iter("li")} == {"#c1", "#c2"}
    assert [quote.text_content() for quote in found.iter("blockquote")] == [QUOTE, ROW.quote.replace("\n", "")]
    assert found.get("lang") == "zh-CN"


def test_an_html_page_loads_and_runs_nothing() -> None:
    found = page(RECORD)
    assert not list(found.iter("script", "img", "link", "iframe", "object"))
    assert "default-src 'none'" in next(meta for meta in found.iter("meta") if meta.get("http-equiv")).get("content")
    assert not [value for element in found.iter() for value in element.attrib.values() if "//" in value]


def test_markdown_holds_the_same() -> None:
    found = rendered(RECORD)
    text = found.text_content()
    for part in (QUESTION, "先前的问题？", f"{QUOTE}[1]", "按“规模以上工业”理解。", *REFERENCES, "0123456789abcdef"):
        assert part in text
    assert [[cell.text_content() for cell in row.iter("td")] for row in found.iter("tr")][1:] == [
        ["安徽", "6.5%左右[1]"],
        ["西藏", "未提及"],
    ]
    quotes = [" ".join(quote.text_content().split()) for quote in found.iter("blockquote")]
    assert quotes == [QUOTE, "| 地区 | 增速 | | 浙江 | 6%左右 |"]


def hostile() -> Record:
    source = dataclasses.replace(SOURCE, title=EVIL, issuer=EVIL)
    citation = dataclasses.replace(CITED, title=EVIL, report=EVIL, section=(EVIL,), quote=EVIL, source=source)
    answer = dataclasses.replace(
        ANSWER,
        sentences=(Sentence(EVIL, (1,), "quoted"),),
        citations=(citation,),
        notices=(EVIL,),
        table=Table(EVIL, (), (TableRow(EVIL, (Cell(EVIL, 1, 1.0, ""),)),)),
    )
    return dataclasses.replace(RECORD, question=Question(EVIL, (Turn(EVIL, ""),)), answer=answer)


def test_hostile_text_is_only_text_in_html() -> None:
    found = page(hostile())
    assert not list(found.iter("script", "img", "iframe"))
    assert {link.get("href") for link in found.iter("a")} == {"#c1"}
    assert found.text_content().count(EVIL) >= 9


def test_hostile_text_is_only_text_in_markdown() -> None:
    found = rendered(hostile())
    assert not list(found.iter("script", "img", "a", "code", "s", "del"))
    assert {element.text_content() for element in found.iter("strong")} == {EVIL}  # the question, and nothing in it
    assert [len(list(row)) for row in found.iter("tr")] == [2, 2]
    assert found.text_content().count(EVIL) >= 9


def test_markdown_makes_no_link_of_an_address() -> None:
    text = export(hostile(), "md", "plain", "zh").decode()
    assert "http://" not in text
    assert "www.evil" not in text
    assert "a@evil" not in text


def test_hostile_text_is_only_text_in_word() -> None:
    document = word(hostile())
    assert sum(EVIL in line for line in lines(document)) >= 7
    assert document.tables[0].rows[0].cells[0].text == EVIL
    assert not document.element.body.findall(f".//{qn('w:hyperlink')}")
    assert not document.element.body.findall(f".//{qn('w:instrText')}")


@pytest.mark.parametrize("beginning", ["# 一", "1. 一", "12) 一", "- 一", "+ 一", "> 一", "===", "---", ": 一", "    一", "\t一", "```一"])
def test_the_beginning_of_a_sentence_makes_no_heading_list_or_code(beginning: str) -> None:
    answer = dataclasses.replace(ANSWER, sentences=(Sentence(beginning, (1,), "quoted"), Sentence(beginning, (1,), "quoted")), table=None)
    found = rendered(dataclasses.replace(RECORD, answer=answer))
    assert f"{beginning.strip()}[1]" in [paragraph.text_content() for paragraph in found.iter("p")]


@pytest.mark.parametrize("form", ["docx", "md", "html"])
def test_characters_that_no_file_can_hold_are_left_out(form: Any) -> None:
    answer = dataclasses.replace(ANSWER, sentences=(Sentence("红\x00\x1b\x0c字\ud800\ufffe末\u202e", (1,), "quoted"),))
    content = export(dataclasses.replace(RECORD, answer=answer), form, "plain", "zh")
    assert form == "docx" or "红字末" in content.decode()


def refused() -> Record:
    answer = dataclasses.replace(ANSWER, sentences=(), refusal=Refusal("not_covered", "资料中没有火星的内容。"), table=None)
    return dataclasses.replace(RECORD, answer=answer)


def test_a_refusal_says_why_and_names_the_nearest_passages() -> None:
    text = lines(word(refused()))
    assert text[3:5] == ["未作答", "资料中没有火星的内容。"]
    assert "资料中最接近的原文" in text
    assert page(refused()).xpath("//h2")[0].text_content() == "未作答"
    assert [heading.text_content() for heading in rendered(refused()).iter("h2")] == ["未作答", "资料中最接近的原文"]


def test_an_english_reader_gets_english_words_around_the_quotes() -> None:
    text = lines(word(RECORD, "en"))
    assert ("Answer" in text, "Sources" in text, QUOTE in text) == (True, True, True)
    assert "Every quote was checked letter for letter against its report." in text
    assert page(RECORD, "en").get("lang") == "en"


def test_every_format_shows_every_text_of_the_sheet() -> None:
    sheet = sheet_of(RECORD, "plain", "zh")
    told = list(_texts(sheet))
    inside_word = word(RECORD)
    shown = {
        "html": " ".join(html.document_fromstring(export(RECORD, "html", "plain", "zh").decode()).text_content().split()),
        "md": " ".join(rendered_plain().text_content().split()),
        "docx": " ".join(" ".join([*lines_plain(), *(c.text for row in inside_word.tables[0].rows for c in row.cells)]).split()),
    }
    for form, text in shown.items():
        missing = [part for part in told if _bare(part) not in _bare(text)]
        assert missing == [], form


def rendered_plain() -> Any:
    return html.document_fromstring(MarkdownIt("gfm-like", {"linkify": False}).render(export(RECORD, "md", "plain", "zh").decode()))


def lines_plain() -> list[str]:
    return lines(docx.Document(io.BytesIO(export(RECORD, "docx", "plain", "zh"))))


def _bare(text: str) -> str:
    return "".join(text.split())


def _texts(value: Any) -> Any:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            if not (isinstance(value, Sheet) and field.name == "language"):
                yield from _texts(getattr(value, field.name))


def test_the_sample_record_is_what_a_store_would_give_back(tmp_path: Path) -> None:
    from rag.record import as_json, from_json

    assert export(from_json(as_json(RECORD)), "html", "gbt7714", "zh") == export(RECORD, "html", "gbt7714", "zh")


def by_year() -> Record:
    cells = (Cell("6.5%左右", 1, 6.5, "%", 1), Cell("6%", 1, 6.0, "%", 0), Cell("5.8%", 1, 5.8, "%", 0))
    table = Table("规模以上工业增加值", ("2025", "2026"), (TableRow("安徽", cells), TableRow("西藏", ())), ("2025年", "2026年"))
    return dataclasses.replace(RECORD, answer=dataclasses.replace(RECORD.answer, table=table))


def test_a_comparison_across_years_has_a_column_a_year_in_every_format() -> None:
    rows = [[cell.text.split("\n") for cell in row.cells] for row in word(by_year()).tables[0].rows]
    assert rows == [
        [[""], ["2025年"], ["2026年"]],
        [["安徽"], ["6%[1]", "5.8%[1]"], ["6.5%左右[1]"]],
        [["西藏"], ["未提及"], ["未提及"]],
    ]
    drawn = [[cell.text_content() for cell in row] for row in page(by_year()).findall(".//table//tr")]
    assert drawn == [["", "2025年", "2026年"], ["安徽", "6%[1]5.8%[1]", "6.5%左右[1]"], ["西藏", "未提及", "未提及"]]
    assert "规模以上工业增加值 · 2025 · 2026 | 2025年 | 2026年 |" in export(by_year(), "md", "gbt7714", "zh").decode()


def test_a_comparison_of_several_columns_has_a_head_over_each() -> None:
    grid = Grid(
        "工业增加值 | 目标",
        ("2025", "2026"),
        (("安徽", ((Marked("9%", (1,)), Marked("9.2%", (2,))), (Marked("6.5%左右", (3,)),))), ("西藏", ((Marked("未提及", ()),),) * 2)),
    )
    sheet = dataclasses.replace(sheet_of(RECORD, "plain", "zh"), grid=grid)
    (table,) = docx.Document(io.BytesIO(as_docx(sheet))).tables
    expected = [["", "2025", "2026"], ["安徽", "9%[1] 9.2%[2]", "6.5%左右[3]"], ["西藏", "未提及", "未提及"]]
    assert [[" ".join(cell.text.split()) for cell in row.cells] for row in table.rows] == expected
    page = html.document_fromstring(as_html(sheet).decode())
    assert [[" ".join(cell.itertext()) for cell in row] for row in page.iter("tr")][2] == ["西藏", "未提及", "未提及"]
    assert "工业增加值 \\| 目标 | 2025 | 2026 |" in as_markdown(sheet).decode()
    shown = html.document_fromstring(MarkdownIt("gfm-like", {"linkify": False}).render(as_markdown(sheet).decode()))
    rows = [[cell.text_content() for cell in row] for row in shown.iter("tr")]
    assert rows == [["工业增加值 | 目标", "2025", "2026"], ["安徽", "9%[1]; 9.2%[2]", "6.5%左右[3]"], ["西藏", "未提及", "未提及"]]
