"""Whose a folder is, and in which format."""

import json
from pathlib import Path

import pytest

from index.directory import FORMAT, create_directory, open_directory
from index.errors import StoreError


def code_of(function: object, root: Path) -> tuple[str, str]:
    with pytest.raises(StoreError) as raised:
        function(root)  # type: ignore[operator]
    return raised.value.code, str(raised.value)


def test_a_new_folder_becomes_a_data_directory_also_below_folders_that_are_not_there(tmp_path: Path) -> None:
    root = tmp_path / "a" / "b" / "数据"
    directory = create_directory(root)
    assert json.loads((root / "policyqa.json").read_text(encoding="utf-8")) == {"product": "policyqa", "format": FORMAT}
    assert open_directory(root) == directory == create_directory(root)


@pytest.mark.parametrize("leftovers", [[], ["policyqa.json.tmp"], ["LOCK"], ["LOCK", "policyqa.json.tmp"]])
def test_a_blank_folder_holds_nothing_yet_and_can_be_made_ours(leftovers: list[str], tmp_path: Path) -> None:
    """Blank is also what a process leaves that was killed while it made the marker."""
    for name in leftovers:
        (tmp_path / name).write_text("{", encoding="utf-8")
    code, message = code_of(open_directory, tmp_path)
    assert code == "not_indexed"
    assert "run `policyqa index" in message
    create_directory(tmp_path)
    assert open_directory(tmp_path).root == tmp_path


def test_a_folder_that_does_not_exist_is_not_made_by_reading(tmp_path: Path) -> None:
    assert code_of(open_directory, tmp_path / "none")[0] == "not_indexed"
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("function", [open_directory, create_directory])
def test_a_folder_with_other_files_is_refused_and_left_alone(function: object, tmp_path: Path) -> None:
    (tmp_path / "工作.docx").write_text("mine", encoding="utf-8")
    code, message = code_of(function, tmp_path)
    assert code == "not_ours"
    assert "name an empty one with --data" in message
    assert [path.name for path in tmp_path.iterdir()] == ["工作.docx"]


@pytest.mark.parametrize("function", [open_directory, create_directory])
def test_a_file_is_refused_as_a_data_directory(function: object, tmp_path: Path) -> None:
    file = tmp_path / "data"
    file.write_text("mine", encoding="utf-8")
    assert code_of(function, file) == ("not_ours", "The data directory 'data' is a file: name a folder with --data.")
    assert code_of(function, file / "below")[0] in {"not_ours", "not_indexed"}


@pytest.mark.parametrize("function", [open_directory, create_directory])
def test_a_newer_format_is_refused_with_both_numbers(function: object, tmp_path: Path) -> None:
    (tmp_path / "policyqa.json").write_text('{"product": "policyqa", "format": 99}', encoding="utf-8")
    assert code_of(function, tmp_path) == (
        "newer_format",
        f"The data directory has format 99, this program reads up to {FORMAT}: update policyqa.",
    )


@pytest.mark.parametrize("marker", ["", "{}", "[]", "null", '{"format": "x"}', "\x00"])
@pytest.mark.parametrize("function", [open_directory, create_directory])
def test_a_broken_marker_is_named(function: object, marker: str, tmp_path: Path) -> None:
    (tmp_path / "policyqa.json").write_text(marker, encoding="utf-8")
    code, message = code_of(function, tmp_path)
    assert code == "not_ours"
    assert "policyqa.json" in message
    assert str(tmp_path.parent) not in message


def test_the_working_directory_is_called_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "var").mkdir()
    monkeypatch.chdir(tmp_path / "var")
    assert "'var'" in code_of(open_directory, Path())[1]
