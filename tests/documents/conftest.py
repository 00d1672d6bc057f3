"""Small documents made in the test, so that every expected value stands beside its source."""

import io
from collections.abc import Callable, Sequence

import pytest
from docx import Document


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
