import numpy as np
import pytest

from documents.layout.glyphs import Style, lines_of
from documents.layout.types import Line
from documents.layout.words import Text

PLAIN = Style(10.0, bold=False)


def lines(text: str, step: float = 10.0, gaps: dict[int, float] | None = None) -> tuple[Line, ...]:
    """One character after the other on one level, each 10 points wide; `gaps` are further distances before a character."""
    left, rows = 0.0, []
    for at in range(len(text)):
        left += (gaps or {}).get(at, 0.0)
        rows.append((left, 0.0, left + 10.0, 10.0))
        left += step
    words = Text(text).all_words(np.array(rows, np.float32))
    return lines_of(text, words, [PLAIN] * len(words.starts), np.ones(len(words.starts), bool))[0]


def test_han_and_other_characters_are_runs_of_their_own() -> None:
    (line,) = lines("增长5.2%左右")
    assert [run.text for run in line.runs] == ["增长", "5.2%", "左右"]
    assert [(run.left, run.right) for run in line.runs] == [(0, 20), (20, 60), (60, 80)]


def test_a_space_between_han_characters_that_are_set_apart_is_none() -> None:
    (line,) = lines("发 展", step=7.0)
    assert line.text == "发展"


def test_a_wide_distance_parts_lines_but_not_a_number_from_its_heading() -> None:
    assert [line.text for line in lines("收入 支出", gaps={3: 40.0})] == ["收入", "支出"]
    assert [line.text for line in lines("1.1 收入", gaps={4: 20.0})] == ["1.1 收入"]


@pytest.mark.parametrize(("text", "shown"), [("6.5%³。", "6.5%。"), ("km²", "km²"), ("³数据来源", "³ 数据来源")])
def test_raised_figures_stay_only_as_powers_and_at_the_beginning_of_a_note(text: str, shown: str) -> None:
    (line,) = lines(text)
    assert line.text == shown


def test_the_hyphen_that_pdfium_marks_at_a_line_s_end_is_a_hyphen_and_soft_ones_inside_go() -> None:
    assert lines("develop\ufffe")[0].text == "develop-"
    assert lines("de\xadvelop")[0].text == "develop"


def test_inner_letters_need_no_box() -> None:
    assert Text("the plan").wanted == [0, 2, 4, 7]


def test_words_written_sideways_are_words_of_one_line() -> None:
    rows = [(0.0, 100.0 - 6 * at, 12.0, 106.0 - 6 * at) for at in range(8)]
    words = Text("Mod1 abc").all_words(np.array(rows, np.float32))
    (line,) = lines_of("Mod1 abc", words, [PLAIN] * len(words.starts), np.ones(len(words.starts), bool))[0]
    assert (line.text, line.left, line.top, line.right, line.bottom) == ("Mod1 abc", 0, 58, 12, 106)
