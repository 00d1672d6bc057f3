"""What a run of indexing keeps and what it takes out when files, folders and sidecars come and go."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from index.build import index_files

Collection = Any


@pytest.fixture
def two(collection: Collection) -> Collection:
    collection.write(安徽="规模以上工业增加值增长6.5%左右。", 浙江="城镇新增就业100万人以上。")
    collection.index()
    return collection


def test_an_emptied_folder_keeps_its_reports_until_it_is_said_to_be_empty(two: Collection) -> None:
    two.remove("安徽", "浙江")
    summary = two.index()
    assert [(problem.source_name, problem.code) for problem in summary.problems] == [(two.reports.name, "empty_folder")]
    assert (summary.removed, two.names()) == (0, {"安徽.txt", "浙江.txt"})
    summary = index_files(two.data, [two.reports], two.embedder, lambda *_: None, emptied=True)
    assert (summary.removed, summary.problems, two.names()) == (2, (), set())


def test_a_folder_that_never_held_a_report_is_no_problem(collection: Collection) -> None:
    assert collection.index().problems == ()


def test_of_two_folders_only_the_emptied_one_is_told(two: Collection, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "江西.txt").write_text("江西省工作要点\n\n重大项目3000个。", encoding="utf-8")
    two.index(two.reports, other)
    shutil.rmtree(two.reports)
    two.reports.mkdir()
    assert [problem.source_name for problem in two.index(two.reports, other).problems] == [two.reports.name]
    assert two.names() == {"安徽.txt", "浙江.txt", "江西.txt"}


def test_equal_names_in_two_folders_are_two_reports(two: Collection) -> None:
    for folder, figure in (("2024", "5.8%"), ("2025", "5.5%")):
        (two.reports / folder).mkdir()
        (two.reports / folder / "公报.txt").write_text(f"{folder}年统计公报\n\n地区生产总值增长{figure}。", encoding="utf-8")
    assert two.index().added == 2
    named = [entry for entry in two.open().entries.values() if entry.source_name == "公报.txt"]
    assert {entry.metadata.title for entry in named} == {"2024年统计公报", "2025年统计公报"}
    (two.reports / "2024" / "公报.txt").unlink()
    assert two.index().removed == 1
    assert [e.metadata.title for e in two.open().entries.values() if e.source_name == "公报.txt"] == ["2025年统计公报"]


@pytest.mark.parametrize("name", ["安徽.txt.meta.yaml", "安徽.meta.yaml"])
def test_without_its_sidecar_a_report_says_again_what_it_says_itself(two: Collection, name: str) -> None:
    def issuer() -> str | None:
        return next(entry.metadata.issuer for entry in two.open().entries.values() if entry.source_name == "安徽.txt")

    before = issuer()
    (two.reports / name).write_text("issuer: 安徽省人民政府\n", encoding="utf-8")
    two.index()
    assert issuer() == "安徽省人民政府"
    (two.reports / name).unlink()
    summary = two.index()
    assert (issuer(), summary.problems, len(two.names())) == (before, (), 2)
