"""What a page is, told from facts alone: each case is a page that somebody met."""

import random

import pytest

from documents.layout.audit import PageFacts, has_plenty, is_garbled, kind_of
from documents.text import fold

CHINESE = "坚持稳中求进工作总基调，全省地区生产总值增长5.4%，城镇新增就业47.3万人，居民人均可支配收入38426元。" * 3
TRADITIONAL = "國務院關於進一步擴大開放、積極利用外資的若干意見，各地區各部門要認真貫徹落實，確保政策措施落地見效。" * 3
ENGLISH = "The Committee shall report every year on the measures taken and the progress made towards the targets of this plan. " * 4
FRENCH = "L'État établira chaque année un rapport détaillé sur les mesures prises à l'égard des objectifs fixés préalablement. " * 4
KOREAN = "정부는 매년 계획의 목표를 향한 진전과 조치에 대하여 보고하여야 한다. " * 6
FIGURES = "2021 1,284.5 3.1% 2022 1,301.9 1.4% 2023 1,377.0 5.8% (in millions, unaudited) 2024 1,402.6 1.9% " * 6
CODES = "CPC SEC XBRL NYSE GDP CO2e FY22 FY23 Q1 Q2 LLC PLC " * 12
NAMES = (
    "孙颖莎、王曼昱、樊振东、王楚钦、许昕、马龙、陈梦、林高远、梁靖崑、蒯曼、何卓佳、王艺迪、钱天一、石洵瑶、向鹏、徐瑛彬、薛飞、周启豪、"
    * 2
)
DOTS = "\ue5e5" * 30
CONTENTS = "\n".join(f"第{number}章 主要目标{DOTS}{number}" for number in range(1, 20))
BULLETS = "\n".join(f"\uf0b7 完善制度{number}" for number in range(20))


def shifted(text: str) -> str:
    """Numbers of glyphs taken for characters: in many fonts A is glyph 36, which stands 29 below its code."""
    return "".join(chr(ord(character) - 29) if "A" <= character <= "z" else character for character in text)


def numbered(count: int, highest: int) -> str:
    picks = random.Random(1)
    return "".join(chr(picks.randrange(0x100, highest)) for _ in range(count))


def of_daily_use(count: int) -> str:
    picks = random.Random(2)
    return "".join(bytes([picks.randrange(0xB0, 0xD7), picks.randrange(0xA1, 0xFA)]).decode("gb2312", "ignore") for _ in range(count))


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        (PageFacts(CHINESE), "text"),
        (PageFacts(""), "empty"),
        (PageFacts(" \n\t"), "empty"),
        (PageFacts("", segments=18), "empty"),  # a frame on an empty page
        (PageFacts("— 12 —"), "text"),
        (PageFacts("", picture=1.0), "scanned"),
        (PageFacts("", picture=0.2), "scanned"),  # a clipping on a page without text
        (PageFacts("第 3 页 共 20 页", picture=1.0), "scanned"),
        (PageFacts("Received 2025-01-14, archive copy 0031", picture=0.95), "scanned"),
        (PageFacts(CHINESE, picture=0.6), "mixed"),
        (PageFacts(CHINESE, picture=0.3), "text"),
        (PageFacts(CHINESE, picture=1.0, unpainted=1.0), "scanned"),  # made searchable by somebody
        (PageFacts(CHINESE * 9, unpainted=0.9), "scanned"),
        (PageFacts(shifted(ENGLISH), picture=1.0, unpainted=1.0), "garbled"),
        (PageFacts("", segments=20_000), "outlines"),
        (PageFacts("第 3 页", segments=20_000), "outlines"),
        (PageFacts(CHINESE, segments=20_000), "text"),  # a chart beside text
        (PageFacts(shifted(ENGLISH)), "garbled"),
        (PageFacts(shifted(ENGLISH), picture=1.0), "garbled"),
    ],
)
def test_a_page_is_what_its_facts_say(facts: PageFacts, kind: str) -> None:
    assert kind_of(facts) == kind


@pytest.mark.parametrize(
    "text",
    [CHINESE, TRADITIONAL, ENGLISH, FRENCH, KOREAN, FIGURES, CODES, NAMES, CONTENTS, BULLETS, "", "。", "3.1%"],
    ids=lambda text: text[:12],
)
def test_text_that_can_be_read_is_not_garbled(text: str) -> None:
    assert not is_garbled(text)


@pytest.mark.parametrize(
    "text",
    [
        CHINESE.encode("gb18030").decode("latin-1"),  # ÖÐ¹ú
        CHINESE.encode().decode("cp1252", "replace"),
        CHINESE.encode().decode("gb18030", "replace"),  # 鍧氭寔
        TRADITIONAL.encode("big5").decode("gb18030", "replace"),
        shifted(ENGLISH),
        numbered(300, 0x400),
        numbered(300, 0x3000),
        numbered(300, 0xD000),
        of_daily_use(300),
        "".join(chr(0xE000 + ord(character) % 0x800) for character in CHINESE),
        "\ufffd".join(CHINESE),
        "增长\x8f\x90\x1c\x1d\x11\x81\x1e全省\x13\x14\x15\x16\x17\x18\x05" * 5,
    ],
    ids=lambda text: text[:6].encode("unicode_escape").decode(),
)
def test_text_that_means_nothing_is_garbled(text: str) -> None:
    assert is_garbled(text)


def test_a_page_with_plenty_of_text_needs_no_further_look() -> None:
    assert has_plenty(CHINESE * 4)
    assert not has_plenty(CHINESE)
    assert not has_plenty(shifted(ENGLISH) * 20)


def test_the_common_characters_are_simplified_ones_without_repetition() -> None:
    from documents.layout.audit import _COMMON

    assert len(_COMMON) == 300
    assert fold("".join(sorted(_COMMON))) == "".join(sorted(_COMMON))
