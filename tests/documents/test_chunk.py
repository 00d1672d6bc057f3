from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.chunk import LARGEST, SMALL, TARGET, passages
from documents.compose import compose
from documents.load import load_bytes
from documents.parts import Part, Sheet
from documents.structure import size
from documents.text import sentence_spans
from documents.types import Metadata, Passage, Report

SENTENCE = "坚持稳中求进工作总基调，推动经济实现质的有效提升和量的合理增长。"  # 32 characters


def report_of(source: str) -> Report:
    return load_bytes(source.encode(), "报告.md")


def cut(source: str) -> tuple[Passage, ...]:
    return passages(report_of(source))


def made_of(parts: list[Part], pages: int = 0) -> Report:
    composed = compose(parts, [Sheet()] * pages)
    return Report("0" * 64, "a.md", Metadata("a", "zh"), composed.text, composed.blocks, composed.pages)


def test_a_short_report_is_one_passage() -> None:
    (passage,) = cut(f"# 通知\n\n{SENTENCE}\n")
    assert passage.text == f"通知\n\n{SENTENCE}"
    assert passage.section == ()


def test_a_section_begins_a_passage_with_its_heading() -> None:
    body = SENTENCE * 4
    found = cut(f"# 报告\n\n## 一、回顾\n\n{body}\n\n## 二、任务\n\n### （一）投资\n\n{body}\n")
    assert [passage.text for passage in found] == [f"报告\n\n一、回顾\n\n{body}", f"二、任务\n\n（一）投资\n\n{body}"]
    assert [passage.section for passage in found] == [("一、回顾",), ("二、任务", "（一）投资")]


def test_the_leading_phrase_names_the_section_of_its_paragraph() -> None:
    paragraphs = [f"（{number}）{name}。{SENTENCE * 7}" for number, name in (("一", "扩大投资"), ("二", "促进消费"))]
    found = cut("## 一、任务\n\n" + "\n\n".join(paragraphs))
    assert [passage.section for passage in found] == [("一、任务", "（一）扩大投资"), ("一、任务", "（二）促进消费")]


def test_an_article_stays_whole_with_its_items() -> None:
    items = "\n\n".join(f"（{number}）{SENTENCE.rstrip('。')}；" for number in "一二三四五")
    articles = [f"第{number}条　有下列情形之一的：\n\n{items}" for number in "一二三"]
    found = cut("\n\n".join(articles))
    assert [passage.section for passage in found] == [("第一条",), ("第二条",), ("第三条",)]
    assert all(passage.text.count("；") == 5 for passage in found)


def test_a_long_paragraph_is_cut_between_sentences_into_even_parts() -> None:
    found = cut(SENTENCE * 20)
    assert "".join(passage.text for passage in found) == SENTENCE * 20
    assert all(passage.text.endswith("。") for passage in found)
    assert max(len(passage.text) for passage in found) <= LARGEST
    assert min(len(passage.text) for passage in found) > TARGET / 2


def test_a_cut_falls_before_a_new_topic() -> None:
    text = f"一是稳增长。{SENTENCE * 8}二是促改革。{SENTENCE * 8}"
    assert [passage.text[:6] for passage in cut(text)] == ["一是稳增长。", "二是促改革。"]


def test_a_long_table_is_cut_between_rows_and_keeps_its_head() -> None:
    rows = [f"| 第{number}项重点工程建设任务 | {number * 1000}万元 |" for number in range(60)]
    found = cut("\n".join(["| 项目 | 投资 |", "| --- | --- |", *rows]))
    assert found[0].text.startswith("| 项目 | 投资 |\n| --- | --- |\n| 第0项")
    assert [row for passage in found for row in passage.text.split("\n")][2:] == rows


def test_a_table_that_fits_stays_whole() -> None:
    table = "\n".join(["| 项目 | 投资 |", "| --- | --- |", *(f"| 工程{number} | {number}万元 |" for number in range(15))])
    found = cut(f"{SENTENCE * 8}\n\n{table}\n")
    assert [passage.text for passage in found] == [SENTENCE * 8, table]


