from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.text import ends_sentence, fold, is_han, language_of, sentence_spans, squeeze


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


def test_full_width_and_traditional_characters_fold_to_one_form() -> None:
    assert fold("２０２５年ＧＤＰ增長６．５％") == "2025年gdp增长6.5%"


def test_squeezing_takes_all_white_space_away() -> None:
    assert squeeze("一、 总体　要求\nGDP") == "一、总体要求gdp"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("全省生产总值增长6.5%。", "zh"),
        ("Output grew by 6.5%.", "en"),
        ("关于APEC会议的通知", "zh"),
        ("The report 报告 was published today", "en"),
        ("2025", "zh"),
    ],
)
def test_the_language_is_that_of_most_words(text: str, language: str) -> None:
    assert language_of(text) == language


def test_han_characters_are_told_from_marks_and_letters() -> None:
    assert [is_han(character) for character in "省，A5"] == [True, False, False, False]


def test_chinese_sentences_end_at_their_marks_and_keep_closing_quotes() -> None:
    assert sentences("他说：“开工！”随后复产。增长5.2%？是的") == ["他说：“开工！”", "随后复产。", "增长5.2%？", "是的"]


def test_english_sentences_end_at_a_stop_before_white_space() -> None:
    assert sentences("Mr. Smith paid 3.5 million. It is U.S. law. Done") == ["Mr. Smith paid 3.5 million.", "It is U.S. law.", "Done"]


def test_line_breaks_end_sentences() -> None:
    assert sentences("一、总体要求\n坚持稳中求进") == ["一、总体要求", "坚持稳中求进"]


def test_a_long_sentence_is_divided_after_semicolons() -> None:
    clause = "加快推进现代化产业体系建设，" * 5
    assert sentences(f"{clause}；{clause}。") == [f"{clause}；", f"{clause}。"]
    assert sentences("甲；乙。") == ["甲；乙。"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("实现增长。", True),
        ("“开工！”", True),
        ("It ended.", True),
        ("by the U.S.", False),
        ("增长5.", True),
        ("一、总体要求", False),
        ("如下：", False),
        ("", False),
    ],
)
def test_a_line_ends_a_sentence_or_not(line: str, expected: bool) -> None:
    assert ends_sentence(line) is expected


@given(st.text(alphabet="甲乙丙。！？；，.!? \n“”（）aB1U.S", max_size=300))
def test_every_visible_character_lies_in_exactly_one_sentence(text: str) -> None:
    spans = sentence_spans(text)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())
