"""What a reader is told beside an answer."""

from typing import get_args

import pytest

from documents.text import language_of
from documents.types import Language
from rag.notices import Failure, NoticeCode, notice, quotes_in_other_language

CODES = [code for part in get_args(NoticeCode) for code in (get_args(part) or (part,))]


def test_the_failures_of_a_model_are_notices() -> None:
    assert set(get_args(Failure)) < set(CODES)


@pytest.mark.parametrize("language", get_args(Language))
@pytest.mark.parametrize("code", CODES)
def test_every_notice_is_one_sentence_in_its_language(code: NoticeCode, language: Language) -> None:
    text = notice(code, language)
    assert language_of(text) == language
    assert text.endswith("。" if language == "zh" else ".")
    assert not set("/\\_{}<>:") & set(text)


CHINESE, ENGLISH, FIGURES = "规模以上工业增加值增长6.5%左右。", "Emissions will be cut by 68 percent by 2030.", "| 5G | 6.5% |"


@pytest.mark.parametrize(
    ("quotes", "language", "expected"),
    [
        ([CHINESE], "zh", ()),
        ([ENGLISH], "en", ()),
        ([ENGLISH], "zh", ("引文为英文原文。",)),
        ([CHINESE, ENGLISH], "zh", ("部分引文为英文原文。",)),
        ([CHINESE], "en", ("The quotes are in Chinese, as in the reports.",)),
        ([ENGLISH, CHINESE], "en", ("Some quotes are in Chinese, as in the reports.",)),
        ([FIGURES], "en", ()),
        ([FIGURES, CHINESE], "en", ("The quotes are in Chinese, as in the reports.",)),
        (["推进5G、AI、IPv6、GDP核算。"], "zh", ()),
        ([], "zh", ()),
    ],
)
def test_quotes_in_another_language_are_said_to_be(quotes: list[str], language: Language, expected: tuple[str, ...]) -> None:
    assert quotes_in_other_language(quotes, language) == expected
