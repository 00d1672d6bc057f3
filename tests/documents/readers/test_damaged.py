"""Files with bytes changed at random, in the archive and inside its members: text or a reason, never another error."""

import io
import random
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from pptx import Presentation
from pptx.util import Pt

from documents.errors import LoadError
from documents.files import members
from documents.load import load_bytes

RUNS = 40
PAGE = Path(__file__).parent / "pages" / "statistics_bureau.html"


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def workbook() -> bytes:
    book = Workbook()
    for row in (("主要指标",), ("地区", "2024年", None), (None, "总量", "增速"), ("安徽", 50625.2, 0.058), ("江苏", 137008, 0.058)):
        book.active.append(row)
    book.active.merge_cells("A1:C1")
    book.active["C4"].number_format = "0.0%"
    return saved(book)


def deck() -> bytes:
    slides = Presentation()
    slide = slides.slides.add_slide(slides.slide_layouts[1])
    slide.shapes.title.text, slide.placeholders[1].text = "工作安排", "稳住就业\n扩大内需"
    slide.shapes.add_table(2, 2, Pt(10), Pt(10), Pt(90), Pt(90)).table.cell(0, 0).text = "地区"
    slide.notes_slide.notes_text_frame.text = "讲稿"
    return saved(slides)


def packed() -> bytes:
    return zipped({"安徽.txt": "工作要点".encode(), "表.csv": "地区,目标\n安徽,6.5%\n".encode()})


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def changed(data: bytes, chance: random.Random) -> bytes:
    """Some bytes flipped, deleted, doubled or exchanged."""
    result = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at, length = chance.randrange(len(result)), chance.randint(1, 40)
        match chance.randrange(4):
            case 0:
                result[at] ^= 1 << chance.randrange(8)
            case 1:
                del result[at : at + length]
            case 2:
                result[at:at] = result[at : at + length]
            case _:
                result[at : at + length] = bytes(chance.choices(b'0129<>/="& \xff', k=length))
        if not result:
            return b"x"
    return bytes(result)


def changed_inside(data: bytes, chance: random.Random) -> bytes:
    """One member changed, in an archive that is whole."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist() if archive.read(name)}
    name = chance.choice(sorted(files))
    return zipped({**files, name: changed(files[name], chance)})


def check(data: bytes, name: str) -> None:
    with suppress(LoadError):
        if name.endswith(".zip"):
            for member in members(data):
                member.read()
        else:
            assert load_bytes(data, name).text


@pytest.mark.parametrize("ending", ["docx", "xlsx", "pptx", "zip", "html", "csv"])
def test_a_damaged_file_gives_text_or_a_reason(ending: str, make_docx: Callable[..., bytes]) -> None:
    sources: dict[str, Callable[[], bytes]] = {
        "docx": lambda: make_docx(("Heading 1", "目标"), ("List Number", "就业"), table=[["地区", "目标"], ["安徽", "6"]]),
        "xlsx": workbook,
        "pptx": deck,
        "zip": packed,
        "html": PAGE.read_bytes,
        "csv": lambda: "地区,目标\n安徽,6.5%\n".encode() * 20,
    }
    whole, chance = sources[ending](), random.Random(ending)
    for _ in range(RUNS):
        check(changed(whole, chance), f"a.{ending}")
        if whole.startswith(b"PK"):
            check(changed_inside(whole, chance), f"a.{ending}")
