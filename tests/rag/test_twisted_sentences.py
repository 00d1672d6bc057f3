"""Sentences that twist what a quote says, and faithful ones that do not: each was written against the check, by what was changed."""

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from documents.load import load_report
from documents.text import sentence_spans
from rag.check import support

ABOVE = "安徽省2026年政府工作报告 > 主要目标"

TWISTED = {
    "another figure": (
        "2026年力争规模以上工业增加值增长6.5%左右。",
        "2026年安徽省规模以上工业增加值力争增长7.5%左右。",
    ),
    "qualifier dropped 左右": (
        "地区生产总值增长5.5%左右。",
        "地区生产总值增长5.5%。",
    ),
    "qualifier dropped 以上": (
        "城镇新增就业65万人以上。",
        "城镇新增就业65万人。",
    ),
    "qualifier turned": (
        "城镇调查失业率不超过5.5%。",
        "城镇调查失业率不低于5.5%。",
    ),
    "以内 dropped": (
        "居民消费价格涨幅控制在2%以内。",
        "居民消费价格涨幅为2%。",
    ),
    "aim dropped": (
        "力争粮食产量达到830亿斤。",
        "粮食产量达到830亿斤。",
    ),
    "aim added": (
        "2025年粮食产量完成835亿斤，比上年增长1.2%。",
        "力争2025年粮食产量增长1.2%。",
    ),
    "range cut": (
        "地区生产总值增长5%—6%。",
        "地区生产总值增长5%。",
    ),
    "range end alone": (
        "地区生产总值增长5%—6%。",
        "地区生产总值增长6%。",
    ),
    "subjects swapped": (
        "城镇居民人均可支配收入增长5%，农村居民人均可支配收入增长6%。",
        "农村居民人均可支配收入增长5%。",
    ),
    "both subjects swapped": (
        "城镇居民人均可支配收入增长5%，农村居民人均可支配收入增长6%。",
        "城镇居民人均可支配收入增长6%，农村居民人均可支配收入增长5%。",
    ),
    "subject of the next clause": (
        "社会消费品零售总额增长6%，固定资产投资增长4%，进出口增长3%。",
        "固定资产投资增长6%。",
    ),
    "subject of another sentence": (
        "第一产业增加值3500亿元。第二产业增加值2万亿元。",
        "第二产业增加值3500亿元。",
    ),
    "year swapped": (
        "2024年增长5.8%，2025年增长5.2%。",
        "2025年增长5.8%。",
    ),
    "years swapped in english": (
        "Emissions fell by 12 percent in 2023. They fell by 8 percent in 2024.",
        "Emissions fell by 12 percent in 2024.",
    ),
    "another year": (
        "2025年城镇新增就业70万人。",
        "2026年城镇新增就业70万人。",
    ),
    "region swapped": (
        "合肥市增长7%，芜湖市增长6%。",
        "芜湖市增长7%。",
    ),
    "region of another report": (
        "全市生产总值增长7%。",
        "芜湖市生产总值增长7%。",
    ),
    "county swapped": (
        "肥西县投资120亿元，长丰县投资80亿元。",
        "长丰县投资120亿元。",
    ),
    "unit 亿 to 万亿": (
        "完成投资3500亿元。",
        "完成投资3500万亿元。",
    ),
    "unit 万 to 亿": (
        "补贴3000万元。",
        "补贴3000亿元。",
    ),
    "points to percent": (
        "占比提高2个百分点。",
        "占比提高2%。",
    ),
    "percent to points": (
        "占比达到20%。",
        "占比达到20个百分点。",
    ),
    "元 to 美元": (
        "利用外资150亿美元。",
        "利用外资150亿元。",
    ),
    "人次 to 人": (
        "接待游客8000万人次。",
        "接待游客8000万人。",
    ),
    "direction": (
        "单位地区生产总值能耗下降3%。",
        "单位地区生产总值能耗增长3%。",
    ),
    "direction in words": (
        "住房公积金贷款利率下调。",
        "住房公积金贷款利率上调。",
    ),
    "denied": (
        "本办法适用于个体工商户。",
        "本办法不适用于个体工商户。",
    ),
    "not dropped": (
        "未取得许可证的企业不得开工。",
        "未取得许可证的企业可以开工。",
    ),
    "without not": (
        "个人不可以申请。",
        "个人可以申请。",
    ),
    "ban dropped": (
        "禁止在保护区内采砂。",
        "可以在保护区内采砂。",
    ),
    "may to must": (
        "企业可以申请延期缴纳。",
        "企业必须申请延期缴纳。",
    ),
    "must to may": (
        "申请人应当提交身份证明。",
        "申请人可以提交身份证明。",
    ),
    "cancelled": (
        "取消企业年检费。",
        "设立企业年检费。",
    ),
    "free to paid": (
        "免征小微企业增值税。",
        "征收小微企业增值税。",
    ),
    "before to after": (
        "申请人应当在开工前办理许可。",
        "申请人应当在开工后办理许可。",
    ),
    "annual average dropped": (
        "“十四五”期间地区生产总值年均增长6%。",
        "“十四五”期间地区生产总值增长6%。",
    ),
    "cumulative dropped": (
        "五年累计新增就业350万人。",
        "五年新增就业年均350万人。",
    ),
    "list item added": (
        "重点扶持黄梅戏、越剧、昆曲、川剧。",
        "重点扶持黄梅戏、越剧、京剧、川剧。",
    ),
    "clause added": (
        "制造业投资增长8%以上。",
        "制造业投资增长8%以上，居全国第一。",
    ),
    "clause added 2": (
        "对企业给予补贴。",
        "对企业给予补贴，逾期不退。",
    ),
    "cause added": (
        "制造业投资增长8%以上。",
        "由于外资大量流入，制造业投资增长8%以上。",
    ),
    "times": (
        "产能扩大到原来的3倍。",
        "产能扩大到原来的30倍。",
    ),
    "deadline": (
        "自2026年3月1日起施行。",
        "自2026年5月1日起施行。",
    ),
    "count in words": (
        "实施三大工程。",
        "实施八大工程。",
    ),
    "ordinal": (
        "总量居全国第三位。",
        "总量居全国第一位。",
    ),
    "who": (
        "由省财政厅负责拨付。",
        "由省教育厅负责拨付。",
    ),
    "who 2": (
        "由市人民政府负责审批。",
        "由县人民政府负责审批。",
    ),
    "condition turned": (
        "年满60周岁的老人免费乘车。",
        "年满65周岁的老人免费乘车。",
    ),
    "tenths": (
        "三成以上项目已开工。",
        "八成以上项目已开工。",
    ),
    "half": (
        "一半以上的企业受益。",
        "全部企业受益。",
    ),
    "table row": (
        "| 地区 | 生产总值（亿元） |\n| 合肥 | 13500 |\n| 芜湖 | 5200 |",
        "芜湖生产总值13500亿元。",
    ),
    "english not": (
        "The fund will not cover travel costs.",
        "The fund will cover travel costs.",
    ),
    "english must": (
        "Applicants may submit the form online.",
        "Applicants must submit the form online.",
    ),
    "english qualifier": (
        "The plan will create at least 12,000 jobs.",
        "The plan will create 12,000 jobs.",
    ),
    "english subject": (
        "Wind power grows by 20 percent and solar power by 35 percent.",
        "Wind power grows by 35 percent.",
    ),
    "english unit": (
        "The fund holds $4.2 billion.",
        "The fund holds $4.2 million.",
    ),
    "english number words": (
        "Three pilot zones will be built.",
        "Seven pilot zones will be built.",
    ),
    "other end of a change": ("税率从3%提高到5%。", "税率从5%提高到3%。"),
    "english change turned": ("The levy rises from $30 to $50.", "The levy rises from $50 to $30."),
    "level without 以上": ("县级以上人民政府应当公布名录。", "县级人民政府应当公布名录。"),
    "not before the end": ("赤字率保持不变。", "赤字率保持变。"),
    "not of one of two": ("武器配发给海关，不配发个人专用的武器。", "武器配发给海关，配发个人专用的武器。"),
    "english not of one of two": (
        "It will not exceed a period of 5 years and will not exceed 20 years.",
        "It will exceed a period of 5 years and will not exceed 20 years.",
    ),
    "hundreds of millions": ("新增产值过百亿的园区2个。", "新增产值过百万的园区2个。"),
    "another month in English": ("Applications close on 31 March 2026.", "Applications close on 31 May 2026."),
    "at most dropped": ("支持企业申报，最高补助50万元。", "企业可获50万元补助。"),
    "quarters swapped": ("一季度增长5%，二季度增长6%。", "二季度增长5%。"),
    "sexes swapped": ("男性60周岁退休，女性55周岁退休。", "女性60周岁退休。"),
    "schools swapped": ("小学生人均经费1000元，初中生人均经费1200元。", "小学生人均经费1200元。"),
    "not in a condition": ("对未按时缴费的，加收滞纳金。", "对按时缴费的，加收滞纳金。"),
    "an average for a sum": ("年均新增企业3000家。", "累计新增企业3000家。"),
}  # fmt: skip

