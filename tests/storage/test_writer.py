"""One writer at a time, named to the others; readers are never in its way."""

import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from index.build import index_files
from index.directory import create_directory, open_directory, writer_lock
from index.errors import StoreError
from index.generations import Generation, current_number, generation_numbers, open_current
from index.search import candidates

HOLD = """
import sys, time
from pathlib import Path
from index.directory import create_directory, writer_lock
with writer_lock(create_directory(Path(sys.argv[1]))):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "安徽.txt").write_text("安徽省工作要点\n\n规模以上工业增加值增长6.5%左右。", encoding="utf-8")
    return folder


@pytest.fixture
def holder(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the writer's lock."""
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path / "data")], stdout=subprocess.PIPE, text=True)
    with process:
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def index(data: Path, reports: Path, embedder: Any) -> int:
    return index_files(data, [reports], embedder, lambda *_: None).generation


def test_a_second_writer_is_told_within_a_second_who_holds_the_lock(holder, tmp_path, reports, embedder) -> None:
    start = time.perf_counter()
    with pytest.raises(StoreError, match=rf"process {holder.pid} since 20\d\d-.*wait until it has ended") as raised:
        index(tmp_path / "data", reports, embedder)
    assert raised.value.code == "busy"
    assert time.perf_counter() - start < 1


def test_a_killed_writer_frees_the_lock_at_once(holder, tmp_path, reports, embedder) -> None:
    holder.kill()
    holder.wait()
    assert index(tmp_path / "data", reports, embedder) == 1


def test_writers_that_start_together_on_a_new_folder_index_or_are_busy(tmp_path, reports, embedder) -> None:
    for attempt in range(5):
        data, together = tmp_path / f"data{attempt}", threading.Barrier(6)

        def write(data: Path = data, together: threading.Barrier = together) -> str:
            together.wait()
            try:
                index(data, reports, embedder)
            except StoreError as error:
                return error.code
            return "indexed"

        with ThreadPoolExecutor(6) as pool:
            outcomes = [future.result() for future in [pool.submit(write) for _ in range(6)]]
        assert "indexed" in outcomes
        assert set(outcomes) <= {"indexed", "busy"}


def test_a_failed_writer_frees_the_lock(tmp_path) -> None:
    directory = create_directory(tmp_path / "data")
    with pytest.raises(ZeroDivisionError), writer_lock(directory):
        _ = 1 / 0
    with writer_lock(directory):
        holder = json.loads((tmp_path / "data" / "LOCK.holder").read_text(encoding="utf-8"))
        assert holder["pid"] == os.getpid()


def test_readers_see_a_whole_state_at_every_moment_while_generations_are_published(tmp_path, reports, embedder) -> None:
    """Eight publications; each reader opens and searches again and again, and may only ever see 1, 2, 3, ... reports."""
    data = tmp_path / "data"
    index(data, reports, embedder)
    done, seen = threading.Event(), []

    def read() -> int:
        opened = 0
        while not done.is_set():
            generation = open_current(open_directory(data))
            found = candidates(generation, embedder, "规模以上工业增加值增长", count=50)
            assert generation.notice in (None, f"Generation {generation.number + 1} was never taken into service.")
            assert len(found) == len(generation.entries) == generation.number
            seen.append(generation.number)
            opened += 1
        return opened

    with ThreadPoolExecutor(3) as pool:
        readers = [pool.submit(read) for _ in range(3)]
        for number in range(2, 10):
            (reports / f"{number}.txt").write_text(f"第{number}号报告\n\n规模以上工业增加值增长{number}%。", encoding="utf-8")
            assert index(data, reports, embedder) == number
        done.set()
        assert sum(future.result() for future in readers) == len(seen) > 8
    assert open_current(open_directory(data)).number == 9
    assert generation_numbers(open_directory(data)) == [7, 8, 9]


def test_an_opened_generation_goes_on_answering_after_it_was_deleted(tmp_path, reports, embedder) -> None:
    data = tmp_path / "data"
    index(data, reports, embedder)
    opened = open_current(open_directory(data))
    before = candidates(opened, embedder, "工业增加值", count=5)
    shutil.rmtree(data / "generations")
    assert candidates(opened, embedder, "工业增加值", count=5) == before
    assert opened.text(1, 0, 7) == "安徽省工作要点"


@pytest.mark.parametrize("step", ["index.generations.verify_files", "index.generations.PassageFile", "index.generations.KeywordIndex"])
def test_a_generation_pruned_while_it_is_opened_is_no_damage(step, tmp_path, reports, embedder, monkeypatch) -> None:
    """The reader has read CURRENT; before it opens the files, four newer generations push its own out."""
    data = tmp_path / "data"
    index(data, reports, embedder)
    original = {"verify_files": "index.manifest", "PassageFile": "index.passages", "KeywordIndex": "index.keyword"}
    name = step.rsplit(".", 1)[1]
    real = getattr(sys.modules[original[name]], name)
    overtaken: list[int] = []

    def slow(*arguments: Any) -> Any:
        if not overtaken:
            for number in range(2, 6):
                (reports / f"{number}.txt").write_text(f"第{number}号报告\n\n粮食产量稳定在{number}亿斤。", encoding="utf-8")
                overtaken.append(index(data, reports, embedder))
        return real(*arguments)

    monkeypatch.setattr(step, slow)
    generation: Generation = open_current(open_directory(data))
    assert overtaken == [2, 3, 4, 5]
    assert (generation.number, generation.notice) == (5, None)
    assert current_number(open_directory(data)) == 5
