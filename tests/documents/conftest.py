"""Small documents made in the test, so that every expected value stands beside its source."""

import io
from collections.abc import Callable, Sequence

import pytest
from docx import Document

from documents.layout.types import Line, PageLayout, Rule, Run
from documents.parts import Sheet


def _object(number: int, body: bytes) -> bytes:
    return b"%d 0 obj\n%s\nendobj\n" % (number, body)


def _page_content(lines: Sequence[str]) -> bytes:
    shown = "\n".join(f"1 0 0 1 50 {800 - 16 * at} Tm <{line.encode('utf-16-be').hex()}> Tj" for at, line in enumerate(lines))
    return f"BT /F1 10 Tf\n{shown}\nET".encode("ascii")


def build_pdf(pages: Sequence[Sequence[str]], title: str = "", extra: bytes = b"") -> bytes:
    """A PDF by hand: one text line a string, in a Chinese font that need not be embedded; `extra` goes into the trailer."""
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>"
    descendant = (
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>"
    )
    kids = b" ".join(b"%d 0 R" % (6 + 2 * at) for at in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(pages), kids),
        font,
        descendant,
        b"<< /Title <feff%s> >>" % title.encode("utf-16-be").hex().encode("ascii"),
    ]
    for at, lines in enumerate(pages):
        content = _page_content(lines)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
            % (7 + 2 * at)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(_object(number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer\n<< /Size %d /Root 1 0 R /Info 5 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, extra, start))
    return out.getvalue()


@pytest.fixture
def make_pdf() -> Callable[..., bytes]:
    return build_pdf


@pytest.fixture
def make_docx() -> Callable[..., bytes]:
    def build(*paragraphs: tuple[str, str], title: str = "", table: Sequence[Sequence[str]] = ()) -> bytes:
        """Paragraphs as (style, text), then a table."""
        document = Document()
        document.core_properties.title = title
        for style, text in paragraphs:
            document.add_paragraph(text, style=style)
        if table:
            grid = document.add_table(rows=len(table), cols=len(table[0]))
            for row, cells in zip(grid.rows, table, strict=True):
                for cell, text in zip(row.cells, cells, strict=True):
                    cell.text = text
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()

    return build


_FONTS = (
    "<< /F1 << /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts ["
    " << /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000"
    " /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >> ] >>"
    " /F2 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> /F3 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >> >>"
)


def draw(pages: Sequence[str], page: str = "", catalog: str = "", more: Sequence[str] = ()) -> bytes:
    """A PDF of pages given by what draws them, with a Chinese font F1, Helvetica F2 and its bold F3, and a state G1 that paints nothing.

    `page` are further entries of every page, `catalog` of the catalogue; `more` are objects from number 3 on; pages follow these.
    """
    first = 3 + len(more)
    kids = " ".join(f"{first + 2 * at} 0 R" for at in range(len(pages)))
    objects = [f"<< /Type /Catalog /Pages 2 0 R {catalog} >>", f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>", *more]
    for at, content in enumerate(pages):
        resources = f"<< /Font {_FONTS} /ExtGState << /G1 << /ca 0 >> >> >>"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {first + 2 * at + 1} 0 R /Resources {resources} {page} >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    body, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(body))
        body += _object(number, text.encode("ascii"))
    entries = "".join(f"{place:010d} 00000 n \n" for place in places)
    table = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{entries}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\n"
    return body + f"{table}startxref\n{len(body)}\n%%EOF\n".encode("ascii")


def put(text: str, left: float, down: float, size: float = 10, font: str = "") -> str:
    """Draws text on a line so far from the left and so far down from the top of a page of 842 points."""
    font = font or ("F2" if text.isascii() else "F1")
    shown = f"({text})" if text.isascii() else f"<{text.encode('utf-16-be').hex()}>"
    return f"BT /{font} {size} Tf 1 0 0 1 {left} {842 - down} Tm {shown} Tj ET"


@pytest.fixture
def draw_pdf() -> Callable[..., bytes]:
    return draw


@pytest.fixture
def text_at() -> Callable[..., str]:
    return put


def set_width(text: str, size: float) -> float:
    """Han characters are as wide as they are high, Latin letters half as wide."""
    return sum(size / 2 if character.isascii() else size for character in text)


def set_line(text: str, left: float, top: float, size: float = 10.0, bold: bool = False) -> Line:
    """A line of words that are parted by a space each."""
    runs = []
    for at, word in enumerate(text.split(" ")):
        right = left + set_width(word, size)
        runs.append(Run(word, left, top, right, top + size, spaced=at > 0))
        left = right + size / 2
    return Line(tuple(runs), size, bold)


def set_lines(texts: Sequence[str], left: float, top: float, pitch: float = 16.0, size: float = 10.0) -> list[Line]:
    return [set_line(text, left, top + pitch * at, size) for at, text in enumerate(texts)]


def set_page(number: int, lines: Sequence[Line], rules: Sequence[Rule] = ()) -> PageLayout:
    return PageLayout(number, Sheet(595, 842), tuple(lines), tuple(rules))


@pytest.fixture
def line_at() -> Callable[..., Line]:
    return set_line


@pytest.fixture
def lines_at() -> Callable[..., list[Line]]:
    return set_lines


@pytest.fixture
def page_of() -> Callable[..., PageLayout]:
    return set_page
