"""Sentences of a real report, read by eye from its rendered pages: each comes out whole, in one block, on its page or pages."""

from pathlib import Path

import pytest

from documents.load import load_report
from documents.types import Report

FILE = Path(__file__).resolve().parents[3] / "shared" / "data" / "pdf" / "2024年北京市政府工作报告.pdf"

pytestmark = pytest.mark.skipif(not FILE.exists(), reason="the collection of real reports is not beside this repository")

IN_ONE_LINE = [
    (1, "各位代表："),
    (1, "一、2023 年工作回顾"),
    (1, "一年来，主要做了以下工作。"),
    (4, "民族、宗教、侨务工作成效明显。"),
    (5, "二、2024 年重点任务"),
    (6, "着力做好以下十一个方面工作："),
    (6, "（一）持续提升首都功能，推动京津冀协同发展取得新的更大进展"),
    (7, "（三）做强做优做大数字经济，更好赋能首都高质量发展"),
    (8, "全方位保障数据和网络安全。"),
    (9, "坚持以文铸魂、以文兴业、以文育城，奋力建设中国特色社会主义先进文化之都。"),
    (9, "拓展数字人民币应用范围。"),
    (11, "推动东西部协作和支援合作继续走在全国前列。"),
    (12, "坚定不移贯彻总体国家安全观，层层筑牢首都安全防线，以高水平安全保障高质量发展。"),
]

OVER_LINES = [
    (1, "现在，我代表北京市人民政府，向大会报告政府工作，请予审议，并请市政协委员提出意见。"),
    (1, "2023 年是全面贯彻落实党的二十大精神的开局之年，是三年新冠疫情防控转段后经济恢复发展的一年。"),
    (1, "全市人民深受鼓舞、倍感振奋，汇聚起奋进新征程、建功新时代的磅礴力量。"),
    (1, "支持雄安新区“三校一院”交钥匙项目开学开诊，公共服务共建共享不断深化。"),
    (2, "精心打造全球数字经济标杆城市，率先建成全球性能领先的区块链基础设施，新增 5G 基站 3 万个，"),
    (2, "一体化综合监管试点拓展至 50 个，完善“服务包”“服务管家”机制，全市新设企业增长20.3%，总数突破 211 万户、创历史新高。"),
    (3, "努力办好人民满意的教育，出台普惠托育政策，幼儿园新增托位超过 6000个，普惠性幼儿园覆盖率达到 93%；"),
    (3, "深入开展东西部协作和支援合作，助力受援地区巩固拓展脱贫攻坚成果。"),
    (4, "全力服务国防和军队建设，人民防空体系不断完善，国防动员现代化取得良好开局，退役军人服务保障体系从“有”向“优”转变。"),
    (4, "书写了洪水无情人有情的人间大爱，展现了社会主义制度一方有难、八方支援的显著优势和人民群众万众一心、同舟共济的奋斗精神。"),
    (5, "我们要直面这些问题和挑战，以更加务实的举措，尽心竭力改进工作，决不辜负全市人民的厚望。"),
    (5, "提出今年全市经济社会发展的主要预期目标是：地区生产总值增长 5%左右，一般公共预算收入增长 5%，城镇调查失业率控制在 5%以内"),
    (6, "完善疏解激励约束政策体系，实现城乡建设用地再减量 6.5 平方公里，确保新生违法建设动态清零。"),
    (7, "加快建设全球数字经济标杆城市，积极布局数字经济关键赛道，以数字化驱动生产方式、生活方式和治理方式全面变革。"),
    (8, "不断完善落实“两个毫不动摇”的体制机制，实施国有企业改革深化提升行动，支持民营经济发展壮大，"),
    (9, "支持传统文化创新发展，推动更多优秀演艺机构、精品剧目“走出去”，在国际舞台上展现北京文化魅力。"),
    (10, "科学把握超大城市发展规律，深入践行人民城市理念，以绣花功夫实现大城善治、焕发城市之美。"),
    (11, "落实积极就业政策，全力稳定和扩大就业，实现城镇新增就业不少于 26 万人。"),
    (12, "新建养老家庭照护床位 2000 张，新增农村邻里互助养老服务点 240 个、养老助餐点 300 个，提高养老服务从业人员专业化水平，"),
    (13, "坚决贯彻党的民族政策和宗教工作基本方针，以铸牢中华民族共同体意识为主线，深入推进首都民族团结进步事业，"),
]

# All sentences of the report that a page's end cuts.
OVER_PAGES = [
    (
        3,
        (
            "着力防范化解金融风险，完善地方金融监管机制，完成全国首例地方政府专项债券提前偿还试点，有序处置重点"
            "企业风险，监管预付式资金、打击非法集资等风险防范化解工作取得积极成效。"
        ),
    ),
    (
        4,
        (
            "在此，我谨代表北京市人民政府，向全市人民，向全体人大代表、政协委员，向各民主党派、各人民团体"
            "和各界人士，向中央和国家机关各部门各单位，向各兄弟省区市，向驻京人民解放军和武警部队官兵，"
            "向所有关心支持首都建设的香港特别行政区同胞、澳门特别行政区同胞、台湾同胞、海外侨胞和国际友人，表示衷心的感谢！"
        ),
    ),
    (6, "充分发挥教育、科技、人才优势，加快构建高效协同开放的创新体系，着力打造我国自主创新的重要源头和原始创新的主要策源地。"),
    (8, "深入实施“3 个 100”市重点工程，以重大项目带动投资“稳规模、优结构”。"),
]


@pytest.fixture(scope="module")
def report() -> Report:
    return load_report(FILE)


def pages_of_the_only_block_with(report: Report, sentence: str) -> tuple[int, ...]:
    places = [
        block.start + report.text[block.start : block.end].find(sentence)
        for block in report.blocks
        if sentence in report.text[block.start : block.end]
    ]
    assert len(places) == 1, sentence
    return report.pages_of(places[0], places[0] + len(sentence))


@pytest.mark.parametrize(("page", "sentence"), [*IN_ONE_LINE, *OVER_LINES])
def test_a_sentence_is_whole_and_on_its_page(report: Report, page: int, sentence: str) -> None:
    assert pages_of_the_only_block_with(report, sentence) == (page,)


@pytest.mark.parametrize(("page", "sentence"), OVER_PAGES)
def test_a_sentence_over_a_page_break_is_whole_and_on_both_pages(report: Report, page: int, sentence: str) -> None:
    assert pages_of_the_only_block_with(report, sentence) == (page, page + 1)


def test_the_words_of_every_sentence_have_boxes_on_its_page(report: Report) -> None:
    for page, sentence in [*IN_ONE_LINE, *OVER_LINES]:
        start = report.text.index(sentence)
        boxes = [box for box in report.boxes if box.start < start + len(sentence) and start < box.end]
        covered = {at for box in boxes for at in range(box.start, box.end)}
        assert {box.page for box in boxes} == {page}
        assert all(at in covered or report.text[at] == " " for at in range(start, start + len(sentence)))


def test_the_headings_are_those_of_the_report(report: Report) -> None:
    headings = [report.text[block.start : block.end] for block in report.blocks if block.kind == "heading"]
    assert [heading for heading in headings if heading[0] in "一二"] == ["一、2023 年工作回顾", "二、2024 年重点任务"]
    assert [heading[:3] for heading in headings if heading[0] == "（"] == [*map("（{}）".format, "一二三四五六七八九十"), "（十一"]
