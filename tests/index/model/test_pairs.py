"""Questions held out of the encoder's training, so that a ranker can learn from vectors of questions the encoder never saw."""

from index.model.pairs import fold_of, without_fold

QUESTIONS = [f"第{number}条规定了什么？" for number in range(1000)]


def test_the_fold_of_a_question_is_the_same_everywhere() -> None:
    assert [fold_of(text, 2) for text in ("工业增加值", "就业", "housing", "税")] == [1, 0, 0, 0]


def test_all_forms_of_a_question_fall_into_one_fold() -> None:
    assert fold_of("工業增長５％，ＧＤＰ", 7) == fold_of("工业增长5%,gdp", 7)


def test_folds_are_about_equal() -> None:
    counts = [sum(fold_of(text, 4) == number for text in QUESTIONS) for number in range(4)]
    assert sum(counts) == len(QUESTIONS)
    assert min(counts) > 200


def test_the_folds_part_the_questions_and_leave_other_sources_whole() -> None:
    sources = {"lecoqa": [(text, "答") for text in QUESTIONS], "laws": [(text, "答") for text in QUESTIONS]}
    kept = [without_fold(sources, number, 2) for number in range(2)]
    assert sorted(kept[0]["lecoqa"] + kept[1]["lecoqa"]) == sorted(sources["lecoqa"])
    assert all(fold_of(query, 2) == 1 for query, _ in kept[0]["lecoqa"])
    assert kept[0]["laws"] == kept[1]["laws"] == sources["laws"]
