import hashlib
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from documents import load
from documents.chunk import passages
from documents.errors import LoadError
from documents.files import SUFFIXES
from documents.load import load_bytes, load_report
from documents.parts import Part, Reading

NOTICE = "# 就业通知\n\n一、目标\n\n全省城镇新增就业65万人。\n"


def test_a_report_s_blocks_are_spans_of_its_text() -> None:
    report = load_bytes(NOTICE.encode(), "通知.md")
    assert [(block.kind, report.text[block.start : block.end], block.level) for block in report.blocks] == [
        ("heading", "就业通知", 1),
        ("heading", "一、目标", 2),
        ("paragraph", "全省城镇新增就业65万人。", 0),
    ]


def test_the_id_is_the_digest_of_the_bytes(tmp_path: Path) -> None:
    path = tmp_path / "通知.md"
    path.write_text(NOTICE, encoding="utf-8")
    report = load_report(path)
    assert report.id == hashlib.sha256(NOTICE.encode()).hexdigest()
    assert report.source_name == "通知.md"
    assert report.metadata.title == "就业通知"


def test_all_formats_of_text_are_read(make_pdf: Callable[..., bytes], make_docx: Callable[..., bytes]) -> None:
    sentence = "全省城镇新增就业65万人。"
    sources = {
        "甲.pdf": make_pdf([[sentence]]),
        "乙.docx": make_docx(("Normal", sentence)),
        "丙.html": f"<body><p>{sentence}</p></body>".encode(),
        "丁.md": sentence.encode(),
        "戊.TXT": sentence.encode("gb18030"),
    }
    assert {name: load_bytes(data, name).text for name, data in sources.items()} == dict.fromkeys(sources, sentence)
    assert {".pdf", ".docx", ".html", ".md", ".txt"} <= SUFFIXES


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.txt", b"", "empty"),
        ("a.md", b" \n\t\n", "empty"),
        ("a.md", "　\n".encode(), "empty"),
        ("a.html", b"<html><body><nav>menu</nav></body></html>", "empty"),
        ("a.xyz", b"text", "unknown_type"),
        ("a", b"text", "unknown_type"),
        ("a.doc", b"text", "legacy_format"),
        ("a.xls", b"text", "legacy_format"),
        ("a.et", b"text", "legacy_format"),
        ("a.dps", b"text", "legacy_format"),
        ("a.odt", b"text", "legacy_format"),
        ("a.zip", b"PK\x03\x04", "nested_archive"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "legacy_format"),
        ("a.pptx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        ("a.epub", b"text", "unreadable"),
        ("a.csv", b"PK\x03\x04....", "unreadable"),
        ("a.wps", b"text", "legacy_format"),
        ("a.txt", b"%PDF-1.4\n...", "unreadable"),
        ("a.pdf", b"PK\x03\x04....", "unreadable"),
        ("a.pdf", b"plain text", "unreadable"),
        ("a.docx", b"%PDF-1.4\n...", "unreadable"),
        ("a.docx", b"PK\x03\x04....", "unreadable"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "legacy_format"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        ("a.txt", b"\x00\x01\x02\x03" * 100, "unreadable"),
    ],
)
def test_what_cannot_be_read_says_why(name: str, data: bytes, code: str) -> None:
    with pytest.raises(LoadError) as caught:
        load_bytes(data, name)
    assert caught.value.code == code


def test_a_file_over_the_limit_is_not_even_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "LARGEST_FILE", 10)
    path = tmp_path / "大.md"
    path.write_text(NOTICE, encoding="utf-8")
    for attempt in (lambda: load_report(path), lambda: load_bytes(NOTICE.encode(), "大.md")):
        with pytest.raises(LoadError) as caught:
            attempt()
        assert caught.value.code == "too_large"


def test_a_missing_file_is_unreadable_and_its_place_is_not_told(tmp_path: Path) -> None:
    with pytest.raises(LoadError) as caught:
        load_report(tmp_path / "无.md")
    assert caught.value.code == "unreadable"
    assert str(tmp_path) not in str(caught.value)


def test_properties_of_the_file_say_who_issued_it_where_the_text_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    reading = Reading((Part("paragraph", "城镇新增就业65万人。"),), properties={"author": "张三", "publisher": "安徽省统计局"})
    monkeypatch.setitem(load._READERS, ".txt", lambda _: reading)
    metadata = load_bytes(b"text", "2024年就业数据.txt").metadata
    assert (metadata.issuer, metadata.region, metadata.period) == ("安徽省统计局", "安徽", "2024")


@pytest.mark.parametrize(
    ("name", "better"),
    [
        ("a.doc", ".docx"),
        ("a.wps", ".docx"),
        ("a.rtf", ".docx"),
        ("a.et", ".xlsx"),
        ("a.xls", ".xlsx"),
        ("a.ppt", ".pptx"),
        ("a.dps", ".pptx"),
    ],
)
def test_an_old_format_names_the_one_to_save_it_in(name: str, better: str) -> None:
    with pytest.raises(LoadError, match=f"save it as {better}"):
        load_bytes(b"text", name)


def test_every_passage_of_a_sheet_knows_its_sheet() -> None:
    book = Workbook()
    book.active.title = "工业"
    for row in (("单位：亿元",), ("地区", "增加值"), *((f"地区{number}", number) for number in range(200))):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    found = passages(load_bytes(out.getvalue(), "年鉴.xlsx"))
    assert len(found) > 3
    assert {passage.section for passage in found} == {("工业",)}


def test_every_ending_that_is_taken_has_a_reader() -> None:
    assert load._READERS.keys() == SUFFIXES
