"""PDF: the text of every page, without running heads, feet and page numbers; what stands only in a picture is recognised."""

import re
import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pypdfium2

from documents.coverage import PICTURES_OF_TEXT, RECOGNISABLE
from documents.errors import LoadError
from documents.layout.audit import has_layer, kind_of
from documents.layout.beside import beside
from documents.layout.types import Line, Run
from documents.parts import Part, Reading, Sheet
from documents.readers import ocr
from documents.readers.pdf_facts import page_facts, page_picture, unpainted_share
from documents.types import PageKind

# pdfium's library keeps global state and must not be called from two threads at once.
_PDFIUM = threading.Lock()
_PASSWORD_NEEDED = 4  # FPDF_ERR_PASSWORD
# pdfium puts one of these for a hyphen at a line's end and drops the line break.
_LINE_END_HYPHEN = re.compile("(?<=\\w)[\ufffe\x02\u00ad](?:\r?\n)?(?=\\w)")
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\u00ad]")
# A table of contents fills whole lines with dots.
_DOTS = re.compile(r"\.(?: ?\.){4,}")
_PAGE_NUMBER = re.compile(r"^[-—–\s·.]*(?:第|page|p\.)?\s*(\d{1,4})\s*(?:页|(?:/|of|共)\s*\d{1,4}\s*页?)?[-—–\s·.]*$", re.IGNORECASE)
# Running lines stand among the outermost lines of at least this share of the pages; left and right pages may differ.
_MARGIN_LINES = 2
_RUNNING_SHARE = 0.4
_RUNNING_FROM = 3
# In bytes, four Han characters or ten letters: a shorter line may be a word that tables repeat.
_SHORTEST_RUNNING = 10


@dataclass(frozen=True, slots=True)
class _Page:
    text: str
    kind: PageKind
    recognised: bool = False


def read(data: bytes, *, recognition: bool = True) -> Reading:
    """Scanned, garbled and outlined pages are recognised where that is wanted and installed; else they are left as they are."""
    with _PDFIUM:
        seen, title = _seen(data)
    if recognition and ocr.is_installed():
        seen = [page if _is_read(page) else _recognised(data, number, page) for number, page in enumerate(seen)]
    # What a garbled page says by itself is noise; a few words on a scan are its title or its number.
    texts = ["" if page.kind == "garbled" and not page.recognised else page.text for page in seen]
    pages = _without_running_lines([_lines(text) for text in texts])
    if not any(pages):
        raise _no_text(seen)
    parts = tuple(Part("paragraph", "\n".join(lines), page=number) for number, lines in enumerate(pages, 1) if lines)
    return Reading(parts, title=title, pages=tuple(Sheet(kind=page.kind, recognised=page.recognised) for page in seen))


def _is_read(page: _Page) -> bool:
    return page.recognised or page.kind not in RECOGNISABLE


def _no_text(pages: Sequence[_Page]) -> LoadError:
    if any(page.kind in PICTURES_OF_TEXT and not page.recognised for page in pages):
        message = f"The PDF holds only pictures of its text; install text recognition with {ocr.REMEDY} and index it again."
    else:
        message = "No text can be seen on any page of the PDF; check that it is the right file."
    return LoadError("no_text", message)


def _seen(data: bytes) -> tuple[list[_Page], str | None]:
    try:
        with pypdfium2.PdfDocument(data) as document:
            title = document.get_metadata_value("Title").strip() or None
            return [_page(document, number) for number in range(len(document))], title
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD_NEEDED:
            message = "The PDF is protected by a password; save it without one."
            raise LoadError("encrypted", message) from error
        message = "The PDF is damaged; open it in a reader and print or export it to PDF again."
        raise LoadError("unreadable", message) from error


def _page(document: pypdfium2.PdfDocument, number: int) -> _Page:
    page = document[number]
    text_page = page.get_textpage()
    try:
        text = str(text_page.get_text_bounded())
        facts = page_facts(page, text, unpainted_share(text_page))
        return _Page(text, kind_of(facts), recognised=has_layer(facts))
    finally:
        text_page.close()
        page.close()


def _recognised(data: bytes, number: int, seen: _Page) -> _Page:
    """The page with the text of its picture. The document is opened again, so that others may read while this goes on for seconds."""
    try:
        with _PDFIUM, pypdfium2.PdfDocument(data) as document:
            page = document[number]
            picture, size, own = page_picture(page), page.get_size(), _own_lines(page) if seen.kind == "mixed" else []
    except pypdfium2.PdfiumError:  # what cannot be drawn shows nothing
        return replace(seen, text=seen.text if seen.kind == "mixed" else "", recognised=True)
    found = ocr.recognise(picture, *size)
    lines = [line.text for line in (beside(found.lines, own) if own else found.lines)]
    return replace(seen, text="\n".join([seen.text, *lines] if own else lines), recognised=True)


def _own_lines(page: pypdfium2.PdfPage) -> list[Line]:
    """Where the page's own text stands; what it says is known."""
    text_page, height = page.get_textpage(), page.get_height()
    places = [text_page.get_rect(number) for number in range(text_page.count_rects())]
    return [Line((Run("", left, height - top, right, height - bottom),), size=top - bottom) for left, bottom, right, top in places]


def _lines(text: str) -> list[str]:
    text = _DOTS.sub("....", _LINE_END_HYPHEN.sub("-\n", text))
    lines = (_NOT_TEXT.sub("", line).strip() for line in re.split(r"\r\n|\r|\n", text))
    return [line for line in lines if line]


def _without_running_lines(pages: list[list[str]]) -> list[list[str]]:
    counts = Counter(mask for lines in pages for mask in {_mask(lines[at]) for at in _margin(lines)})
    filled = sum(1 for lines in pages if lines)
    running = {mask for mask, count in counts.items() if count >= max(_RUNNING_FROM, _RUNNING_SHARE * filled)}
    offsets = Counter(offset for number, lines in enumerate(pages) for offset in _page_numbers(number, lines).values())
    return [_trimmed(lines, running, _page_numbers(number, lines), offsets) for number, lines in enumerate(pages)]


def _trimmed(lines: list[str], running: set[str], numbers: dict[int, int], offsets: Counter[int]) -> list[str]:
    """Without running lines, and without the page's number: one that counts on from another page's."""
    margin = _margin(lines)
    drop = {at for at in margin if _mask(lines[at]) in running and len(lines[at].encode()) >= _SHORTEST_RUNNING}
    drop |= {at for at, offset in numbers.items() if offsets[offset] > 1}
    return [line for at, line in enumerate(lines) if at not in drop]


def _page_numbers(page: int, lines: list[str]) -> dict[int, int]:
    """The places of the outermost lines that look like page numbers, with how far each is ahead of the page's place."""
    found = {at: _PAGE_NUMBER.match(lines[at]) for at in {0, len(lines) - 1} if lines}
    return {at: int(match.group(1)) - page for at, match in found.items() if match}


def _margin(lines: list[str]) -> set[int]:
    count = len(lines)
    return {*range(min(_MARGIN_LINES, count)), *range(max(0, count - _MARGIN_LINES), count)}


def _mask(line: str) -> str:
    return re.sub(r"\d+", "#", line)
