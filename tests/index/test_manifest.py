"""A manifest seals every file of a generation and itself."""

import hashlib
import json
from pathlib import Path

import pytest

from index.errors import StoreError
from index.manifest import FileSeal, Manifest, Segment, manifest_bytes, read_manifest, seal, verify_files

SEGMENTS = (Segment("1", {1: 3, 2: 4, 10: 5}, {3: 2}), Segment("2", {11: 1}))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "7"
    (folder / "keyword").mkdir(parents=True)
    (folder / "keyword" / "meta.json").write_bytes(b"{}")
    (folder / "vectors.faiss").write_bytes(b"abc")
    (folder / "manifest.json").write_bytes(manifest_bytes(manifest(folder)))
    return folder


def manifest(folder: Path) -> Manifest:
    return Manifest(7, "编码器 0123", 256, "1", "characters", SEGMENTS, seal(folder, {}))


def test_a_manifest_comes_back_as_it_was_written(folder: Path) -> None:
    found = read_manifest(folder)
    assert found == manifest(folder)
    assert found.reports == {1: 3, 2: 4, 10: 5, 11: 1}
    assert [segment.passages for segment in found.segments] == [12, 1]
    verify_files(folder, found)


def test_sizes_and_digests_are_those_of_the_files(folder: Path) -> None:
    assert seal(folder, {}) == {
        "keyword/meta.json": FileSeal(2, hashlib.sha256(b"{}").hexdigest()),
        "vectors.faiss": FileSeal(3, hashlib.sha256(b"abc").hexdigest()),
    }


def test_known_seals_are_taken_over(folder: Path) -> None:
    known = {"vectors.faiss": FileSeal(1, "0")}
    assert seal(folder, known)["vectors.faiss"] == known["vectors.faiss"]


def test_every_changed_value_is_noticed(folder: Path) -> None:
    body = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    changes = {
        "generation": 8, "encoder": "other", "dimension": 257, "pipeline": "2", "keywords": "words", "format": 0,
        "segments": body["segments"][:1], "files": {}, "digest": "0" * 64,
    }  # fmt: skip
    assert set(changes) == set(body)
    for name, value in changes.items():
        (folder / "manifest.json").write_text(json.dumps({**body, name: value}), encoding="utf-8")
        with pytest.raises(StoreError, match=r"manifest\.json of generation 7 was changed after it was written") as raised:
            read_manifest(folder)
        assert raised.value.code == "damaged"


@pytest.mark.parametrize("content", [b"", b"{", b"null", b"[]", b"{}", b'{"digest": 1}', b"\xff", b'{"format": 99, "digest": "0"}'])
def test_what_is_no_manifest_is_damaged(content: bytes, folder: Path) -> None:
    (folder / "manifest.json").write_bytes(content)
    with pytest.raises(StoreError) as raised:
        read_manifest(folder)
    assert raised.value.code == "damaged"


def test_a_manifest_in_the_folder_of_another_generation_is_refused(folder: Path) -> None:
    with pytest.raises(StoreError, match="generation 8 was changed"):
        read_manifest(folder.rename(folder.with_name("8")))


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("vectors.faiss", b"abd", "vectors.faiss of generation 7 is damaged"),
        ("vectors.faiss", b"ab", "vectors.faiss of generation 7 is damaged"),
        ("keyword/meta.json", None, "keyword/meta.json of generation 7 is missing"),
        ("keyword/more.json", b"", "keyword/more.json of generation 7 does not belong there"),
        ("vectors.lock", b"", "vectors.lock of generation 7 does not belong there"),
    ],
)
def test_a_file_that_is_not_as_it_was_is_named(name: str, content: bytes | None, expected: str, folder: Path) -> None:
    if content is None:
        (folder / name).unlink()
    else:
        (folder / name).write_bytes(content)
    with pytest.raises(StoreError, match=expected):
        verify_files(folder, read_manifest(folder))


def test_locks_that_readers_of_keywords_leave_are_overlooked(folder: Path) -> None:
    lock = folder / "keyword" / ".tantivy-meta.lock"
    lock.write_bytes(b"")
    verify_files(folder, read_manifest(folder))  # raises StoreError where a file does not belong there
    assert lock.name not in {Path(name).name for name in read_manifest(folder).files}
