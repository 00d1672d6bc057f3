"""What pages of a PDF are found to be, and what becomes of those whose text cannot be taken from the file."""

import io
from collections.abc import Callable
from typing import Any

import pypdfium2
import pytest

from documents.errors import LoadError
from documents.layout.audit import kind_of
from documents.parts import Reading
from documents.readers import ocr
from documents.readers.pdf import read
from documents.readers.pdf_facts import page_facts, page_picture

LINES = ["The plan sets three targets for 2030.", "Emissions fall by 40 percent.", "Half of the power is renewable."]
WHOLE = (0, 0, 595, 842)


def kinds(reading: Reading) -> list[str]:
    return [page.kind for page in reading.pages]


def words(reading: Reading) -> list[str]:
    """In reading order, whatever paragraphs they are joined to."""
    return [word for part in reading.parts for word in part.text.split()]


@pytest.fixture
def no_recogniser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)


def test_every_kind_of_page_is_told(drawing: Any, no_recogniser: None) -> None:
    contents = [
        drawing.text(LINES),
        drawing.picture(*WHOLE),
        drawing.text(LINES, font="G1"),
        drawing.outlines(LINES),
        b"",
        drawing.text(LINES * 2) + drawing.picture(0, 0, 595, 500),
        drawing.text(["Annex B"]) + drawing.picture(*WHOLE),
    ]
    reading = read(drawing.pdf(*contents))
    assert kinds(reading) == ["text", "scanned", "garbled", "outlines", "empty", "mixed", "scanned"]
    assert not any(page.recognised for page in reading.pages)
    assert {part.page for part in reading.parts} == {1, 6, 7}, "garbled text is left out, a few words on a scan stay"


def test_a_scan_in_strips_or_within_a_form_is_a_scan(drawing: Any, no_recogniser: None) -> None:
    strips = b"\n".join(drawing.picture(0, bottom, 595, 60) for bottom in range(0, 840, 60))
    turned = b"q 0 1 -1 0 595 0 cm " + drawing.picture(0, 0, 842, 595) + b" Q"
    with pypdfium2.PdfDocument(drawing.pdf(strips, turned, drawing.text(LINES))) as document:
        facts = [page_facts(page, "") for page in document]
    assert [kind_of(fact) for fact in facts] == ["scanned", "scanned", "empty"]
    assert facts[0].picture == facts[1].picture == 1.0


def test_the_objects_of_a_page_with_plenty_of_text_are_not_counted(drawing: Any) -> None:
    with pypdfium2.PdfDocument(drawing.pdf(drawing.picture(*WHOLE))) as document:
        assert page_facts(document[0], " ".join(LINES) * 20).picture == 0.0


def test_a_picture_of_a_page_has_at_most_so_many_pixels(drawing: Any) -> None:
    for box, shape in ((b"[0 0 9000 900]", (240, 2400, 3)), (b"[0 0 9000 9000]", (2000, 2000, 3))):
        with pypdfium2.PdfDocument(drawing.pdf(b"").replace(b"[0 0 595 842]", box)) as document:
            assert page_picture(document[0]).shape == shape


@pytest.mark.parametrize("kind", ["scanned", "garbled", "outlines"])
def test_without_recognition_a_file_of_pictures_says_what_to_install(drawing: Any, no_recogniser: None, kind: str) -> None:
    contents = {"scanned": drawing.picture(*WHOLE), "garbled": drawing.text(LINES, font="G1"), "outlines": drawing.outlines(LINES)}
    with pytest.raises(LoadError, match=r'pip install "policyqa\[ocr\]"') as caught:
        read(drawing.pdf(contents[kind]))
    assert caught.value.code == "no_text"


def test_a_scan_that_somebody_made_searchable_keeps_that_text_and_is_marked(drawing: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "recognise", lambda *_: pytest.fail("it is recognised already"))
    layer = drawing.text(LINES * 2).replace(b"BT", b"BT 3 Tr")
    reading = read(drawing.pdf(drawing.picture(*WHOLE) + layer))
    assert [(page.kind, page.recognised) for page in reading.pages] == [("scanned", True)]
    assert words(reading) == " ".join(LINES * 2).split()


def test_recognition_can_be_switched_off(drawing: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: True)
    monkeypatch.setattr(ocr, "recognise", lambda *_: pytest.fail("it was switched off"))
    reading = read(drawing.pdf(drawing.text(LINES), drawing.outlines(LINES)), recognition=False)
    assert [(page.kind, page.recognised) for page in reading.pages] == [("text", False), ("outlines", False)]


@pytest.mark.parametrize("kind", ["garbled", "outlines"])
def test_what_only_the_picture_shows_is_recognised(drawing: Any, recogniser: None, kind: str) -> None:
    content = drawing.text(LINES, font="G1") if kind == "garbled" else drawing.outlines(LINES)
    reading = read(drawing.pdf(drawing.text(["Page one."]), content))
    assert [(page.kind, page.recognised) for page in reading.pages] == [("text", False), (kind, True)]
    assert words(reading) == " ".join(["Page one.", *LINES]).split()


def test_of_a_mixed_page_only_what_its_picture_holds_is_added(drawing: Any, scan: Callable[..., Any], recogniser: None) -> None:
    table = scan(["能耗下降3.1%"], (800, 400))
    reading = read(drawing.pdf(drawing.text(LINES * 2) + drawing.picture(0, 0, 595, 500), picture=table))
    assert [(page.kind, page.recognised) for page in reading.pages] == [("mixed", True)]
    assert words(reading) == " ".join([*LINES, *LINES, "能耗下降3.1%"]).split()


def test_a_file_of_blank_scans_holds_no_text(drawing: Any, recogniser: None) -> None:
    with pytest.raises(LoadError, match="No text can be seen") as caught:
        read(drawing.pdf(drawing.picture(*WHOLE), b""))
    assert caught.value.code == "no_text"


def test_a_scanned_page_beside_a_text_page_is_recognised(
    scan: Callable[..., Any], make_pdf: Callable[..., bytes], recogniser: None
) -> None:
    out = io.BytesIO()
    scan(["全省城镇新增就业47.3万人，粮食总产量稳定在380亿斤以上。"]).save(out, "PDF", resolution=150)
    with pypdfium2.PdfDocument(make_pdf([["第一页说明了来源。"]])) as document, pypdfium2.PdfDocument(out.getvalue()) as scanned:
        document.import_pages(scanned)
        joined = io.BytesIO()
        document.save(joined)
    reading = read(joined.getvalue())
    assert [(page.kind, page.recognised) for page in reading.pages] == [("text", False), ("scanned", True)]
    assert "".join(words(reading)) == "第一页说明了来源。全省城镇新增就业47.3万人，粮食总产量稳定在380亿斤以上。"
