"""Which sentences of the found passages answer the question."""

from pathlib import Path

import pytest

from documents.types import Metadata, Passage
from index.static import StaticEmbedder
from index.types import Entry
from rag.assemble import index_reports, open_service
from rag.config import Settings
from rag.query import Query, read_query
from rag.sentence_features import FEATURES
from rag.sentences import score_sentences
from rag.types import Hit, Question

TEXT = "工业保持平稳。全年工业增加值增长6%左右。就业形势稳定。"


def hit(text: str, score: float = 1.0, number: int = 1, section: tuple[str, ...] = ()) -> Hit:
    report_id = f"{number:064d}"
    entry = Entry(number, report_id, f"{number}.txt", Metadata("工作要点", "zh"), len(text), 0, 1)
    return Hit(Passage(report_id, 0, len(text), text, section=section), entry, score, 1, 1)


def asked(text: str) -> Query:
    return read_query(text, lambda _: 1, 10)


def test_the_sentence_that_says_it_with_a_number_comes_first(embedder: StaticEmbedder) -> None:
    best = score_sentences(asked("工业增加值增长多少？"), [hit(TEXT)], embedder)[0]
    assert best.text == "全年工业增加值增长6%左右。"
    assert best.hit.passage.text[best.start : best.end] == best.text


def test_every_sentence_of_every_hit_is_scored_once(embedder: StaticEmbedder) -> None:
    scored = score_sentences(asked("就业"), [hit(TEXT), hit("城镇新增就业100万人。", 0.5, 2)], embedder)
    assert sorted(sentence.text for sentence in scored) == sorted(
        ["工业保持平稳。", "全年工业增加值增长6%左右。", "就业形势稳定。", "城镇新增就业100万人。"]
    )
    assert [sentence.score for sentence in scored] == sorted((sentence.score for sentence in scored), reverse=True)


def test_scores_are_probabilities_among_the_sentences_at_hand(embedder: StaticEmbedder) -> None:
    scored = score_sentences(asked("工业增加值增长多少？"), [hit(TEXT)], embedder)
    assert sum(sentence.score for sentence in scored) == pytest.approx(1.0)
    assert all(len(sentence.features) == len(FEATURES) for sentence in scored)


def test_context_reaches_to_the_neighbours_and_the_headings(embedder: StaticEmbedder) -> None:
    query = Query("", "zh", False, {"工业": 1.0, "就业": 1.0, "农业": 2.0}, frozenset())
    by_text = {s.text: s for s in score_sentences(query, [hit(TEXT, section=("农业",))], embedder)}
    assert by_text["全年工业增加值增长6%左右。"].feature("coverage") == 0.25  # 工业 alone
    assert by_text["全年工业增加值增长6%左右。"].feature("context") == 1.0  # 就业 stands in the next sentence, 农业 above
    assert by_text["工业保持平稳。"].feature("context") == 0.75


def test_a_heading_falls_behind_the_sentence_under_it(embedder: StaticEmbedder) -> None:
    scored = score_sentences(asked("工业增加值增长目标"), [hit("工业增加值增长目标\n工业增加值增长目标为6%左右。")], embedder)
    assert scored[0].text == "工业增加值增长目标为6%左右。"


def test_equal_sentences_keep_the_order_of_the_hits(embedder: StaticEmbedder) -> None:
    scored = score_sentences(asked("工业"), [hit("工业增长6%。", 1.0, 7), hit("工业增长6%。", 1.0, 3)], embedder)
    assert [sentence.hit.entry.number for sentence in scored] == [7, 3]


def test_a_sentence_about_another_province_is_outside(embedder: StaticEmbedder) -> None:
    scored = score_sentences(asked("山东工业增长多少？"), [hit("山西工业增长5%。山东工业增长6%。")], embedder)
    assert [(sentence.text, sentence.outside) for sentence in scored] == [("山东工业增长6%。", False), ("山西工业增长5%。", True)]


def test_without_hits_there_are_no_sentences(embedder: StaticEmbedder) -> None:
    assert score_sentences(asked("工业"), [], embedder) == []


def test_the_row_of_a_table_is_read_and_cited_with_its_head(tmp_path: Path) -> None:
    (tmp_path / "表.md").write_text(
        "# 各省就业目标\n\n| 地区 | 城镇新增就业 |\n| --- | --- |\n| 湖北 | 70万人以上 |\n| 甘肃 | 30万人 |\n", encoding="utf-8"
    )
    settings = Settings(data=tmp_path / "data", workers=0)
    index_reports(settings, [tmp_path / "表.md"], lambda *_: None)
    answer = open_service(settings).answer(Question("甘肃的城镇新增就业是多少？"))
    assert answer.sentences[0].text == "| 甘肃 | 30万人 |"
    assert [citation.quote for citation in answer.citations] == ["| 地区 | 城镇新增就业 |", "| 甘肃 | 30万人 |"]
