"""Reports that a question names by document number, title or issuer: they stand before others, and others are still found."""

import re
from collections.abc import Sequence
from functools import lru_cache

from documents.names import other_names
from documents.text import squeeze
from index.types import Candidate, Entry

# What is left of the score of other reports where the question names one; an issuer speaks in many reports and says less.
UNNAMED_FACTOR = 0.6
OTHER_ISSUER_FACTOR = 0.85
_TITLE = re.compile(r"《([^《》]{2,100})》")
_BRACKETS = str.maketrans("〔【（(［]】）)〕］", "[[[[[]]]]]]")


def named_factors(candidates: Sequence[Candidate], question: str) -> list[float]:
    """A factor for each candidate's score: 1 for reports that the question names, and for all where it names none of them."""
    asked = _plain(question)
    titles = [_plain(title) for title in _TITLE.findall(question)]
    entries = {candidate.entry.number: candidate.entry for candidate in candidates}  # a report has many passages
    grades = {number: _grade(entry, asked, titles) for number, entry in entries.items()}
    best = max(grades.values(), default=0)
    other = (1.0, OTHER_ISSUER_FACTOR, UNNAMED_FACTOR)[best]
    return [1.0 if grades[candidate.entry.number] == best else other for candidate in candidates]


def _grade(entry: Entry, asked: str, titles: Sequence[str]) -> int:
    """2 for a report named by its number or title, 1 for one of a named issuer, else 0."""
    number = entry.metadata.document_number
    if number and _plain_number(number) in asked:
        return 2
    if any(title in _plain(entry.metadata.title) for title in titles):
        return 2
    return int(any(name in asked for name in _issuers(entry.metadata.issuer or "")))


@lru_cache(maxsize=10_000)
def _issuers(issuer: str) -> tuple[str, ...]:
    """The names under which the issuers of a report may be asked for."""
    names = [name for name in re.split("[、,，]", issuer) if name]
    return tuple(squeeze(form) for name in names for form in (name, *other_names(name)))


@lru_cache(maxsize=10_000)
def _plain_number(number: str) -> str:
    return _plain(number)


def _plain(text: str) -> str:
    return squeeze(text).translate(_BRACKETS)
