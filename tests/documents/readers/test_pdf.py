from collections.abc import Callable

import pytest

from documents.errors import LoadError
from documents.readers.pdf import read

Maker = Callable[..., bytes]
ENCRYPTED = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >> /ID [<00><00>]"


def test_every_page_is_a_part_with_its_number(make_pdf: Maker) -> None:
    reading = read(make_pdf([["第一页的正文。"], ["第二页的正文。", "又一行。"]], title="工作报告"))
    assert [(part.page, part.text) for part in reading.parts] == [(1, "第一页的正文。"), (2, "第二页的正文。\n又一行。")]
    assert (len(reading.pages), reading.title) == (2, "工作报告")


def test_running_heads_and_page_numbers_go(make_pdf: Maker) -> None:
    pages = [["安徽省统计公报", f"第{number}页的正文说明了第{name}个问题。", f"— {number} —"] for number, name in enumerate("甲乙丙丁", 1)]
    assert [part.text for part in read(make_pdf(pages)).parts] == [
        f"第{number}页的正文说明了第{name}个问题。" for number, name in enumerate("甲乙丙丁", 1)
    ]


def test_a_figure_at_the_foot_of_a_page_that_counts_no_pages_stays(make_pdf: Maker) -> None:
    reading = read(make_pdf([["新增就业人数如下。", "650"], ["财政支出如下。", "1200"]]))
    assert [part.text for part in reading.parts] == ["新增就业人数如下。\n650", "财政支出如下。\n1200"]


def test_an_empty_page_counts_but_gives_no_part(make_pdf: Maker) -> None:
    reading = read(make_pdf([["甲。"], [], ["乙。"]]))
    assert [part.page for part in reading.parts] == [1, 3]
    assert len(reading.pages) == 3


@pytest.mark.parametrize(
    ("code", "damage"),
    [
        ("no_text", lambda make: make([[], []])),
        ("encrypted", lambda make: make([["密件。"]], extra=ENCRYPTED)),
        ("unreadable", lambda make: make([["正文。"]])[:200]),
    ],
)
def test_what_cannot_be_read_says_why(make_pdf: Maker, code: str, damage: Callable[[Maker], bytes]) -> None:
    with pytest.raises(LoadError) as caught:
        read(damage(make_pdf))
    assert caught.value.code == code
