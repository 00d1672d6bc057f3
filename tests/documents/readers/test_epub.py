import io
import re
import zipfile

import pytest

from documents.errors import LoadError
from documents.readers.epub import read

CONTAINER = (
    '<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
PACKAGE = """<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/" version="3.0">
<metadata><dc:title>中国就业白皮书</dc:title><dc:creator>国务院新闻办公室</dc:creator><dc:publisher>人民出版社</dc:publisher>
<dc:date>2024-03-01</dc:date><meta property="dcterms:modified">2024-04-01T00:00:00Z</meta></metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="b" href="ch%202.xhtml" media-type="application/xhtml+xml"/>
<item id="a" href="text/ch1.xhtml" media-type="application/xhtml+xml"/>
<item id="ad" href="ad.xhtml" media-type="application/xhtml+xml"/><item id="p" href="p.png" media-type="image/png"/></manifest>
<spine>
<itemref idref="nav"/><itemref idref="a"/><itemref idref="b"/><itemref idref="ad" linear="no"/>
<itemref idref="missing"/></spine></package>"""
FIRST = """<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">
<head><title/><script src="a.js"/></head><body><h1>第一章 就业</h1>
<p>新增<i/>就业1256万人<a epub:type="noteref" href="#n1">1</a>，完成目标。</p>
<aside epub:type="footnote" id="n1"><p>城镇口径。</p></aside></body></html>"""
SECOND = """<html xmlns="http://www.w3.org/1999/xhtml"><body><h1>第二章 收入</h1>
<table><tr><th rowspan="2">地区</th><th colspan="2">收入</th></tr>
<tr><th>城镇</th><th>农村</th></tr><tr><td>安徽</td><td>49000</td><td>22000</td></tr></table></body></html>"""
OTHER = "<html><body><p>目录或广告</p></body></html>"


def book(**changes: str) -> bytes:
    members = {
        "mimetype": "application/epub+zip", "META-INF/container.xml": CONTAINER, "OEBPS/book.opf": PACKAGE, "OEBPS/text/ch1.xhtml": FIRST,
        "OEBPS/ch 2.xhtml": SECOND, "OEBPS/nav.xhtml": OTHER, "OEBPS/ad.xhtml": OTHER, **changes,
    }  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return out.getvalue()


def test_chapters_come_in_reading_order_with_notes_and_tables() -> None:
    assert [(part.kind, part.text) for part in read(book()).parts] == [
        ("heading", "第一章 就业"),
        ("paragraph", "新增就业1256万人，完成目标。"),
        ("footnote", "城镇口径。"),
        ("heading", "第二章 收入"),
        ("table", "| 地区 | 收入 / 城镇 | 收入 / 农村 |\n| --- | --- | --- |\n| 安徽 | 49000 | 22000 |"),
    ]


def test_a_chapter_that_is_named_again_and_again_is_read_once() -> None:
    again = re.sub(r"(<itemref [^>]*/>)", r"\1" * 1000, PACKAGE)
    assert again != PACKAGE
    assert read(book(**{"OEBPS/book.opf": again})).parts == read(book()).parts


def test_a_book_tells_its_properties() -> None:
    reading = read(book())
    assert reading.title == "中国就业白皮书"
    assert reading.properties == {
        "title": "中国就业白皮书",
        "author": "国务院新闻办公室",
        "publisher": "人民出版社",
        "created": "2024-03-01",
        "modified": "2024-04-01T00:00:00Z",
    }


def locked(method: str) -> dict[str, str]:
    return {"META-INF/encryption.xml": f'<encryption><EncryptedData><EncryptionMethod Algorithm="{method}"/></EncryptedData></encryption>'}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"META-INF/container.xml": CONTAINER.replace("book.opf", "no.opf")}, "unreadable"),
        ({"OEBPS/book.opf": "<package"}, "unreadable"),
        ({"META-INF/container.xml": ""}, "unreadable"),
        (locked("http://www.w3.org/2001/04/xmlenc#aes128-cbc"), "encrypted"),
    ],
)
def test_what_cannot_be_read_says_why(changes: dict[str, str], code: str) -> None:
    with pytest.raises(LoadError) as caught:
        read(book(**changes))
    assert caught.value.code == code


def test_scrambled_fonts_lock_nothing() -> None:
    assert read(book(**locked("http://www.idpf.org/2008/embedding"))).parts


def test_an_entity_of_the_file_s_own_is_not_read() -> None:
    entity = '<!DOCTYPE package [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    changed = PACKAGE.replace("<package", f"{entity}<package", 1).replace("中国就业白皮书", "&x;书")
    assert "root" not in (read(book(**{"OEBPS/book.opf": changed})).title or "")
