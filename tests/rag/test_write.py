"""The writer that needs no model."""

from dataclasses import replace

import pytest

from rag.assemble import Service
from rag.find import Evidence
from rag.sentence_features import FEATURES
from rag.sentences import Scored
from rag.types import Hit, Question
from rag.write import ENOUGH, LEAST, MOST_SENTENCES, MOST_SENTENCES_OF_LIST, NEAR, ExtractiveWriter, choose, choose_items

GOAL = "2026年安徽省规模以上工业增加值增长目标是多少？"


def written(evidence: Evidence) -> list[str]:
    return [draft.text for draft in ExtractiveWriter().write(Question(evidence.query.text), evidence)]


def scored(hit: Hit, text: str, score: float) -> Scored:
    held = replace(hit, passage=replace(hit.passage, text=text))
    return Scored(held, 0, len(text), (0.0,) * len(FEATURES), score)


@pytest.fixture
def hit(service: Service) -> Hit:
    return service.search("安徽", 1)[0]


def test_the_best_sentence_is_quoted_verbatim(service: Service, texts: dict[str, str]) -> None:
    drafts = list(ExtractiveWriter().write(Question(GOAL), service.evidence(GOAL)))
    assert drafts[0].text == "2026年力争规模以上工业增加值增长6.5%左右。"
    for draft in drafts:
        assert draft.support == "quoted"
        assert [quote.text for quote in draft.quotes] == [draft.text]
        assert any(draft.text in text for text in texts.values())


def test_the_same_evidence_gives_the_same_sentences(service: Service) -> None:
    assert written(service.evidence(GOAL)) == written(service.evidence(GOAL))


def test_a_sure_sentence_stands_alone(hit: Hit) -> None:
    rows = (scored(hit, "甲为一。", ENOUGH), scored(hit, "乙为二。", 0.09))
    assert [sentence.text for sentence in choose(rows)] == ["甲为一。"]


def test_an_unsure_sentence_brings_the_next_until_it_is_sure_enough(hit: Hit) -> None:
    rows = (scored(hit, "甲为一。", 0.5), scored(hit, "乙为二。", ENOUGH - 0.49), scored(hit, "丙为三。", 0.02))
    assert [sentence.text for sentence in choose(rows)] == ["甲为一。", "乙为二。"]


def test_a_sentence_that_hardly_answers_is_left_out(hit: Hit) -> None:
    rows = (scored(hit, "甲为一。", 0.5), scored(hit, "乙为二。", LEAST / 2))
    assert [sentence.text for sentence in choose(rows)] == ["甲为一。"]


def test_the_best_sentence_is_written_however_unlikely_it_is(hit: Hit) -> None:
    assert [sentence.text for sentence in choose((scored(hit, "甲为一。", LEAST / 2),))] == ["甲为一。"]


def test_never_more_than_the_most_sentences(hit: Hit) -> None:
    rows = tuple(scored(hit, f"第{name}项。", 0.1) for name in "甲乙丙丁戊己庚辛壬癸")
    assert len(choose(rows)) == MOST_SENTENCES
    assert len(choose_items(rows)) == MOST_SENTENCES_OF_LIST


def test_the_same_words_are_not_said_twice(hit: Hit) -> None:
    rows = (scored(hit, "增长6.5%左右。", 0.4), scored(hit, "增长６．５％ 左右。", 0.3), scored(hit, "投资增长8%。", 0.2))
    assert [sentence.text for sentence in choose(rows)] == ["增长6.5%左右。", "投资增长8%。"]


def test_a_list_brings_the_sentences_near_the_best_whatever_they_add_up_to(hit: Hit) -> None:
    rows = (scored(hit, "甲为一。", 0.95), scored(hit, "乙为二。", 0.95 * NEAR), scored(hit, "丙为三。", 0.9 * NEAR))
    assert [sentence.text for sentence in choose_items(rows)] == ["甲为一。", "乙为二。"]


def test_further_items_of_a_list_that_are_unlikely_are_left_out(hit: Hit) -> None:
    """新建了哪些绿色空间 was answered with five sentences, the best of .093 and the others of .019 and less."""
    rows = (scored(hit, "拓展绿色空间。", 0.093), scored(hit, "提升滨水品质。", 0.019), scored(hit, "优化城市环境。", 0.015))
    assert [sentence.text for sentence in choose_items(rows)] == ["拓展绿色空间。"]
    likely = (scored(hit, "拓展绿色空间。", 0.3), scored(hit, "新建绿道130公里。", 0.06))
    assert len(choose_items(likely)) == 2
    assert not choose_items(())


def test_a_list_question_is_written_as_a_list(service: Service) -> None:
    evidence = service.evidence(GOAL)
    rows = (scored(evidence.hits[0], "甲项。", ENOUGH), scored(evidence.hits[0], "乙项。", 0.08), scored(evidence.hits[0], "丙项。", 0.1))
    rows = tuple(sorted(rows, key=lambda row: -row.score))
    asked_one = replace(evidence, sentences=rows, query=replace(evidence.query, asks_list=False))
    asked_all = replace(evidence, sentences=rows, query=replace(evidence.query, asks_list=True))
    assert written(asked_one) == ["甲项。"]
    assert written(asked_all) == ["甲项。", "丙项。"]


def test_without_sentences_nothing_is_written(service: Service) -> None:
    assert written(replace(service.evidence(GOAL), sentences=())) == []
