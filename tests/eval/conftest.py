"""Small answers and cases: the fields that a test does not speak of have dull values."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from documents.types import Metadata, Passage
from eval.cases import Case
from eval.types import Outcome
from index.types import Entry
from rag.types import Answer, Citation, Hit, Refusal, Sentence


@pytest.fixture
def make_case() -> Callable[..., Case]:
    def make(**fields: Any) -> Case:
        answerable = fields.get("answerable", True)
        plain: dict[str, Any] = {
            "id": "t-1",
            "question": "安徽省的目标是多少？",
            "lang": "zh",
            "type": "numerical",
            "answerable": answerable,
        }
        if answerable:
            plain |= {"answers": ["6.5%左右"], "evidence": [{"report": "甲.txt", "quote": "安徽省的目标是增长6.5%左右"}]}
        return Case.model_validate(plain | fields)

    return make


@pytest.fixture
def make_answer() -> Callable[..., Answer]:
    def make(text: str = "", quotes: Sequence[tuple[str, str]] = (), hits: Sequence[str] = (), refused: str = "") -> Answer:
        return Answer(
            id="a",
            question="",
            sentences=(Sentence(text, (1,), "quoted"),) if text else (),
            citations=tuple(
                Citation(number, "0" * 64, report, report, None, (), quote, 0, len(quote))
                for number, (report, quote) in enumerate(quotes, start=1)
            ),
            refusal=Refusal("not_covered", refused) if refused else None,
            hits=tuple(_hit(report) for report in hits),
            writer="extractive",
            generation=3,
            settings="abc",
        )

    return make


def _hit(report: str) -> Hit:
    entry = Entry(1, "0" * 64, report, Metadata(report, "zh"), 4, 0, 1)
    return Hit(Passage("0" * 64, 0, 4, "一段文字"), entry, 0.5, 1, None)


@pytest.fixture
def make_outcome() -> Callable[..., Outcome]:
    def make(**fields: Any) -> Outcome:
        plain: dict[str, Any] = {
            "id": "t-1",
            "type": "numerical",
            "lang": "zh",
            "question": "安徽省的目标是多少？",
            "answerable": True,
            "verdict": "right",
            "expected": (("6.5%左右", "6.5%"),),
            "evidence": ("甲.txt",),
        }
        return Outcome(**(plain | fields))

    return make
