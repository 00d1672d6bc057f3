"""Which provinces and years a question is about, and which passages speak of other ones.

山东 must not bring 山西, and a target for 2024 is no answer for 2026: such passages look alike to both searches.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from documents.regions import NATIONAL, provinces_in
from documents.text import fold
from index.types import Candidate, Entry

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?=\s*年|(?!\d|[-~/.]\d|\s*[%万亿元个人]))")
_COUNTRY = re.compile(r"(?<![居列在占比])(?:全国|我国)(?!第|首|前|领先|平均|排名|最|唯一|率先|统一|人大|政协)")
_PLANS = {"十三五": (2016, 2020), "十四五": (2021, 2025), "十五五": (2026, 2030)}


@dataclass(frozen=True, slots=True)
class Scope:
    """Empty sets leave everything in."""

    provinces: frozenset[str]
    years: frozenset[int]


def read_scope(question: str) -> Scope:
    folded = fold(question)
    return Scope(provinces_in(folded), frozenset(int(year) for year in _YEAR.findall(folded)))


def is_outside(candidate: Candidate, scope: Scope) -> bool:
    """Whether a passage speaks of other provinces or other years than the question names."""
    if not scope.provinces and not scope.years:
        return False
    passage, entry = candidate.passage, candidate.entry
    provinces, years = _spoken_of(" ".join((entry.metadata.title, *passage.section, passage.text)))
    return _other_province(provinces, entry, scope) or _other_year(years, entry, scope)


# Reading a passage's provinces and years takes 0.05 ms, a query has up to 200 passages, and the same ones come again and again.
@lru_cache(maxsize=20_000)
def _spoken_of(text: str) -> tuple[frozenset[str], frozenset[int]]:
    """The provinces and the years that a text names, those of its five-year plans among them."""
    folded = fold(text)
    years = {int(year) for year in _YEAR.findall(folded)}
    years.update(year for plan, (first, last) in _PLANS.items() if plan in folded for year in range(first, last + 1))
    return provinces_in(folded), frozenset(years)


def elsewhere(sentences: Sequence[str], above: str, region: str | None, scope: Scope) -> list[bool]:
    """Which sentences of a passage speak of other provinces than the question's.

    A province that is named holds until another is: in a survey of provinces the sentence with the figure often leaves it out.
    `above` is the title and the headings, `region` the report's own province.
    """
    if not scope.provinces:
        return [False] * len(sentences)
    spoken = _places(above) or ({region} if region else set())
    out = []
    for sentence in sentences:
        named = _places(sentence) - ({NATIONAL} if region in scope.provinces else set())
        spoken = named or spoken
        out.append(bool(spoken) and not spoken & scope.provinces)
    return out


def names_other_years(sentence: str, scope: Scope) -> bool:
    """Whether a sentence names years, but none of the question's: it may compare with them, so this is a hint only."""
    named = {int(year) for year in _YEAR.findall(fold(sentence))} if scope.years else set()
    return bool(named) and not named & scope.years


def _places(text: str) -> set[str]:
    """The provinces named, or the whole country where it is the subject and not the yardstick (居全国首位)."""
    named = set(provinces_in(text))
    return named or ({NATIONAL} if _COUNTRY.search(text) else set())


def _other_province(named: frozenset[str], entry: Entry, scope: Scope) -> bool:
    """A report of another province, or a passage that names only others; a national report stays in."""
    if not scope.provinces or entry.metadata.region in scope.provinces:
        return False
    if named:
        return not named & scope.provinces
    return entry.metadata.region not in (None, NATIONAL)


def _other_year(named: frozenset[int], entry: Entry, scope: Scope) -> bool:
    """A report on other years whose passage does not name the asked one; a report also speaks of the year before its own."""
    about = _years_of(entry)
    spoken = named | about | {year - 1 for year in about}
    return bool(scope.years and spoken) and not scope.years & spoken


def _years_of(entry: Entry) -> set[int]:
    """The years of a report's period and date."""
    years = [int(year) for year in re.findall(r"\d{4}", f"{entry.metadata.period or ''} {(entry.metadata.date or '')[:4]}")]
    return set(range(min(years), max(years) + 1)) if years else set()
