"""Text recognition for real, over pages drawn in the test: a little turned, blurred and spotted, as a scanner gives them."""

import io
import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest
from PIL import Image

from documents.load import load_bytes
from documents.readers.ocr import recognise

pytestmark = pytest.mark.usefixtures("recogniser")

# Not ended by 。: it is so small and far from its neighbours that one in twelve is lost at the end of a line.
SENTENCE = "全省城镇新增就业47.3万人，完成任务的105.1%以上"
LEFT = ["左栏说明了产业结构持续优化的情况，规模以上工业增加值增长6.7%，其中高技术制造业增长11.9%，占比提高到18.5%以上"]
RIGHT = ["右栏说明了城乡区域协调发展的情况，常住人口城镇化率提高到66.9%，改造城镇老旧小区1286个，惠及居民23.5万户以上"]
# A page of the size of A5, in pixels at 150 to the inch and in points.
PIXELS, POINTS = (875, 1240), (420.0, 595.2)


def compared(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def distance(left: str, right: str) -> int:
    """Characters to be replaced, added or taken away to make one text of the other."""
    codes, places = np.array([ord(character) for character in right]), np.arange(len(right) + 1)
    row = places
    for number, character in enumerate(left, 1):
        best = np.minimum(row[1:] + 1, row[:-1] + (codes != ord(character)))
        row = np.minimum.accumulate(np.concatenate([[number], best]) - places) + places
    return int(row[-1])


def read(picture: Image.Image, size: tuple[float, float] = POINTS) -> Any:
    return recognise(np.asarray(picture), *size)


def test_the_distance_is_counted_right() -> None:
    assert [distance(*pair) for pair in (("政策报告", "政策报告"), ("政策报告", "政报吿"), ("", "甲"), ("甲乙", ""))] == [0, 2, 1, 2]


@pytest.mark.timeout(600)
def test_a_scanned_report_of_ten_pages_is_read(scan: Callable[..., Image.Image], report_pages: Sequence[Sequence[str]]) -> None:
    assert len(report_pages) == 10
    pages = [scan(page, PIXELS, seed=number) for number, page in enumerate(report_pages)]
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=150)
    report = load_bytes(out.getvalue(), "扫描报告.pdf")
    assert {(page.kind, page.recognised) for page in report.pages} == {("scanned", True)}
    expected = [compared("".join(page)) for page in report_pages]
    found = [compared(report.text[page.start : page.end]) for page in report.pages]
    wrong = sum(distance(*pair) for pair in zip(expected, found, strict=True))
    assert 1 - wrong / sum(map(len, expected)) >= 0.97
    assert compared("地区生产总值达到3.86万亿元，增长5.4%") in compared(report.text)


def test_words_stand_where_they_are_drawn(scan: Callable[..., Image.Image]) -> None:
    (line,) = read(scan([SENTENCE])).lines
    assert line.text == SENTENCE
    assert [run.text for run in line.runs] == ["全省城镇新增就业", "47.3", "万人，完成任务的", "105.1%", "以上"]
    # Drawn from 70 pixels, two empty characters and 24 pixels each, first line at 80: in points 0.48 of that, five give or take.
    assert line.left == pytest.approx(0.48 * (70 + 2 * 24), abs=5)
    assert (line.top, line.bottom) == (pytest.approx(0.48 * 80, abs=5), pytest.approx(0.48 * (80 + 34), abs=5))
    assert line.size == pytest.approx(0.48 * 24, abs=2)
    first = line.runs[0]
    assert first.right - first.left == pytest.approx(0.48 * 8 * 24, abs=8)


def test_the_same_picture_gives_the_same_lines(scan: Callable[..., Image.Image]) -> None:
    picture = scan([SENTENCE])
    assert read(picture) == read(picture)


def test_an_empty_page_has_no_lines() -> None:
    assert read(Image.new("RGB", PIXELS, "white")).lines == ()


@pytest.mark.parametrize("size", [(1, 1), (2400, 1), (1, 2400), (2400, 31)])
def test_a_strip_too_narrow_for_a_line_is_not_looked_at(size: tuple[int, int]) -> None:
    assert read(Image.new("RGB", size, "white")).lines == ()


def test_two_columns_are_read_one_after_the_other(scan: Callable[..., Image.Image]) -> None:
    page = Image.new("RGB", (1000, 500), "white")
    page.paste(scan(LEFT, (500, 500)), (0, 0))
    page.paste(scan(RIGHT, (500, 500), seed=1), (500, 0))
    assert compared("".join(line.text for line in read(page, (480, 240)).lines)) == compared("".join(LEFT + RIGHT))


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_put_in_turned_is_turned_back(scan: Callable[..., Image.Image], turn: int) -> None:
    upright = scan([SENTENCE, *LEFT], (1000, 500))
    picture = upright.rotate(-turn, expand=True)
    size = (240.0, 480.0) if turn in (90, 270) else (480.0, 240.0)
    found = read(picture, size)
    assert found.turn == 360 - turn
    assert compared("".join(line.text for line in found.lines)) == compared("".join([SENTENCE, *LEFT]))
    assert all(0 <= line.left < line.right <= 480 and 0 <= line.top < line.bottom <= 240 for line in found.lines)


def test_chinese_and_english_in_one_line_keep_their_spaces(scan: Callable[..., Image.Image]) -> None:
    (line,) = read(scan(["目标 net zero by 2050 已写入规划。"])).lines
    assert line.text == "目标 net zero by 2050 已写入规划。"
