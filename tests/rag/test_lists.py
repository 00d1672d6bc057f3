"""Questions for a list bring all of its items, or the sentence that names as many as are asked for."""

from collections.abc import Callable, Mapping

import pytest

from rag.assemble import Service
from rag.lists import Counted, counted_in, names_all
from rag.types import Question

REPORTS = {
    "海南.txt": "2025年海南省政府工作报告\n\n2025年1月14日\n\n一、2024年工作回顾\n\n三大攻坚战见行见效。"
    "聚焦投资扩容，投资增长8.9%。聚焦旅游消费，游客增长8%。聚焦金融提质，贷款增长9%。\n\n一年来成绩很多。经济社会发展还存在不少困难和问题。"
    "一是经济恢复的基础尚不牢固，有效需求不足。二是制造业投资较少，惠企政策落实有待提升。三是安全生产领域还存在短板。\n\n"
    "二、2025年工作安排\n\n重点抓好以下四个方面工作。\n\n（一）着力推动自贸港建设\n\n年底前封关运作。\n\n（二）着力扩大有效需求\n\n发放消费券。\n\n"
    "（三）着力培育新质生产力\n\n建设实验室。\n\n（四）着力保障民生\n\n支持打造海口“演艺之都”、三亚“游艇之都”、文昌“航天之都”。",
    "陕西.txt": "2025年陕西省政府工作报告\n\n2025年1月16日\n\n一、2024年工作回顾\n\n全省经济社会发展还面临不少困难和问题。"
    "主要是：经济高质量发展的基础还不牢固；部分企业经营困难；政府效能有待进一步提升。我们将采取有效措施加以解决。",
    "上海.txt": "2025年上海市政府工作报告\n\n2025年1月15日\n\n一、回顾\n\n深入实施三大先导产业“上海方案”，优化产业空间布局。"
    "集成电路、生物医药、人工智能三大先导产业规模达到1.8万亿元。\n\n轨道交通运营里程居世界前列。",
    "plan.md": "# Climate plan of the city\n\nThe plan names four priorities for buildings:\n\n- Insulate public buildings\n"
    "- Replace gas boilers\n- Train installers\n- Publish energy labels\n\nProgress is reported every year.",
}


@pytest.fixture(scope="module")
def service(opened: Callable[[Mapping[str, str]], Service]) -> Service:
    return opened(REPORTS)


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("海南省经济社会发展还存在哪些困难和问题？", ["一是经济恢复", "二是制造业", "三是安全生产"]),
        ("陕西省还面临哪些困难和问题？", ["经济高质量发展", "部分企业", "政府效能"]),  # was answered with what leads in alone
        ("海南省三大攻坚战有哪些？", ["聚焦投资", "聚焦旅游", "聚焦金融"]),
        ("海南省2025年重点抓好哪四个方面工作？", ["（一）着力推动", "（二）着力扩大", "（三）着力培育", "（四）着力保障"]),
        ("What are the priorities for buildings in the climate plan?", ["Insulate", "Replace", "Train", "Publish"]),
    ],
)
def test_all_items_of_a_list_are_brought_each_with_its_quote(service: Service, question: str, items: list[str]) -> None:
    answer = service.answer(Question(question))
    _, *told = answer.sentences
    assert [next((item for item in items if item in sentence.text), sentence.text) for sentence in told] == items
    quotes = {citation.number: citation.quote for citation in answer.citations}
    assert all(quotes[sentence.citations[0]] == sentence.text for sentence in answer.sentences)


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("上海的三大先导产业是哪三个？", ["集成电路", "生物医药", "人工智能"]),
        ("海南提出打造的三个“之都”分别是哪里的什么之都？", ["海口“演艺之都”", "三亚“游艇之都”", "文昌“航天之都”"]),
    ],
)
def test_the_sentence_that_names_as_many_as_are_asked_for_is_the_answer(service: Service, question: str, names: list[str]) -> None:
    (sentence,) = service.answer(Question(question)).sentences
    assert all(name in sentence.text for name in names)


@pytest.mark.parametrize(
    ("question", "counted"),
    [
        ("湖北迈入万亿级规模的3大产业是哪些？", Counted(3, "产业", quoted=False)),
        ("辽宁有哪3个集群获评国家先进制造业集群？", Counted(3, "集群", quoted=False)),
        ("四个“之都”分别是什么？", Counted(4, "之都", quoted=True)),
        ("北京2025年有哪些举措？", None),
        ("上海2025年的目标是多少？", None),
    ],
)
def test_a_question_may_say_how_many_it_asks_for(question: str, counted: Counted | None) -> None:
    assert counted_in(question) == counted


@pytest.mark.parametrize(
    ("sentence", "all_named"),
    [
        ("光电子信息、汽车制造、大健康3大产业迈入万亿级规模。", True),
        ("三大产业是光电子信息、汽车制造和大健康。", True),
        ("光电子信息、汽车制造2大产业迈入万亿级规模。", False),
        ("三大产业加快发展。", False),
    ],
)
def test_a_sentence_names_all_or_speaks_of_them_only(sentence: str, *, all_named: bool) -> None:
    assert names_all(sentence, Counted(3, "产业", quoted=False)) is all_named
