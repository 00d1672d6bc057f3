import re
from string import Formatter
from typing import get_args

from documents.errors import LoadCode
from documents.types import ReportKind, Status
from ui.words import WORDS, visible


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_both_languages_have_the_same_keys_and_the_same_blanks() -> None:
    assert WORDS["zh"].keys() == WORDS["en"].keys()
    for key, text in WORDS["zh"].items():
        assert blanks(text) == blanks(WORDS["en"][key]), key


def test_chinese_words_are_chinese_and_english_ones_are_not() -> None:
    han = re.compile("[\u4e00-\u9fff]")
    assert [key for key, text in WORDS["en"].items() if han.search(text)] == []
    without = {key for key, text in WORDS["zh"].items() if not han.search(text)}
    assert without <= {"hint_damaged"}


def test_every_problem_of_a_file_has_words() -> None:
    assert {f"problem_{code}" for code in get_args(LoadCode)} <= WORDS["zh"].keys()


def test_what_could_move_a_cursor_or_turn_the_writing_around_is_not_shown() -> None:
    assert visible("红\x1b[31m字\u202e倒\x07\n下一行\t格") == "红[31m字倒\n下一行\t格"


def test_every_kind_and_status_of_a_report_has_words() -> None:
    assert {*(f"kind_{kind}" for kind in get_args(ReportKind)), *(f"status_{status}" for status in get_args(Status))} <= WORDS["zh"].keys()
