"""References as a reader writes them: plain, or by GB/T 7714—2015. In the language of the cited report, from what it says of itself."""

import re
from collections.abc import Mapping
from typing import Literal

from documents.text import language_of
from documents.types import Metadata, ReportKind
from rag.types import Citation

Style = Literal["plain", "gbt7714"]
DEFAULT_STYLE: Style = "plain"

# Marks of GB/T 7714, appendix B: R report, S standard, N newspaper, EB electronic bulletin, Z other, by which official documents go.
_REPORTS: tuple[ReportKind, ...] = (
    "work_report",
    "budget",
    "statistics",
    "white_paper",
    "annual_report",
    "quarterly_report",
    "current_report",
    "report",
)
_MARKS: Mapping[ReportKind, str] = {**dict.fromkeys(_REPORTS, "R"), "news": "N"}
_OTHER = "Z"
_STANDARD = re.compile(r"^(?:GB|DB|HJ|JR|JGJ|CJJ|YY|WS|ISO|T/)|(?:标准|规范|导则)$|\bstandards?$", re.IGNORECASE)
_ON_THE_WEB: tuple[ReportKind | None, ...] = ("news", "interpretation", "other", None)
_WEB_PAGE = (".html", ".htm", ".xhtml", ".mhtml")
_MOST_AUTHORS = 3


def reference(citation: Citation, style: Style) -> str:
    """One line without its number, to stand behind `[n]`; what the report does not say is left out."""
    return _by_standard(citation) if style == "gbt7714" else _plain(citation)


def _source(citation: Citation) -> Metadata:
    """What the report says of itself; of one whose record does not tell only the title."""
    return citation.source or Metadata(citation.title, language_of(citation.title))


def _by_standard(citation: Citation) -> str:
    """责任者. 题名: 文号[类型]. 版本. 日期: 页码."""
    source = _source(citation)
    mark = _mark(source, citation.report)
    authors = f"{_authors(source).rstrip('.')}. " if source.issuer else ""
    number = f": {source.document_number}" if source.document_number and source.document_number not in source.title else ""
    edition = f"{source.edition}. " if source.edition and source.edition not in source.title else ""
    dated = f"({source.date})" if source.date and mark == "EB/OL" else source.date or ""
    page = "" if citation.page is None else f": {citation.page}"
    end = f"{edition}{dated}".removesuffix(". ")
    return f"{authors}{source.title.rstrip('.')}{number}[{mark}]{'. ' if end else ''}{end}{page}."


def _mark(source: Metadata, name: str) -> str:
    if source.kind in _ON_THE_WEB and name.lower().endswith(_WEB_PAGE):
        return "EB/OL"
    if source.kind == "guide" and any(_STANDARD.search(text) for text in (source.title, source.document_number or "")):
        return "S"
    return _MARKS.get(source.kind, _OTHER) if source.kind else _OTHER


def _authors(source: Metadata) -> str:
    """Of more than three only the first three, as the standard wants it."""
    names = (source.issuer or "").split("、")
    more = ["等" if source.language == "zh" else "et al"] if len(names) > _MOST_AUTHORS else []
    return ", ".join([*names[:_MOST_AUTHORS], *more])


def _plain(citation: Citation) -> str:
    """安徽省人民政府《2026年安徽省政府工作报告》，2026-01-20，第 3 页; where there are no pages, the nearest heading."""
    source = _source(citation)
    number = [source.document_number] if source.document_number and source.document_number not in source.title else []
    section = [citation.section[-1]] if citation.section and citation.page is None else []
    dated = [source.date] if source.date else []
    if source.language == "zh":
        title = f"《{source.title.replace('《', '〈').replace('》', '〉')}》"
        page = [] if citation.page is None else [f"第 {citation.page} 页"]
        return "，".join([f"{source.issuer or ''}{title}", *number, *dated, *page, *(f"“{heading}”" for heading in section)])
    page = [] if citation.page is None else [f"p. {citation.page}"]
    issuer = [source.issuer] if source.issuer else []
    return ", ".join([*issuer, source.title, *number, *dated, *page, *(f"“{heading}”" for heading in section)])
