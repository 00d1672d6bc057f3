"""Which places and years a question is about, and what of a report speaks of other ones.

山东 must not bring 山西, and a target for 2024 is no answer for 2026: such passages look alike to both searches. Passages are judged
by what they name and by their report, sentences by what was named last: 今年 and 全省 mean what stands above them.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from documents.regions import NATIONAL, cities_in, provinces_in, provinces_in_english
from documents.text import fold
from documents.units import MEASURE_WORD
from index.types import Candidate, Entry

# The year in a document number, 国发〔2026〕5号, is when it was issued.
_YEAR = re.compile(rf"(?<!\d)(?:19|20)\d{{2}}(?!\s*[〕\]］】）)]\s*第?\s*\d{{1,5}}\s*号)(?=\s*年|(?!\d|[-~/.]\d|{MEASURE_WORD}))")
_COUNTRY = re.compile(r"(?<![居列在占比])(?:全国|我国)(?!第|首|前|领先|平均|排名|最|唯一|率先|统一|人大|政协)")
_LEADING = re.compile(r"^(?:其中|例如|如|[\W_])+")
_DATELINE = re.compile(r"(?:新华社|中新社|人民网|本报)\S{0,8}?(?:\d+月)?\d+日电")
_PLANS = {"十三五": (2016, 2020), "十四五": (2021, 2025), "十五五": (2026, 2030)}
_ENGLISH_PLANS = {"13th": "十三五", "14th": "十四五", "15th": "十五五"}
_ENGLISH_PLAN = re.compile(r"(1[345]th)[ -]five[ -]year(?: plan)?")
# Years that a figure is compared with or counted from are not the years it is about.
_BASIS = re.compile(
    r"(?:比|较|与|同|自|从)\s*(?:19|20)\d{2}\s*年"
    r"|(?:19|20)\d{2}\s*年?(?:以来|起|至今|相比|的?水平|基数|基准|基础上|的[\d.一二两三四五六七八九十百]+倍)"
    r"|(?:compared (?:to|with)|than|from|since|below|above) (?:19|20)\d{2}|(?:19|20)\d{2} (?:levels?|baseline)"
)
_RELATIVE = (
    (re.compile(r"今年|本年|\bthis year\b"), 0),
    (re.compile(r"去年|上年|上一年|过去一年|一年来|\blast year\b"), -1),
    (re.compile(r"明年|\bnext year\b"), 1),
)


@dataclass(frozen=True, slots=True)
class Scope:
    """What a question names; empty sets leave everything in.

    `places` are cities (then `in_city`), else provinces, else 全国. `years` holds those of the five-year `plans`.
    `shifts` are the years of 去年, 今年 and 明年 counted from a report's own.
    """

    places: frozenset[str]
    years: frozenset[int]
    plans: frozenset[str] = frozenset()
    in_city: bool = False
    shifts: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.places or self.years or self.shifts)


def read_scope(question: str) -> Scope:
    """The scope of a question; a five-year plan stands for its years."""
    folded = fold(question)
    folded = _ENGLISH_PLAN.sub(lambda found: _ENGLISH_PLANS[found.group(1)], folded)
    ends = {last for plan, (_, last) in _PLANS.items() if _plan_end(plan).search(folded)}
    plans = frozenset(plan for plan in _PLANS if plan in folded and not _plan_end(plan).search(folded))
    shifts = frozenset(shift for pattern, shift in _RELATIVE if pattern.search(folded))
    years = ends | {int(year) for year in _YEAR.findall(folded)}.union(
        *(range(first, last + 1) for first, last in map(_PLANS.__getitem__, plans))
    )
    cities = cities_in(folded)
    return Scope(cities or _places(folded), frozenset(years), plans, bool(cities), shifts)


def _plan_end(plan: str) -> re.Pattern[str]:
    return re.compile(rf"{plan}[”\"」]?(?:期|规划)?末")


def is_outside(candidate: Candidate, scope: Scope) -> bool:
    """Whether a passage speaks of other places or other years than the question names."""
    if not scope:
        return False
    passage, entry = candidate.passage, candidate.entry
    said = " ".join((entry.metadata.title, *passage.section, passage.read))
    spoken = _spoken_of(said)
    return _elsewhere(spoken, _own_places(entry), scope) or _at_other_times(spoken, entry, scope)


def outside_sentences(sentences: Sequence[str], headings: Sequence[str], entry: Entry, scope: Scope) -> list[bool]:
    """Which sentences of a passage speak of other places or years; `headings` are the title and the section path.

    A place or year that is named holds until another is: in a survey the sentence with the figure often leaves it out.
    """
    if not scope:
        return [False] * len(sentences)
    own_places, own_year = _own_places(entry), _own_year(entry)
    places = _named_places(headings, scope) or own_places
    years = next(filter(None, (_named_years(heading, own_year) for heading in reversed(headings))), set())
    if scope.shifts and not scope.years:
        years = set()  # a heading's year must not hide what a report says without one
    wanted = scope.years | ({own_year + shift for shift in scope.shifts} if own_year is not None else set())
    own_report = bool(own_places & scope.places)
    by_sentence = [_places_told_of(sentence, scope, own_report=own_report) for sentence in sentences]
    several = bool(set().union(*by_sentence) - scope.places)
    out = []
    for sentence, named in zip(sentences, by_sentence, strict=True):
        places = named or places
        now = _named_years(sentence, own_year)
        if now:  # another year than the report's own is an aside, after which nothing is known
            years = now if own_year is None or now & {own_year, own_year - 1} else set()
        # Where nothing was named yet: in a passage that speaks of other places as well it may be any of them; a notice that
        # names no place at all is the local authority's own.
        elsewhere = bool(scope.places) and not places & scope.places and (bool(places) or several)
        other_time = bool(wanted) and bool(now or years) and not (now or years) & wanted
        out.append(elsewhere or (other_time and not any(plan in sentence for plan in scope.plans)))
    return out


def _places_told_of(sentence: str, scope: Scope, *, own_report: bool) -> set[str]:
    """The places that a sentence speaks of.

    A place's own report names others by the way (与北京、天津签署协议), but where a sentence begins with one.
    """
    named = _named_places([sentence], scope)
    if not own_report or named & scope.places:
        return named
    begins = _LEADING.sub("", fold(sentence))
    return {place for place in named - {NATIONAL} if begins.startswith(place)}


@dataclass(frozen=True, slots=True)
class _Spoken:
    """What a text names."""

    places: frozenset[str]
    cities: frozenset[str]
    years: frozenset[int]
    plans: frozenset[str]


# Reading a passage's places and years takes 0.09 ms, a query has up to 200 passages, and the same ones come again and again.
@lru_cache(maxsize=20_000)
def _spoken_of(text: str) -> _Spoken:
    folded = fold(text)
    years = frozenset(int(year) for year in _YEAR.findall(folded))
    return _Spoken(_places(folded), cities_in(folded), years, frozenset(plan for plan in _PLANS if plan in folded))


def _places(folded: str) -> frozenset[str]:
    """The provinces named, and the whole country where it is the subject and not the yardstick (居全国首位)."""
    named = provinces_in(_DATELINE.sub("", folded)) | provinces_in_english(folded)
    return named | {NATIONAL} if _COUNTRY.search(folded) else named


def _named_places(texts: Iterable[str], scope: Scope) -> set[str]:
    """Places of the texts; cities count only where the question names one, since a province's cities are within it."""
    folded = [fold(text) for text in texts]
    cities = {city for text in folded for city in cities_in(text)} if scope.in_city else set()
    return cities.union(*map(_places, folded))


