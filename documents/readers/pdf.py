"""PDF: the text of every page, without running heads, feet and page numbers."""

import re
import threading
from collections import Counter

import pypdfium2

from documents.errors import LoadError
from documents.parts import Part, Reading, Sheet

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


def read(data: bytes) -> Reading:
    with _PDFIUM:
        texts, title = _texts(data)
    pages = _without_running_lines([_lines(text) for text in texts])
    if not any(pages):
        message = "The PDF holds no text, only pictures of pages; run a text recognition (OCR) over it first."
        raise LoadError("no_text", message)
    parts = tuple(Part("paragraph", "\n".join(lines), page=number) for number, lines in enumerate(pages, 1) if lines)
    return Reading(parts, title=title, pages=(Sheet(),) * len(pages))


def _texts(data: bytes) -> tuple[list[str], str | None]:
    try:
        with pypdfium2.PdfDocument(data) as document:
            title = document.get_metadata_value("Title").strip() or None
            return [_page_text(document, number) for number in range(len(document))], title
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD_NEEDED:
            message = "The PDF is protected by a password; save it without one."
            raise LoadError("encrypted", message) from error
        message = "The PDF is damaged; open it in a reader and print or export it to PDF again."
        raise LoadError("unreadable", message) from error


def _page_text(document: pypdfium2.PdfDocument, number: int) -> str:
    page = document[number]
    text_page = page.get_textpage()
    try:
        return str(text_page.get_text_bounded())
    finally:
        text_page.close()
        page.close()


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
