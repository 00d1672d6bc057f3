import pytest

from documents.marks import ARTICLE, is_bullet, mark_of, starts_part


def rank(line: str) -> int:
    mark = mark_of(line)
    assert mark is not None, line
    return mark.rank


def test_marks_of_chinese_documents_stand_in_their_order() -> None:
    lines = [
        "第一编 总则",
        "第二部分 目标",
        "第三章 附则",
        "第一节 机构",
        "第十二条 本办法",
        "一、总体要求",
        "（一）指导思想",
        "1.申请",
        "（1）身份证",
    ]
    ranks = [rank(line) for line in lines]
    assert ranks == sorted(set(ranks))


@pytest.mark.parametrize(
    ("line", "words"),
    [("第十二条　本办法", "本办法"), ("一、 目标", "目标"), ("(二)任务", "任务"), ("１．申请", "申请"), ("1.2 Title", "Title")],
)
def test_the_words_begin_behind_the_mark(line: str, words: str) -> None:
    mark = mark_of(line)
    assert mark is not None
    assert line[mark.end :] == words


@pytest.mark.parametrize(
    "line",
    [
        "第十二条规定的情形",
        "2025年工作",
        "4.4 万亿元",
        "10.5 billion dollars",
        "5.9%的增速",
        "Item 8 of this report",
        "一些地区",
        "Section 13 or 15(d) of the Act",
    ],
)
def test_amounts_and_references_are_no_marks(line: str) -> None:
    assert mark_of(line) is None


def test_an_article_has_its_rank() -> None:
    assert rank("第十二条 本办法自发布之日起施行。") == ARTICLE


@pytest.mark.parametrize("line", ["- 甲", "●加强领导", "——我们牢记嘱托", "• Airplanes"])
def test_bullets_begin_items(line: str) -> None:
    assert is_bullet(line)
    assert starts_part(line)


def test_a_negative_number_is_no_bullet() -> None:
    assert not is_bullet("-5.2%")
