"""Files made to exhaust whoever reads them: each ends in time and within its memory, as a report or for a documented reason.

Every run gives each five seconds and the largest one a smaller size; with POLICYQA_FUZZ in the environment the limits are the real ones.
"""

import io
import os
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from documents.errors import LoadError
from documents.limits import Limits
from documents.parse_host import Ended
from documents.sandbox import Sandbox

DEEP = "POLICYQA_FUZZ" in os.environ
LIMITS = Limits() if DEEP else Limits(seconds=5, megabyte_seconds=0)
SAMPLE = next((Path(__file__).parents[2] / "documents" / "samples").glob("*.docx"))
LEVELS = "".join(f'<!ENTITY {chr(98 + depth)} "{f"&{chr(97 + depth)};" * 10}">' for depth in range(9))
ENTITIES = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "哈">{LEVELS}]>'
SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TEXT = "<w:p><w:r><w:t>%s</w:t></w:r></w:p>"

Read = Callable[[bytes, str], str]


def word(document: str | bytes, **others: bytes) -> bytes:
    """The sample with another main part, and further members."""
    file = io.BytesIO()
    with zipfile.ZipFile(SAMPLE) as sample, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sample.namelist():
            archive.writestr(name, document if name == "word/document.xml" else sample.read(name))
        for name, content in others.items():
            archive.writestr(name, content)
    return file.getvalue()


def body(inner: str) -> str:
    return f"<w:document {SPACE}><w:body>{inner}</w:body></w:document>"


def nested(opening: str, inner: str, closing: str) -> str:
    return opening * 5_000 + inner + closing * 5_000


