"""The truth in SQLite: whole transactions, reports that give way, and files that are refused."""

import dataclasses
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from documents.types import Block, Box, Metadata, Page, Passage, Report
from index.catalogue import Catalogue
from index.errors import StoreError
from index.layouts import unpack
from index.stored import Source, sealed

TEXT = "安徽省工作要点\n\n工业增长6.5%左右。"
BOX = Box(0, 7, 1, 72.0, 80.5, 142.1, 92.0)


def report(digit: str, name: str = "安徽.txt") -> Report:
    return Report(digit * 64, name, Metadata("安徽省工作要点", "zh"), TEXT, (Block("paragraph", 0, 7),), (Page(1, 0, len(TEXT)),))


def passages(digit: str) -> tuple[Passage, ...]:
    return (Passage(digit * 64, 0, 7, TEXT[:7], (1,), ("一",)), Passage(digit * 64, 9, len(TEXT), TEXT[9:], head=TEXT[3:7], head_start=3))


@contextmanager
def catalogue_at(path: Path) -> Iterator[Catalogue]:
    catalogue = Catalogue(path)
    yield catalogue
    catalogue.close()


def source(path: str, number: int | None) -> Source:
    return Source(path, Path(path).name, 10, 20, 30, "1", number)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "catalogue.sqlite"


@pytest.fixture
def catalogue(path: Path) -> Iterator[Catalogue]:
    catalogue = Catalogue(path)
    yield catalogue
    catalogue.close()


def add(catalogue: Catalogue, digit: str, path: str, pipeline: str = "1") -> int:
    with catalogue.transaction():
        number = catalogue.add_report(report(digit, Path(path).name), passages(digit), pipeline)
        catalogue.put_source(source(path, number))
    return number


def test_a_report_comes_back_as_it_went_in(catalogue: Catalogue, path: Path) -> None:
    number = add(catalogue, "a", "/r/安徽.txt")
    catalogue.close()
    stored = Catalogue(path).report(number)
    assert (stored.id, stored.source_name, stored.metadata) == ("a" * 64, "安徽.txt", Metadata("安徽省工作要点", "zh"))
    assert (stored.text, stored.pages, stored.passages) == (TEXT, (Page(1, 0, len(TEXT)),), passages("a"))


def test_boxes_and_the_sizes_of_pages_come_back(catalogue: Catalogue) -> None:
    paged = replace(report("a"), pages=(Page(1, 0, len(TEXT), 595.3, 841.9, 90, "iv", "scanned", True),), boxes=(BOX,))
    with catalogue.transaction():
        number = catalogue.add_report(paged, passages("a"), "1")
    assert catalogue.report(number).pages == paged.pages
    assert unpack(catalogue.boxes(number), 0, len(TEXT)) == [BOX]
    assert catalogue.boxes(add(catalogue, "b", "/r/b.txt")) == b""
    with catalogue.transaction():
        catalogue.remove_orphans()
    assert catalogue.boxes(number) == b"", "boxes go with their report"


def test_a_catalogue_of_the_first_version_is_brought_up_to_date(path: Path) -> None:
    catalogue = Catalogue(path)
    number = add(catalogue, "a", "/r/a.txt")
    catalogue.close()
    for table in ("layouts", "traces", "indicators", "corrections"):
        altered(path, f"DROP TABLE {table}")
    altered(path, "PRAGMA user_version=1")
    catalogue = Catalogue(path)
    assert catalogue.boxes(number) == b""
    assert catalogue._query("PRAGMA user_version") == [(2,)]
    add(catalogue, "b", "/r/b.txt")
    assert len(catalogue.numbers()) == 2


def test_a_source_comes_back_as_it_went_in(catalogue: Catalogue) -> None:
    problem = Source("/r/b.pdf", "b.pdf", 1, 2, 3, "1", None, "encrypted", "It is encrypted.")
    with catalogue.transaction():
        catalogue.put_source(problem)
    assert catalogue.sources() == {"/r/b.pdf": problem}


