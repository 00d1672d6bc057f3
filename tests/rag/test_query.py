"""What a question asks for."""

import math
from collections import Counter

import pytest

from index.words import tokens
from rag.query import Query, across_languages, read_query


def nowhere(_: str) -> int:
    return 0


def test_a_question_is_weighed_by_its_content_bigrams_not_by_its_grammar() -> None:
    assert set(read_query("工业的目标是多少？", nowhere, 3).weights) == {"工业", "目标"}
    assert set(read_query("工业目标到底大概一共是多少？", nowhere, 3).weights) == {"工业", "业目", "目标"}


def test_places_and_years_are_matters_of_scope_and_weigh_nothing() -> None:
    assert set(read_query("2026年安徽省的工业目标，今年是多少？", nowhere, 3).weights) == {"工业", "业目", "目标"}


def test_a_question_of_nothing_but_place_and_year_is_weighed_by_them() -> None:
    assert set(read_query("2026年安徽", nowhere, 3).weights) == {"2026", "安徽"}


def test_an_unknown_bigram_between_two_known_words_is_no_term() -> None:
    frequencies = {"暴雨": 2, "雨转": 0, "转移": 3}
    assert set(read_query("暴雨转移", Counter(frequencies).__getitem__, 9).weights) == {"暴雨", "转移"}


def test_an_unknown_bigram_that_joins_a_word_to_its_neighbour_is_no_term() -> None:
    """From 从西宁坐高铁到兰州大概要多久, whose 坐高 no report holds: the word 高铁 begins in its middle."""
    known = Counter({"高铁": 2})
    assert set(read_query("坐高铁", known.__getitem__, 9, lambda _: ["坐", "高铁"]).weights) == {"高铁"}


def test_a_name_that_is_no_word_of_the_vocabulary_stays_a_term() -> None:
    """龙脊 is parted into its characters, and that no report holds it is what refusing rests on."""
    terms = read_query("龙脊镇", nowhere, 9, lambda _: ["龙", "脊", "镇"]).weights
    assert set(terms) == {"龙脊", "脊镇"}


def test_a_known_bigram_across_words_stays_a_term() -> None:
    known = Counter({"工业": 2, "业目": 1, "目标": 3})
    assert "业目" in read_query("工业目标", known.__getitem__, 9, lambda _: ["工业", "目标"]).weights


def test_english_terms_are_stems_without_stop_words() -> None:
    assert set(read_query("How much will the emissions be cut?", nowhere, 3).weights) >= {"emiss", "cut"}
    assert not {"the", "will", "be", "how"} & set(read_query("How much will the emissions be cut?", nowhere, 3).weights)


def test_a_weight_is_the_idf_of_bm25() -> None:
    query = read_query("就业的目标", Counter({"就业": 1, "目标": 3}).__getitem__, 3)
    assert query.weights["就业"] == pytest.approx(math.log(1 + 2.5 / 1.5))
    assert query.weights["目标"] == pytest.approx(math.log(1 + 0.5 / 3.5))


def test_terms_that_stand_in_no_passage_are_unknown() -> None:
    assert read_query("火星的目标", Counter({"火星": 0, "目标": 3}).__getitem__, 3).unknown == {"火星"}


def test_coverage_is_the_share_of_weight() -> None:
    query = Query("", "zh", False, {"安徽": 3.0, "目标": 1.0}, frozenset())
    assert query.coverage({"安徽", "其他"}) == 0.75
    assert query.coverage(set()) == 0.0


def test_a_question_without_words_has_no_weights_and_covers_nothing() -> None:
    query = read_query("？？？", nowhere, 3)
    assert query.weights == {}
    assert query.coverage({"安徽"}) == 0.0


def test_a_question_of_grammar_alone_still_has_terms() -> None:
    assert read_query("是什么？", nowhere, 3).weights


