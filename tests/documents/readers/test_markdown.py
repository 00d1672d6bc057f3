import re

import pytest

from documents.parts import Part
from documents.readers.markdown import read
from documents.text import squeeze


def parts(source: str) -> list[tuple[str, str, int]]:
    return [(part.kind, part.text, part.level) for part in read(source.encode()).parts]


def test_headings_carry_their_levels() -> None:
    assert parts("# 规划\n\n正文。\n\n## 一、目标\n") == [("heading", "规划", 1), ("paragraph", "正文。", 0), ("heading", "一、目标", 2)]


def test_list_numbers_and_bullets_stay() -> None:
    assert parts("3. 申请\n4. 审核\n\n- 身份证\n") == [("item", "3. 申请", 0), ("item", "4. 审核", 0), ("item", "- 身份证", 0)]


def test_a_table_is_one_part_as_it_stands() -> None:
    source = "| 地区 | 目标 |\n| --- | --- |\n| 安徽 | 6.5% |"
    assert parts(source + "\n") == [("table", source, 0)]


def test_emphasis_goes_but_signs_between_figures_stay() -> None:
    assert parts("目标是**6.5%**，面积3*4*5米，甲_乙_丙。") == [("paragraph", "目标是6.5%，面积3*4*5米，甲_乙_丙。", 0)]


@pytest.mark.parametrize(
    "source",
    [
        "国发[2025](12)号文件",
        "比重<5%且>3%的地区",
        "<div>原文</div>",
        "研发费用 R&amp;D 占比",
        "![图](a.png)与[链接](http://example.com)",
        "[1]: 这是注释而不是引用",
        "<http://example.com>",
    ],
)
def test_what_looks_like_other_markup_stays_word_for_word(source: str) -> None:
    assert parts(source) == [("paragraph", source, 0)]


def test_an_indented_paragraph_is_no_code() -> None:
    assert [kind for kind, _, _ in parts("总则\n\n    为了规范管理，制定本办法。\n")] == ["paragraph", "paragraph"]


def test_a_long_line_above_dashes_is_a_paragraph() -> None:
    line = "各地区要坚持稳中求进工作总基调，" * 6
    assert parts(f"{line}\n---\n\n短标题\n---\n") == [("paragraph", line, 0), ("heading", "短标题", 2)]


def test_lines_stay_apart_for_the_line_joiner() -> None:
    assert read("第一条 甲。\n第二条 乙。\n".encode()).parts == (Part("paragraph", "第一条 甲。\n第二条 乙。"),)


def test_all_words_are_the_source_s_own() -> None:
    source = "# 标题\n\n> 引文*重点*。\n\n1. 甲\n   - 乙\n\n| 一 | 二 |\n|---|---|\n| 三 | 四 |\n\n王**、李**两人。\n"
    marks = r"[\\*_#>`|]"
    text = "".join(part.text for part in read(source.encode()).parts)
    assert re.sub(marks, "", squeeze(text)) == re.sub(marks, "", squeeze(source))
