"""What of a question stands in a sentence: each feature by its name, with values that can be counted by hand."""

import math

import numpy as np
import pytest

from documents.types import Metadata, Passage
from index.static import StaticEmbedder
from index.types import Entry
from rag.kinds import asked_at, focus_of, kind_of, unit_of
from rag.query import read_query
from rag.sentence_features import FEATURES, sentence_features
from rag.sentences import answer_rows
from rag.types import Hit


def hit(text: str, score: float = 1.0, number: int = 1) -> Hit:
    report_id = f"{number:064d}"
    entry = Entry(number, report_id, f"{number}.txt", Metadata("要点", "zh"), len(text), 0, 1)
    return Hit(Passage(report_id, 0, len(text), text), entry, score, 1, 1)


def features(question: str, *hits: Hit) -> list[dict[str, float]]:
    query = read_query(question, lambda _: 1, 10)
    table = sentence_features(query, list(answer_rows(query, hits)), StaticEmbedder())
    return [dict(zip(FEATURES, map(float, row), strict=True)) for row in table]


def test_every_sentence_has_every_feature_and_all_are_numbers() -> None:
    query = read_query("工业增长多少？", lambda _: 1, 10)
    table = sentence_features(query, list(answer_rows(query, [hit("工业增长6%。就业稳定。"), hit("😀。")])), StaticEmbedder())
    assert table.shape == (3, len(FEATURES))
    assert np.isfinite(table).all()
    assert len(set(FEATURES)) == len(FEATURES)


def test_figures_that_the_question_does_not_name_are_new() -> None:
    (row,) = features("2026年新建基站多少个？", hit("2026年新建基站20000个。"))
    assert (row["figures"], row["new_figures"]) == (2.0, 1.0)


def test_the_unit_of_the_question_is_looked_for() -> None:
    with_unit, without = features("铁路有多少公里？", hit("铁路长30公里。铁路有3座桥。"))
    assert (with_unit["unit"], without["unit"]) == (1.0, 0.0)
    assert features("铁路在哪里？", hit("铁路长30公里。"))[0]["unit"] == -1.0


def test_the_noun_behind_the_question_word_is_the_focus() -> None:
    named, other = features("重点发展哪种能源？", hit("重点发展清洁能源。重点发展旅游。"))
    assert named["focus"] > other["focus"]


def test_the_longest_shared_run_is_counted_in_characters() -> None:
    (row,) = features("规模以上工业增加值", hit("今年规模以上工业稳定。"))
    assert row["run"] == pytest.approx(6 / 9)  # 规模以上工业 of nine characters


def test_places_count_from_the_first_sentence() -> None:
    rows = features("工业", hit("工业甲。工业乙。工业丙。", 0.5), hit("工业丁。", 1.0, 2))
    assert [row["position"] for row in rows] == [0, 1, 2, 0]
    assert [row["relative"] for row in rows] == [0, 0.5, 1, 0]
    assert [(row["place"], row["passage"]) for row in rows] == [(0, 0.5), (0, 0.5), (0, 0.5), (1, 1.0)]


def test_a_lead_is_the_distance_to_the_best_sentence_of_the_question() -> None:
    rows = features("工业增加值", hit("工业增加值增长。就业稳定。"))
    for name in ("coverage", "dense", "soft"):
        best = max(row[name] for row in rows)
        assert [row[f"{name}_lead"] for row in rows] == pytest.approx([row[name] - best for row in rows])


def test_the_length_is_in_characters() -> None:
    assert features("工业", hit("工业增长。"))[0]["length"] == pytest.approx(math.log(5))


def test_words_of_like_meaning_meet_piece_by_piece() -> None:
    near, far = features("交房租的补助", hit("对租赁住房的给予补贴。组织龙舟比赛活动。"))
    assert near["soft"] > far["soft"]


def test_a_piece_of_the_question_that_stands_in_the_sentence_is_met_wholly() -> None:
    match = StaticEmbedder().match("工业", ["工业增长", "就业"])
    assert match.pieces[0].max() == pytest.approx(1.0, abs=1e-5)
    assert match.weights.sum() == pytest.approx(1.0, abs=1e-5)
    assert match.pieces.shape == (2, len(match.weights))


def test_the_cosine_of_a_match_is_that_of_the_vectors() -> None:
    encoder, texts = StaticEmbedder(), ["规模以上工业增加值增长6%。", "Emissions will be cut.", ""]
    match = encoder.match("工业目标", texts)
    assert match.dense[:2] == pytest.approx((encoder.embed_passages(texts) @ encoder.embed_queries(["工业目标"])[0])[:2], abs=1e-4)
    assert np.isfinite(match.dense).all()


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("增长多少？", "number"), ("条例何时施行？", "date"), ("哪年实现碳达峰？", "date"), ("谁负责落实？", "who"),
        ("总部设在哪里？", "where"), ("为什么要推进改革？", "why"), ("怎么申请补贴？", "how"), ("重点扶持哪些剧种？", "list"),
        ("这个政策叫什么？", "what"), ("安徽", "none"), ("how many stations are built?", "number"), ("who signed it?", "who"),
    ],
)  # fmt: skip
def test_the_kind_of_a_question(question: str, kind: str) -> None:
    assert kind_of(question) == kind


def test_unit_and_focus_of_a_question() -> None:
    unit = unit_of("铁路有多少公里")
    assert unit is not None
    assert unit.search("长30公里")
    assert unit_of("铁路在哪里") is None
    assert (focus_of("重点发展哪种能源"), focus_of("which country"), focus_of("增长")) == ("能源", "country", None)


def test_a_term_that_few_sentences_hold_tells_more() -> None:
    """就业 stands in one of three sentences, 工业 in two: of the weight 1 + 1/2 the second sentence has 1, the first 1/2."""
    query = read_query("工业 就业", lambda _: 1, 10)
    assert set(query.weights) == {"工业", "就业"}
    rows = features("工业 就业", hit("工业平稳。就业平稳。工业回升。"))
    assert [row["telling"] for row in rows] == pytest.approx([1 / 3, 2 / 3, 1 / 3])
    assert [row["telling_lead"] for row in rows] == pytest.approx([-1 / 3, 0, -1 / 3])


def test_a_term_beside_the_question_word_counts_more_than_one_far_away() -> None:
    beside, far = features("全省农村公路改造以及沿海港口扩建在哪年完工？", hit("三月完工。今年农村。"))
    assert beside["asked_near"] > 2 * far["asked_near"]
    assert asked_at("在哪年完工？") == (1, 3)
    assert asked_at("工业增加值") == (5, 5)


def test_characters_count_once_and_english_words_whole() -> None:
    (row,) = features("工业和农业", hit("农业稳定。"))
    assert row["characters"] == pytest.approx(2 / 4)  # 农, 业 of 工, 业, 和, 农
    (row,) = features("When did the harbour open?", hit("The harbour was closed."))
    assert row["characters"] == pytest.approx(1 / 3)  # harbour of when, harbour, open
