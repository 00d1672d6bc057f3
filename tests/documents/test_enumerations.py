"""Lists over several sentences and paragraphs, found from what leads into them and from their items."""

import pytest

from documents.enumerations import Listing, listing_at
from documents.text import LONG_SENTENCE

SPOKEN = "全省要抓好三个方面。一是稳就业。就业是最基本的民生。二是扩内需。三是防风险。此外还要改作风。"
NUMBERED = "重点任务如下：\n\n（一）建设平台。\n\n（二）培育企业。\n\n（三）扩大开放。\n\n以上任务年底前完成。"
BULLETS = "The measures include:\n- Cut emissions\n- Restore peat\n\n- Plant trees\n\nNothing else."
WORDS = "专家提醒，首先，要改善环境。其次，要设立平台。最后，要减少干预。"


def listed(text: str, sentence: str) -> Listing | None:
    start = text.index(sentence)
    return listing_at(text, start, start + len(sentence))


def words(text: str, listing: Listing | None) -> list[str]:
    assert listing is not None
    return [text[slice(*span)] for span in listing.items]


@pytest.mark.parametrize(
    ("text", "lead", "items"),
    [
        (SPOKEN, "全省要抓好三个方面。", ["一是稳就业。就业是最基本的民生。", "二是扩内需。", "三是防风险。"]),
        (NUMBERED, "重点任务如下：", ["（一）建设平台。", "（二）培育企业。", "（三）扩大开放。"]),
        (BULLETS, "The measures include:", ["- Cut emissions", "- Restore peat", "- Plant trees"]),
        (WORDS, "专家提醒，", ["首先，要改善环境。", "其次，要设立平台。", "最后，要减少干预。"]),
        ("Goals:\n1. Cut.\n2. Restore.\n3. Plant.\n", "Goals:", ["1. Cut.", "2. Restore.", "3. Plant."]),
        ("措施包括：①减税；②补贴；③培训。", "措施包括：", ["①减税；", "②补贴；", "③培训。"]),
    ],
)
def test_all_items_are_found_from_what_leads_into_the_list(text: str, lead: str, items: list[str]) -> None:
    listing = listed(text, lead)
    assert words(text, listing) == items
    assert listing is not None
    assert listing.led
    assert listing.lead is not None
    assert text[slice(*listing.lead)].startswith(lead)


def test_all_items_are_found_from_one_of_them() -> None:
    listing = listed(NUMBERED, "（二）培育企业。")
    assert words(NUMBERED, listing) == ["（一）建设平台。", "（二）培育企业。", "（三）扩大开放。"]
    assert listing is not None
    assert not listing.led


def test_of_long_items_the_first_sentences_are_taken() -> None:
    text = f"主要做了以下工作。\n\n（一）稳增长。{'落实各项政策，' * 30}。\n\n（二）促改革。{'推进各项改革，' * 30}。\n"
    assert words(text, listed(text, "主要做了以下工作。")) == ["（一）稳增长。", "（二）促改革。"]


def test_a_sentence_leads_into_the_clauses_of_the_next_that_says_mainly() -> None:
    lead, clauses = "经济社会发展还存在不少问题和不足。", ["基础还不牢固；", "企业经营困难；", "民生还有短板。"]
    text = f"成绩来之不易。{lead}主要是：{''.join(clauses)}我们要直面问题。"
    listing = listed(text, lead)
    assert listing is not None
    assert listing.led
    assert listing.lead is not None
    assert text[slice(*listing.lead)] == f"{lead}主要是："
    assert words(text, listing) == clauses
    assert listed(text, "成绩来之不易。") is None
    assert listed(f"{lead}\n主要是：{''.join(clauses)}", lead) is None
    assert listed(f"{lead}{''.join(clauses)}", lead) is None


def test_what_mainly_continues_is_told_with_its_clauses() -> None:
    clauses = [f"第{n}类企业的生产经营困难较多、应对外部冲击的能力不强、转型升级的任务还很繁重；" for n in "一二三四五六"]
    text = f"成绩来之不易。还存在不少问题。主要是：{''.join(clauses)[:-1]}。"
    listing = listed(text, clauses[1])
    assert words(text, listing)[:5] == clauses[:5]
    assert listing is not None
    assert listing.lead is not None
    assert text[slice(*listing.lead)] == "还存在不少问题。主要是："


def test_clauses_of_one_long_sentence_are_a_list() -> None:
    clauses = [
        f"{aim}，完善重点领域配套政策和服务保障机制，加快形成上下贯通、协同联动的长效工作格局"
        for aim in ("健全法规", "优化标准", "强化监管")
    ]
    text = "工作安排：" + "；".join(clauses) + "。"
    assert len(text) > LONG_SENTENCE
    assert words(text, listed(text, clauses[1])) == [f"{clauses[0]}；", f"{clauses[1]}；", f"{clauses[2]}。"]


def test_the_sentence_before_a_chapter_leads_into_no_list() -> None:
    text = "请各位代表审议。\n\n一、工作回顾\n\n成绩不少。\n\n二、工作安排\n\n任务更重。\n"
    assert listed(text, "请各位代表审议。") is None


@pytest.mark.parametrize("text", ["", "只有一句话。", "一是稳增长。没有第二项。", "2025年增长5.5%，2026年增长6%。"])
def test_where_nothing_is_listed_there_is_no_list(text: str) -> None:
    assert listing_at(text, 0, len(text)) is None
