"""What passages share with a question, with values that can be counted by hand."""

import pytest

from documents.types import Metadata, Passage
from index.static import StaticEmbedder
from index.types import Candidate, Entry
from rag.passage_features import WINDOW, Shared, feedback, meaning
from rag.query import Query, read_query


def candidate(text: str, title: str = "要点", number: int = 1) -> Candidate:
    report_id = f"{number:064d}"
    entry = Entry(number, report_id, f"{number}.txt", Metadata(title, "zh"), len(text), 0, 1)
    return Candidate(number, Passage(report_id, 0, len(text), text), entry, 1.0, 0.0, 1, 1)


QUERY = Query("", "zh", False, {"工业": 1.0, "就业": 1.0, "农业": 2.0}, frozenset())


def test_coverage_is_of_title_and_passage_together() -> None:
    shared = Shared(QUERY)
    assert shared.coverage(candidate("工业平稳。", "就业")) == 0.5
    assert shared.title(candidate("工业平稳。", "就业")) == 0.25


def test_the_window_counts_each_term_once() -> None:
    assert Shared(QUERY).window(candidate("工业，工业，就业。")) == 0.5


@pytest.mark.parametrize(("between", "share"), [(WINDOW - 2, 0.75), (WINDOW - 1, 0.5)])
def test_the_window_is_so_many_characters_wide(between: int, share: float) -> None:
    assert Shared(QUERY).window(candidate(f"工业{'。' * between}农业")) == share


def test_the_window_moves_on_from_terms_that_it_leaves_behind() -> None:
    far = "。" * WINDOW
    assert Shared(QUERY).window(candidate(f"工业就业{far}就业农业{far}工业")) == 0.75


def test_words_and_numbers_have_places_too() -> None:
    query = read_query("emissions 68", lambda _: 1, 10)
    shared = Shared(query)
    assert shared.window(candidate("Emission is cut by 68 percent.")) == pytest.approx(1.0)
    assert shared.window(candidate("Emission " + "is cut by so much " * 20 + "68")) < 1.0


def test_another_name_stands_for_a_name() -> None:
    query = read_query("GDP增长", lambda _: 5, 10)
    shared, other = Shared(query), candidate("地区生产总值增长。")
    assert "gdp" in query.alternatives
    assert shared.coverage(other) == shared.window(other) == pytest.approx(1.0)


def test_feedback_is_the_share_of_what_two_of_the_best_say() -> None:
    best = [candidate("高炉煤气回收", number=1), candidate("高炉煤气发电", number=2), candidate("高炉", number=3)]
    shares = feedback(best, {1: 1.0, 2: 1.0, 3: 0.5}, {1: 1.0, 2: 1.0, 3: 1.0}, lambda _: 1.0)
    assert shares[1] == shares[2] == pytest.approx(1.0)  # 高炉, 炉煤, 煤气
    assert 0.0 < shares[3] < 0.7


def test_meaning_is_that_of_the_best_sentence(embedder: StaticEmbedder) -> None:
    near, sentence = zip(
        *meaning([candidate("天气晴好。工业增加值增长6%。"), candidate("天气晴好。")], "工业增加值增长多少？", embedder), strict=True
    )
    assert near[0] > near[1]
    assert sentence[0] > sentence[1]
    assert all(0.0 <= value <= 1.0 + 1e-6 for value in (*near, *sentence))


def test_a_passage_without_a_sentence_means_nothing(embedder: StaticEmbedder) -> None:
    assert meaning([candidate(""), candidate("")], "工业", embedder) == [(0.0, 0.0), (0.0, 0.0)]
    assert meaning([candidate(""), candidate("工业")], "工业", embedder)[0] == (0.0, 0.0)
    assert meaning([], "工业", embedder) == []
