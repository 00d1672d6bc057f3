"""What a document says of itself: only what stands in it, its properties or its file name, None where that is unsure."""

import re
from collections.abc import Iterator, Mapping, Sequence

from documents import filings
from documents.dates import find_date, is_date, period_of
from documents.issuers import issuer_of, signed_date
from documents.kinds import kind_of
from documents.parts import Part
from documents.regions import Region, region_in
from documents.text import language_of
from documents.types import Metadata, ReportKind

# Letterhead, title and date stand among the first parts, signature and date among the last; a filing has a long first page.
_HEAD_PARTS = 8
_FIRST_PAGE_PARTS = 40
_TAIL_PARTS = 8
_SHORT_LINE = 90
_NUMBER_TEXT = r"([一-鿿]{1,16})\s*[〔\[［（(【]\s*((?:19|20)\d\d)\s*[〕\]］）)】]\s*(?:第\s*)?(\d{1,5})\s*号"
_NUMBER = re.compile(_NUMBER_TEXT)
_NUMBER_APART = re.compile(rf"(?:^|[\s】：]){_NUMBER_TEXT}(?=\s|【|$)(?!\s*(?:文|精神|规定|要求))")
_ORDER = re.compile(r"([一-鿿]{2,20}令)\s*第?\s*(\d{1,5}|[一二三四五六七八九十百〇零]{1,6})\s*号")
_PAPER = re.compile(r"(?:CP|HC|HL|Cm|Cmd|Cmnd) ?\d{1,5}(?:-[IVX]+)?")  # of the British parliament
_NUMBER_LABEL = re.compile(r"(?:发文字号|文号|字号|文件编号)\s*[：:]\s*")
_DATE_LABEL = re.compile(
    r"(?:成文日期|成文时间|发布日期|发布时间|印发日期|公布日期|发文日期|颁布日期|日期|时间|Date|Published(?: on)?)\s*[】\]*：:]+\s*"
)
_EDITION = re.compile(
    r"[（(〔\[]\s*([一-鿿\d]{0,8}(?:征求意见稿|草案|送审稿|修订稿|修订版?|修正|试行|暂行|[第\d][一二三四五六七八九十\d]{0,4}年?版))\s*[）)〕\]]"
)
_DATED = re.compile(r"^[\s—（(-]*(?:19|20)\d\d年")
_TIMED = re.compile(r"^\s*(?:19|20)\d\d\D\d{1,2}\D\d{1,2}日?\s+\d{1,2}:\d{2}")
_ENDING_DATE = re.compile(r"[。！!；\s]((?:19|20)\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)\s*$")


def metadata_of(parts: Sequence[Part], *, title: str, name: str, properties: Mapping[str, str] | None = None) -> Metadata:
    """`title` is the title to show, `name` the file's name without its ending, `properties` those of the file."""
    texts = [part.text for part in parts]
    head, tail = texts[:_HEAD_PARTS], texts[-_TAIL_PARTS:]
    first_page = texts[:_FIRST_PAGE_PARTS]
    language = language_of("\n".join(text[:2000] for text in [title, *head]))
    english = language == "en"
    issuer = filings.issuer(first_page) if english else issuer_of(title, head, tail, properties or {})
    kind = kind_of(title, texts, first_page if english else head, tail)
    date = (filings.date(first_page, texts) if english else None) or _date(head, tail, is_news=kind == "news")
    region = region_in(title) or region_in(issuer or "") or region_in(name) or Region("")
    return Metadata(
        title=title,
        language=language,
        region=region.province or None,
        issuer=issuer,
        document_number=_document_number(first_page if english else head),
        date=date,
        period=(filings.period(first_page) if english else None) or period_of(title) or period_of(name) or _own_year(kind, date),
        edition=None if kind == "news" else _edition(title),
        region_code=region.code,
        city=region.city,
        kind=kind,
    )


def _own_year(kind: ReportKind | None, date: str | None) -> str | None:
    """A government's work report is on the year in which it is given."""
    return date[:4] if date and kind == "work_report" else None


def _document_number(head: Sequence[str]) -> str | None:
    """A number on a line of its own, behind its label or apart from the sentences; one within a sentence is that of another document."""
    for text in head:
        if len(text) > _SHORT_LINE:
            continue
        bare = _NUMBER_LABEL.sub("", text).strip().removeprefix("（").removesuffix("）").strip()
        found = _NUMBER.fullmatch(bare)
        if found:
            return _number(found)
        order = _ORDER.fullmatch(bare)
        if order:
            return f"{order.group(1)}第{order.group(2)}号"
    paper = next((text for text in head if _PAPER.fullmatch(text)), None)
    return paper or next((_number(found) for text in head[:2] if (found := _NUMBER_APART.search(text[:300]))), None)


def _number(found: re.Match[str]) -> str:
    return f"{found.group(1)}〔{found.group(2)}〕{found.group(3)}号"


def _date(head: Sequence[str], tail: Sequence[str], *, is_news: bool) -> str | None:
    """A labelled date, else one on a line of its own or behind a signature at the end, else one in a short line at the beginning.

    News begin with the date of what happened.
    """
    for text in (*(text[:400] for text in head), *(text for text in tail if len(text) <= 2 * _SHORT_LINE)):
        label = _DATE_LABEL.search(text)
        dated = find_date(text[label.end() : label.end() + 20]) if label else None
        if dated:
            return dated
    for text in reversed(tail):
        if is_date(text):
            return find_date(text)
    ending = signed_date(tail) or next((found.group(1) for text in tail[-1:] if (found := _ENDING_DATE.search(text))), None)
    return (
        find_date(ending)
        if ending
        else next(_head_dates([text for text in head if not is_news or "。" not in text or _TIMED.match(text)]), None)
    )


def _head_dates(head: Sequence[str]) -> Iterator[str]:
    """Dates in stamps ("2023-08-07 16:24 …") and in short lines that are no sentence or begin with the date."""
    for text in head:
        line = text[:40] if _TIMED.match(text) else text if len(text) <= _SHORT_LINE else ""
        if "。" in line and not _DATED.match(line):
            continue
        dated = find_date(line)
        # "For the fiscal year ended December 2, 2022" dates the year, not the report.
        if dated and "ended" not in line and (len(dated) == 10 or is_date(line)):
            yield dated


def _edition(title: str) -> str | None:
    found = _EDITION.search(title)
    return found.group(1) if found else None
