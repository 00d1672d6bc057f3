"""What a document says of itself: only what stands in it or in its file name, None where that is unsure."""

import re
from collections.abc import Iterator, Sequence

from documents.dates import find_date, is_date, period_of
from documents.parts import Part
from documents.regions import region_of
from documents.text import language_of
from documents.types import Metadata

# Letterhead, title and date stand among the first parts, signature and date among the last.
_HEAD_PARTS = 8
_TAIL_PARTS = 8
_SHORT_LINE = 90
_BODY = "人民政府|政府|办公厅|办公室|委员会|委|部|局|厅|司|署|院|会|中心|银行|总队|组"
_BODY_NAME = rf"[一-鿿、\s]{{2,60}}?(?:{_BODY})"
_ISSUER_IN_TITLE = re.compile(rf"^({_BODY_NAME})(?:等[一-鿿]{{1,6}})?(?:印发|对)?[“\"]?关于")
_LETTERHEAD = re.compile(rf"^({_BODY_NAME})文件$")
_SPEAKING_FOR = re.compile(r"我代表((?:[一-鿿]{2,12}(?:省|市|自治区|特别行政区|县|区|州))人民政府|国务院)")
_LABELLED_ISSUER = re.compile(rf"(?:发文机关|发文机构|发布机构|制定机关|印发机关)\s*[：:]\s*({_BODY_NAME})\s*$")
_SIGNATURE = re.compile(rf"^{_BODY_NAME}$")
_NUMBER = re.compile(r"([一-鿿]{1,16})\s*[〔\[［（(【]\s*((?:19|20)\d\d)\s*[〕\]］）)】]\s*(?:第\s*)?(\d{1,5})\s*号")
_ORDER = re.compile(r"([一-鿿]{2,20}令)\s*第?\s*(\d{1,5}|[一二三四五六七八九十百〇零]{1,6})\s*号")
_NUMBER_LABEL = re.compile(r"(?:发文字号|文号|字号|文件编号)\s*[：:]\s*")
_DATE_LABEL = re.compile(r"(?:成文日期|发布日期|发布时间|印发日期|公布日期|发文日期|日期|时间|Date|Published(?: on)?)\s*[*：:]+\s*")
_EDITION = re.compile(
    r"[（(〔\[]\s*([一-鿿\d]{0,8}(?:征求意见稿|草案|送审稿|修订稿|修订版?|修正|试行|暂行|[第\d][一二三四五六七八九十\d]{0,4}年?版))\s*[）)〕\]]"
)
_DATED = re.compile(r"^[\s—（(-]*(?:19|20)\d\d年")
_TIMED = re.compile(r"^\s*(?:19|20)\d\d\D\d{1,2}\D\d{1,2}日?\s+\d{1,2}:\d{2}")


def metadata_of(parts: Sequence[Part], *, title: str, name: str) -> Metadata:
    """`title` is the title to show, `name` the file's name without its ending."""
    head = [part.text for part in parts[:_HEAD_PARTS]]
    tail = [part.text for part in parts[-_TAIL_PARTS:]]
    issuer = _issuer(title, head, tail)
    return Metadata(
        title=title,
        language=language_of("\n".join(text[:2000] for text in [title, *head])),
        region=region_of(title) or region_of(issuer or "") or region_of(name),
        issuer=issuer,
        document_number=_document_number(head),
        date=_date(head, tail),
        period=period_of(title) or period_of(name),
        edition=_edition(title),
    )


def _issuer(title: str, head: Sequence[str], tail: Sequence[str]) -> str | None:
    found = _ISSUER_IN_TITLE.match(title)
    if found:
        return _clean_name(found.group(1))
    for text in head:
        found = _LETTERHEAD.match(text) or _LABELLED_ISSUER.search(text)
        name = _clean_name(found.group(1)) if found else _speaks_for(text[:300])
        if name:
            return name
    return _signature(tail)


def _signature(tail: Sequence[str]) -> str | None:
    """The short lines with names of bodies right above a line that is a date."""
    names: list[str] = []
    for line in tail:
        if names and is_date(line):
            return "、".join(names)
        names = [*names, _clean_name(line)] if len(line) <= 40 and _SIGNATURE.match(line) else []
    return None


def _clean_name(name: str) -> str:
    """Several names parted by 、; a name set with spaces between its characters ("国 家 能 源 局") is one name."""
    parts = [part for part in re.split(r"[、\s]+", name) if part]
    return "".join(parts) if all(len(part) == 1 for part in parts) else "、".join(parts)


def _speaks_for(text: str) -> str | None:
    """Whom the speaker says to represent; "自治区人民政府" alone does not say which."""
    found = _SPEAKING_FOR.search(text)
    return found.group(1) if found and not found.group(1).startswith(("自治", "特别", "省", "市")) else None


def _document_number(head: Sequence[str]) -> str | None:
    """A number on a line of its own or behind its label; one within a sentence is that of another document."""
    for text in head:
        if len(text) > _SHORT_LINE:
            continue
        bare = _NUMBER_LABEL.sub("", text).strip().removeprefix("（").removesuffix("）").strip()
        found = _NUMBER.fullmatch(bare)
        if found:
            return f"{found.group(1)}〔{found.group(2)}〕{found.group(3)}号"
        order = _ORDER.fullmatch(bare)
        if order:
            return f"{order.group(1)}第{order.group(2)}号"
    return None


def _date(head: Sequence[str], tail: Sequence[str]) -> str | None:
    """A labelled date, else one on a line of its own at the end, else one in a short line at the beginning."""
    for text in (*head, *tail):
        label = _DATE_LABEL.search(text) if len(text) <= 2 * _SHORT_LINE else None
        dated = find_date(text[label.end() : label.end() + 40]) if label else None
        if dated:
            return dated
    for text in reversed(tail):
        if is_date(text):
            return find_date(text)
    return next(_head_dates(head), None)


def _head_dates(head: Sequence[str]) -> Iterator[str]:
    """Dates in stamps ("2023-08-07 16:24 …") and in short lines that are no sentence or begin with the date."""
    for text in head:
        line = text[:40] if _TIMED.match(text) else text if len(text) <= _SHORT_LINE else ""
        if "。" in line and not _DATED.match(line):
            continue
        dated = find_date(line)
        # "For the fiscal year ended December 2, 2022" dates the year, not the report.
        if dated and len(dated) == 10 and "ended" not in line:
            yield dated


def _edition(title: str) -> str | None:
    found = _EDITION.search(title)
    return found.group(1) if found else None
