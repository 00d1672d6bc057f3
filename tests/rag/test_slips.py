"""Slips of one character."""

from pathlib import Path

import pytest

from index.static import StaticEmbedder
from rag.assemble import index_reports, open_service
from rag.config import Settings
from rag.slips import correct

TEXT = "今年城镇新增就业人数达到一百万人。"
KNOWN = {TEXT[n : n + 2] for n in range(len(TEXT) - 1)} | {"emiss", "energi"}


def no_word(_: str) -> bool:
    return False


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
    assert correct(asked, lambda term: int(term in KNOWN), [TEXT], no_word) == meant


def test_an_english_word_is_mended_at_one_edit() -> None:
    assert (
        correct("How much emisions in 2030", lambda term: int(term in KNOWN or term == "much"), [], no_word) == "How much emissions in 2030"
    )


@pytest.mark.parametrize("text", ["城镇火星就业人数", "2025年", "国发〔2025〕12号", "城镇新增就业人数"])
def test_unknown_words_and_figures_are_left_alone(text: str) -> None:
    assert correct(text, lambda term: int(term in KNOWN), [TEXT], no_word) is None


def test_a_slip_before_the_word_that_asks_and_in_a_province_is_mended_by_its_sound() -> None:
    known = {"新增", "增公", "公园", "海南", "南省", "增速"}
    assert correct("新增公圆多少座", lambda term: int(term in known), ["新增公园120座，新增公共充电桩。"], no_word) == "新增公园多少座"
    assert correct("海难省增速", lambda term: int(term in known), [], no_word) == "海南省增速"


def test_a_word_of_the_language_is_no_slip_of_one_that_the_collection_holds(embedder: StaticEmbedder) -> None:
    """住房公积金上限 was read as 上线."""
    known = {"公积", "积金", "上线", "cold"}
    for question in ("公积金上限", "cars sold in 2030"):
        assert correct(question, lambda term: int(term in known), ["系统上线"], embedder.is_word) is None
        assert correct(question, lambda term: int(term in known), ["系统上线"], no_word) is not None


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("全省粮食产量突破500亿斤", "全省粮食产量跌破500亿斤了吗"),  # was read as 突破500亿斤
        ("旅客吞吐量再次突破亿人次", "旅客吞吐量未破亿人次吗"),  # was read as 突破亿人次
        ("新能源汽车产量下降近两成", "新能源汽车产量上降近两成"),
    ],
)
def test_no_correction_turns_a_question_into_its_opposite(text: str, asked: str) -> None:
    known = {text[n : n + 2] for n in range(len(text) - 1)} | {asked[-2:], "了吗"}
    assert correct(asked, lambda term: int(term in known), [text], no_word) is None


def test_a_direction_is_mended_by_its_sound_and_a_denial_never() -> None:
    text = "粮食产量下降一成，由外交部答复。"
    known = {text[n : n + 2] for n in range(len(text) - 1)}
    assert correct("粮食产量下将一成", lambda term: int(term in known), [text], no_word) == "粮食产量下降一成"
    assert correct("由外交不答复", lambda term: int(term in known), [text], no_word) is None


def test_a_part_of_a_longer_word_is_no_slip() -> None:
    """The vocabulary holds some words of three characters of which it does not hold each two."""
    text = "港口吞吐量增长"
    known = {text[n : n + 2] for n in range(len(text) - 1)}
    assert correct("港口吞咽量增长", lambda term: int(term in known), [text], no_word) == text
    assert correct("港口吞咽量增长", lambda term: int(term in known), [text], lambda word: word == "吞咽量") is None


@pytest.mark.parametrize("asked", ["哪个省的城镇化率最高？", "各县的城镇化率", "哪些市的城镇化率最高"])
def test_the_kind_of_place_that_is_asked_for_is_no_slip(asked: str) -> None:
    """哪个省的 was read as 哪个新的: only 的 stood beside 省."""
    text = "探索新的城镇化路径，形成现的城镇化率、是的城镇化率。"
    known = {text[n : n + 2] for n in range(len(text) - 1)} | {"率最", "最高", "哪个", "哪些"}
    assert correct(asked, lambda term: int(term in known), [text], no_word) is None


def test_nothing_is_mended_in_a_language_that_the_collection_does_not_speak(tmp_path: Path) -> None:
    """A word of the other language is one edit from a short name: "aiming" was read as "aiing", which has the stem of AI."""
    (tmp_path / "湖北.txt").write_text("2025年湖北省政府工作报告。推进AI应用，经济增长6%左右。", encoding="utf-8")
    settings = Settings(data=tmp_path / "data", workers=0)
    index_reports(settings, [tmp_path / "湖北.txt"], lambda *_: None)
    assert open_service(settings).evidence("What GDP growth is Hubei aiming for in 2025?").query.corrected is None


def test_a_stem_of_two_letters_mends_nothing() -> None:
    """ "cars sold" was read as "cars soed", whose stem is so."""
    assert correct("cars sold in 2030", lambda term: int(term in {"so", "car"}), [], no_word) is None
