"""What a reader is told beside an answer: a closed set, in the question's language, without anything of the inside."""

from collections.abc import Sequence
from typing import Literal

from documents.text import is_han, language_of
from documents.types import Language

Failure = Literal["model_failed", "model_slow", "model_unusable", "model_over_budget"]
NoticeCode = Failure | Literal["withheld", "older_state"]

_TEXTS: dict[tuple[NoticeCode, Language], str] = {
    ("withheld", "zh"): "有语句在所引原文中得不到印证，已略去。",
    ("withheld", "en"): "A sentence was left out because the cited text does not hold it.",
    ("model_failed", "zh"): "语言模型暂时无法使用，本回答直接摘自报告原文。",
    ("model_failed", "en"): "The language model is not available; this answer is quoted from the reports.",
    ("model_slow", "zh"): "语言模型未能及时答完，本回答直接摘自报告原文。",
    ("model_slow", "en"): "The language model did not finish in time; this answer is quoted from the reports.",
    ("model_unusable", "zh"): "语言模型没有给出可用的回答，本回答直接摘自报告原文。",
    ("model_unusable", "en"): "The language model gave no usable answer; this answer is quoted from the reports.",
    ("model_over_budget", "zh"): "此问题超出为语言模型设定的用量上限，本回答直接摘自报告原文。",
    ("model_over_budget", "en"): "The question exceeds the language model's budget for one answer; this answer is quoted from the reports.",
    ("older_state", "zh"): "资料库的最新状态已损坏，本回答依据此前的状态。",
    ("older_state", "en"): "The newest state of the collection is damaged; this answer rests on an earlier one.",
}


def notice(code: NoticeCode, language: Language) -> str:
    return _TEXTS[code, language]


def understood_as(corrected: str, language: Language) -> str:
    """How a mistyped question was read."""
    return f"按“{corrected}”理解。" if language == "zh" else f"Understood as “{corrected}”."


def covered(read: int, reports: int, language: Language) -> str:
    """On how many of the reports an answer over the whole collection rests."""
    return f"基于 {reports} 份报告中的 {read} 份。" if language == "zh" else f"Based on {read} of {reports} reports."


def not_told(missing: Sequence[str], language: Language) -> str:
    """Of which regions, or of which of their columns, no report says what was asked."""
    return f"未提及：{'、'.join(missing)}。" if language == "zh" else f"Not stated: {', '.join(missing)}."


_QUOTES: dict[tuple[Language, bool], str] = {
    ("zh", True): "引文为英文原文。",
    ("zh", False): "部分引文为英文原文。",
    ("en", True): "The quotes are in Chinese, as in the reports.",
    ("en", False): "Some quotes are in Chinese, as in the reports.",
}


def quotes_in_other_language(quotes: Sequence[str], language: Language) -> tuple[str, ...]:
    """That all quotes, or some, are in the other language than the question: they are never translated. Figures alone are in none."""
    spoken = [spoken for quote in quotes if (spoken := _language(quote)) is not None]
    other = [spoken for spoken in spoken if spoken != language]
    return (_QUOTES[language, len(other) == len(spoken)],) if other else ()


def _language(quote: str) -> Language | None:
    spoken = language_of(quote)
    return spoken if spoken == "en" or any(map(is_han, quote)) else None
