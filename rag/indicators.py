"""Indicators as they are looked up: by name, region and year, each with its sentence and page."""

from dataclasses import dataclass

from documents.indicator_names import normal_name
from documents.indicator_types import Indicator
from documents.regions import provinces_named
from documents.text import fold
from index.generations import Generation
from index.types import Entry


@dataclass(frozen=True, slots=True)
class Told:
    """An indicator with its report: `text` is the figure as written with its qualifier, `quote` the sentence. `page` is 1-based."""

    entry: Entry
    indicator: Indicator
    text: str
    quote: str
    page: int | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked up; None lets all through. `name` may be any name of the indicator or a part of it, `region` be in English."""

    name: str | None = None
    region: str | None = None
    year: int | None = None


def look_up(generation: Generation, wanted: Wanted, most: int) -> list[Told]:
    """The first `most` indicators in order of region, period and report."""
    name = normal_name(wanted.name) if wanted.name else None
    found = generation.indicators(name) if name else generation.indicators()
    if name and not found:
        found = [row for row in generation.indicators() if fold(name) in fold(row[1].name)]
    named = provinces_named(wanted.region) if wanted.region else []
    region = named[0] if named else wanted.region
    kept = [row for row in found if region in (None, row[1].region) and wanted.year in (None, int((row[1].period or "0")[:4]))]
    kept.sort(key=lambda row: (row[1].region or "", row[1].name, row[1].period or "", row[0].number, row[1].figure_start))
    return [_told(generation, entry, indicator) for entry, indicator in kept[:most]]


# A qualifier stands right behind the figure.
_BEHIND = 2


def _told(generation: Generation, entry: Entry, indicator: Indicator) -> Told:
    quote = generation.text(entry.number, indicator.start, indicator.end)
    start, end = indicator.figure_start - indicator.start, indicator.figure_end - indicator.start
    behind = quote[end : end + _BEHIND]
    qualified = end + _BEHIND if behind in {"左右", "以上", "以内", "以下", "之内", "上下"} else end
    page = generation.page_of(entry.number, indicator.figure_start)
    return Told(entry, indicator, quote[start:qualified], quote, page.number if page else None)
