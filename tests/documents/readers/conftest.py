"""Word files from their XML, for what python-docx cannot write; PDFs drawn by hand and pictures of pages, each with one trouble."""

import io
import random
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from documents.readers.ocr import is_installed

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def build_word(body: str, **others: str) -> bytes:
    """A Word file with this body; others are parts by name (numbering, styles, footnotes, endnotes, settings, header1) with their XML."""
    parts = {"styles": "", **others}
    types = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{name.rstrip("1")}+xml"/>' for name in parts)
    relations = "".join(
        f'<Relationship Id="r{number}" Type="{_RELATIONS}/{name.rstrip("1")}" Target="{name}.xml"/>' for number, name in enumerate(parts)
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>{types}</Types>',
        )
        archive.writestr("_rels/.rels", _relations(f'<Relationship Id="r" Type="{_RELATIONS}/officeDocument" Target="word/document.xml"/>'))
        archive.writestr("word/_rels/document.xml.rels", _relations(relations))
        archive.writestr("word/document.xml", f"<w:document {NAMES}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            root = {"header1": "hdr"}.get(name, name)
            archive.writestr(f"word/{name}.xml", f"<w:{root} {NAMES}>{content}</w:{root}>")
    return out.getvalue()


def _relations(content: str) -> str:
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{content}</Relationships>'


@pytest.fixture
def make_word() -> Callable[..., bytes]:
    return build_word


Picture = Image.Image
REPORT = Path(__file__).parent / "scanned_report.txt"
_FONTS = ("NotoSerifCJK-Regular.ttc", "NotoSansCJK-Regular.ttc", "NotoSansSC-Regular.otf", "msyh.ttc", "PingFang.ttc")
# Glyphs that say of themselves that they are private use, as subsets made by some printers do: the page shows what is written.
_PRIVATE = (
    b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /P def /CMapType 2 def\n"
    b"1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfrange <20> <7e> <e020> endbfrange endcmap end end"
)


def _stream(content: bytes, fields: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), fields, content)


def _file(objects: Sequence[bytes]) -> bytes:
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return out.getvalue()


class Drawing:
    """Pages of 595 by 842 points, each from one stream of drawing orders."""

    @staticmethod
    def text(lines: Sequence[str], font: str = "F1") -> bytes:
        """Latin lines; in the font G1 each glyph says of itself that it is private use."""
        shown = b"\n".join(b"(%s) Tj T*" % line.encode("latin-1") for line in lines)
        return b"BT /%s 14 Tf 20 TL 60 760 Td\n%s\nET" % (font.encode(), shown)

    @staticmethod
    def outlines(lines: Sequence[str]) -> bytes:
        """The letters as filled squares, one a pixel."""
        picture = Image.new("1", (480, 30 * len(lines)))
        for at, line in enumerate(lines):
            ImageDraw.Draw(picture).text((0, 30 * at), line, fill=1, font=ImageFont.load_default(22))
        places = ((column, row) for row in range(picture.height) for column in range(picture.width))
        squares = [b"%d %d 1 1 re" % (60 + column, 760 - row) for column, row in places if picture.getpixel((column, row))]
        return b"\n".join([*squares, b"f"])

    @staticmethod
    def picture(left: int, bottom: int, width: int, height: int) -> bytes:
        return b"\nq %d 0 0 %d %d %d cm /P1 Do Q\n" % (width, height, left, bottom)

    @staticmethod
    def pdf(*contents: bytes, picture: Picture | None = None) -> bytes:
        shown = picture or Image.new("RGB", (8, 8))
        jpeg = io.BytesIO()
        shown.save(jpeg, "JPEG", quality=70)
        helvetica = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding %s >>"
        image = b"/Type /XObject /Subtype /Image /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode /Width %d /Height %d"
        kids = b" ".join(b"%d 0 R" % (7 + 2 * at) for at in range(len(contents)))
        objects = [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(contents), kids),
            helvetica % b"",
            helvetica % b"/ToUnicode 5 0 R",
            _stream(_PRIVATE),
            _stream(jpeg.getvalue(), image % shown.size),
        ]
        for at, content in enumerate(contents):
            resources = b"<< /Font << /F1 3 0 R /G1 4 0 R >> /XObject << /P1 6 0 R >> >>"
            page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources %s >>" % (8 + 2 * at, resources)
            objects += [page, _stream(content)]
        return _file(objects)


@pytest.fixture(scope="session")
def drawing() -> type[Drawing]:
    return Drawing


@pytest.fixture(scope="session")
def han_font() -> Callable[[int], ImageFont.FreeTypeFont]:
    for name in _FONTS:
        try:
            ImageFont.truetype(name, 20)
        except OSError:
            continue
        return lambda size: ImageFont.truetype(name, size)
    pytest.skip("no font with Chinese characters is installed")


@pytest.fixture(scope="session")
def recogniser() -> None:
    if not is_installed():
        pytest.skip("text recognition is not installed (the extra ocr)")


@pytest.fixture(scope="session")
def scan(han_font: Callable[[int], ImageFont.FreeTypeFont]) -> Callable[..., Picture]:
    """Paragraphs as they come out of a scanner: a little turned, blurred and spotted; the first one is a heading."""

    def build(paragraphs: Sequence[str], size: tuple[int, int] = (875, 1240), *, seed: int = 0) -> Picture:
        page = Image.new("L", size, 250)
        draw, font, top = ImageDraw.Draw(page), han_font(24), 80
        for paragraph in paragraphs:
            text, width = "　　" + paragraph, (size[0] - 140) // 24
            for start in range(0, len(text), width):
                draw.text((70, top), text[start : start + width], fill=20, font=font)
                top += 42
        page = page.rotate(0.3, fillcolor=250, resample=Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(0.7))
        spots = random.Random(seed)
        noise = Image.frombytes("L", size, spots.randbytes(size[0] * size[1]))
        return Image.blend(page, noise, 0.08).convert("RGB")

    return build


@pytest.fixture(scope="session")
def report_pages() -> list[list[str]]:
    """The paragraphs of the scanned report, page by page."""
    return [page.split("\n") for page in REPORT.read_text(encoding="utf-8").strip().split("\n\n")]
