"""One order out of two searches."""

import pytest

from documents.types import Metadata, Passage
from index.types import Candidate, Entry
from rag.rank import OUTSIDE_FACTOR, rank
from rag.scope import read_scope

ANYWHERE = read_scope("工业目标")


def candidate(
    number: int, keyword: float, dense: float, region: str | None = None, ranks: tuple[int | None, int | None] = (1, 1)
) -> Candidate:
    report_id = f"{number:064d}"
    entry = Entry(number, report_id, f"{number}.txt", Metadata("工作要点", "zh", region=region), 100, 0, 1)
    return Candidate(number, Passage(report_id, 0, 4, "工业增长"), entry, keyword, dense, *ranks)


def test_the_score_is_keyword_over_best_plus_half_the_cosine_over_one_and_a_half() -> None:
    hits = rank([candidate(1, 4.0, 0.8), candidate(2, 8.0, 0.2), candidate(3, 0.0, 0.6)], ANYWHERE, dense_weight=0.5)
    assert [hit.entry.number for hit in hits] == [2, 1, 3]
    assert [hit.score for hit in hits] == pytest.approx([1.1 / 1.5, 0.9 / 1.5, 0.3 / 1.5])


def test_scores_lie_between_nought_and_one() -> None:
    hits = rank([candidate(1, 9.0, 1.0), candidate(2, 0.0, -0.7)], ANYWHERE)
    assert [hit.score for hit in hits] == pytest.approx([1.0, 0.0])


def test_a_tie_goes_to_the_lower_number() -> None:
    assert [hit.entry.number for hit in rank([candidate(5, 2.0, 0.1), candidate(4, 2.0, 0.1)], ANYWHERE)] == [4, 5]


def test_without_any_keyword_hit_the_cosine_orders() -> None:
    assert [hit.entry.number for hit in rank([candidate(1, 0.0, 0.1), candidate(2, 0.0, 0.3)], ANYWHERE)] == [2, 1]


def test_ranks_of_both_searches_are_kept() -> None:
    (hit,) = rank([candidate(1, 2.0, 0.1, ranks=(None, 7))], ANYWHERE)
    assert (hit.keyword_rank, hit.dense_rank) == (None, 7)


def test_nothing_found_is_no_hit() -> None:
    assert rank([], ANYWHERE) == []


def test_a_report_of_another_province_falls_behind_and_says_so() -> None:
    shanxi, shandong = candidate(1, 8.0, 0.0, "山西"), candidate(2, 6.0, 0.0, "山东")
    hits = rank([shanxi, shandong], read_scope("山东省的工业目标是多少？"), dense_weight=0.5)
    assert [(hit.entry.metadata.region, hit.outside) for hit in hits] == [("山东", False), ("山西", True)]
    assert hits[1].score == pytest.approx(OUTSIDE_FACTOR / 1.5)
