"""What a reader is told beside an answer."""

from typing import get_args

import pytest

from documents.text import language_of
from documents.types import Language
from rag.notices import Failure, NoticeCode, notice

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
