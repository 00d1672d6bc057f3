"""Which sentences of the found passages answer the question."""

from pathlib import Path

import pytest

from documents.types import Metadata, Passage
from index.static import StaticEmbedder
from index.types import Entry
from rag.assemble import index_reports, open_service
from rag.config import Settings
from rag.query import Query, read_query
from rag.reading import read_passage
from rag.sentence_features import FEATURES
from rag.sentences import score_sentences
from rag.types import Hit, Question

TEXT = "工业保持平稳。全年工业增加值增长6%左右。就业形势稳定。"


CITIES = (
    "合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山 滁州 阜阳 宿州 六安 亳州 池州 宣城 南京 无锡 徐州 常州 苏州 南通 淮安 盐城 扬州 镇江 "
    "泰州 宿迁 杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水 福州 厦门 莆田 三明 泉州 漳州 南平 龙岩 宁德 南昌 九江 拉萨 西宁"
).split()


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


def test_a_caption_in_the_words_of_the_question_falls_behind_the_row_that_has_the_figure(embedder: StaticEmbedder) -> None:
    text = "各市年末门店总数\n\n| 城市 | 门店（家） |\n|---|---|\n| 合肥 | 128 |"
    assert score_sentences(asked("合肥年末门店总数是多少？"), [hit(text)], embedder)[0].text == "| 合肥 | 128 |"


def test_what_only_leads_to_an_answer_falls_behind_it_but_where_a_list_is_asked_for(embedder: StaticEmbedder) -> None:
    lead = "下一年度需要在各个地区分别建成投入使用的城市公共停车泊位的数量安排和具体进度要求如下："
    text = f"{lead}\n合肥建成停车泊位5000个。"
    assert score_sentences(asked("各地区建成公共停车泊位的数量是多少？"), [hit(text)], embedder)[0].text == "合肥建成停车泊位5000个。"
    assert score_sentences(asked("公共停车泊位的数量安排有哪些？"), [hit(text)], embedder)[0].text == lead


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
    assert answer.sentences[0].text == "甘肃：城镇新增就业 30万人"
    assert [citation.quote for citation in answer.citations] == ["各省就业目标\n\n| 地区 | 城镇新增就业 |", "| 甘肃 | 30万人 |"]


def test_the_row_of_a_divided_table_is_found_and_cited_with_the_head_of_another_passage(tmp_path: Path) -> None:
    rows = "\n".join(f"| {name}市 | {at * 37 + 500} | 5.{at % 10}% |" for at, name in enumerate(CITIES))
    text = f"# 各市主要指标\n\n表3 各市生产总值\n\n单位：亿元\n\n| 地区 | 2024年生产总值 | 增速 |\n| --- | --- | --- |\n{rows}\n"
    (tmp_path / "表.md").write_text(text, encoding="utf-8")
    settings = Settings(data=tmp_path / "data")
    index_reports(settings, [tmp_path / "表.md"], lambda *_: None)
    service = open_service(settings)
    answer = service.answer(Question("拉萨市生产总值是多少？"))
    value, growth = CITIES.index("拉萨") * 37 + 500, f"5.{CITIES.index('拉萨') % 10}%"
    row = f"| 拉萨市 | {value} | {growth} |"
    assert answer.sentences[0].text == f"拉萨市：2024年生产总值 {value}；增速 {growth}（表3 各市生产总值，单位：亿元）"
    assert [citation.quote.splitlines()[-1] for citation in answer.citations][:2] == ["| 地区 | 2024年生产总值 | 增速 |", row]
    found = next(hit.passage for hit in answer.hits if row in hit.passage.text)
    assert "地区" not in found.text
    assert found.head == "表3 各市生产总值\n\n单位：亿元\n\n| 地区 | 2024年生产总值 | 增速 |\n| --- | --- | --- |"


def test_rows_are_read_whole_and_keep_their_head_behind_a_full_stop() -> None:
    text = "| 任务 | 部门 |\n| --- | --- |\n| 建设粮库。完善机制。 | 粮食局 |\n| 修路 | 交通厅 |"
    read = read_passage(text)
    assert [sentence.text for sentence in read] == text.split("\n")
    assert [sentence.head for sentence in read] == [None, None, 0, 0]
    assert [sentence.no_answer for sentence in read] == [True, True, False, False]


def test_a_row_too_long_to_quote_is_read_by_its_sentences() -> None:
    text = f"| 任务 | 部门 |\n| --- | --- |\n| {'完善粮食储备体制机制。' * 30} | 粮食局 |"
    read = read_passage(text)
    assert len(read) == 33
    assert {sentence.head for sentence in read[2:]} == {0}


def test_a_blank_head_says_nothing() -> None:
    read = read_passage("|  |  |\n| --- | --- |\n| 2024年 | 614 |")
    assert [(sentence.head, sentence.no_answer) for sentence in read] == [(None, True), (None, True), (None, False)]