def test_vectors_come_back_exactly_and_by_encoder(catalogue: Catalogue) -> None:
    number = add(catalogue, "a", "/r/a.txt")
    rows = np.array([[0.1, 0.2, 0.3], [1e-7, -1.0, 2.5]], dtype=np.float32)
    assert catalogue.vectors.missing("first") == [number]
    with catalogue.transaction():
        catalogue.vectors.put(number, "first", rows)
        catalogue.vectors.put(number, "second", rows * 2)
    assert np.array_equal(catalogue.vectors.of(number, "first"), rows)
    assert catalogue.vectors.missing("first") == []
    with catalogue.transaction():
        catalogue.vectors.keep_only("first")
    assert catalogue.vectors.missing("second") == [number]
    with pytest.raises(StoreError, match=f"vectors of report {number} are missing"):
        catalogue.vectors.of(number, "second")


def test_nothing_of_a_failed_transaction_is_kept(catalogue: Catalogue) -> None:
    add(catalogue, "a", "/r/a.txt")
    before = catalogue.sources()
    with pytest.raises(KeyboardInterrupt), catalogue.transaction():  # noqa: PT012
        catalogue.add_report(report("b"), passages("b"), "1")
        catalogue.remove_sources(["/r/a.txt"])
        raise KeyboardInterrupt
    assert catalogue.sources() == before
    assert catalogue.report_number("b" * 64) is None
    add(catalogue, "b", "/r/b.txt")  # the connection is still of use


def test_a_report_read_by_another_pipeline_gives_way_under_a_new_number(catalogue: Catalogue) -> None:
    old = add(catalogue, "a", "/r/a.txt", pipeline="1")
    with catalogue.transaction():
        catalogue.put_source(source("/r/copy.txt", old))
        catalogue.vectors.put(old, "first", np.ones((2, 3), dtype=np.float32))
    assert catalogue.report_number("a" * 64, "2") is None
    new = add(catalogue, "a", "/r/a.txt", pipeline="2")
    assert new > old
    assert catalogue.numbers() == [new]
    assert {found.report for found in catalogue.sources().values()} == {new}
    assert (catalogue.report_number("a" * 64, "2"), catalogue.report_number("a" * 64, "1")) == (new, None)
    assert catalogue.vectors.missing("first") == [new], "vectors go with their report"


def test_a_number_is_never_used_twice(catalogue: Catalogue) -> None:
    first = add(catalogue, "a", "/r/a.txt")
    with catalogue.transaction():
        catalogue.remove_sources(["/r/a.txt"])
        catalogue.remove_orphans()
    assert catalogue.numbers() == []
    assert add(catalogue, "b", "/r/b.txt") > first


def test_a_report_stays_while_one_file_leads_to_it(catalogue: Catalogue) -> None:
    number = add(catalogue, "a", "/r/a.txt")
    with catalogue.transaction():
        catalogue.put_source(source("/r/copy.txt", number))
        catalogue.remove_sources(["/r/a.txt"])
        catalogue.remove_orphans()
    assert catalogue.numbers() == [number]
    assert [found.path for found in catalogue.misnamed()] == ["/r/copy.txt"]


def test_the_settings_are_those_that_survive_a_crash(catalogue: Catalogue, path: Path) -> None:
    add(catalogue, "a", "/r/a.txt")
    pragmas = {name: catalogue._query(f"PRAGMA {name}")[0][0] for name in ("journal_mode", "synchronous", "foreign_keys", "trusted_schema")}
    assert pragmas == {"journal_mode": "delete", "synchronous": 3, "foreign_keys": 1, "trusted_schema": 0}


def test_corrections_lie_over_what_was_read_and_outlive_another_reading(catalogue: Catalogue) -> None:
    first = add(catalogue, "a", "/r/a.txt", pipeline="1")
    with catalogue.transaction():
        catalogue.put_corrections("a" * 64, {"issuer": "安徽省人民政府", "city": "合肥"})
    metadata = catalogue.report(first).metadata
    assert (metadata.issuer, metadata.region, metadata.corrected) == ("安徽省人民政府", "安徽", ("city", "issuer"))
    second = add(catalogue, "a", "/r/a.txt", pipeline="2")
    assert catalogue.report(second).metadata == metadata
    with catalogue.transaction():
        catalogue.put_corrections("a" * 64, {"issuer": None, "city": None})
    assert catalogue.report(second).metadata == Metadata("安徽省工作要点", "zh")


