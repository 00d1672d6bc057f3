"""Candidates for a query from both searches over one opened generation."""

from collections.abc import Callable, Iterable

import numpy as np

from documents.places import find_place
from index.generations import Generation
from index.keyword import Words
from index.passages import passage_number, report_of
from index.types import Candidate, Embedder, Entry, Filters, Vectors
from index.words import tokens


def candidates(
    generation: Generation, embedder: Embedder, query: str, *, count: int, filters: Filters = Filters(), words: Words | None = None
) -> list[Candidate]:
    """The union of the `count` best passages of keyword and of dense search, unordered otherwise than by passage number.

    The dense search is for `query`, the keyword search for `words`, which are the query's own tokens where none are given.

    Only reports that pass the filters are searched, so that `count` is reached whenever there are as many passages.
    """
    reports = allowed_reports(generation.entries.values(), filters) if filters else None
    keyword = generation.keyword.search(tokens(query) if words is None else words, count, reports)
    vector = embedder.embed_queries([query])[0]
    dense = _dense(generation, vector, count, reports)
    numbers = sorted({number for number, _ in (*keyword, *dense)})
    dense_scores = _scaled({**cosines(generation, vector, [n for n, _ in keyword]), **dict(dense)})
    scores = dict(keyword)
    keyword_ranks = {number: rank for rank, (number, _) in enumerate(keyword, 1)}
    dense_ranks = {number: rank for rank, (number, _) in enumerate(dense, 1)}
    passages = generation.passages(numbers)
    return [
        Candidate(
            number, passages[number], generation.entries[report_of(number)], scores.get(number, 0.0), dense_scores[number],
            keyword_ranks.get(number), dense_ranks.get(number),
        )
        for number in numbers
    ]  # fmt: skip


def keyword_scores(generation: Generation, text: str, count: int, filters: Filters = Filters()) -> dict[int, float]:
    """The BM25 scores of the `count` best passages for a text."""
    reports = allowed_reports(generation.entries.values(), filters) if filters else None
    return dict(generation.keyword.search(tokens(text), count, reports))


def allowed_reports(entries: Iterable[Entry], filters: Filters) -> set[int]:
    """The numbers of the reports that pass the filters."""
    tests = [test for name, test in _TESTS.items() if getattr(filters, name) is not None]
    return {entry.number for entry in entries if all(test(entry, filters) for test in tests)}


def _in_year(entry: Entry, filters: Filters) -> bool:
    period, date, year = entry.metadata.period or "", entry.metadata.date or "", filters.year or 0
    first, _, last = period.partition("-")
    in_period = first.isdigit() and int(first) <= year <= int(last or first)
    return in_period or date.startswith(str(year))


def _in_region(entry: Entry, filters: Filters) -> bool:
    place = find_place(filters.region or "")
    if place is None:
        return entry.metadata.region == filters.region
    return place.short == (entry.metadata.city if place.is_city else entry.metadata.region)


_TESTS: dict[str, Callable[[Entry, Filters], bool]] = {
    "region": _in_region,
    "issuer": lambda entry, filters: str(filters.issuer) in (entry.metadata.issuer or ""),
    "report": lambda entry, filters: filters.report in (entry.source_name, entry.report_id),
    "year": _in_year,
    "kind": lambda entry, filters: entry.metadata.kind == filters.kind,
    "status": lambda entry, filters: entry.metadata.status == filters.status,
}


def _dense(generation: Generation, vector: Vectors, count: int, reports: set[int] | None) -> list[tuple[int, float]]:
    allowed = None if reports is None else _passage_numbers(generation, reports)
    found = [hit for segment in generation.segments for hit in segment.vectors.search(vector, count, allowed)]
    return sorted(found, key=lambda hit: (-hit[1], hit[0]))[:count]


def _passage_numbers(generation: Generation, reports: set[int]) -> list[int]:
    return [passage_number(number, position) for number in reports for position in range(generation.entries[number].passages)]


def cosines(generation: Generation, vector: Vectors, numbers: list[int]) -> dict[int, float]:
    """The cosine of passages that the dense search did not bring."""
    out: dict[int, float] = {}
    for segment in generation.segments:
        own = [n for n in numbers if generation.segment_of[report_of(n)] is segment]
        if own:
            out.update(zip(own, (float(score) for score in np.dot(segment.vectors.vectors(own), vector)), strict=True))
    return out


def _scaled(products: dict[int, float]) -> dict[int, float]:
    """Cosines as they are; inner products of vectors of other lengths brought into [-1, 1] by the greatest of the query."""
    greatest = max((abs(product) for product in products.values()), default=0.0)
    if greatest <= 1.001:
        return products
    return {number: product / greatest for number, product in products.items()}
