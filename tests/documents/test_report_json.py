"""A report goes through JSON unchanged, and what is no report is refused."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from documents.files import SUFFIXES
from documents.load import load_report
from documents.report_json import ReportFormatError, decode, encode
from documents.types import Block, Box, Metadata, Page, Report

SAMPLES = Path(__file__).parents[2] / "documents" / "samples"
TEXT = "安徽省工作要点\n\n工业增长6.5%左右。😀"
REPORT = Report(
    "a" * 64,
    "安徽.pdf",
    Metadata("安徽省工作要点", "zh", region="安徽", date="2026-01-20"),
    TEXT,
    (Block("heading", 0, 7, 1), Block("paragraph", 9, len(TEXT))),
    (Page(1, 0, 9, 595.3, 841.9, 90, "iv", "scanned", recognised=True), Page(2, 9, len(TEXT))),
    (Box(0, 7, 1, 72.0, 80.5, 142.1, 92.0),),
)


def test_a_report_comes_back_as_it_was() -> None:
    assert decode(encode(REPORT)) == REPORT


def test_all_samples_come_back_as_they_were() -> None:
    for path in SAMPLES.iterdir():
        if path.suffix in SUFFIXES:
            report = load_report(path)
            once = decode(encode(report))
            assert decode(encode(once)) == once
            assert replace(once, pages=report.pages, boxes=report.boxes) == report


def test_places_are_kept_to_a_tenth_of_a_point() -> None:
    fine = replace(REPORT, boxes=(Box(0, 7, 1, 72.0123, 80.46, 142.1, 92.0),))
    assert decode(encode(fine)).boxes == (Box(0, 7, 1, 72.0, 80.5, 142.1, 92.0),)


def test_half_a_surrogate_pair_is_not_written() -> None:
    with pytest.raises(UnicodeEncodeError):
        encode(replace(REPORT, text="\ud800"))


def changed(change: Callable[[dict[str, Any]], None]) -> bytes:
    value = json.loads(encode(REPORT))
    change(value)
    return json.dumps(value).encode()


@pytest.mark.parametrize(
    "change",
    [
        lambda value: value.pop("text"),
        lambda value: value.update(text=7),
        lambda value: value["metadata"].update(language="fr"),
        lambda value: value["metadata"].update(title=None),
        lambda value: value["metadata"].update(region=["安徽"]),
        lambda value: value["blocks"].update(kind=["heading", "script"]),
        lambda value: value["blocks"].update(start=[0]),
        lambda value: value["blocks"].update(start=[0, True]),
        lambda value: value["blocks"].update(end=[7, 10_000]),
        lambda value: value["blocks"].update(start=[8, 9]),
        lambda value: value["pages"].update(start=[0, 8]),
        lambda value: value["pages"].update(width=[1e400, 1]),
        lambda value: value["pages"].update(number=[1, 10**30]),
        lambda value: value["boxes"].update(left=[float("nan")]),
        lambda value: value.update(boxes=[[1, 2]]),
    ],
)
def test_what_is_no_report_is_refused(change: Callable[[dict[str, Any]], None]) -> None:
    with pytest.raises(ReportFormatError):
        decode(changed(change))


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"\xff", b"[" * 100_000, b'"' + b"a" * 10])
def test_what_is_no_json_is_refused(data: bytes) -> None:
    with pytest.raises(ReportFormatError):
        decode(data)
