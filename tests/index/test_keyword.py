"""BM25 by hand, filters, and folders that share files."""

import hashlib
import math
from collections import Counter
from pathlib import Path

import pytest

from index.durable import link_tree
from index.errors import StoreError
from index.keyword import KeywordIndex, add_keywords
from index.words import tokens

# Passage number, report number, text. Equal lengths of less than 40 tokens are stored exactly.
ROWS = [
    (10, 1, "plan industry growth growth"),
    (11, 1, "plan jobs"),
    (20, 2, "plan growth"),
    (30, 3, "peatland restoration hectares"),
]
K1, B = 1.2, 0.75


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "keyword"
    folder.mkdir()
    add_keywords(folder, ROWS)
    return folder


def bm25(query: str, rows: list[tuple[int, int, str]]) -> dict[int, float]:
    """Robertson's formula in Lucene's form: ln(1 + (N - n + 0.5) / (n + 0.5)) * tf * (k1 + 1) / (tf + k1 * (1 - b + b * length / mean))."""
    texts = {number: tokens(text) for number, _, text in rows}
    mean = sum(map(len, texts.values())) / len(texts)
    scores: dict[int, float] = {}
    for number, words in texts.items():
        counts = Counter(words)
        for word in tokens(query):
            holding = sum(word in other for other in texts.values())
            idf = math.log(1 + (len(texts) - holding + 0.5) / (holding + 0.5))
            weight = counts[word] * (K1 + 1) / (counts[word] + K1 * (1 - B + B * len(words) / mean))
            scores[number] = scores.get(number, 0) + idf * weight
    return {number: score for number, score in scores.items() if score > 0}


@pytest.mark.parametrize("query", ["growth", "plan growth", "peatland", "growth growth plan", "jobs restoration"])
def test_scores_are_bm25(query: str, folder: Path) -> None:
    found = KeywordIndex(folder).search(tokens(query), 10)
    assert dict(found) == pytest.approx(bm25(query, ROWS), rel=1e-5)
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)


def test_one_word_by_hand(folder: Path) -> None:
    """`jobs` stands once, in one of 4 passages, in a text of 2 tokens where the mean is 11 / 4."""
    expected = math.log(1 + 3.5 / 1.5) * 2.2 / (1 + 1.2 * (0.25 + 0.75 * 2 / (11 / 4)))
    ((number, score),) = KeywordIndex(folder).search(["job"], 10)
    assert number == 11
    assert score == pytest.approx(expected, rel=1e-5)


def test_chinese_is_found_by_characters_and_bigrams(tmp_path: Path) -> None:
    add_keywords(tmp_path, [(1, 1, "规模以上工业增加值增长6.5%"), (2, 2, "城镇新增就业人口"), (3, 3, "工作会议")])
    found = KeywordIndex(tmp_path).search(tokens("工業增加值"), 10)
    assert [number for number, _ in found] == [1, 2, 3]


def test_a_filter_leaves_the_scores_as_they_are(folder: Path) -> None:
    index = KeywordIndex(folder)
    everywhere = dict(index.search(tokens("plan growth"), 10))
    assert set(everywhere) == {10, 11, 20}
    assert index.search(tokens("plan growth"), 10, {2}) == [(20, everywhere[20])]
    assert dict(index.search(tokens("plan growth"), 10, {1, 3})) == {number: everywhere[number] for number in (10, 11)}
    assert index.search(tokens("plan growth"), 10, set()) == []
    assert index.search(tokens("plan growth"), 10, {99}) == []


def test_the_best_come_first_and_ties_go_to_the_lower_number(tmp_path: Path) -> None:
    add_keywords(tmp_path, [(number, number, "plan") for number in (7, 3, 5)])
    assert [number for number, _ in KeywordIndex(tmp_path).search(["plan"], 10)] == [3, 5, 7]
    assert len(KeywordIndex(tmp_path).search(["plan"], 2)) == 2


@pytest.mark.parametrize(("words", "count"), [([], 10), (["plan"], 0), (["plan"], -1), (["unknown"], 10)])
def test_nothing_is_found_for_nothing(words: list[str], count: int, folder: Path) -> None:
    assert KeywordIndex(folder).search(words, count) == []


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    add_keywords(tmp_path, [])
    assert len(KeywordIndex(tmp_path)) == 0
    assert KeywordIndex(tmp_path).search(["plan"], 10) == []


def test_document_frequency_counts_passages(folder: Path) -> None:
    index = KeywordIndex(folder)
    assert [index.document_frequency(word) for word in ("plan", "growth", "unknown")] == [3, 2, 0]
    assert len(index) == 4


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir() if path.suffix != ".lock"}


def test_growing_a_linked_folder_leaves_the_old_one_as_it_was(folder: Path, tmp_path: Path) -> None:
    before, open_before = digests(folder), KeywordIndex(folder)
    grown = tmp_path / "grown"
    for number in range(12):  # enough commits for the engine to merge its files
        new = tmp_path / f"grown{number}"
        link_tree(grown if number else folder, new)
        add_keywords(new, [(100 + number, 100 + number, "plan growth jobs")])
        grown = new
    assert digests(folder) == before
    assert dict(open_before.search(tokens("plan growth"), 10)) == pytest.approx(bm25("plan growth", ROWS), rel=1e-5)
    rows = ROWS + [(100 + number, 100 + number, "plan growth jobs") for number in range(12)]
    assert dict(KeywordIndex(grown).search(tokens("plan growth"), 50)) == pytest.approx(bm25("plan growth", rows), rel=1e-5)


def test_a_finished_folder_holds_no_lock_files(folder: Path) -> None:
    assert not list(folder.glob("*.lock"))


def test_a_folder_in_which_no_lock_can_be_made_is_searched_all_the_same(folder: Path) -> None:
    """Readers may run as a user who may not write, or on a disk mounted for reading; a folder in the lock's place has the same effect."""
    (folder / ".tantivy-meta.lock").mkdir()
    index = KeywordIndex(folder)
    assert dict(index.search(tokens("plan growth"), 10)) == pytest.approx(bm25("plan growth", ROWS), rel=1e-5)
    assert dict(index.search(["job"], 10, {1})).keys() == {11}


def test_a_folder_that_is_no_index_is_damaged(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as raised:
        KeywordIndex(tmp_path)
    assert raised.value.code == "damaged"
