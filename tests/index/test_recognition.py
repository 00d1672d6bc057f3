"""Reports whose pages are pictures: told as read in part, and read again once text recognition is there."""

from dataclasses import replace
from typing import Any

import pytest

from documents.coverage import Gap
from documents.errors import LoadError
from documents.load import load_bytes
from documents.types import Page, Report
from index import run
from index.types import ReadInPart

READ: list[str] = []


def scanned(data: bytes, name: str, *, recognition: bool) -> Report:
    """Every text is a scan of two pages; of the file 全扫描 there is nothing without recognition."""
    READ.append(name)
    recognition = recognition and run.is_installed()
    if name == "全扫描.txt" and not recognition:
        raise LoadError("no_text", "Only pictures.")
    report = load_bytes(data, name)
    half = len(report.text) // 2
    pages = (Page(1, 0, half), Page(2, half, len(report.text), 595, 842, label="ii", kind="scanned", recognised=recognition))
    return replace(report, pages=pages if "扫描" in name else ())


@pytest.fixture
def scans(collection: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    collection.write(扫描="工业增长6.5%。", 全扫描="就业100万人。", 文字="粮食830亿斤。")
    monkeypatch.setattr("documents.load.load_bytes", scanned)
    monkeypatch.setattr("index.files._RACY_NS", -(10**18))
    monkeypatch.setattr("index.run.is_installed", lambda: False)
    READ.clear()
    return collection


def test_a_report_read_in_part_is_told_every_time_and_not_read_again(scans: Any) -> None:
    first = scans.index()
    assert [(problem.source_name, problem.code) for problem in first.problems] == [("全扫描.txt", "no_text")]
    (in_part,) = first.in_part
    assert isinstance(in_part, ReadInPart)
    assert (in_part.source_name, in_part.coverage.unread) == ("扫描.txt", (Gap("not_recognised", "scanned", (2,)),))
    READ.clear()
    second = scans.index()
    assert (READ, second.problems, second.in_part, second.unchanged) == ([], first.problems, first.in_part, 2)


def test_once_recognition_is_there_only_what_needs_it_is_read_again(scans: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    scans.index()
    READ.clear()
    monkeypatch.setattr("index.run.is_installed", lambda: True)
    summary = scans.index()
    assert sorted(READ) == ["全扫描.txt", "扫描.txt"]
    assert (summary.added, summary.changed, summary.unchanged, summary.problems, summary.in_part) == (1, 1, 1, (), ())
    READ.clear()
    assert (scans.index().unchanged, READ) == (3, [])


def test_pages_are_stored_with_what_they_are(scans: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.run.is_installed", lambda: True)
    scans.index()
    generation = scans.open()
    entry = next(entry for entry in generation.entries.values() if entry.source_name == "扫描.txt")
    assert (entry.coverage.kinds, entry.coverage.recognised, entry.coverage.gaps) == ((("scanned", 1), ("text", 1)), 1, ())
    page = generation.page_of(entry.number, entry.characters - 1)
    assert page == Page(2, page.start, page.end, 595, 842, label="ii", kind="scanned", recognised=True)
