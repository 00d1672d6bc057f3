"""Files come and go, and only what changed is read and embedded."""

import os
from pathlib import Path
from typing import Any

import pytest

from documents.errors import LoadError
from documents.files import read_file
from index.build import index_files, remove_reports
from index.errors import StoreError
from index.files import Found, vanished
from index.search import candidates
from index.stored import Source
from index.types import Problem

# Fixtures of conftest.py, whose classes cannot be imported here.
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
    monkeypatch.setattr("index.ahead.read_file", reading)
    return names


@pytest.fixture
def two(collection: Collection) -> Collection:
    collection.write(安徽="规模以上工业增加值增长6.5%左右。", 浙江="城镇新增就业100万人以上。")
    collection.index()
    return collection


def texts(collection: Collection) -> dict[str, str]:
    generation = collection.open()
    return {entry.source_name: generation.text(number, 0, entry.characters) for number, entry in generation.entries.items()}


def test_the_first_run_counts_what_went_in(collection: Collection) -> None:
    collection.write(安徽="工业。", 浙江="就业。")
    summary = collection.index()
    assert (summary.added, summary.changed, summary.unchanged, summary.removed, summary.problems) == (2, 0, 0, 0, ())
    assert (summary.reports, summary.passages, summary.generation) == (2, 2, 1)


def test_progress_names_each_file_before_it_is_read_and_ends_complete(collection: Collection) -> None:
    collection.write(安徽="工业。", 浙江="就业。")
    steps: list[tuple[str, int, int, int]] = []
    index_files(collection.data, [collection.reports], collection.embedder, lambda *step: steps.append(step))
    assert steps == [("安徽.txt", 0, 2, 0), ("浙江.txt", 1, 2, 1), ("", 2, 2, 2)]


def test_an_unchanged_file_is_neither_read_nor_embedded_again(two: Collection, read: list[str]) -> None:
    two.embedder.embedded.clear()
    assert two.index().unchanged == 2
    assert (read, two.embedder.embedded) == ([], [])


def test_only_the_new_and_the_changed_file_are_read_and_embedded(two: Collection, read: list[str]) -> None:
    two.embedder.embedded.clear()
    two.write(浙江="城镇新增就业200万人以上。", 江西="重大项目3000个。")
    summary = two.index()
    assert (summary.added, summary.changed, summary.unchanged, summary.reports) == (1, 1, 1, 3)
    assert sorted(read) == ["江西.txt", "浙江.txt"]
    assert len(two.embedder.embedded) == 2
    assert "200万人" in texts(two)["浙江.txt"]
    found = candidates(two.open(), two.embedder, "城镇新增就业100万人", count=50)
    assert not any("100万人" in candidate.passage.text for candidate in found)


def test_a_changed_file_of_equal_size_whose_time_was_set_back_is_noticed(two: Collection) -> None:
    file = two.reports / "浙江.txt"
    status = file.stat()
    file.write_text(file.read_text(encoding="utf-8").replace("100", "200"), encoding="utf-8")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert file.stat().st_size == status.st_size
    assert two.index().changed == 1
    assert "200万人" in texts(two)["浙江.txt"]


