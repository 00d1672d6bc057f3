"""Reports in archives are reports like any others: added, changed, gone and removed one by one."""

import zipfile
from pathlib import Path
from typing import Any

import pytest

from index.build import remove_reports

# Fixtures of conftest.py, whose classes cannot be imported here.
Collection = Any


@pytest.fixture(autouse=True)
def calm(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files written just now count as settled; otherwise each is read once more in the next run."""
    monkeypatch.setattr("index.files._RACY_NS", -1)


def pack(collection: Collection, name: str = "报告.zip", **texts: str) -> Path:
    path = Path(collection.reports / name)
    with zipfile.ZipFile(path, "w") as archive:
        for member, text in texts.items():
            archive.writestr(f"2025/{member}.txt", f"{member}工作要点\n\n{text}")
    return path


def counts(collection: Collection) -> tuple[int, int, int, int]:
    summary = collection.index()
    return summary.added, summary.changed, summary.unchanged, summary.removed


@pytest.fixture
def packed(collection: Collection) -> Collection:
    collection.write(江西="重大项目3000个。")
    pack(collection, 安徽="规模以上工业增加值增长6.5%左右。", 浙江="城镇新增就业100万人以上。")
    collection.index()
    return collection


def test_each_report_in_an_archive_is_one_of_the_collection(packed: Collection) -> None:
    assert packed.names() == {"安徽.txt", "浙江.txt", "江西.txt"}


def test_an_unchanged_archive_is_not_opened(packed: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.ahead.read_file", lambda path: pytest.fail(f"{path.name} is read"))
    assert counts(packed) == (0, 0, 3, 0)
    assert len(packed.names()) == 3


def test_in_a_changed_archive_only_what_changed_is_embedded_and_what_is_gone_vanishes(packed: Collection) -> None:
    packed.embedder.embedded.clear()
    pack(packed, 安徽="规模以上工业增加值增长6.5%左右。", 江苏="外贸稳中提质。")
    assert counts(packed) == (1, 0, 2, 1)
    assert packed.names() == {"安徽.txt", "江苏.txt", "江西.txt"}
    assert len(packed.embedder.embedded) == 1


def test_a_changed_member_counts_as_changed(packed: Collection) -> None:
    pack(packed, 安徽="规模以上工业增加值增长7%左右。", 浙江="城镇新增就业100万人以上。")
    assert counts(packed) == (0, 1, 2, 0)


def test_with_an_archive_its_reports_are_gone(packed: Collection) -> None:
    (packed.reports / "报告.zip").unlink()
    assert counts(packed) == (0, 0, 1, 2)
    assert packed.names() == {"江西.txt"}


def test_an_archive_named_by_itself_loses_members_too(packed: Collection) -> None:
    path = pack(packed, 安徽="规模以上工业增加值增长6.5%左右。")
    summary = packed.index(path)
    assert (summary.unchanged, summary.removed, summary.reports) == (1, 1, 2)


def test_members_that_cannot_be_read_are_problems_and_the_others_go_in(packed: Collection) -> None:
    with zipfile.ZipFile(packed.reports / "报告.zip", "w") as archive:
        archive.writestr("安徽.txt", "工业。")
        archive.writestr("旧.doc", b"old")
        archive.writestr("内.zip", b"PK\x03\x04")
        archive.writestr("__MACOSX/._安徽.txt", b"")
        archive.writestr(".DS_Store", b"")
        archive.writestr("README.txt", b"about")
    for _ in range(2):
        problems = packed.index().problems
        assert [(problem.source_name, problem.code) for problem in problems] == [("旧.doc", "legacy_format"), ("内.zip", "nested_archive")]
        assert packed.names() == {"安徽.txt", "江西.txt"}


def test_a_damaged_archive_is_one_problem_and_its_reports_are_kept(packed: Collection) -> None:
    for _ in range(2):
        (packed.reports / "报告.zip").write_bytes(b"PK\x03\x04 damaged")
        summary = packed.index()
        assert [(problem.source_name, problem.code) for problem in summary.problems] == [("报告.zip", "unreadable")]
        assert "What was read from it before is kept" in summary.problems[0].message
        assert (summary.removed, packed.names()) == (0, {"安徽.txt", "浙江.txt", "江西.txt"})
    pack(packed, 安徽="规模以上工业增加值增长6.5%左右。")
    summary = packed.index()
    assert (summary.removed, summary.problems, packed.names()) == (1, (), {"安徽.txt", "江西.txt"})


def test_an_archive_damaged_from_the_start_holds_nothing(collection: Collection) -> None:
    (collection.reports / "报告.zip").write_bytes(b"PK\x03\x04 damaged")
    assert [("kept" in problem.message) for problem in collection.index().problems] == [False]


def test_names_in_an_archive_lead_nowhere(packed: Collection, tmp_path: Path) -> None:
    with zipfile.ZipFile(packed.reports / "报告.zip", "w") as archive:
        archive.writestr("../../外.txt", "要点\n\n外面的字。")
    packed.index()
    assert packed.names() == {"外.txt", "江西.txt"}
    assert not list(tmp_path.rglob("外.txt"))


@pytest.mark.parametrize(("name", "taken", "left"), [("报告.zip", 2, {"江西.txt"}), ("安徽.txt", 1, {"浙江.txt", "江西.txt"})])
def test_removing_takes_out_an_archive_or_a_member_until_it_is_indexed_again(
    packed: Collection, name: str, taken: int, left: set[str]
) -> None:
    assert remove_reports(packed.data, [name], packed.embedder) == taken
    assert packed.names() == left
    packed.index()
    assert packed.names() == {"安徽.txt", "浙江.txt", "江西.txt"}


def test_a_copy_outside_takes_its_name_from_the_archive_when_the_file_is_gone(collection: Collection) -> None:
    text = "规模以上工业增加值增长6.5%左右。"
    collection.write(安徽=text)
    collection.index()
    with zipfile.ZipFile(collection.reports / "报告.zip", "w") as archive:
        archive.write(collection.reports / "安徽.txt", "皖.txt")
    collection.index()
    collection.remove("安徽")
    collection.index()
    assert collection.names() == {"皖.txt"}
