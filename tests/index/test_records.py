import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from index.errors import StoreError
from index.records import RecordFile


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "answers.sqlite"


@pytest.fixture
def file(path: Path) -> RecordFile:
    return RecordFile(path, most=3, most_bytes=1000)


def names(file: RecordFile) -> list[str]:
    return [content.decode() for content in file.newest(10)]


def test_an_answer_comes_back_byte_for_byte(file: RecordFile) -> None:
    file.put("甲", "规模以上工业增加值增长6.5%左右。".encode())
    assert file.get("甲") == "规模以上工业增加值增长6.5%左右。".encode()
    assert file.get("乙") is None


def test_reading_makes_no_file(file: RecordFile, path: Path) -> None:
    assert (file.get("甲"), file.newest(5), file.remove(["甲"]), file.clear()) == (None, [], 0, 0)
    assert not path.exists()


def test_the_oldest_goes_beyond_the_number(file: RecordFile) -> None:
    for name in "一二三四五":
        file.put(name, name.encode())
    assert names(file) == ["五", "四", "三"]


def test_the_oldest_go_beyond_the_bytes(file: RecordFile) -> None:
    file.put("a", b"a" * 600)
    file.put("b", b"b" * 300)
    file.put("c", b"c" * 300)  # 1200 bytes: without the first they are 600
    assert [content[:1] for content in file.newest(10)] == [b"c", b"b"]


def test_an_answer_larger_than_all_bounds_leaves_nothing(file: RecordFile) -> None:
    file.put("a", b"a")
    file.put("b", b"b" * 1001)
    assert file.newest(10) == []


def test_the_same_id_is_the_same_answer_and_the_newest(file: RecordFile) -> None:
    for name, content in (("一", b"old"), ("二", b"other"), ("一", b"new")):
        file.put(name, content)
    assert file.newest(10) == [b"new", b"other"]


def test_what_is_removed_stands_nowhere_in_the_file(file: RecordFile, path: Path) -> None:
    secret = b"no longer anyone's business " * 20
    file.put("a", secret)
    file.put("b", b"kept")
    assert file.remove(["a", "unknown"]) == 1
    assert secret[:28] not in path.read_bytes()
    assert names(file) == ["kept"]
    assert file.clear() == 1
    assert b"kept" not in path.read_bytes()


def test_an_answer_that_was_changed_in_the_file_is_none(file: RecordFile, path: Path) -> None:
    file.put("a", b"six and a half")
    file.put("b", b"as it was")
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE answers SET content = ? WHERE id = 'a'", (b"seven and a half",))
    connection.close()
    assert file.get("a") is None
    assert file.newest(10) == [b"as it was"]


@pytest.mark.parametrize("content", [b"no database at all " * 50, b"SQLite format 3\x00" + b"\x07" * 500])
def test_a_damaged_file_is_set_aside_and_a_new_one_begun(file: RecordFile, path: Path, content: bytes) -> None:
    path.write_bytes(content)
    for act in (lambda: file.put("a", b"a"), lambda: file.get("a")):
        with pytest.raises(StoreError) as caught:
            act()
        assert caught.value.code == "damaged"
        assert str(path.parent) not in str(caught.value)
    file.set_aside()
    assert path.with_name("answers.damaged.sqlite").read_bytes() == content
    file.put("a", b"a")
    file.set_aside()  # nothing is wrong with this one
    assert file.get("a") == b"a"


def test_a_database_of_another_program_is_not_written_into(file: RecordFile, path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    with pytest.raises(StoreError) as caught:
        file.put("a", b"a")
    assert caught.value.code == "damaged"


def test_a_file_of_a_later_version_is_left_alone(file: RecordFile, path: Path) -> None:
    file.put("a", b"a")
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    for act in (lambda: file.put("b", b"b"), lambda: file.get("a"), file.set_aside):
        with pytest.raises(StoreError) as caught:
            act()
        assert caught.value.code == "newer_format"


def test_a_file_that_another_process_holds_is_busy(file: RecordFile, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.records._PATIENCE", 0.05)
    file.put("a", b"a")
    with sqlite3.connect(path) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError) as caught:
            file.put("b", b"b")
    holder.close()
    assert caught.value.code == "busy"
    assert file.newest(10) == [b"a"]


def test_several_writers_lose_nothing(path: Path) -> None:
    def write(name: str) -> None:
        file = RecordFile(path, most=1000, most_bytes=10**6)
        for number in range(10):
            file.put(f"{name}{number}", f"{name}{number}".encode())

    threads = [threading.Thread(target=write, args=(name,)) for name in "甲乙丙"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    held = {content.decode() for content in RecordFile(path, 1, 1).newest(100)}
    assert held == {f"{name}{number}" for name in "甲乙丙" for number in range(10)}


FULL = """
import resource, sys
from pathlib import Path
from index.errors import StoreError
from index.records import RecordFile
file = RecordFile(Path(sys.argv[1]), 10, 10**9)
file.put("a", b"a" * 5000)
resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))
try:
    file.put("b", b"b" * 100_000)
except StoreError as error:
    print(error.code, file.get("a") == b"a" * 5000, file.get("b"))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the system has no limit on the size of files")
def test_a_full_disk_keeps_what_was_kept(path: Path) -> None:
    told = subprocess.run([sys.executable, "-c", FULL, str(path)], capture_output=True, text=True, check=True).stdout
    assert told == "storage_error True None\n"
