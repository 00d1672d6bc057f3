import pytest

from documents.captions import is_caption, is_unit
from documents.chunk import LARGEST, passages
from documents.compose import compose
from documents.parts import Part
from documents.structure import size
from documents.tables import Cell, head_end, table_at
from documents.types import Block, Metadata, Report

TEXT = "前言\n\n| 指标 | 2024年 增速 | a\\|b |\n| --- | --- | --- |\n| 第一产业 | 3.9 |  |\n|  | - | - |"
TABLE = table_at(TEXT, Block("table", 4, len(TEXT)))


def report_of(*parts: Part) -> Report:
    composed = compose(parts)
    return Report("0" * 64, "a.pdf", Metadata("a", "zh"), composed.text, composed.blocks, composed.pages)


def test_cells_are_spans_of_the_text() -> None:
    assert [[cell.text for cell in row] for row in TABLE.rows] == [
        ["指标", "2024年 增速", "a|b"],
        ["第一产业", "3.9", ""],
        ["", "-", "-"],
    ]
    assert all(TEXT[cell.start : cell.end].replace("\\|", "|") == cell.text for row in TABLE.rows for cell in row)
    assert TABLE.heads == 1


def test_a_cell_knows_its_heads_and_its_label() -> None:
    cell = TABLE.body[0][1]
    assert [head.text for head in TABLE.heads_of(cell)] == ["2024年 增速"]
    assert TABLE.label_of(cell) == Cell(1, 0, TEXT.index("第一产业"), TEXT.index("第一产业") + 4, "第一产业")
    assert TABLE.find("第一产业", "2024年 增速") == cell
    assert TABLE.find("第一产业", "2025年") is TABLE.find("第二产业", "2024年 增速") is None
    assert TABLE.heads_of(TABLE.rows[0][1]) == ()
    assert TABLE.label_of(TABLE.rows[0][1]) is TABLE.label_of(TABLE.body[0][0]) is None


def test_rows_may_stand_without_bars_at_their_ends() -> None:
    text = "指标 | 值\n:-- | --:\n收入 | 5"
    table = table_at(text, Block("table", 0, len(text)))
    assert [[cell.text for cell in row] for row in table.rows] == [["指标", "值"], ["收入", "5"]]
    assert (table.heads, head_end(text, 0, len(text))) == (1, text.index("\n收入"))


def test_captions_and_units_are_told_from_sentences() -> None:
    captions = (
        "表3 主要指标|附表一 重点项目|Table 4: Backlog by segment|续表|单位：亿元|（单位：万人、%）|(in millions)"
        "|$ in millions, except per share amounts (unaudited)"
    )
    sentences = "表3显示，全年增长5%。|我们|Table 4 shows what we plan.|收入以亿元计|in the first half of the year"
    assert all(map(is_caption, captions.split("|")))
    assert not any(map(is_caption, sentences.split("|")))
    assert is_unit("单位：亿元")
    assert not is_unit("表3 主要指标")


def long_table(rows: int = 90) -> list[Part]:
    lines = ["| 地区 | 生产总值 | 增速 |", "| --- | --- | --- |", *(f"| 第{at}市辖区合计 | {at * 37} | 5.{at} |" for at in range(rows))]
    return [Part("paragraph", "表3 各市主要指标"), Part("paragraph", "单位：亿元"), Part("table", "\n".join(lines))]


def test_caption_and_unit_stand_in_the_passage_of_their_table() -> None:
    prose = Part("paragraph", "全省经济平稳运行。" * 40)
    _, passage = passages(report_of(prose, *long_table(5)))
    assert passage.text.startswith("表3 各市主要指标\n\n单位：亿元\n\n| 地区 |")
    assert (passage.head, passage.read) == ("", passage.text)


@pytest.mark.parametrize(("line", "goes"), [("各市主要指标", True), ("全年主要指标如下：", True), ("全省经济平稳运行。", False)])
def test_a_title_or_a_line_with_a_colon_goes_with_the_table_below_and_a_sentence_does_not(line: str, goes: bool) -> None:
    passage = passages(report_of(Part("paragraph", line), *long_table()))[-1]
    assert passage.head.startswith(line if goes else "表3 各市主要指标\n\n单位：亿元\n\n| 地区 |")


def test_every_further_passage_of_a_table_knows_caption_unit_and_head() -> None:
    report = report_of(*long_table())
    first, *others = passages(report)
    head = "表3 各市主要指标\n\n单位：亿元\n\n| 地区 | 生产总值 | 增速 |\n| --- | --- | --- |"
    assert first.text.startswith(head)
    assert first.head == ""
    assert len(others) > 1
    assert {passage.head for passage in others} == {head}
    for passage in others:
        assert passage.text.startswith("| 第")
        assert size(passage.text) <= LARGEST
        assert report.text[passage.head_start :][: len(passage.head)] == passage.head
        assert report.text[passage.start : passage.end] == passage.text
        assert passage.read == f"{head}\n{passage.text}"


def test_places_in_what_is_read_lead_back_to_the_report() -> None:
    report = report_of(Part("paragraph", "全省经济平稳运行。" * 20), *long_table())
    passage = passages(report)[-1]
    for words in ("单位：亿元", "| 地区 | 生产总值 | 增速 |", "| 第89市辖区合计 | 3293 | 5.89 |"):
        at = passage.read.index(words)
        assert report.text[passage.place(at) : passage.place(at + len(words))] == words


def test_a_blank_head_is_not_carried_along() -> None:
    lines = ["|  |  |", "| --- | --- |", *(f"| 第{at}市辖区合计数 | {at * 37} |" for at in range(60))]
    assert {passage.head for passage in passages(report_of(Part("table", "\n".join(lines))))} == {""}
