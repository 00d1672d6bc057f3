"""Indicators of the collection as JSON, CSV and lines: every figure with its report, page and sentence."""

import csv
import io
import re
from collections.abc import Sequence

from typing_extensions import TypedDict

from rag.assemble import Service
from rag.indicators import Told, Wanted
from ui.errors import RequestCode, RequestError
from ui.schemas import short
from ui.words import visible

COLUMNS = ("indicator", "region", "period", "standing", "measure", "text", "value", "unit", "qualifier", "report", "title", "page", "quote")


class IndicatorReply(TypedDict):
    """`value` is in `unit` with 万 and 亿 multiplied out, as a decimal string; `text` is the figure as it is written."""

    indicator: str
    region: str | None
    period: str | None
    standing: str | None
    measure: str
    value: str
    unit: str
    qualifier: str | None
    text: str
    report_id: str
    report: str
    title: str
    page: int | None
    quote: str
    start: int
    end: int


class IndicatorsReply(TypedDict):
    indicators: list[IndicatorReply]
    generation: int


def checked(service: Service, indicator: str | None, region: str | None, year: str | None) -> Wanted:
    """What is looked up. Raises RequestError, which names the value, for a year that is none and a name that means nothing."""
    if year is not None and not re.fullmatch(r"[12]\d{3}", year.strip()):
        raise RequestError("bad_year", value=short(year))
    wanted = Wanted(indicator, region, int(year) if year else None)
    wrong = service.misnamed(wanted)
    if wrong is None:
        return wanted
    code: RequestCode = "unknown_indicator" if wrong.field == "indicator" else "unknown_region"
    name = (indicator if wrong.field == "indicator" else region) or ""
    raise RequestError(code, name=short(name), near="、".join(wrong.near) or "–")


def indicator_reply(told: Told) -> IndicatorReply:
    indicator, entry = told.indicator, told.entry
    return {
        "indicator": indicator.name,
        "region": indicator.region,
        "period": indicator.period,
        "standing": indicator.standing,
        "measure": indicator.measure,
        "value": format(indicator.value.normalize(), "f"),
        "unit": indicator.unit,
        "qualifier": indicator.qualifier,
        "text": told.text,
        "report_id": entry.report_id,
        "report": entry.source_name,
        "title": entry.metadata.title,
        "page": told.page,
        "quote": told.quote,
        "start": indicator.start,
        "end": indicator.end,
    }


def as_csv(found: Sequence[Told]) -> str:
    """A table for spreadsheets: with the mark by which Excel knows UTF-8, and no cell that it would run as a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for told in found:
        reply = indicator_reply(told)
        writer.writerow([_inert(reply.get(column)) for column in COLUMNS])
    return "\ufeff" + out.getvalue()


def _inert(value: object) -> object:
    text = "" if value is None else str(value)
    return "'" + text if (text and text[0] in "=+@\t\r") or (text[:1] == "-" and not text[1:2].isdigit()) else text


def indicator_lines(found: Sequence[Told]) -> list[str]:
    return [visible(" · ".join(filter(None, _named(told)))) for told in found]


def _named(told: Told) -> tuple[str | None, ...]:
    indicator = told.indicator
    return indicator.region, indicator.period, indicator.name, told.text, told.entry.source_name, _page(told)


def _page(told: Told) -> str | None:
    return None if told.page is None else f"p.{told.page}"
