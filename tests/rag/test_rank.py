"""One order out of two searches: a weighted sum of named features."""

from collections.abc import Sequence
from dataclasses import replace
from statistics import fmean, pstdev

import numpy as np
import pytest

from documents.types import Metadata, Passage
from index.static import Match, StaticEmbedder
from index.types import Candidate, Entry
from rag.query import read_query
from rag.rank import LEVEL, OUTSIDE_FACTOR, READ, SPREAD, SURE, WEIGHTS, Asked, QuestionScores, levelled, rank
from rag.scope import read_scope
from rag.types import Hit

MOST = sum(weight for weight in WEIGHTS.values() if weight > 0)


class Reader(StaticEmbedder):
    """Meets the question in the texts that hold one of its marks, in none without marks."""

    def __init__(self, *marks: str) -> None:
        self.marks, self.read = marks, list[str]()

    def match(self, question: str, texts: Sequence[str]) -> Match:  # noqa: ARG002  (the encoder's method)
        self.read += texts
        met = np.array([float(any(mark in text for mark in self.marks)) for text in texts], dtype=np.float32)
        return Match(met, met[:, None], np.ones(1, dtype=np.float32))


BLIND = Reader()


def candidate(
    number: int, keyword: float, dense: float, region: str | None = None, ranks: tuple[int | None, int | None] = (1, 1), text: str = ""
) -> Candidate:
    report_id = f"{number:064d}"
    entry = Entry(number, report_id, f"{number}.txt", Metadata("要点", "zh", region=region), 100, 0, 1)
    return Candidate(number, Passage(report_id, 0, len(text), text), entry, keyword, dense, *ranks)


def ranked(
    candidates: list[Candidate], question: str = "工业目标", scores: QuestionScores | None = None, reader: StaticEmbedder = BLIND
) -> list[Hit]:
    query = read_query(question, lambda _: 1, 10)
    alone = scores or QuestionScores({c.number: c.keyword for c in candidates}, {c.number: c.dense for c in candidates})
    return rank(candidates, Asked(query, read_scope(question), question, alone), lambda _: 1.0, reader)


def test_the_score_is_the_sum_of_what_both_searches_say_to_text_and_question() -> None:
    hits = ranked([candidate(1, 40.0, 0.8), candidate(2, 80.0, 0.2), candidate(3, 0.0, 0.6)])
    assert [hit.entry.number for hit in hits] == [2, 1, 3]
    keyword, dense = WEIGHTS["keyword"] + WEIGHTS["question"], WEIGHTS["dense"] + WEIGHTS["question_dense"]
    expected = [keyword + 0.2 * dense, keyword / 2 + 0.8 * dense, 0.6 * dense]
    assert [hit.score for hit in hits] == pytest.approx([value / MOST for value in expected])


def test_keyword_search_counts_less_the_less_of_the_question_its_best_passage_holds() -> None:
    """Across languages only a name is shared, and the passage that means the same comes before the one that shares it."""
    weight = sum(read_query("工业目标", lambda _: 1, 10).weights.values())
    sharing, meaning = (SURE / 7 * weight, 0.1), (0.0, 0.7)
    assert [hit.entry.number for hit in ranked([candidate(1, *sharing), candidate(2, *meaning)])] == [2, 1]
    surely = (7 * sharing[0], 0.1)
    assert [hit.entry.number for hit in ranked([candidate(1, *surely), candidate(2, *meaning)])] == [1, 2]


def test_the_question_behind_a_long_story_counts_on_its_own() -> None:
    story, question = candidate(1, 8.0, 0.2), candidate(2, 8.0, 0.2)
    assert [hit.entry.number for hit in ranked([story, question], scores=QuestionScores({2: 3.0}, {1: 0.2, 2: 0.2}))] == [2, 1]
    assert [hit.entry.number for hit in ranked([story, question], scores=QuestionScores({}, {1: 0.2, 2: 0.5}))] == [2, 1]


def test_passages_that_share_words_with_the_best_come_before_those_that_do_not() -> None:
    best = [candidate(1, 90.0, 0.5, text="高炉煤气回收"), candidate(2, 80.0, 0.5, text="高炉煤气发电")]
    far, like = candidate(3, 40.0, 0.1, text="学前教育煤气"), candidate(4, 40.0, 0.1, text="高炉教育煤气")
    hits = ranked([*best, far, like], "煤气")
    assert [hit.entry.number for hit in hits] == [1, 2, 4, 3]


def test_feedback_is_not_trusted_where_the_best_passages_cover_nothing_of_the_question() -> None:
    best = [candidate(1, 90.0, 0.5, text="高炉煤气回收"), candidate(2, 80.0, 0.5, text="高炉煤气发电")]
    far, like = candidate(3, 40.0, 0.1, text="学前教育普及"), candidate(4, 40.0, 0.1, text="高炉煤气利用")
    hits = {hit.entry.number: hit.score for hit in ranked([*best, far, like], "养老")}
    assert hits[3] == hits[4]


