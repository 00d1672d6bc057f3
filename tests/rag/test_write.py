"""The writer that needs no model."""

from dataclasses import replace

import pytest

from rag.assemble import Service
from rag.find import Evidence
from rag.sentences import Scored
from rag.types import Hit, Question
from rag.write import MOST_SENTENCES, MOST_SENTENCES_OF_LIST, WITHIN, ExtractiveWriter, choose

GOAL = "2026年安徽省规模以上工业增加值增长目标是多少？"


def written(evidence: Evidence) -> list[str]:
    return [draft.text for draft in ExtractiveWriter().write(Question(evidence.query.text), evidence)]


def scored(hit: Hit, text: str, score: float) -> Scored:
    held = replace(hit, passage=replace(hit.passage, text=text))
    return Scored(held, 0, len(text), (0.0,) * 7, score)


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


def test_sentences_come_in_the_order_of_their_scores_and_end_behind_a_gap(hit: Hit) -> None:
    rows = (scored(hit, "甲为一。", 9.0), scored(hit, "乙为二。", 9.0 - WITHIN), scored(hit, "丙为三。", 8.9 - WITHIN))
    assert [sentence.text for sentence in choose(rows, 5)] == ["甲为一。", "乙为二。"]


def test_the_same_words_are_not_said_twice(hit: Hit) -> None:
    rows = (scored(hit, "增长6.5%左右。", 9.0), scored(hit, "增长６．５％ 左右。", 8.9), scored(hit, "投资增长8%。", 8.8))
    assert [sentence.text for sentence in choose(rows, 5)] == ["增长6.5%左右。", "投资增长8%。"]


def test_a_list_question_brings_more_sentences(service: Service) -> None:
    evidence = service.evidence(GOAL)
    hit = evidence.hits[0]
    rows = tuple(scored(hit, f"第{name}项。", 9.0 - place / 10) for place, name in enumerate("甲乙丙丁戊己庚"))
    asked_one = replace(evidence, sentences=rows, query=replace(evidence.query, wanted="number"))
    asked_all = replace(evidence, sentences=rows, query=replace(evidence.query, wanted="list"))
    assert written(asked_one) == ["第甲项。", "第乙项。", "第丙项。"][:MOST_SENTENCES]
    assert written(asked_all) == ["第甲项。", "第乙项。", "第丙项。", "第丁项。", "第戊项。"][:MOST_SENTENCES_OF_LIST]


def test_without_sentences_nothing_is_written(service: Service) -> None:
    assert written(replace(service.evidence(GOAL), sentences=())) == []