@pytest.mark.parametrize("keep_vectors", [True, False])
def test_a_renumbered_report_is_the_same_under_a_new_number(catalogue: Catalogue, keep_vectors: bool) -> None:
    old = add(catalogue, "a", "/r/a.txt")
    with catalogue.transaction():
        catalogue.vectors.put(old, "first", np.ones((2, 3), dtype=np.float32))
    before = catalogue.report(old)
    with catalogue.transaction():
        new = catalogue.renumber(old, keep_vectors=keep_vectors)
    assert new > old
    assert catalogue.numbers() == [new]
    assert dataclasses.replace(catalogue.report(new), number=old) == before
    assert catalogue.vectors.missing("first") == ([] if keep_vectors else [new])


# The tables of version 1, as that version wrote them.
VERSION_1 = """
BEGIN;
CREATE TABLE reports (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, source_name TEXT NOT NULL, pipeline TEXT NOT NULL,
    metadata TEXT NOT NULL, text TEXT NOT NULL, blocks TEXT NOT NULL, pages TEXT NOT NULL, passages TEXT NOT NULL, seal BLOB NOT NULL);
CREATE TABLE sources (
    path TEXT PRIMARY KEY, name TEXT NOT NULL, size INTEGER NOT NULL, modified_ns INTEGER NOT NULL, seen_ns INTEGER NOT NULL,
    pipeline TEXT NOT NULL, report INTEGER REFERENCES reports(number), problem_code TEXT, problem_message TEXT, seal BLOB NOT NULL);
CREATE INDEX sources_by_report ON sources(report);
CREATE TABLE vectors (
    report INTEGER NOT NULL REFERENCES reports(number) ON DELETE CASCADE, encoder TEXT NOT NULL, dimension INTEGER NOT NULL,
    data BLOB NOT NULL, seal BLOB NOT NULL, PRIMARY KEY (report, encoder));
PRAGMA application_id=1347374161; PRAGMA user_version=1;
COMMIT;
"""


def test_a_catalogue_of_version_1_is_brought_up_to_date_with_its_reports(path: Path) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.executescript(VERSION_1)
    old_metadata = '{"title": "安徽省工作要点", "language": "zh", "region": "安徽", "edition": null}'
    row = ("a" * 64, "安徽.txt", "1", old_metadata, TEXT, "[]", "[]", '[[0, 7, [], ["一"]]]')
    connection.execute("INSERT INTO reports VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?)", sealed(row))
    connection.execute(
        "INSERT INTO sources VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", sealed(("/r/安徽.txt", "安徽.txt", 1, 2, 3, "1", 1, None, None))
    )
    connection.close()
    for _ in range(2):
        catalogue = Catalogue(path)
        assert catalogue._query("PRAGMA user_version") == [(2,)]
        assert catalogue.report(1).metadata == Metadata("安徽省工作要点", "zh", region="安徽")
        catalogue.close()
    with catalogue_at(path) as catalogue, catalogue.transaction():
        catalogue.put_corrections("a" * 64, {"date": "2025"})
    with catalogue_at(path) as catalogue:
        assert catalogue.report(1).metadata.date == "2025"


def altered(path: Path, statement: str) -> None:
    if not path.exists():
        Catalogue(path).close()
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(statement)
    connection.close()


def test_a_newer_catalogue_is_refused(path: Path) -> None:
    altered(path, "PRAGMA user_version=3")
    with pytest.raises(StoreError, match="version 3, this program reads up to 2: update policyqa") as raised:
        Catalogue(path)
    assert raised.value.code == "newer_format"


def test_a_database_of_another_program_is_refused_and_left_alone(path: Path) -> None:
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("CREATE TABLE reports (mine TEXT)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="another program") as raised:
        Catalogue(path)
    assert raised.value.code == "damaged"
    assert path.read_bytes() == before


def test_what_is_no_database_is_refused(path: Path) -> None:
    path.write_text("安徽省工作要点" * 100, encoding="utf-8")
    with pytest.raises(StoreError, match=r"catalogue\.sqlite is damaged .* restore it, or index into a new data directory") as raised:
        Catalogue(path)
    assert raised.value.code == "damaged"


def test_a_place_that_cannot_be_written_is_a_storage_error(path: Path) -> None:
    path.mkdir()
    with pytest.raises(StoreError, match="could not be written or read") as raised:
        Catalogue(path)
    assert raised.value.code == "storage_error"