def test_a_file_changed_right_after_it_was_read_is_read_again(two: Collection, read: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Clocks of file systems are coarse: for two seconds an equal time stamp proves nothing."""
    monkeypatch.setattr("index.files._RACY_NS", 2_000_000_000)
    summary = two.index()
    assert sorted(read) == ["安徽.txt", "浙江.txt"]
    assert (summary.unchanged, summary.changed, summary.generation) == (2, 0, 1)


def test_a_touched_file_is_unchanged(two: Collection, read: list[str]) -> None:
    os.utime(two.reports / "浙江.txt")
    summary = two.index()
    assert (summary.unchanged, summary.generation, read) == (2, 1, ["浙江.txt"])
    read.clear()
    two.index()
    assert read == []


def test_a_removed_file_disappears(two: Collection) -> None:
    two.remove("浙江")
    summary = two.index()
    assert (summary.removed, summary.unchanged, summary.reports) == (1, 1, 1)
    assert two.names() == {"安徽.txt"}


def test_files_outside_the_indexed_folders_stay(two: Collection, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "江西.txt").write_text("江西省工作要点\n\n重大项目3000个。", encoding="utf-8")
    two.remove("浙江")
    assert two.index(other).removed == 0
    assert two.names() == {"安徽.txt", "浙江.txt", "江西.txt"}
    assert two.index(two.reports / "安徽.txt").unchanged == 1
    assert two.index().removed == 1
    assert two.names() == {"安徽.txt", "江西.txt"}


def test_a_problem_file_gives_a_line_while_the_others_go_in(collection: Collection) -> None:
    collection.write(安徽="工业增长。")
    (collection.reports / "空.txt").write_bytes(b"")
    (collection.reports / "旧.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    (collection.reports / "图.png").write_bytes(b"\x89PNG")
    (collection.reports / "坏.pdf").write_bytes(b"%PDF-1.7 broken")
    summary = collection.index(collection.reports, collection.reports / "没有.txt")
    assert {problem.source_name: problem.code for problem in summary.problems} == {
        "空.txt": "empty", "旧.doc": "legacy_format", "图.png": "unknown_type", "坏.pdf": "unreadable", "没有.txt": "unreadable",
    }  # fmt: skip
    assert all(problem.message and str(collection.reports) not in problem.message for problem in summary.problems)
    assert (summary.added, summary.reports) == (1, 1)
    assert collection.names() == {"安徽.txt"}


def test_a_problem_file_is_told_again_without_being_read_again(collection: Collection, read: list[str]) -> None:
    (collection.reports / "空.txt").write_bytes(b"")
    first = collection.index().problems
    assert read == ["空.txt"]
    assert collection.index().problems == first == (Problem("空.txt", "empty", first[0].message),)
    assert read == ["空.txt"]


def test_a_problem_file_that_was_mended_goes_in_and_one_that_is_gone_is_not_counted(collection: Collection) -> None:
    (collection.reports / "空.txt").write_bytes(b"")
    (collection.reports / "空2.txt").write_bytes(b"")
    collection.index()
    (collection.reports / "空.txt").write_text("不再是空的。", encoding="utf-8")
    (collection.reports / "空2.txt").unlink()
    summary = collection.index()
    assert (summary.added, summary.removed, summary.problems) == (1, 0, ())


def test_a_file_that_becomes_unreadable_drops_out(two: Collection) -> None:
    (two.reports / "浙江.txt").write_bytes(b"")
    summary = two.index()
    assert [problem.source_name for problem in summary.problems] == ["浙江.txt"]
    assert (summary.reports, two.names()) == (1, {"安徽.txt"})


def test_a_file_that_could_not_be_opened_is_tried_again_each_time(two: Collection, read: list[str]) -> None:
    """A right to read may be given without a trace in the file's size and times."""
    (two.reports / "坏.pdf").write_bytes(b"%PDF-1.7 broken")
    two.index()
    read.clear()
    two.index()
    assert read == ["坏.pdf"]


def test_equal_bytes_under_two_names_are_one_report(two: Collection) -> None:
    (two.reports / "副本.txt").write_bytes((two.reports / "安徽.txt").read_bytes())
    summary = two.index()
    assert (summary.added, summary.reports) == (1, 2)
    assert two.names() == {"安徽.txt", "浙江.txt"}
    two.remove("安徽")
    assert two.index().removed == 1
    assert two.names() == {"副本.txt", "浙江.txt"}, "the report is kept under the name of the file that is there"
    two.remove("副本")
    two.index()
    assert two.names() == {"浙江.txt"}


def test_equal_bytes_that_come_together_bear_the_first_name(collection: Collection) -> None:
    for name in ("乙.txt", "甲.txt", "丙.txt"):
        (collection.reports / name).write_text("工业增长。", encoding="utf-8")
    summary = collection.index()
    assert (summary.added, summary.reports, collection.names()) == (3, 1, {min("乙.txt", "甲.txt", "丙.txt")})


def test_a_renamed_file_keeps_its_report_and_gives_it_its_name(collection: Collection, read: list[str]) -> None:
    """Title and region may come from the name, so the report is read as a file of the new name."""
    (collection.reports / "2025年安徽省规划.txt").write_text("工业增长。\n\n就业稳定。", encoding="utf-8")
    collection.index()
    (collection.reports / "2025年安徽省规划.txt").rename(collection.reports / "2026年浙江省规划.txt")
    summary = collection.index()
    assert (summary.added, summary.removed, summary.reports) == (1, 1, 1)
    (entry,) = collection.open().entries.values()
    assert (entry.source_name, entry.metadata.region, entry.metadata.period) == ("2026年浙江省规划.txt", "浙江", "2026")


def test_another_encoder_embeds_anew_without_reading(two: Collection, other_embedder: Any, read: list[str]) -> None:
    two.embedder = other_embedder
    summary = two.index()
    assert (read, summary.unchanged, summary.generation) == ([], 2, 2)
    assert len(other_embedder.embedded) == 2
    assert two.open().manifest.encoder == "other bigrams"
    found = candidates(two.open(), other_embedder, other_embedder.embedded[0], count=1)
    assert max(candidate.dense for candidate in found) == pytest.approx(1, abs=1e-6)


def test_a_new_pipeline_reads_everything_again(two: Collection, read: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("run", "ways"):
        monkeypatch.setattr(f"index.{module}.PIPELINE", "next")
    summary = two.index()
    assert sorted(read) == ["安徽.txt", "浙江.txt"]
    assert (summary.changed, summary.reports, summary.generation) == (2, 2, 2)
    assert two.open().manifest.pipeline == "next"
    read.clear()
    assert two.index().unchanged == 2
    assert read == []


def test_reports_are_removed_by_name_or_id(two: Collection) -> None:
    two.write(江西="项目。")
    two.index()
    by_name = {entry.source_name: entry.report_id for entry in two.open().entries.values()}
    assert remove_reports(two.data, ["安徽.txt", by_name["江西.txt"], "没有.txt"], two.embedder) == 2
    assert two.names() == {"浙江.txt"}
    assert remove_reports(two.data, ["没有.txt"], two.embedder) == 0
    assert two.open().number == 3


def test_a_report_is_removed_also_when_the_encoder_was_changed_meanwhile(two: Collection, other_embedder: Any) -> None:
    assert remove_reports(two.data, ["安徽.txt"], other_embedder) == 1
    assert (two.names(), two.open().manifest.encoder) == ({"浙江.txt"}, "other bigrams")


def test_a_removed_name_leaves_the_report_to_its_other_file(two: Collection) -> None:
    (two.reports / "副本.txt").write_bytes((two.reports / "安徽.txt").read_bytes())
    two.index()
    assert remove_reports(two.data, ["安徽.txt"], two.embedder) == 1
    assert two.names() == {"副本.txt", "浙江.txt"}


def test_nothing_is_removed_from_a_folder_that_is_not_there(collection: Collection) -> None:
    with pytest.raises(StoreError) as raised:
        remove_reports(collection.data, ["安徽.txt"], collection.embedder)
    assert raised.value.code == "not_indexed"
    assert not collection.data.exists()


def test_a_data_directory_inside_the_indexed_folder_is_passed_over(collection: Collection, embedder: Any) -> None:
    collection.write(安徽="工业。")
    data = collection.reports / "var"
    for _ in range(2):
        summary = index_files(data, [collection.reports], embedder, lambda *_: None)
        (data / "evaluations").mkdir(exist_ok=True)
        (data / "evaluations" / "scorecard.md").write_text("# Scorecard", encoding="utf-8")
        assert (summary.problems, summary.reports) == ((), 1)


def test_a_name_that_is_not_utf_8_is_read_as_gb18030(collection: Collection) -> None:
    """Archives packed on a Chinese Windows give such names on Linux."""
    raw = os.fsencode(collection.reports) + "/安徽省要点.txt".encode("gb18030")
    try:
        with open(raw, "wb") as file:  # noqa: PTH123
            file.write("安徽省工作要点\n\n工业增长。".encode())
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    names: list[str] = []
    summary = index_files(collection.data, [collection.reports], collection.embedder, lambda name, *_: names.append(name))
    assert (names[0], summary.reports, collection.names()) == ("安徽省要点.txt", 1, {"安徽省要点.txt"})
    assert collection.index().unchanged == 1
    os.unlink(raw)  # noqa: PTH108
    collection.write(浙江="城镇新增就业100万人以上。")
    assert collection.index().removed == 1


def test_hidden_files_lock_files_and_a_readme_are_passed_over(collection: Collection) -> None:
    collection.write(安徽="工业。")
    for name in (".hidden.txt", "~$安徽.docx", "README.md", "readme.txt"):
        (collection.reports / name).write_text("not a report", encoding="utf-8")
    (collection.reports / ".git").mkdir()
    (collection.reports / ".git" / "config.txt").write_text("not a report", encoding="utf-8")
    summary = collection.index()
    assert (summary.problems, collection.names()) == ((), {"安徽.txt"})
    collection.index(collection.reports / "README.md")
    assert collection.names() == {"安徽.txt", "README.md"}, "a file that is named goes in"


def test_a_large_run_is_kept_in_parts_and_shown_as_one(collection: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.batch._FILES", 3)
    collection.write(**{f"报告{number}": f"就业{number}万人。" for number in range(10)})
    (collection.reports / "报告00.txt").write_bytes((collection.reports / "报告9.txt").read_bytes())
    summary = collection.index()
    assert (summary.added, summary.reports, summary.generation) == (11, 10, 1)
    assert texts(collection)["报告7.txt"].endswith("就业7万人。")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_named_pipe_is_a_problem_line_and_no_hang(tmp_path: Path) -> None:
    pipe = tmp_path / "管道.txt"
    os.mkfifo(pipe)
    with pytest.raises(LoadError, match="no file") as caught:
        read_file(pipe)
    assert caught.value.code == "unreadable"


def test_what_lies_in_a_folder_that_cannot_be_opened_has_not_vanished(tmp_path: Path) -> None:
    inner = tmp_path / "内"
    source = Source(str(inner / "报告.txt"), "报告.txt", 1, 1, 2, "1", 1)
    assert vanished([source], Found((), (tmp_path,))) == [source]
    assert vanished([source], Found((), (tmp_path,), (inner,))) == []
