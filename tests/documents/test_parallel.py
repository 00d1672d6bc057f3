"""Sentences of one pattern, as many as are announced, are a list."""

from itertools import pairwise

import pytest

from documents.enumerations import listing_at
from documents.parallel import parallel_after

TOWARDS = [
    "向种图强，种业产值增长47%。",
    "向海图强，科考船入列。",
    "向天图强，发射场首发成功。",
    "向数图强，首单落地。",
    "向绿图强，装机过八成。",
]
BATTLES = [f"聚焦{matter}，成效明显。" for matter in ("封关运作", "投资扩容", "旅游消费", "补链强链", "营商环境", "金融提质", "外资外贸")]


def items_after(lead: str, text: str) -> list[str]:
    start = text.index(lead)
    return [text[slice(*span)] for span in parallel_after(text, start, start + len(lead))]


@pytest.mark.parametrize(
    ("lead", "between", "items"),
    [
        ("“五向图强”聚势谋远。", "", TOWARDS),
        ("确保七大攻坚战见行见效。", "成立专班、整体推进。", BATTLES),
        ("实施3项工程。", "", ["推进绿化，种树百亩。", "推进亮化，装灯千盏。", "推进净化，治水十里。"]),
    ],
)
def test_a_sentence_leads_into_as_many_sentences_of_one_pattern_as_it_names(lead: str, between: str, items: list[str]) -> None:
    text = f"成绩很多。{lead}{between}{''.join(items)}此外还要改作风，守纪律。\n\n二、工作安排"
    assert items_after(lead, text) == items
    listing = listing_at(text, text.index(lead), text.index(lead) + len(lead))
    assert listing is not None
    assert listing.led
    assert listing.lead is not None
    assert text[slice(*listing.lead)] == lead


@pytest.mark.parametrize(
    "text",
    [
        "“五向图强”聚势谋远。" + "".join(TOWARDS[:4]) + "此外还要改作风，守纪律。",  # one is missing
        "“五向图强”聚势谋远。" + "".join(TOWARDS) + "向新图强，企业倍增。",  # one too many
        "“五向图强”聚势谋远。\n" + "".join(TOWARDS),  # of another paragraph
        "第五大道改造完成。" + "".join(TOWARDS),
        "各项工作聚势谋远。" + "".join(TOWARDS),
        "实施两大工程。推进绿化，种树百亩。推进亮化，装灯千盏。",  # two begin alike by chance
        "“五向图强”聚势谋远。" + "".join(f"{a}其间还要改作风，守纪律。" for a, _ in pairwise([*TOWARDS, ""])),
    ],
)
def test_sentences_that_do_not_follow_each_other_or_are_of_another_number_are_no_list(text: str) -> None:
    assert items_after(text[: text.index("。") + 1], text) == []
