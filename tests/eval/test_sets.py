"""The shipped question set and the sample reports that it asks about."""

import functools
from pathlib import Path

import pytest

from documents.files import SUFFIXES
from documents.load import load_report
from documents.types import Report
from eval.cases import Case, load_cases
from eval.metrics import comparable, contains

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "documents" / "samples"
POLICY_ZH = ROOT.parent / "shared" / "data" / "policy_zh" / "questions.jsonl"
CASES = load_cases(ROOT / "eval" / "sets" / "samples.jsonl")
FILES = sorted(file for file in SAMPLES.iterdir() if file.suffix in SUFFIXES)


@functools.cache
def _report(name: str) -> Report:
    return load_report(SAMPLES / name)


@pytest.mark.parametrize("case", [case for case in CASES if case.answerable], ids=lambda case: case.id)
def test_every_quote_stands_in_its_report_and_every_answer_in_a_quote(case: Case) -> None:
    for evidence in case.evidence:
        assert "".join(evidence.quote.split()) in "".join(_report(evidence.report).text.split())
    quotes = [comparable(evidence.quote) for evidence in case.evidence]
    for string in (string for item in case.items for string in item):
        assert any(contains(string, quote) for quote in quotes), string


def test_the_set_asks_every_kind_of_question_about_every_sample() -> None:
    kinds = {case.type for case in CASES}
    assert len(CASES) >= 24
    assert kinds >= {"numerical", "fact", "list", "paraphrase", "english", "no-answer-near-miss", "no-answer-far"}
    assert {evidence.report for case in CASES for evidence in case.evidence} == {file.name for file in FILES}


def test_the_samples_cover_both_languages_and_all_formats() -> None:
    assert {file.suffix for file in FILES} == {".pdf", ".docx", ".html", ".md", ".txt"}
    languages = [_report(file.name).metadata.language for file in FILES]
    assert (languages.count("zh"), languages.count("en")) == (7, 2)
    assert sum(any(block.kind == "table" for block in _report(file.name).blocks) for file in FILES) >= 2


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_sample_says_at_once_what_it_is_and_who_wrote_it(file: Path) -> None:
    beginning = " ".join(_report(file.name).text[:500].split())
    chinese = "示例报告，由 policyqa 项目根据" in beginning and "不是官方文件" in beginning
    english = "a sample report compiled by the policyqa project from public data" in beginning and "not an official document" in beginning
    assert chinese or english


def test_the_sample_with_pages_is_small_and_has_several() -> None:
    (file,) = (file for file in FILES if file.suffix == ".pdf")
    assert len(_report(file.name).pages) >= 2
    assert file.stat().st_size < 300_000


def test_one_sample_is_in_gb18030() -> None:
    def is_utf8(file: Path) -> bool:
        try:
            file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            return False
        return True

    assert [file.name for file in FILES if file.suffix == ".txt" and not is_utf8(file)] == ["延迟法定退休年龄改革要点示例.txt"]


@pytest.mark.skipif(not POLICY_ZH.exists(), reason="the question set over the provincial reports is not beside the repository")
def test_the_set_over_the_provincial_reports_is_readable() -> None:
    cases = load_cases(POLICY_ZH)
    assert len(cases) == 88
    assert sum(case.answerable for case in cases) == 76
