"""The lists of other words, and how they are found in a text."""

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

import documents
from documents.text import fold
from documents.vocabulary import Terms, names, official_words, translations

FOLDER = Path(documents.__file__).parent / "terms"
MARKS = {"names.txt": None, "bilingual.txt": " | ", "everyday.txt": ": "}


def lines(name: str) -> list[list[list[str]]]:
    """The sides of each line, cut into words."""
    kept = [line for line in (FOLDER / name).read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    mark = MARKS[name]
    return [[side.split(", ") for side in (line.split(mark) if mark else [line])] for line in kept]


@pytest.mark.parametrize("name", MARKS)
def test_every_line_is_well_formed(name: str) -> None:
    for sides in lines(name):
        assert len(sides) == (1 if MARKS[name] is None else 2), sides
        for words in sides:
            assert all(word == " ".join(word.split()) and not re.search("[|:,，：]", word) for word in words), sides
            assert len(set(words)) == len(words), sides


def test_an_installed_package_has_the_lists() -> None:
    settings = tomllib.loads((FOLDER.parents[1] / "pyproject.toml").read_text(encoding="utf-8"))
    assert "terms/*.txt" in settings["tool"]["setuptools"]["package-data"]["documents"]


def test_no_word_that_is_looked_for_is_a_single_character() -> None:
    assert [word for terms in (names(), translations(), official_words()) for word in terms if len(word) < 2] == []


def test_an_everyday_word_stands_in_one_line_only() -> None:
    counted = Counter(fold(word) for everyday, _ in lines("everyday.txt") for word in everyday)
    assert [word for word, count in counted.items() if count > 1] == []


def test_no_everyday_word_is_read_as_itself_or_leads_in_a_circle() -> None:
    read = official_words()
    circles = [(word, other) for word in read for other in read.others(word) if word in read.others(other)]
    assert circles == []
    assert [sides for sides in lines("everyday.txt") if set(sides[0]) & set(sides[1])] == []


def test_the_sides_of_a_bilingual_line_are_in_two_languages() -> None:
    han = re.compile("[\u4e00-\u9fff]")
    for chinese, english in lines("bilingual.txt"):
        assert all(han.search(word) for word in chinese), chinese
        assert not any(han.search(word) for word in english), english


def test_everyday_words_lead_to_official_ones_and_not_back() -> None:
    assert "用人单位" in official_words().others("老板")
    assert official_words().others("用人单位") == ()


def test_terms_lead_to_the_other_language_and_back() -> None:
    assert translations().others("失业率") == ("unemployment rate", "jobless rate")
    assert "失业率" in translations().others("jobless rate")


def found(terms: Terms, text: str) -> list[str]:
    return [text[start:end] for start, end, _ in terms.within(text)]


def test_the_longest_word_is_found() -> None:
    assert found(names(), "地区生产总值增长") == ["地区生产总值"]
    assert found(official_words(), "老板拖欠工资") == ["老板", "拖欠工资"]


def test_latin_words_are_whole_words_or_their_plurals() -> None:
    assert found(names(), "megdp and gdp增长") == ["gdp"]
    assert found(translations(), "pilot zones and subsidies, taxis") == ["pilot zones", "subsidies"]


def test_a_hyphen_is_a_blank() -> None:
    for text in ("fixed-asset investment", "fixed asset investment"):
        assert found(translations(), text) == [text]
