"""Slips of one character."""

import pytest

from rag.slips import correct

TEXT = "今年城镇新增就业人数达到一百万人。"
KNOWN = {TEXT[n : n + 2] for n in range(len(TEXT) - 1)} | {"emiss", "energi"}


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("城镇新赠就业人数", "城镇新增就业人数"),
        ("城镇新增就业业人数", "城镇新增就业人数"),
        ("城镇增新就业人数", "城镇新增就业人数"),
        ("今年的城镇新增旧业有多少人", "今年的城镇新增就业有多少人"),
    ],
)
def test_a_wrong_doubled_or_swapped_character_is_mended(asked: str, meant: str) -> None:
    assert correct(asked, lambda term: int(term in KNOWN), [TEXT]) == meant


def test_an_english_word_is_mended_at_one_edit() -> None:
    assert correct("How much emisions in 2030", lambda term: int(term in KNOWN or term == "much"), []) == "How much emissions in 2030"


@pytest.mark.parametrize("text", ["城镇火星就业人数", "2025年", "国发〔2025〕12号", "城镇新增就业人数"])
def test_unknown_words_and_figures_are_left_alone(text: str) -> None:
    assert correct(text, lambda term: int(term in KNOWN), [TEXT]) is None


def test_a_slip_before_the_word_that_asks_and_in_a_province_is_mended_by_its_sound() -> None:
    known = {"新增", "增公", "公园", "海南", "南省", "增速"}
    assert correct("新增公圆多少座", lambda term: int(term in known), ["新增公园120座，新增公共充电桩。"]) == "新增公园多少座"
    assert correct("海难省增速", lambda term: int(term in known), []) == "海南省增速"
