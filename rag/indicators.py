"""Indicators as they are looked up: by name, region and year, each with its sentence and page."""

import re
from collections import Counter
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from documents.indicator_names import is_known, known_names, normal_name
from documents.indicator_types import Indicator
from documents.places import find_place
from documents.regions import NATIONAL, PROVINCE_NAMES, provinces_named, region_of
from documents.text import fold
from index.generations import Generation
from index.types import Entry

_NEAR, _ALIKE = 3, 0.4  # names offered, and how alike they are (difflib's ratio)
_NEAR_AMONG = 500  # of the names told most often


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


@dataclass(frozen=True, slots=True)
class Misnamed:
    """A value that names nothing: neither a known indicator or place, nor what any report tells. `near` are names like it."""

    field: Literal["indicator", "region"]
    near: tuple[str, ...]


def misnamed(generation: Generation, wanted: Wanted) -> Misnamed | None:
    """What no collection could hold is a mistake; what this one does not hold is not."""
    told = [indicator for _, indicator in generation.indicators()]
    if wanted.name and not _is_indicator(wanted.name, {indicator.name for indicator in told}):
        names = [name for name, _ in Counter(indicator.name for indicator in told).most_common(_NEAR_AMONG)]
        return Misnamed("indicator", tuple(get_close_matches(fold(wanted.name), [*known_names(), *names], _NEAR, _ALIKE)))
    if wanted.region and not _is_place(wanted.region, {indicator.region for indicator in told}):
        return Misnamed("region", tuple(get_close_matches(fold(wanted.region), PROVINCE_NAMES.split("|"), _NEAR, _ALIKE)))
    return None


def _is_indicator(name: str, told: set[str]) -> bool:
    normal = normal_name(name)
    return is_known(normal) or any(fold(normal) in fold(other) for other in told)


def _is_place(name: str, told: set[str | None]) -> bool:
    return name in told or name == NATIONAL or bool(provinces_named(name)) or find_place(name) is not None


def look_up(generation: Generation, wanted: Wanted, most: int) -> list[Told]:
    """The first `most` indicators in order of region, period and report."""
    name = normal_name(wanted.name) if wanted.name else None
    found = generation.indicators(name) if name else generation.indicators()
    if name and not found:
        found = [row for row in generation.indicators() if fold(name) in fold(row[1].name)]
    region = _region(wanted.region) if wanted.region else None
    kept = [row for row in found if region in (None, row[1].region) and wanted.year in (None, int((row[1].period or "0")[:4]))]
    kept.sort(key=lambda row: (row[1].region or "", row[1].name, row[1].period or "", row[0].number, row[1].figure_start))
    return [_told(generation, entry, indicator) for entry, indicator in kept[:most]]


def _region(name: str) -> str:
    """合肥市 and 3401 are 合肥, Anhui is 安徽; what is no place stays as it is."""
    place = find_place(name)
    found = region_of(place) if place else None
    if found:
        return found.city or found.province
    return next(iter(provinces_named(name)), name)


# A qualifier stands right behind the figure and what it is told for: 30.5微克/立方米以内.
_BEHIND = re.compile(r"(?:[/／](?:立方米|平方米|千瓦时|小时|人|户|亩|年|月|日|天))?(?:左右|上下|及?以[上内下]|之内)?")


def _told(generation: Generation, entry: Entry, indicator: Indicator) -> Told:
    quote = generation.text(entry.number, indicator.start, indicator.end)
    start, end = indicator.figure_start - indicator.start, indicator.figure_end - indicator.start
    behind = _BEHIND.match(quote, end)
    qualified = behind.end() if behind else end
    page = generation.page_of(entry.number, indicator.figure_start)
    return Told(entry, indicator, quote[start:qualified], quote, page.number if page else None)
