import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from documents import load
from documents.errors import LoadError
from documents.load import SUFFIXES, load_bytes, load_report
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


def test_all_five_formats_are_read(make_pdf: Callable[..., bytes], make_docx: Callable[..., bytes]) -> None:
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
    reading = Reading((Part("paragraph", "城镇新增就业65万人。"),), properties=(("author", "张三"), ("publisher", "安徽省统计局")))
    monkeypatch.setitem(load._READERS, ".txt", lambda _: reading)
    metadata = load_bytes(b"text", "2024年就业数据.txt").metadata
    assert (metadata.issuer, metadata.region, metadata.period) == ("安徽省统计局", "安徽", "2024")
