import pytest

from documents.editions.repeals import Reference, repealed_in, says_repealed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "本办法自2025年3月1日起施行。《专项资金管理办法》（财建〔2019〕45号）同时废止。",
            [Reference("专项资金管理办法", "财建〔2019〕45号")],
        ),
        (
            "本条例自公布之日起施行。1988年发布的《登记管理办法》、《收费暂行规定》同时废止。",
            [Reference("登记管理办法"), Reference("收费暂行规定")],
        ),
        ("国发〔2010〕5号文件同时废止。", [Reference(None, "国发〔2010〕5号")]),
        ("自2024年1月1日起，《旧办法》停止执行。", [Reference("旧办法")]),
        ("This strategy supersedes the Clean Growth Strategy 2017.", [Reference("Clean Growth Strategy 2017")]),
    ],
)
def test_what_a_text_ends_is_named(text: str, expected: list[Reference]) -> None:
    assert list(repealed_in(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "《行政许可法》规定，许可不得废止。",
        "对《办法》中已经失效的条款进行清理。",
        "依照《立法法》修改或者废止规章。",
        "建议废止《旧办法》。",
        "《新办法》自2025年起施行。",
        "The plan replaces old boilers in schools.",
    ],
)
def test_other_sentences_end_nothing(text: str) -> None:
    assert repealed_in(text) == ()


def test_a_title_may_say_that_its_document_is_no_longer_in_force() -> None:
    assert says_repealed("关于促进消费的通知（已废止）")
    assert says_repealed("关于促进消费的通知【全文废止】")
    assert not says_repealed("关于废止部分文件的决定")