def test_a_passage_that_holds_the_words_of_the_question_comes_before_one_that_does_not() -> None:
    holding, other = candidate(1, 5.0, 0.3, text="工业目标"), candidate(2, 5.0, 0.3, text="农业丰收")
    hits = ranked([holding, other])
    assert hits[0].entry.number == 1
    assert hits[0].score - hits[1].score == pytest.approx((WEIGHTS["coverage"] + WEIGHTS["window"]) / MOST)


def test_words_that_stand_together_count_more_than_the_same_words_far_apart() -> None:
    apart = candidate(1, 5.0, 0.3, text=f"工业{'丰收' * 80}目标")
    together = candidate(2, 5.0, 0.3, text="工业的目标")
    assert [hit.entry.number for hit in ranked([apart, together])] == [2, 1]


def test_a_sentence_that_means_the_question_lifts_its_passage() -> None:
    other, meaning = candidate(1, 5.0, 0.3, text="农业丰收。"), candidate(2, 5.0, 0.3, text="天气晴好。产业增长。")
    hits = ranked([other, meaning], reader=Reader("产业"))
    assert [hit.entry.number for hit in hits] == [2, 1]
    assert hits[0].score - hits[1].score == pytest.approx((WEIGHTS["near"] + WEIGHTS["sentence"]) / MOST)


def test_only_the_sentences_of_the_first_passages_are_read() -> None:
    reader = Reader()
    ranked([candidate(number, 100.0 - number, 0.3, text=f"第{number}段。") for number in range(1, 2 * READ)], reader=reader)
    assert reader.read == [f"第{number}段。" for number in range(1, READ + 1)]


def test_words_of_the_title_count_less_than_those_of_the_passage() -> None:
    titled, holding = candidate(1, 5.0, 0.3), candidate(2, 5.0, 0.3, text="工业目标")
    titled = replace(titled, entry=replace(titled.entry, metadata=Metadata("工业目标", "zh")))
    hits = ranked([titled, holding])
    assert [hit.entry.number for hit in hits] == [2, 1]
    assert hits[0].score - hits[1].score == pytest.approx((WEIGHTS["window"] - WEIGHTS["title"]) / MOST)


def test_scores_lie_between_nought_and_one() -> None:
    hits = ranked([candidate(1, 90.0, 1.0, text="工业目标"), candidate(2, 0.0, -0.7)])
    assert all(0.0 <= hit.score <= 1.0 for hit in hits)
    assert hits[1].score == 0.0


def test_a_tie_goes_to_the_lower_number() -> None:
    assert [hit.entry.number for hit in ranked([candidate(5, 2.0, 0.1), candidate(4, 2.0, 0.1)])] == [4, 5]


def test_without_any_keyword_hit_the_cosine_orders() -> None:
    assert [hit.entry.number for hit in ranked([candidate(1, 0.0, 0.1), candidate(2, 0.0, 0.3)])] == [2, 1]


def test_ranks_of_both_searches_are_kept() -> None:
    (hit,) = ranked([candidate(1, 2.0, 0.1, ranks=(None, 7))])
    assert (hit.keyword_rank, hit.dense_rank) == (None, 7)


def test_nothing_found_is_no_hit() -> None:
    assert ranked([]) == []


def test_a_report_of_another_province_falls_behind_and_says_so() -> None:
    shanxi, shandong = candidate(1, 80.0, 0.0, "山西"), candidate(2, 60.0, 0.0, "山东")
    hits = ranked([shanxi, shandong], "山东省的工业目标是多少？")
    assert [(hit.entry.metadata.region, hit.outside) for hit in hits] == [("山东", False), ("山西", True)]
    assert hits[1].score == pytest.approx(OUTSIDE_FACTOR * (WEIGHTS["keyword"] + WEIGHTS["question"]) / MOST)


def test_another_encoders_cosines_are_brought_to_the_same_level_and_spread() -> None:
    after = levelled({1: 0.71, 2: 0.74, 3: 0.80, 4: 0.89})
    assert (fmean(after.values()), pstdev(after.values())) == pytest.approx((LEVEL, SPREAD))
    assert sorted(after, key=after.__getitem__) == [1, 2, 3, 4]


def test_inner_products_of_any_length_are_brought_there_as_well() -> None:
    assert levelled({1: 710.0, 2: 740.0, 3: 890.0}) == pytest.approx(levelled({1: 0.71, 2: 0.74, 3: 0.89}))


def test_equal_cosines_stay_equal() -> None:
    assert levelled({1: 0.8, 2: 0.8}) == {1: LEVEL, 2: LEVEL}
    assert levelled({}) == {}