@pytest.mark.parametrize(
    ("text", "asks_list"),
    [("重点扶持哪些剧种？", True), ("工业增加值增长目标是多少？", False), ("条例何时施行？", False), ("What are the targets?", True)],
)
def test_a_question_may_ask_for_a_list(text: str, asks_list: bool) -> None:
    assert read_query(text, nowhere, 3).asks_list is asks_list


def test_the_language_is_the_questions() -> None:
    assert read_query("安徽的5G基站有多少？", nowhere, 3).language == "zh"
    assert read_query("How many 5G stations does Anhui build?", nowhere, 3).language == "en"


@pytest.mark.parametrize(("asked", "said"), [("规上工业增加值", "规模以上工业增加值"), ("规模以上工业增加值", "规上工业增加值")])
def test_a_name_is_covered_and_searched_by_its_other_form(asked: str, said: str) -> None:
    found = set(tokens(said))
    query = read_query(asked, lambda term: int(term in found), 9)
    assert query.coverage(found) == 1.0
    assert query.unknown == frozenset()
    assert said.removesuffix("增加值") in query.searched
    assert query.coverage(set(tokens("农业增加值"))) <= 0.5


def asked_of(passage: str, question: str) -> Query:
    """A question as it is read over a collection of one passage."""
    held = Counter(set(tokens(passage)))
    return read_query(question, held.__getitem__, 9)


def test_an_everyday_word_is_met_by_the_official_one_for_less() -> None:
    said = "出租人应当返还"
    query = asked_of(said, "房东不退")
    assert query.met("房东", set(tokens(said))) == 0.8
    assert "房东" not in query.unknown
    assert query.met("房东", set(tokens("房东不退"))) == 1.0


def test_an_official_word_is_not_met_by_the_everyday_one() -> None:
    query = asked_of("房东不退", "出租人应当返还")
    assert query.met("出租", set(tokens("房东不退"))) == 0.0


def test_what_no_passage_holds_stands_for_nothing() -> None:
    query = asked_of("可再生能源装机", "房东不退")
    assert query.alternatives == {}
    assert "房东" in query.unknown


def test_of_an_official_wording_in_two_parts_both_must_be_there() -> None:
    query = asked_of("用人单位解除其劳动合同", "我被炒鱿鱼")
    assert query.met("鱿鱼", set(tokens("解除其劳动合同"))) == 0.8
    assert query.met("鱿鱼", set(tokens("解除其租赁合同"))) == 0.0


def test_keyword_search_counts_the_questions_own_words_in_full() -> None:
    query = asked_of("出租人应当返还押金", "房东不退押金")
    assert query.words["押金"] == query.words["房东"] == 1.0
    assert 0 < query.words["出租"] <= 1.0
    assert "还押" not in query.words


@pytest.mark.parametrize(
    ("asked", "said"),
    [("What is the unemployment rate?", "失业率"), ("失业率是多少？", "the unemployment rate"), ("unemployment rate", "the jobless rate")],
)
def test_a_term_is_met_by_that_of_the_other_language(asked: str, said: str) -> None:
    assert asked_of(said, asked).coverage(set(tokens(said))) == 1.0


def test_english_names_of_provinces_weigh_nothing_and_words_that_ask_only_where_they_are_known() -> None:
    asked = "How many jobs does Anhui's plan create?"
    assert not {"anhui", "mani"} & set(read_query(asked, nowhere, 3).weights)
    assert "mani" in asked_of("many jobs", asked).weights


def test_a_word_that_is_missing_weighs_little_where_the_collection_speaks_another_language() -> None:
    chinese = Counter({"的": 9, "失业": 2, "业率": 2})
    query = read_query("the unemployment rate of Ruritania", chinese.__getitem__, 9)
    assert across_languages(query, chinese.__getitem__, 9).coverage(chinese) > query.coverage(chinese)
    both = chinese + Counter({"year": 5})
    assert across_languages(query, both.__getitem__, 9) is query
