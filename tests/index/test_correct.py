"""Metadata set by sidecars and by hand: seen by the next generation, kept through every new reading."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from documents.files import read_file
from documents.types import Metadata
from index.correct import correct_report
from index.directory import open_directory, writer_lock
from index.errors import StoreError
from index.search import candidates
from index.stored import metadata_from
from index.types import Filters

# A fixture of conftest.py, whose class cannot be imported here.
Collection = Any


@pytest.fixture(autouse=True)
def calm(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files written just now count as settled; otherwise each is read once more in the next run."""
    monkeypatch.setattr("index.files._RACY_NS", -1)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are opened."""
    names: list[str] = []

    def reading(path: Path) -> bytes:
        names.append(path.name)
        return read_file(path)

    monkeypatch.setattr("index.ahead.read_file", reading)
    return names


@pytest.fixture
def two(collection: Collection) -> Collection:
    collection.write(安徽="规模以上工业增加值增长6.5%左右。", 浙江="城镇新增就业100万人以上。")
    collection.index()
    return collection


def sidecar(collection: Collection, name: str, text: str) -> None:
    (collection.reports / name).write_text(text, encoding="utf-8")


def metadata(collection: Collection) -> dict[str, Metadata]:
    return {entry.source_name: entry.metadata for entry in collection.open().entries.values()}


def report_id(collection: Collection, name: str) -> str:
    return next(entry.report_id for entry in collection.open().entries.values() if entry.source_name == name)


def test_a_sidecar_is_no_report_and_corrects_the_one_beside_it(collection: Collection) -> None:
    collection.write(安徽="工业。", 浙江="就业。")
    sidecar(collection, "安徽.txt.meta.yaml", "region: 合肥\nkind: plan\n")
    summary = collection.index(collection.reports, collection.reports / "安徽.txt.meta.yaml")
    assert (summary.added, summary.problems, summary.reports) == (2, (), 2)
    found = metadata(collection)["安徽.txt"]
    assert (found.region, found.city, found.region_code, found.kind) == ("安徽", "合肥", "3401", "plan")
    assert found.corrected == ("city", "kind", "region")
    assert metadata(collection)["浙江.txt"].corrected == ()


def test_only_the_report_of_a_changed_sidecar_is_read_again(two: Collection, read: list[str]) -> None:
    before = report_id(two, "安徽.txt")
    for text, issuer in (("issuer: 甲局", "甲局"), ("issuer: 乙局", "乙局")):
        sidecar(two, "安徽.meta.yaml", text)
        summary = two.index()
        assert (summary.changed, summary.unchanged, read) == (1, 1, ["安徽.txt"])
        assert metadata(two)["安徽.txt"].issuer == issuer
        read.clear()
        assert (two.index().unchanged, read) == (2, [])
    (two.reports / "安徽.meta.yaml").unlink()
    assert two.index().changed == 1
    assert metadata(two)["安徽.txt"].issuer is None
    assert report_id(two, "安徽.txt") == before, "the id is that of the report's bytes"


def test_a_sidecar_that_cannot_be_used_is_told_each_time_and_its_report_goes_in_as_read(two: Collection) -> None:
    before = metadata(two)
    sidecar(two, "安徽.txt.meta.yaml", "kindd: plan\n")
    for _ in range(2):
        (problem,) = two.index().problems
        assert (problem.source_name, problem.code) == ("安徽.txt.meta.yaml", "bad_sidecar")
        assert problem.message.startswith("The field 'kindd' is unknown: use title, ")
        assert metadata(two) == before


@pytest.mark.parametrize("names", [("甲.txt", "乙.txt"), ("乙.txt", "甲.txt")])
@pytest.mark.parametrize("batch", [1, 256])
def test_a_copy_without_a_sidecar_does_not_undo_that_of_the_other(
    collection: Collection, monkeypatch: pytest.MonkeyPatch, names: Sequence[str], batch: int
) -> None:
    monkeypatch.setattr("index.batch._FILES", batch)
    for name in names:
        (collection.reports / name).write_text("工业增长。", encoding="utf-8")
    sidecar(collection, f"{names[0]}.meta.yaml", "issuer: 甲局")
    for _ in range(2):
        collection.index()
        assert [found.issuer for found in metadata(collection).values()] == ["甲局"]
        (collection.reports / names[1]).touch()


def test_a_correction_is_served_by_a_new_generation_and_taken_back(two: Collection, read: list[str]) -> None:
    before, one = metadata(two), report_id(two, "安徽.txt")
    assert correct_report(two.data, one, {"date": "2026-01-20", "region": "安徽"}, two.embedder) == 2
    found = metadata(two)["安徽.txt"]
    assert (found.date, found.region, found.region_code, found.corrected) == ("2026-01-20", "安徽", "34", ("date", "region"))
    assert correct_report(two.data, one, {"date": "2026-01-20"}, two.embedder) == 2, "nothing changed"
    assert correct_report(two.data, one, {"date": None, "region": None}, two.embedder) == 3
    assert metadata(two) == before
    assert read == []


def test_a_correction_lies_over_the_sidecar_and_outlives_every_new_reading(two: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    one = report_id(two, "安徽.txt")
    sidecar(two, "安徽.meta.yaml", "issuer: 甲局\ndate: 2025")
    two.index()
    correct_report(two.data, one, {"issuer": "乙局"}, two.embedder)
    for module in ("run", "ways"):
        monkeypatch.setattr(f"index.{module}.PIPELINE", "next")
    two.index()
    found = metadata(two)["安徽.txt"]
    assert (found.issuer, found.date) == ("乙局", "2025")
    (two.reports / "安徽.txt").rename(two.reports / "江淮.txt")
    two.index()
    assert metadata(two)["江淮.txt"].issuer == "乙局"


def test_only_another_title_is_embedded_anew_and_passages_are_found_under_it(two: Collection) -> None:
    one = report_id(two, "安徽.txt")
    two.embedder.embedded.clear()
    correct_report(two.data, one, {"issuer": "安徽省人民政府"}, two.embedder)
    assert two.embedder.embedded == []
    correct_report(two.data, one, {"title": "江淮工业规划"}, two.embedder)
    assert [text.split("\n")[0] for text in two.embedder.embedded] == ["江淮工业规划"]
    found = max(candidates(two.open(), two.embedder, "江淮工业规划", count=5), key=lambda candidate: candidate.keyword)
    assert (found.entry.source_name, found.entry.metadata.title) == ("安徽.txt", "江淮工业规划")


def test_an_unknown_report_and_a_busy_collection_are_told(two: Collection) -> None:
    assert correct_report(two.data, "f" * 64, {"date": "2026"}, two.embedder) is None
    with writer_lock(open_directory(two.data)), pytest.raises(StoreError) as raised:
        correct_report(two.data, report_id(two, "安徽.txt"), {"date": "2026"}, two.embedder)
    assert raised.value.code == "busy"


def test_a_disk_that_cannot_be_written_is_a_storage_error_and_nothing_changes(two: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = metadata(two)
    with monkeypatch.context() as patched:
        patched.setattr("index.publish.sync_tree", full)
        with pytest.raises(StoreError, match="No space left") as raised:
            correct_report(two.data, report_id(two, "安徽.txt"), {"date": "2026"}, two.embedder)
    assert (raised.value.code, metadata(two)) == ("storage_error", before)


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        (Filters(region="安徽"), {"安徽.txt", "浙江.txt"}),
        (Filters(region="安徽省"), {"安徽.txt", "浙江.txt"}),
        (Filters(region="34"), {"安徽.txt", "浙江.txt"}),
        (Filters(region="合肥"), {"安徽.txt"}),
        (Filters(region="3401"), {"安徽.txt"}),
        (Filters(region="芜湖市"), {"浙江.txt"}),
        (Filters(region="浙江"), set()),
        (Filters(region="乌有"), set()),
        (Filters(kind="plan"), {"安徽.txt"}),
        (Filters(status="repealed"), {"浙江.txt"}),
        (Filters(region="安徽", status="in_force"), set()),
    ],
)
def test_a_province_includes_its_cities_and_kind_and_status_are_filters(two: Collection, filters: Filters, names: set[str]) -> None:
    sidecar(two, "安徽.meta.yaml", "city: 合肥\nkind: plan")
    sidecar(two, "浙江.meta.yaml", "city: 芜湖\nstatus: repealed\nkind: notice")
    two.index()
    found = candidates(two.open(), two.embedder, "增长", count=5, filters=filters)
    assert {candidate.entry.source_name for candidate in found} == names


def test_metadata_of_other_versions_is_read_with_what_is_known_of_it() -> None:
    assert metadata_from('{"title": "规划", "language": "zh", "region": "安徽"}') == Metadata("规划", "zh", region="安徽")
    later = '{"title": "规划", "language": "zh", "corrected": ["title"], "of a later version": 1}'
    assert metadata_from(later) == Metadata("规划", "zh", corrected=("title",))
