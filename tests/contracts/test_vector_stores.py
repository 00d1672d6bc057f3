"""A vector store against the plain answer: all inner products, sorted."""

from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from index.errors import StoreError
from index.passages import passage_number
from index.stores.faiss import FaissStore, write_vectors
from index.types import Vectors, VectorStore

SIZE, DIMENSION = 400, 24
NUMBERS = [passage_number(report, position) for report in range(1, 41) for position in range(10)]
EXCLUDED = [number for number in NUMBERS if number % 7 == 0]
ALLOWED = [number for number in NUMBERS if number % 3 == 0]

MakeStore = Callable[[list[int], Vectors, Collection[int]], VectorStore]


def unit(rows: Vectors) -> Vectors:
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


@pytest.fixture(scope="module")
def rows() -> Vectors:
    return unit(np.random.default_rng(5).standard_normal((SIZE, DIMENSION)))


@pytest.fixture(scope="module")
def queries() -> Vectors:
    return unit(np.random.default_rng(6).standard_normal((10, DIMENSION)))


@pytest.fixture(params=["faiss"])
def make_store(request: pytest.FixtureRequest, tmp_path: Path) -> MakeStore:
    """A store of the given vectors in every engine."""

    def faiss(numbers: list[int], rows: Vectors, excluded: Collection[int]) -> VectorStore:
        write_vectors(tmp_path / "vectors.faiss", numbers, rows)
        return FaissStore(tmp_path / "vectors.faiss", excluded)

    return {"faiss": faiss}[request.param]


def brute_force(rows: Vectors, query: Vectors, count: int, wanted: Collection[int]) -> list[tuple[int, float]]:
    products = [(number, float(row @ query)) for number, row in zip(NUMBERS, rows, strict=True) if number in wanted]
    return sorted(products, key=lambda hit: -hit[1])[:count]


@pytest.mark.parametrize("count", [1, 5, SIZE - 1, SIZE, SIZE + 1, 100_000])
@pytest.mark.parametrize("excluded", [(), EXCLUDED], ids=["all", "excluded"])
@pytest.mark.parametrize(
    "allowed", [None, ALLOWED, set(ALLOWED), ALLOWED[:1], [*ALLOWED, 12345]], ids=["any", "list", "set", "one", "stranger"]
)
def test_numbers_scores_and_order_are_those_of_brute_force(
    count: int, excluded: list[int], allowed: Collection[int] | None, *, rows: Vectors, queries: Vectors, make_store: MakeStore
) -> None:
    store = make_store(NUMBERS, rows, excluded)
    wanted = set(NUMBERS if allowed is None else allowed) - set(excluded)
    for query in queries:
        found, expected = store.search(query, count, allowed), brute_force(rows, query, count, wanted)
        assert [number for number, _ in found] == [number for number, _ in expected]
        assert [score for _, score in found] == pytest.approx([score for _, score in expected], abs=1e-6)


def test_the_size_counts_what_can_be_found(rows: Vectors, make_store: MakeStore) -> None:
    assert len(make_store(NUMBERS, rows, ())) == SIZE
    assert len(make_store(NUMBERS, rows, EXCLUDED)) == SIZE - len(EXCLUDED)


def test_the_best_hit_of_a_stored_vector_is_itself(rows: Vectors, make_store: MakeStore) -> None:
    store = make_store(NUMBERS, rows, ())
    for number, row in zip(NUMBERS[::20], rows[::20], strict=True):
        ((found, score),) = store.search(row, 1)
        assert found == number
        assert score == pytest.approx(1, abs=1e-6)


def test_nothing_allowed_or_asked_for_gives_nothing(rows: Vectors, queries: Vectors, make_store: MakeStore) -> None:
    store = make_store(NUMBERS, rows, EXCLUDED)
    assert store.search(queries[0], 5, []) == []
    assert store.search(queries[0], 5, set()) == []
    assert store.search(queries[0], 5, [99]) == []
    assert store.search(queries[0], 5, EXCLUDED) == []
    assert store.search(queries[0], 0) == []


def test_vectors_come_back_exactly_in_the_order_asked_for(rows: Vectors, make_store: MakeStore) -> None:
    store = make_store(NUMBERS, rows, EXCLUDED)
    chosen = [7, 0, 399, 7]
    assert np.array_equal(store.vectors([NUMBERS[row] for row in chosen]), rows[chosen])
    assert store.vectors([]).shape == (0, DIMENSION)


def test_an_unknown_number_is_a_key_error(rows: Vectors, make_store: MakeStore) -> None:
    store = make_store(NUMBERS, rows, ())
    with pytest.raises(KeyError, match="12345"):
        store.vectors([NUMBERS[0], 12345])


def test_an_empty_store_and_one_whose_vectors_are_all_excluded_find_nothing(rows: Vectors, queries: Vectors, make_store: MakeStore) -> None:
    assert make_store([], rows[:0], ()).search(queries[0], 5) == []
    nothing = make_store(NUMBERS, rows, NUMBERS)
    assert (len(nothing), nothing.search(queries[0], 5), nothing.search(queries[0], 5, ALLOWED)) == (0, [], [])


def test_zero_vectors_are_stored_and_score_nothing(queries: Vectors, make_store: MakeStore) -> None:
    """A text without any known piece is such a vector."""
    store = make_store([4, 5], np.zeros((2, DIMENSION), dtype=np.float32), ())
    assert sorted(store.search(queries[0], 2)) == [(4, 0.0), (5, 0.0)]


def test_many_threads_search_one_store(rows: Vectors, queries: Vectors, make_store: MakeStore) -> None:
    store = make_store(NUMBERS, rows, EXCLUDED)
    expected = [store.search(query, 20, ALLOWED) for query in queries]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda turn: store.search(queries[turn % 10], 20, ALLOWED), range(800)))
    assert all(hits == expected[turn % 10] for turn, hits in enumerate(found))


def test_a_file_that_cannot_be_read_or_written_is_a_store_error(rows: Vectors, tmp_path: Path) -> None:
    with pytest.raises(StoreError) as raised:
        FaissStore(tmp_path / "none.faiss")
    assert raised.value.code == "damaged"
    with pytest.raises(StoreError) as raised:
        write_vectors(tmp_path / "no" / "folder" / "vectors.faiss", NUMBERS, rows)
    assert raised.value.code == "storage_error"
    assert str(tmp_path) not in str(raised.value)
