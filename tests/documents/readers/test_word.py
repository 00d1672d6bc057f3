import io
import zipfile
from collections.abc import Callable

import pytest
from docx import Document
from docx.oxml import parse_xml

from documents.errors import LoadError
from documents.readers.word import read

WORDS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def test_paragraphs_headings_and_tables_come_in_order(make_docx: Callable[..., bytes]) -> None:
    data = make_docx(
        ("Title", "实施方案"), ("Heading 1", "总体要求"), ("Normal", "坚持稳中求进。"), table=[["地区", "目标"], ["安徽", "6.5%"]]
    )
    assert [(part.kind, part.text, part.level) for part in read(data).parts] == [
        ("heading", "实施方案", 1),
        ("heading", "总体要求", 1),
        ("paragraph", "坚持稳中求进。", 0),
        ("table", "| 地区 | 目标 |\n| --- | --- |\n| 安徽 | 6.5% |", 0),
    ]


def test_the_properties_are_handed_over(make_docx: Callable[..., bytes]) -> None:
    reading = read(make_docx(("Normal", "正文。"), title="实施方案"))
    assert (reading.title, reading.properties["title"], reading.properties["author"]) == ("实施方案", "实施方案", "python-docx")
    assert reading.properties["created"].startswith("2013-12-23T")


def test_a_cell_merged_over_rows_stands_in_each_and_a_head_above_each_of_its_columns() -> None:
    document = Document()
    table = document.add_table(rows=3, cols=3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "指标"
    table.cell(1, 2).merge(table.cell(2, 2)).text = "元"
    table.cell(1, 0).text, table.cell(2, 0).text = "甲", "乙"
    (part,) = read(_saved(document)).parts
    assert part.text == "| 指标 | 指标 |  |\n| --- | --- | --- |\n| 甲 |  | 元 |\n| 乙 |  | 元 |"


def test_tracked_insertions_count_and_deletions_do_not() -> None:
    document = Document()
    paragraph = document.add_paragraph("目标为")
    paragraph._p.append(parse_xml(f"<w:ins {WORDS}><w:r><w:t>6.5%</w:t></w:r></w:ins>"))
    paragraph._p.append(parse_xml(f"<w:del {WORDS}><w:r><w:delText>6%</w:delText></w:r></w:del>"))
    (part,) = read(_saved(document)).parts
    assert part.text == "目标为6.5%"


def test_numbered_paragraphs_are_items(make_docx: Callable[..., bytes]) -> None:
    document = Document(io.BytesIO(make_docx(("Normal", "身份证"))))
    properties = parse_xml(f'<w:pPr {WORDS}><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>')
    document.paragraphs[0]._p.insert(0, properties)
    assert [part.kind for part in read(_saved(document)).parts] == ["item"]


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 50_000_000)
    with pytest.raises(LoadError) as caught:
        read(out.getvalue())
    assert caught.value.code == "too_large"


def test_damaged_files_are_unreadable(make_docx: Callable[..., bytes]) -> None:
    whole = make_docx(("Normal", "正文。"))
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    for broken in (whole[: len(whole) // 2], _zipped({**members, "word/document.xml": b"<w:document"}), _zipped({"a.txt": b"a"})):
        with pytest.raises(LoadError) as caught:
            read(broken)
        assert caught.value.code == "unreadable"


def _saved(document: object) -> bytes:
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def _zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()
