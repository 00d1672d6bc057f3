"""Copies, editions and endings, worked out from what is kept of each report and shown by a collection."""

import re
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from documents.editions.traces import trace_of
from documents.types import Metadata
from index.build import remove_reports
from index.relations import Ended, relate
from index.standing import NAME
from index.traced import Traced

Collection = Any

BODY = "".join(f"第{n}项工作：推进第{n}个项目建设，完成投资{n * 7 + 13}亿元，同比增长{n}.{n % 7}%。" for n in range(1, 30))


def report(number: int, title: str, text: str = "", **metadata: Any) -> Traced:
    return Traced(number, f"{number:064}", f"{number}.pdf", Metadata(title, "zh", **metadata), len(text), 3, 0, trace_of(text or title))


def test_the_same_text_from_two_files_is_a_copy_of_the_better_read_one() -> None:
    scanned = Traced(1, "1" * 64, "扫描.pdf", Metadata("报告", "zh"), len(BODY), 3, 3, trace_of(BODY))
    printed = Traced(2, "2" * 64, "报告.pdf", Metadata("报告", "zh"), len(BODY), 3, 0, trace_of(BODY.replace("。", "。\n")))
    plain = Traced(3, "3" * 64, "报告.txt", Metadata("报告", "zh"), len(BODY), 0, 0, trace_of(BODY + " 12"))
    assert relate([scanned, printed, plain]).copies == {1: 2, 3: 2}