def test_english_passages_hold_three_times_as_many_letters() -> None:
    found = cut("The council will publish its annual report on employment next spring. " * 60)
    assert all(TARGET * 3 / 2 < len(passage.text) <= LARGEST * 3 for passage in found)


def test_a_sentence_beyond_all_measure_is_cut_at_a_clause() -> None:
    found = cut("坚持稳中求进工作总基调，" * 400)
    assert "".join(passage.text for passage in found) == "坚持稳中求进工作总基调，" * 400
    assert all(passage.text.endswith("，") and len(passage.text) <= 2000 for passage in found)


def test_a_passage_knows_the_pages_it_touches() -> None:
    first, second = SENTENCE * 10, SENTENCE * 10
    report = made_of([Part("paragraph", first, page=1), Part("paragraph", second, page=2, breaks=(len(second) - 1,))], pages=3)
    assert [passage.pages for passage in passages(report)] == [(1,), (2, 3)]


def test_headings_at_the_end_are_not_lost() -> None:
    assert cut(f"# 报告\n\n{SENTENCE * 8}\n\n## 附件\n")[-1].text == "附件"


def test_an_empty_report_has_no_passages() -> None:
    assert passages(made_of([])) == ()


_WORDS = st.text(alphabet="甲乙丙丁，。；！“”（）a1 .", min_size=1, max_size=60).filter(str.strip)
_LONG = st.builds(lambda text, count: text * count, _WORDS, st.integers(1, 60))
_PARTS = st.lists(
    st.one_of(
        st.builds(lambda text, level: Part("heading", text.strip(), level=level), _WORDS, st.integers(1, 4)),
        st.builds(lambda text: Part("paragraph", text.strip()), _LONG),
        st.builds(
            lambda mark, text: Part("paragraph", mark + text.strip()), st.sampled_from(["第一条　", "（一）", "一、甲。", "1."]), _LONG
        ),
        st.builds(lambda text: Part("item", text.strip()), _WORDS),
        st.builds(lambda cell, count: Part("table", "\n".join([f"| {cell.strip()} |"] * count)), _WORDS, st.integers(1, 40)),
    ),
    max_size=12,
)


@given(_PARTS)
@settings(max_examples=200, deadline=None)
def test_passages_cover_every_report_without_overlap_and_cut_no_sentence(parts: list[Part]) -> None:
    report = made_of(parts)
    found = passages(report)
    assert all(report.text[passage.start : passage.end] == passage.text for passage in found)
    assert all(left.end <= right.start for left, right in pairwise(found))
    assert "".join("".join(passage.text.split()) for passage in found) == "".join(report.text.split())
    whole = [(start, end) for start, end in sentence_spans(report.text) if end - start <= 2000]
    assert all(any(passage.start <= start and end <= passage.end for passage in found) for start, end in whole)


@given(_PARTS)
@settings(max_examples=100, deadline=None)
def test_passages_are_larger_than_the_limit_only_for_one_unit(parts: list[Part]) -> None:
    report = made_of(parts)
    for passage in passages(report):
        if size(passage.text) > LARGEST + LARGEST / 4 + SMALL:
            rows_or_sentences = [end - start for start, end in sentence_spans(passage.text)]
            assert max(rows_or_sentences) > LARGEST / 3


@pytest.mark.parametrize("text", [SENTENCE * 20_000, "甲。\n\n" * 20_000, "## 一、甲\n\n" * 5_000, "- 甲\n" * 10_000, "a" * 500_000])
@pytest.mark.timeout(20)
def test_large_reports_take_time_in_proportion_to_their_length(text: str) -> None:
    report = load_bytes(text.encode(), "大.txt")
    assert sum(len("".join(passage.text.split())) for passage in passages(report)) == len("".join(text.split()))