FAITHFUL = [
    ("2026年力争规模以上工业增加值增长6.5%左右。", "安徽省2026年规模以上工业增加值的增长目标是6.5%左右。"),
    ("2026年力争规模以上工业增加值增长6.5%左右。", "根据安徽省2026年政府工作报告，规上工业增加值预期增长6.5%左右。"),
    ("地区生产总值增长5.5%左右。", "安徽省GDP增长目标为5.5%左右。"),
    ("城镇新增就业65万人以上，城镇调查失业率5.5%左右。", "城镇新增就业目标为65万人以上。"),
    ("城镇新增就业65万人以上，城镇调查失业率5.5%左右。", "城镇调查失业率控制在5.5%左右，城镇新增就业65万人以上。"),
    ("居民消费价格涨幅控制在2%以内。", "居民消费价格涨幅不超过2%。"),
    ("城镇居民人均可支配收入增长5%，农村居民人均可支配收入增长6%。", "农村居民人均可支配收入增长6%，城镇居民人均可支配收入增长5%。"),
    ("城镇居民人均可支配收入增长5%，农村居民人均可支配收入增长6%。", "城镇和农村居民人均可支配收入分别增长5%和6%。"),
    ("社会消费品零售总额增长6%，固定资产投资增长4%，进出口增长3%。", "固定资产投资增长4%。"),
    ("社会消费品零售总额增长6%，固定资产投资增长4%，进出口增长3%。", "进出口总额增长3%，社会消费品零售总额增长6%。"),
    ("第一产业增加值3500亿元，增长4%；第二产业增加值2万亿元，增长6.5%。", "第二产业增加值2万亿元，增长6.5%。"),
    ("第一产业增加值3500亿元，增长4%；第二产业增加值2万亿元，增长6.5%。", "第二产业增加值增长6.5%。"),
    ("2024年增长5.8%，2025年增长5.2%。", "2025年增长5.2%，低于2024年的5.8%。"),
    ("三次产业分别增长3%、5%、6%。", "第二产业增长5%。"),
    ("合肥市增长7%，芜湖市增长6%。", "芜湖市增长6%，合肥市增长7%。"),
    ("完成投资3500亿元。", "完成投资0.35万亿元。"),
    ("占比提高2个百分点。", "占比提升2个百分点。"),
    ("单位地区生产总值能耗下降3%。", "单位GDP能耗降低3%。"),
    ("未取得许可证的企业不得开工。", "企业没有取得许可证的，不得开工。"),
    ("申请人应当提交身份证明。", "申请人需要提交身份证明。"),
    ("申请人应当在开工前办理许可。", "开工前，申请人应当办理许可。"),
    ("对符合条件的小微企业，按每人1000元给予一次性补贴。", "小微企业符合条件的，可获得每人1000元的一次性补贴。"),
    ("实施产业集群培育、数字赋能、绿色转型三大工程。", "实施三大工程：产业集群培育、数字赋能和绿色转型。"),
    ("重点扶持黄梅戏、越剧、昆曲、川剧。", "重点扶持的剧种包括黄梅戏、越剧、昆曲和川剧。"),
    ("自2026年3月1日起施行，有效期5年。", "该办法自2026年3月1日起施行，有效期为5年。"),
    ("由省财政厅会同省科技厅负责拨付。", "资金由省财政厅和省科技厅负责拨付。"),
    ("年满60周岁的老人免费乘坐公共汽车。", "60周岁以上的老人可以免费乘坐公共汽车。"),
    ("加快推进5G基站建设，新建5G基站2万个。", "计划新建2万个5G基站。"),
    ("到2030年，非化石能源消费比重达到25%左右。", "2030年非化石能源消费比重的目标为25%左右。"),
    ("“十四五”期间地区生产总值年均增长6%。", "“十四五”时期，地区生产总值平均每年增长6%。"),
    ("总量居全国第三位。", "总量位居全国第3位。"),
    ("三成以上项目已开工。", "30%以上的项目已经开工。"),
    ("培育专精特新“小巨人”企业100家以上。", "将培育100家以上专精特新“小巨人”企业。"),
    ("粮食产量稳定在830亿斤以上。", "粮食产量目标为830亿斤以上。"),
    ("研发经费投入强度达到2.7%。", "全社会研发投入强度达到2.7%。"),
    ("| 地区 | 生产总值（亿元） |\n| 合肥 | 13500 |\n| 芜湖 | 5200 |", "芜湖生产总值5200亿元。"),
    ("Emissions will be cut by 68 percent by 2030.", "By 2030, emissions are to be reduced by 68%."),
    ("Peatland restoration reaches 35,000 hectares a year.", "The plan restores 35,000 hectares of peatland a year."),
    ("The fund will not cover travel costs.", "Travel costs are not covered by the fund."),
    ("Wind power grows by 20 percent and solar power by 35 percent.", "Solar power grows by 35 percent."),
    ("The plan will create at least 12,000 jobs in rural areas.", "At least 12,000 rural jobs will be created under the plan."),
    ("Three pilot zones will be built in the north.", "3 pilot zones will be built in the north."),
    ("加强组织领导，压实各级责任，确保各项任务落到实处。", "要加强组织领导，压实责任，确保任务落实。"),
    ("支持企业牵头组建创新联合体，对新认定的国家级创新平台给予最高500万元奖励。", "新认定的国家级创新平台最高可获500万元奖励。"),
    ("取消企业年检费，降低用电成本10%。", "企业年检费被取消，用电成本降低10%。"),
    ("个人不得重复申领补贴。", "补贴不得重复申领。"),
    ("农村居民收入增长快于城镇居民收入增长。", "农村居民收入增速快于城镇居民。"),
    ("一般公共预算收入4000亿元、增长3%。", "一般公共预算收入达到4000亿元，增长3%。"),
    ("全年接待游客8000万人次，实现旅游收入900亿元。", "全年旅游收入900亿元，接待游客8000万人次。"),
    ("开工建设重大项目120个，总投资1500亿元。", "120个重大项目开工建设，总投资达1500亿元。"),
    ("积极争取政策支持，全年完成投资1800多亿元。", "积极争取政策支持，完成投资1800多亿元。"),
    ("总产值增加到121万亿元，五年年均增长5.2%，十年增加近70万亿元。", "十年增加近70万亿元，五年年均增长5.2%。"),
    ("支持企业申报，最高补助50万元。", "企业最高可获50万元补助。"),
    ("2025年，全省地区生产总值突破5万亿元，增长5.8%。", "2025年全省GDP超过5万亿元，同比增长5.8%。"),
    ("男性60周岁退休，女性55周岁退休。", "女性退休年龄为55周岁。"),
    ("对未按时缴费的，加收滞纳金。", "未按时缴费的，将加收滞纳金。"),
    ("失业率由5.5%降至5.2%。", "失业率从5.5%降到5.2%。"),
    ("Small firms pay 10 percent and large firms pay 25 percent.", "Large firms pay 25 percent, small firms 10 percent."),
    ("Applications close on 31 March 2026.", "The deadline for applications is 31 March 2026."),
    ("地区生产总值增长5—6%。", "地区生产总值增长5%—6%。"),
    ("新增就业50—60万人。", "新增就业50万至60万人。"),
]  # fmt: skip