def _own_places(entry: Entry) -> set[str]:
    """The places that the whole report is on: its province, and its city where it is one's."""
    return {place for place in (entry.metadata.region, entry.metadata.city) if place}


def _elsewhere(spoken: _Spoken, own_places: set[str], scope: Scope) -> bool:
    """A report of another place, or a passage that names only others; a national report stays in unless a city is asked for."""
    if not scope.places or (own_places | spoken.places | spoken.cities) & scope.places:
        return False
    return scope.in_city or bool(spoken.places - {NATIONAL}) or bool(own_places - {NATIONAL})


def _at_other_times(spoken: _Spoken, entry: Entry, scope: Scope) -> bool:
    """A report on other years whose passage does not name the asked one; a report also speaks of the year before its own."""
    about = _years_of(entry)
    years = spoken.years | about | {year - 1 for year in about}
    return bool(scope.years and years) and not scope.years & years and not scope.plans & spoken.plans


def _named_years(text: str, own_year: int | None) -> set[int]:
    """The years that a text is about: those it names, else those that 今年 and 去年 mean in a report of `own_year`."""
    folded = _BASIS.sub("", fold(text))
    named = {int(year) for year in _YEAR.findall(folded)}
    if named or own_year is None:
        return named
    return {own_year + shift for pattern, shift in _RELATIVE if pattern.search(folded)}


def _own_year(entry: Entry) -> int | None:
    """The year that 今年 means in a report: that of its date, else its period when that is one year."""
    years = _years_of(entry)
    date = (entry.metadata.date or "")[:4]
    return int(date) if date else (years.pop() if len(years) == 1 else None)


def _years_of(entry: Entry) -> set[int]:
    """The years of a report's period and date."""
    years = [int(year) for year in re.findall(r"\d{4}", f"{entry.metadata.period or ''} {(entry.metadata.date or '')[:4]}")]
    return set(range(min(years), max(years) + 1)) if years else set()
