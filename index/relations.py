"""How the reports of a collection are related: which are copies of one text, editions of one series, or no longer in force.

Worked out anew for every generation from what is kept of each report, in time about linear in their number: reports are compared
only where their signatures (index/copies.py), their titles or their numbers meet.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from documents.editions.repeals import Reference, plain, says_repealed
from documents.editions.shingles import similarity
from documents.regions import PROVINCE_NAMES
from documents.types import Ending, Metadata
from index.copies import copies_among
from index.traced import Traced

# Reports without region and issuer are one series only when their texts say so as well as their titles ("Form 10-K").
_SERIES = 0.3
_YEARS = re.compile(
    r"(?:19|20)\d\d(?:\s*[-—–至~]\s*(?:19|20)?\d\d)?\s*年?度?|[二一][〇零○一二三四五六七八九]{3}年度?|十[一二三四五六七八九]?五(?:时期)?"
)
_BRACKETED = re.compile(r"[（(〔\[【][^（()）〔〕\[\]【】]{0,40}[）)〕\]】]")
_PLACE = re.compile(rf"(?:{PROVINCE_NAMES})(?:省|市|壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区)?")
_DRAFT = re.compile(r"征求意见稿|草案|送审稿|讨论稿|初稿")
_RULES = re.compile(r"(?:办法|条例|规定|细则|规则|标准|指引|章程|规程|目录)$")


@dataclass(frozen=True, slots=True)
class Ended:
    """A report that is no longer in force; `by` is the number of the report that ended it, None where its own title says so."""

    status: Ending
    by: int | None


@dataclass(frozen=True, slots=True)
class Relations:
    """By report number: `copies` lead to the report that answers for them, `ended` tells what is no longer in force.

    `series` are the editions of one report, newest first.
    """

    copies: Mapping[int, int] = field(default_factory=dict)
    series: tuple[tuple[int, ...], ...] = ()
    ended: Mapping[int, Ended] = field(default_factory=dict)


def relate(reports: Sequence[Traced]) -> Relations:
    copies = copies_among(reports)
    kept = [report for report in reports if report.number not in copies]
    return Relations(copies, tuple(_series(kept)), _as_told(kept, {**_replaced(kept), **_repealed(kept)}))


def _as_told(reports: Sequence[Traced], ended: dict[int, Ended]) -> dict[int, Ended]:
    """What was worked out, except where people have said how a report stands."""
    for report in reports:
        status = report.metadata.status
        if status == "in_force":
            ended.pop(report.number, None)
        elif status is not None:
            ended[report.number] = Ended(status, _named(report.metadata.superseded_by, reports))
    return ended


def _named(name: str | None, reports: Sequence[Traced]) -> int | None:
    """The report that a title, a document number or the beginning of an id names; the newest of several."""
    if not name:
        return None
    wanted = plain(name)
    named = (
        r for r in reports if wanted in {plain(r.metadata.title), plain(r.metadata.document_number or "")} or r.report_id.startswith(name)
    )
    found = max(named, key=_age, default=None)
    return found.number if found else None


def _series(reports: Sequence[Traced]) -> Iterator[tuple[int, ...]]:
    """Editions of one report for different years, newest first."""
    for group in _by_title(reports):
        dated = {year: report.number for report in sorted(group, key=_age) if (year := report.year)}
        if len(dated) > 1:
            yield tuple(dated[year] for year in sorted(dated, reverse=True))


def _by_title(reports: Sequence[Traced]) -> Iterator[list[Traced]]:
    groups: dict[tuple[str, ...], list[Traced]] = defaultdict(list)
    for report in reports:
        groups[_key(report.metadata)].append(report)
    for key, group in groups.items():
        first = group[0]
        named = any(key[1:])
        yield [r for r in group if named or r is first or similarity(r.trace.signature, first.trace.signature) >= _SERIES]


def _key(metadata: Metadata) -> tuple[str, ...]:
    """What stays the same from edition to edition: the title without years and places, and whose report it is."""
    bare = _PLACE.sub("", _YEARS.sub("", _BRACKETED.sub("", metadata.title)))
    region = metadata.region or ""
    return plain(bare), region, (metadata.issuer or "") if region in {"", "全国"} else ""


def _replaced(reports: Sequence[Traced]) -> dict[int, Ended]:
    """Drafts of which the final text is there, and rules of which a later text is there under the same title."""
    ended = {}
    for group in _by_title(reports):
        final = [r for r in group if not _is_draft(r)]
        newest = max(final, key=_age, default=None)
        for report in group:
            older = newest is not None and _is_older(report, newest) and _RULES.search(_key(report.metadata)[0])
            if newest is not None and report is not newest and (_is_draft(report) or older):
                ended[report.number] = Ended("superseded", newest.number)
    return ended


def _is_draft(report: Traced) -> bool:
    return _DRAFT.search(report.metadata.edition or "") is not None or _DRAFT.search(report.metadata.title) is not None


def _repealed(reports: Sequence[Traced]) -> dict[int, Ended]:
    """What a later report of the collection says to be repealed, and what its own title says of itself."""
    ended = {r.number: Ended("repealed", None) for r in reports if says_repealed(r.metadata.title)}
    titled, numbered = defaultdict(list), {}
    for report in reports:
        titled[plain(_BRACKETED.sub("", report.metadata.title))].append(report)
        if report.metadata.document_number:
            numbered[plain(report.metadata.document_number)] = report
    for report in reports:
        for reference in report.trace.repeals:
            for old in _meant(reference, titled, numbered):
                if old.number != report.number and not _is_older(report, old):
                    ended[old.number] = Ended("repealed", report.number)
    return ended


def _meant(reference: Reference, titled: Mapping[str, list[Traced]], numbered: Mapping[str, Traced]) -> list[Traced]:
    """The reports that a reference means; a number says more than a title."""
    if reference.number and plain(reference.number) in numbered:
        return [numbered[plain(reference.number)]]
    found = titled.get(plain(_BRACKETED.sub("", reference.title or "")), []) if reference.title else []
    return [r for r in found if not reference.number or not r.metadata.document_number]


def _is_older(report: Traced, other: Traced) -> bool:
    """Whether a report is surely older than another; unknown dates say nothing."""
    dates = report.metadata.date, other.metadata.date
    return None not in dates and str(dates[0]) < str(dates[1])


def _age(report: Traced) -> tuple[str, int]:
    """Ascending with time: the date, else the year; unknown ones come first."""
    return report.metadata.date or str(report.year or ""), report.number