@pytest.mark.parametrize("way", TWISTED)
def test_a_sentence_that_twists_its_quote_is_not_supported(way: str) -> None:
    quote, sentence = TWISTED[way]
    assert support(sentence, [quote]) is None
    assert support(quote, [quote]) == "supported"


@pytest.mark.parametrize(("quote", "sentence"), FAITHFUL)
def test_a_faithful_sentence_is_supported(quote: str, sentence: str) -> None:
    assert support(sentence, [quote], ABOVE) == "supported"


def test_a_year_that_only_the_title_names_is_no_figure_of_the_quote() -> None:
    assert support("2026年安徽省生产总值增长5.5%左右。", ["地区生产总值增长5.5%左右。"], ABOVE) is None


SAMPLES = sorted(path for path in (Path(__file__).parents[2] / "documents" / "samples").iterdir() if path.suffix in (".md", ".txt", ".pdf"))


def sentences_of(path: Path) -> Iterator[str]:
    text = load_report(path).text
    yield from (text[start:end] for start, end in sentence_spans(text) if end - start > 11 and "|" not in text[start:end])


@pytest.mark.parametrize("path", SAMPLES, ids=[path.name for path in SAMPLES])
def test_every_sentence_of_a_report_is_supported_by_itself_and_so_is_each_of_its_clauses(path: Path) -> None:
    for sentence in sentences_of(path):
        assert support(sentence, [sentence]) == "supported", sentence
        for clause in re.split(r"[，；]|, |; ", sentence.rstrip("。.")):
            if len(clause) > 8:
                assert support(f"{clause}。", [sentence]) is not None, (sentence, clause)


@pytest.mark.parametrize("path", SAMPLES, ids=[path.name for path in SAMPLES])
def test_no_sentence_of_a_report_is_supported_with_another_value(path: Path) -> None:
    chance = random.Random(7)
    for sentence in sentences_of(path):
        for number in re.finditer(r"\d+", sentence):
            other = str(int(number.group()) + chance.choice((1, 2, 10)))
            twisted = sentence[: number.start()] + other + sentence[number.end() :]
            assert support(twisted, [sentence]) is None, twisted
