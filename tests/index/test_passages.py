"""What goes into a segment's file comes out again, character for character."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from documents.boxes import Rectangle
from documents.types import Box, Metadata, Page, Passage
from index.errors import StoreError
from index.layouts import pack
from index.passages import PassageFile, passage_number, report_of, write_passages
from index.stored import StoredReport

TEXT = "安徽省工作要点\n\n工业增长6.5%左右。😀就业100万人。"
METADATA = Metadata("安徽省工作要点", "zh", region="安徽", date="2026-01-20")
REPORT_ID = "a" * 64
PAGES = (Page(1, 0, 9, 595.3, 841.9, 90, "iv", "scanned", True), Page(2, 9, len(TEXT)))


def report(number: int, *, pages: tuple[Page, ...] = ()) -> StoredReport:
    passages = (
        Passage(REPORT_ID, 0, 7, TEXT[:7]),
        Passage(REPORT_ID, 9, len(TEXT), TEXT[9:], pages=(1, 2), section=("一、目标", "（一）工业"), head=TEXT[:5], head_start=0),
    )
    return StoredReport(number, REPORT_ID, "安徽.pdf", METADATA, TEXT, pages, passages)


@pytest.fixture
def file(tmp_path: Path) -> PassageFile:
    path = tmp_path / "passages.sqlite"
    boxes = {3: pack([Box(0, 7, 1, 72.0, 80.0, 142.0, 92.0)])}
    write_passages(path, [report(3, pages=PAGES), report(4)], boxes.__getitem__)
    return PassageFile(path)


def test_passages_come_back_as_they_were(file: PassageFile) -> None:
    numbers = [passage_number(3, 1), passage_number(4, 0)]
    assert file.passages(numbers, {3: REPORT_ID, 4: REPORT_ID}) == {
        numbers[0]: report(3).passages[1],
        numbers[1]: report(4).passages[0],
    }


def test_only_passages_of_the_file_are_given(file: PassageFile) -> None:
    assert file.passages([passage_number(3, 2), passage_number(5, 0)], {}) == {}
    assert file.passages([], {}) == {}


def test_entries_describe_the_reports(file: PassageFile) -> None:
    first, second = file.entries()
    assert (first.number, first.report_id, first.source_name, first.metadata) == (3, REPORT_ID, "安徽.pdf", METADATA)
    assert (first.characters, first.pages, first.passages) == (len(TEXT), 2, 2)
    assert (second.number, second.pages) == (4, 0)


@pytest.mark.parametrize(("start", "end"), [(0, 7), (9, 20), (20, 21), (0, len(TEXT)), (len(TEXT), len(TEXT) + 5)])
def test_spans_are_in_characters(start: int, end: int, file: PassageFile) -> None:
    assert file.text(3, start, end) == TEXT[start:end]


def test_an_unknown_report_has_no_text(file: PassageFile) -> None:
    with pytest.raises(KeyError, match="5"):
        file.text(5, 0, 1)


def test_the_page_of_a_position(file: PassageFile) -> None:
    found = [file.page_of(3, start) for start in (0, 8, 9, len(TEXT))]
    assert [page and page.number for page in found] == [1, 1, 2, None]
    assert file.page_of(4, 0) is None


def test_pages_and_rectangles_come_out(file: PassageFile) -> None:
    assert file.pages(3) == PAGES
    assert file.pages(4) == ()
    assert file.boxes_of(3, 2, 7) == (Rectangle(1, 92.0, 80.0, 142.0, 92.0),)
    assert file.boxes_of(3, 9, 12) == file.boxes_of(4, 0, 7) == file.boxes_of(5, 0, 7) == ()


def test_a_file_of_an_earlier_version_has_pages_and_no_boxes(tmp_path: Path) -> None:
    path = tmp_path / "passages.sqlite"
    write_passages(path, [report(3, pages=PAGES)])
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("DROP TABLE layouts")
    connection.close()
    old = PassageFile(path)
    assert old.pages(3) == PAGES
    assert (old.page_of(3, 9), old.boxes_of(3, 0, 7)) == (PAGES[1], ())


def test_numbers_hold_the_report_in_their_upper_bits() -> None:
    assert passage_number(3, 5) == 3 * 1_048_576 + 5
    assert report_of(passage_number(3, 1_048_575)) == 3


def test_many_threads_read_one_file(file: PassageFile) -> None:
    numbers = [passage_number(3, 0), passage_number(4, 1)]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: (file.passages(numbers, {3: REPORT_ID, 4: REPORT_ID}), file.text(4, 0, 7)), range(400)))
    assert all(pair == found[0] for pair in found)


def test_a_file_that_is_not_there_is_damaged(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"passages\.sqlite cannot be opened"):
        PassageFile(tmp_path / "passages.sqlite")


def test_a_file_of_an_earlier_version_has_passages_without_heads(file: PassageFile, tmp_path: Path) -> None:
    file.close()
    with closing(sqlite3.connect(tmp_path / "passages.sqlite")) as connection:
        connection.execute("ALTER TABLE passages DROP COLUMN head")
        connection.execute("ALTER TABLE passages DROP COLUMN head_start")
        connection.commit()
    number = passage_number(3, 1)
    assert PassageFile(tmp_path / "passages.sqlite").passages([number], {3: REPORT_ID})[number].head == ""
