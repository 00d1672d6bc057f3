"""Files that are read ahead go in in their order, in bounded number, whichever is read first."""

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from documents.errors import LoadError
from documents.load import load_bytes
from documents.types import Report
from index.build import index_files
from index.errors import Interrupted

# Fixtures of conftest.py, whose classes cannot be imported here.
Collection = Any


class Slow:
    """A reader of three workers for whom the first files take the longest."""

    workers = 3

    def __init__(self) -> None:
        self.order: list[str] = []
        self.begun = 0
        self._lock = threading.Lock()

    def read(self, data: bytes, source_name: str) -> Report:
        with self._lock:
            self.begun += 1
            delay = max(0.0, 0.06 - 0.01 * self.begun)
        time.sleep(delay)
        if "坏" in source_name:
            raise LoadError("crashed", "The reader broke down.")
        report = load_bytes(data, source_name)
        self.order.append(source_name)
        return report


def listed(collection: Collection) -> list[str]:
    """The reports by their numbers."""
    return [entry.source_name for _, entry in sorted(collection.open().entries.items())]


def test_reports_are_in_the_order_that_they_have_without_reading_ahead(make_collection: Callable[[str], Collection]) -> None:
    plain, ahead = make_collection("plain"), make_collection("ahead")
    plain.write(**{f"报告{number}": f"就业{number}万人。" for number in range(8)})
    (plain.reports / "坏.txt").write_text("坏", encoding="utf-8")
    plain.index()
    reader, names = Slow(), list[str]()
    summary = index_files(ahead.data, [ahead.reports], ahead.embedder, lambda name, *_: names.append(name), reader)
    assert reader.order != sorted(reader.order), "the reader should have ended with later files first"
    assert names[:-1] == sorted(names[:-1])
    assert [(problem.source_name, problem.code) for problem in summary.problems] == [("坏.txt", "crashed")]
    assert listed(ahead) == [name for name in listed(plain) if name != "坏.txt"]


def test_copies_are_one_report_also_when_it_is_kept_while_they_are_read(collection: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.batch._FILES", 1)
    for number in range(9):
        (collection.reports / f"{number}.txt").write_text("工业增长。", encoding="utf-8")
    summary = index_files(collection.data, [collection.reports], collection.embedder, lambda *_: None, Slow())
    assert (summary.added, summary.reports, collection.names()) == (9, 1, {"0.txt"})


def test_only_so_many_files_are_read_ahead(collection: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.ahead._FILES_A_WORKER", 2)
    collection.write(**{f"报告{number:02}": f"就业{number}万人。" for number in range(30)})
    reader, most = Slow(), []
    step = lambda _name, done, *_: most.append(reader.begun - done)  # noqa: E731
    index_files(collection.data, [collection.reports], collection.embedder, step, reader)
    assert max(most) <= 2 * reader.workers + 1


def test_what_could_not_be_read_for_want_of_time_is_tried_again(collection: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.files._RACY_NS", -1)
    (collection.reports / "坏.txt").write_text("坏了又好。", encoding="utf-8")
    assert index_files(collection.data, [collection.reports], collection.embedder, lambda *_: None, Slow()).problems
    assert collection.index().added == 1


def test_an_interruption_says_how_many_reports_are_kept(collection: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.batch._FILES", 2)
    monkeypatch.setattr("index.files._RACY_NS", -1)
    collection.write(**{f"报告{number}": f"就业{number}万人。" for number in range(9)})

    def step(name: str, done: int, *_: int) -> None:
        if done == 5:
            raise KeyboardInterrupt

    with pytest.raises(Interrupted) as caught:
        index_files(collection.data, [collection.reports], collection.embedder, step, Slow())
    assert caught.value.kept == 4
    summary = collection.index()
    assert (summary.unchanged, summary.added, summary.reports) == (4, 5, 9)
