"""Reports that a question names."""

import pytest

from documents.types import Metadata, Passage
from index.types import Candidate, Entry
from rag.named import OTHER_ISSUER_FACTOR, UNNAMED_FACTOR, named_factors


def candidate(number: int, metadata: Metadata) -> Candidate:
    return Candidate(number, Passage("a", 0, 2, "工业"), Entry(number, "a", "a.txt", metadata, 2, 0, 1), 1.0, 0.5, 1, 1)


NAMED = candidate(1, Metadata("关于稳就业的通知", "zh", issuer="国家发展改革委、财政部", document_number="国发〔2025〕12号"))
OTHER = candidate(2, Metadata("工作要点", "zh", issuer="教育部", document_number="国发〔2024〕12号"))


@pytest.mark.parametrize(
    "asked", ["国发〔2025〕12号讲什么？", "國發[ 2025 ]１２號", "国发（2025）12 号", "国发【2025】12号", "《关于稳就业的通知》讲什么？"]
)
def test_a_report_named_by_number_or_title_stands_before_others(asked: str) -> None:
    assert named_factors([NAMED, OTHER], asked) == [1.0, UNNAMED_FACTOR]


@pytest.mark.parametrize("asked", ["发改委有什么要求？", "国家发展和改革委员会有什么要求？"])
def test_an_issuer_is_known_by_short_and_full_name(asked: str) -> None:
    assert named_factors([NAMED, OTHER], asked) == [1.0, OTHER_ISSUER_FACTOR]


def test_a_number_that_no_report_has_changes_nothing() -> None:
    assert named_factors([NAMED, OTHER], "国发〔2023〕99号讲什么？") == [1.0, 1.0]
