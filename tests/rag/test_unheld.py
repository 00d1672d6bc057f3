"""Questions that name a document which the collection has not."""

from collections.abc import Callable, Mapping

import pytest

from rag.assemble import Service
from rag.types import Question

REPORTS = {
    "稳就业.txt": "关于做好稳就业工作的通知\n\n皖政〔2025〕3号\n\n各市人民政府：\n\n"
    "对稳岗企业返还失业保险费的60%。按照《失业保险条例》执行。",
    "安徽.txt": "2025年安徽省政府工作报告\n\n2025年1月19日\n\n今年地区生产总值增长5.5%左右，城镇新增就业60万人以上。",
}


@pytest.fixture(scope="module")
def service(opened: Callable[[Mapping[str, str]], Service]) -> Service:
    return opened(REPORTS)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("皖政〔2025〕8号规定返还失业保险费的比例是多少？", "皖政〔2025〕8号"),
        ("请问国发〔2024〕3号对稳岗企业返还失业保险费有什么规定？", "国发〔2024〕3号"),
        ("《城市更新条例》规定返还失业保险费的比例是多少？", "《城市更新条例》"),
    ],
)
def test_a_document_that_the_collection_has_not_is_named_in_the_refusal(service: Service, question: str, named: str) -> None:
    answer = service.answer(Question(question))
    assert answer.refused
    assert answer.text == f"资料库里没有{named}，已有的报告也没有提到，因此不作答。"
    assert answer.citations == ()


@pytest.mark.parametrize(
    "question",
    [
        "皖政〔2025〕3号对稳岗企业返还失业保险费的比例是多少？",
        "皖政(2025)3号对稳岗企业返还失业保险费的比例是多少？",
        "《关于做好稳就业工作的通知》对稳岗企业返还失业保险费的比例是多少？",
        "收到《补充告知书》以后稳岗企业返还失业保险费的比例是多少？",
        "《失业保险条例》和稳岗企业返还失业保险费是什么关系？",
    ],
)
def test_a_document_that_the_collection_has_or_speaks_of_is_answered(service: Service, question: str) -> None:
    assert "没有《" not in service.answer(Question(question)).text
    assert "没有皖" not in service.answer(Question(question)).text


def test_a_title_told_in_part_is_known(service: Service) -> None:
    answer = service.answer(Question("《2025年政府工作报告》中安徽的城镇新增就业目标是多少？"))
    assert "60万人以上" in answer.text