def zip_bomb(size: int) -> bytes:
    """A Word file whose main part unpacks to `size` zeros, made without holding them."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("[Content_Types].xml", zipfile.ZipFile(SAMPLE).read("[Content_Types].xml"))
        with archive.open("word/document.xml", "w", force_zip64=True) as member:
            for _ in range(size >> 20):
                member.write(bytes(1 << 20))
    return file.getvalue()


def lying_zip_bomb() -> bytes:
    """The same, but its directory says that it unpacks to little."""
    data = bytearray(zip_bomb(1 << 28))
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(b"word/document.xml"))
    data[at + 24 : at + 28] = (5_000).to_bytes(4, "little")
    return bytes(data)


def pdf(*objects: str | bytes) -> bytes:
    """A PDF of numbered objects, the first of them its catalogue."""
    pieces, places = [b"%PDF-1.7\n"], []
    for number, content in enumerate(objects, 1):
        places.append(sum(map(len, pieces)))
        pieces.append(f"{number} 0 obj\n".encode() + (content.encode() if isinstance(content, str) else content) + b"\nendobj\n")
    start = sum(map(len, pieces))
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    tail = (
        f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}trailer\n<</Size {len(places) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF"
    )
    return b"".join(pieces) + tail.encode()


def stream(raw: bytes, extra: str = "") -> bytes:
    return f"<</Length {len(raw)}{extra}>>stream\n".encode() + raw + b"\nendstream"


CATALOGUE = "<</Type/Catalog/Pages 2 0 R>>"
PAGES = "<</Type/Pages/Kids[3 0 R]/Count 1>>"
FONT = "<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
SHOWN = b"BT /F 12 Tf 72 700 Td (Industry grows by 6.5 percent.) Tj ET\n"


def page(content: bytes, box: str = "0 0 612 792", resources: str = FONT + ">>") -> tuple[str, str, str, bytes]:
    leaf = f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Contents 4 0 R/Resources{resources}>>"
    return CATALOGUE, PAGES, leaf, content


def deflated(data: bytes) -> bytes:
    return stream(zlib.compress(data, 9), "/Filter/FlateDecode")


FORM = stream(b"/X Do /X Do\n" + SHOWN, f"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources{FONT}/XObject<</X 4 0 R>>>>")

BOMBS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "2 MiB that unpack to 2 GiB": (".docx", lambda: zip_bomb((2 if DEEP else 1) << (30 if DEEP else 28))),
    "an archive that says it is small": (".docx", lying_zip_bomb),
    "sixty thousand members": (".docx", lambda: word(body(TEXT % "工业。"), **{f"word/{number}": b"" for number in range(60_000)})),
    "entities in Word": (".docx", lambda: word(f"{ENTITIES}<w:document {SPACE}><w:body>{TEXT % '&j;'}</w:body></w:document>")),
    "an entity that names a file": (
        ".docx",
        lambda: word(f'<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>{body(TEXT % "&a;")}'),
    ),
    "deep tables in Word": (".docx", lambda: word(body(nested("<w:tbl><w:tr><w:tc>", TEXT % "工业。", "</w:tc></w:tr></w:tbl>")))),
    "a million paragraphs": (".docx", lambda: word(body(TEXT % "工业增长。" * 200_000))),
    "deep elements": (".html", lambda: b"<html><body>" + b"<div>" * 100_000 + "工业增长。".encode()),
    "deep tables": (".html", lambda: b"<table><tr><td>" * 20_000 + "工业增长。".encode()),
    "a wide table": (".html", lambda: b"<table>" + (b"<tr>" + b"<td>1</td>" * 2_000 + b"</tr>") * 300 + b"</table>"),
    "a cell that spans all": (".html", lambda: b'<table><tr><td colspan="1000000000" rowspan="1000000000">1</td></tr></table>'),
    "entities": (".xhtml", lambda: ENTITIES.encode() + b"<html><body><p>&j;</p></body></html>"),
    "deep lists": (".md", lambda: b"".join(b"  " * depth + "- 工业\n".encode() for depth in range(2_000))),
    "deep quotes": (".md", lambda: b">" * 50_000 + "工业增长。".encode()),
    "many brackets": (".md", lambda: b"[" * 100_000 + "工业增长。".encode() + b"](" * 100_000),
    "one endless line": (".txt", lambda: "工业增长6.5%".encode() * 2_000_000),
    "a million lines": (".txt", lambda: "一、目标\n".encode() * 1_000_000),
    "spaces only at the ends": (".txt", lambda: "工业".encode() + b" " * 5_000_000 + "增长".encode()),
    "pages that are their own parents": (".pdf", lambda: pdf(CATALOGUE, "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>")),
    "a billion pages": (".pdf", lambda: pdf(CATALOGUE, "<</Type/Pages/Kids[3 0 R]/Count 1000000000>>", *page(stream(SHOWN))[2:])),
    "a picture that holds itself": (".pdf", lambda: pdf(*page(stream(b"/X Do"), resources=f"{FONT}/XObject<</X 5 0 R>>>>"), FORM)),
    "a page as large as a country": (".pdf", lambda: pdf(*page(stream(SHOWN), box="0 0 2000000000 2000000000"))),
    "a page of no size": (".pdf", lambda: pdf(*page(stream(SHOWN), box="0 0 0 0"))),
    "a stream that unpacks to 512 MiB": (".pdf", lambda: pdf(*page(deflated(bytes(1 << 20) * 512)))),
    "a million words on one place": (".pdf", lambda: pdf(*page(deflated(SHOWN * 60_000)))),
    "bookmarks that go round": (
        ".pdf",
        lambda: pdf(
            "<</Type/Catalog/Pages 2 0 R/Outlines 5 0 R>>", *page(stream(SHOWN))[1:],
            "<</First 6 0 R/Last 6 0 R/Count 9>>", "<</Title(A)/Parent 5 0 R/Next 6 0 R/First 6 0 R/Dest[3 0 R/Fit]>>",
        ),
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def ends() -> list[Ended]:
    return []


@pytest.fixture(scope="module")
def read(ends: list[Ended]) -> Iterator[Read]:
    with Sandbox(1, LIMITS) as box:
        box.watch = lambda _, ended: ends.append(ended)

        def read(data: bytes, name: str) -> str:
            try:
                return f"a report of {len(box.read(data, name).text)} characters"
            except LoadError as error:
                return error.code

        yield read


@pytest.mark.skipif(sys.platform == "win32", reason="the limits are those of POSIX systems")
@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_does_no_harm(name: str, read: Read, ends: list[Ended]) -> None:
    suffix, make = BOMBS[name]
    data = make()
    outcome = read(data, f"bomb{suffix}")
    print(f"{name} ({suffix}, {len(data) / 1e6:.1f} MB): {outcome}, {ends[-1].seconds:.2f} s, {ends[-1].memory >> 20} MiB")
    assert outcome != "crashed"
    assert ends[-1].seconds <= LIMITS.of(len(data)).seconds + 1
    assert ends[-1].memory <= LIMITS.memory
    assert read("工业增长6.5%。".encode(), "next.txt").startswith("a report"), "the next file is read as ever"


def test_no_entity_brings_a_file_into_the_text() -> None:
    with Sandbox(1) as box:
        try:
            text = box.read(BOMBS["an entity that names a file"][1](), "a.docx").text
        except LoadError:
            return
    assert "root:" not in text