@pytest.mark.parametrize(
    ("text", "metadata"),
    [
        (BODY.replace("同比增长5.5%", "同比增长5.6%"), {}),  # a corrected figure is another text
        (BODY, {"date": "2024-01-21"}),
        (BODY, {"document_number": "国发〔2024〕2号"}),
        (BODY[: len(BODY) // 2], {}),
    ],
)
def test_what_may_say_something_else_is_no_copy(text: str, metadata: dict[str, Any]) -> None:
    one = report(1, "报告", BODY, date="2025-01-14", document_number="国发〔2025〕1号")
    assert relate([one, report(2, "报告", text, **metadata)]).copies == {}


def test_a_short_text_is_a_copy_only_word_for_word() -> None:
    one, other = "自办理之日起满两年，如无截止日期。", "自登记之日起满两年，如无截止日期。"
    assert relate([report(1, "规定", one), report(2, "规定", other)]).copies == {}
    assert relate([report(1, "规定", one), report(2, "规定", one.replace("，", "；"))]).copies == {2: 1}


def misread(text: str, every: int) -> str:
    """A text as a recognition reads it that mistakes every so-manieth character."""
    return "".join("口" if at % every == every - 1 else character for at, character in enumerate(text))


def picture(number: int, text: str, **metadata: Any) -> Traced:
    return replace(report(number, "报告", text, **metadata), recognised=3)


@pytest.mark.parametrize("every", [19, 31, 101])
def test_a_scanned_copy_with_characters_misread_is_a_copy_of_the_printed_report(every: int) -> None:
    long = BODY.replace("推进", "坚持稳中求进工作总基调，完整准确全面贯彻新发展理念，扎实推进")
    printed = report(1, "报告", long, date="2025-01-14", document_number="国发〔2025〕1号")
    scanned = picture(2, misread(long, every), document_number="国友〔2025〕1号")
    assert relate([scanned, printed]).copies == {2: 1}


def test_a_scanned_notice_of_another_month_or_number_is_no_copy() -> None:
    other = re.sub(r"(\d)亿元", lambda match: f"{(int(match[1]) + 3) % 10}亿元", BODY)
    printed = report(1, "报告", BODY, document_number="国发〔2025〕1号")
    assert relate([printed, picture(2, misread(other, 61))]).copies == {}
    assert relate([printed, picture(2, misread(BODY, 61), document_number="国发〔2025〕2号")]).copies == {}
    assert relate([report(1, "报告", BODY, date="2024-01-20"), picture(2, misread(BODY, 61), date="2025-01-20")]).copies == {}


def test_of_two_scanned_copies_one_answers() -> None:
    assert relate([picture(1, misread(BODY, 61)), picture(2, misread(BODY, 97))]).copies == {2: 1}


def test_filled_in_forms_of_one_text_are_compared_in_a_moment() -> None:
    """500 notices that differ in one figure, each of which shares its bands with all others."""
    notices = [report(number, "通报", f"{BODY}本月投资{number * 37}亿元。") for number in range(3, 503)]
    started = time.process_time()
    assert relate(notices).copies == {}
    assert time.process_time() - started < 10
    assert relate([*notices, replace(notices[7], number=900)]).copies == {900: 10}


def test_editions_of_one_report_are_a_series_newest_first() -> None:
    found = relate(
        [
            report(1, "2024年北京市政府工作报告", region="北京", period="2024"),
            report(2, "政府工作报告", region="北京", date="2025-01-14"),
            report(3, "2025年上海市政府工作报告", region="上海", period="2025"),
            report(4, "北京市2023年政府工作报告", region="北京", period="2023"),
        ]
    )
    assert found.series == ((2, 1, 4),)
    assert found.ended == {}


def test_two_companies_reports_of_one_title_are_no_series() -> None:
    one, other = "Software sold by subscription grew by 12 percent.", "Aircraft deliveries fell to 480 in the year."
    assert relate([report(1, "Form 10-K", one, period="2021"), report(2, "Form 10-K", other, period="2022")]).series == ()


def test_a_later_text_of_rules_supersedes_the_earlier_and_the_final_one_its_draft() -> None:
    found = relate(
        [
            report(1, "数据管理办法", date="2019-03-01", issuer="数据局"),
            report(2, "数据管理办法（2024年修订）", date="2024-06-01", issuer="数据局"),
            report(3, "数据管理办法（征求意见稿）", edition="征求意见稿", issuer="数据局"),
        ]
    )
    assert found.ended == {1: Ended("superseded", 2), 3: Ended("superseded", 2)}


def test_what_a_report_repeals_by_number_or_title_is_ended() -> None:
    new = report(9, "新办法", "本办法自印发之日起施行。《老办法》（财建〔2019〕45号）、《暂行规定》同时废止。", date="2025-03-01")
    others = [
        report(1, "关于印发老办法的通知", document_number="财建〔2019〕45号", date="2019-05-01"),
        report(2, "暂行规定", date="2012-01-01"),
        report(3, "暂行规定", date="2026-01-01"),  # later than what repeals: another text
        report(4, "促进消费的通知（已废止）"),
    ]
    assert relate([*others, new]).ended == {1: Ended("repealed", 9), 2: Ended("repealed", 9), 4: Ended("repealed", None)}


def test_what_people_say_of_a_report_goes_before_what_was_worked_out() -> None:
    found = relate(
        [
            report(1, "数据管理办法", date="2019-03-01", issuer="数据局", status="in_force"),
            report(2, "数据管理办法", date="2024-06-01", issuer="数据局"),
            report(3, "促进消费的通知", "通知", status="superseded", superseded_by="数据管理办法"),
        ]
    )
    assert found.ended == {3: Ended("superseded", 2)}


def test_the_copy_of_a_report_is_listed_with_it_and_answers_when_it_goes(make_collection: Any, tmp_path: Path) -> None:
    collection = make_collection("data")
    collection.write(甲=BODY)
    collection.index()
    (collection.reports / "乙.txt").write_text(f"甲工作要点\n\n{BODY}\n", encoding="utf-8")
    summary = collection.index()
    assert (summary.reports, summary.copies) == (1, (("乙.txt", "甲.txt"),))
    (entry,) = collection.open().entries.values()
    assert [copy.source_name for copy in entry.standing.copies] == ["乙.txt"]
    remove_reports(collection.data, ["甲.txt"], collection.embedder)
    (entry,) = collection.open().entries.values()
    assert (entry.source_name, entry.standing.copies) == ("乙.txt", ())


def test_a_generation_without_relations_is_served_all_the_same(make_collection: Any) -> None:
    """Generations written before relations were kept have no such file."""
    from index.standing import with_standing

    collection = make_collection("data")
    collection.write(甲=BODY)
    collection.index()
    entries = collection.open().entries
    assert with_standing(entries, collection.data) == entries
    assert not (collection.data / NAME).exists()
