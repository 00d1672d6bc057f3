"""The union of two searches, each described, and filters that come before the search."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from documents.types import Metadata
from index.passages import passage_number
from index.search import candidates
from index.types import Entry, Filters

# Fixtures of conftest.py, whose classes cannot be imported here.
Collection = Any

FILES = {
    "安徽.txt": "2026年安徽省工作要点\n\n规模以上工业增加值增长6.5%左右。",
    "浙江.txt": "浙江省“十四五”规划（2021-2025年）\n\n城镇新增就业100万人以上。",
    "通知.txt": "关于做好就业工作的通知\n\n城镇新增就业稳定。\n\n人力资源社会保障部\n\n2024年3月1日",
    "climate.txt": "Climate plan\n\nPeatland restoration reaches 35,000 hectares a year.",
}


@pytest.fixture
def indexed(collection: Collection) -> Collection:
    for name, text in FILES.items():
        (collection.reports / name).write_text(text, encoding="utf-8")
    collection.index()
    return collection


def found(collection: Collection, query: str, count: int = 50, **filters: Any) -> list[Any]:
    return candidates(collection.open(), collection.embedder, query, count=count, filters=Filters(**filters))


def names(collection: Collection, query: str = "就业", count: int = 50, **filters: Any) -> set[str]:
    return {candidate.entry.source_name for candidate in found(collection, query, count, **filters)}


def test_every_candidate_has_the_cosine_that_its_vector_gives(indexed: Collection) -> None:
    """Also those that only the keyword search brought."""
    generation, only_keyword = indexed.open(), 0
    for query in ("城镇新增就业", "peatland 就业 工业", "关于工业增加值的通知", "2026年规划"):
        vector = indexed.embedder.embed_queries([query])[0]
        for hit in found(indexed, query, count=1):
            stored = generation.segment_of[hit.entry.number].vectors.vectors([hit.number])[0]
            assert hit.dense == pytest.approx(float(np.dot(stored, vector)), abs=1e-6)
            only_keyword += hit.dense_rank is None
    assert only_keyword


def test_the_union_holds_the_best_of_both_searches_with_their_ranks(indexed: Collection) -> None:
    generation, query = indexed.open(), "就业目标6.5%"
    everything = found(indexed, query)
    assert len(everything) == generation.passage_count
    for count in range(1, 5):
        hits = found(indexed, query, count)
        assert [hit.number for hit in hits] == sorted({hit.number for hit in hits})
        by_keyword = sorted((hit for hit in everything if hit.keyword), key=lambda hit: (-hit.keyword, hit.number))[:count]
        by_dense = sorted(everything, key=lambda hit: (-hit.dense, hit.number))[:count]
        assert {hit.number for hit in hits} == {hit.number for hit in (*by_keyword, *by_dense)}
        assert {hit.keyword_rank: hit.number for hit in hits if hit.keyword_rank} == dict(enumerate((hit.number for hit in by_keyword), 1))
        assert {hit.dense_rank: hit.number for hit in hits if hit.dense_rank} == dict(enumerate((hit.number for hit in by_dense), 1))
        assert all((hit.keyword > 0) == (hit.keyword_rank is not None) for hit in hits)


def test_a_candidate_leads_back_to_the_report_s_text(indexed: Collection) -> None:
    generation = indexed.open()
    for hit in found(indexed, "工业增加值"):
        assert generation.text(hit.entry.number, hit.passage.start, hit.passage.end) == hit.passage.text
        assert hit.passage.report_id == hit.entry.report_id
        assert passage_number(hit.entry.number, 0) <= hit.number < passage_number(hit.entry.number, hit.entry.passages)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, set(FILES)),
        ({"region": "安徽"}, {"安徽.txt"}),
        ({"region": "江西"}, set()),
        ({"year": 2026}, {"安徽.txt"}),
        ({"year": 2021}, {"浙江.txt"}),
        ({"year": 2023}, {"浙江.txt"}),
        ({"year": 2024}, {"浙江.txt", "通知.txt"}),
        ({"year": 1999}, set()),
        ({"issuer": "人力资源社会保障部"}, {"通知.txt"}),
        ({"issuer": "社会保障"}, {"通知.txt"}),
        ({"report": "浙江.txt"}, {"浙江.txt"}),
        ({"report": "浙江"}, set()),
        ({"region": "浙江", "year": 2024}, {"浙江.txt"}),
        ({"region": "安徽", "year": 2024}, set()),
    ],
    ids=lambda value: str(value) if isinstance(value, dict) else f"{len(value)} reports",
)
def test_filters(filters: dict[str, Any], expected: set[str], indexed: Collection) -> None:
    assert names(indexed, **filters) == expected


def test_a_report_is_also_named_by_its_id(indexed: Collection) -> None:
    (entry,) = (entry for entry in indexed.open().entries.values() if entry.source_name == "climate.txt")
    assert names(indexed, report=entry.report_id) == {"climate.txt"}


def test_filters_come_before_the_search_so_that_the_count_is_reached(indexed: Collection) -> None:
    """The one wanted passage is the worst of all for this query, and is found although only one is asked for."""
    assert names(indexed, "城镇新增就业", 1, report="climate.txt") == {"climate.txt"}


def test_a_filter_changes_no_score(indexed: Collection) -> None:
    free = {hit.number: (hit.keyword, hit.dense) for hit in found(indexed, "城镇新增就业")}
    held = {hit.number: (hit.keyword, hit.dense) for hit in found(indexed, "城镇新增就业", year=2024)}
    assert held
    for number, (keyword, dense) in held.items():
        assert free[number] == (pytest.approx(keyword), pytest.approx(dense, abs=1e-6))


@pytest.mark.parametrize("query", ["", "，。", "the of", "\u200b", "a" * 2000, "就业" * 1000])
def test_strange_queries_find_something_or_nothing_but_do_not_fail(query: str, indexed: Collection) -> None:
    assert all(np.isfinite(hit.dense) and np.isfinite(hit.keyword) for hit in found(indexed, query))


@pytest.mark.parametrize(
    ("period", "date", "year", "expected"),
    [
        ("2021-2025", None, 2021, True), ("2021-2025", None, 2025, True), ("2021-2025", None, 2026, False),
        ("2025", None, 2025, True), (None, "2025-01-14", 2025, True), (None, "2025", 2025, True),
        (None, None, 2025, False), ("2021-2025", "2026-01-01", 2026, True), ("", "", 2025, False),
    ],
)  # fmt: skip
def test_a_year_is_in_the_period_or_the_date(period: str | None, date: str | None, year: int, expected: bool) -> None:
    from index.search import _in_year

    entry = Entry(1, "a" * 64, "a.txt", Metadata("标题", "zh", date=date, period=period), 10, 0, 1)
    assert _in_year(entry, Filters(year=year)) is expected


def test_results_are_the_same_at_every_call(indexed: Collection, tmp_path: Path) -> None:
    assert found(indexed, "城镇新增就业") == found(indexed, "城镇新增就业")
