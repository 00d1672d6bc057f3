"""A writer that dies or runs out of disk at any moment leaves the old or the new state, and the next run completes the change."""

import errno
import os
import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from index.build import index_files
from index.errors import StoreError
from index.static import StaticEmbedder

SEED = 20261123
RANDOM_KILLS = 50

# Fixtures of conftest.py, whose classes cannot be imported here.
Collection = Any
Forks = Any


def seen(collection: Collection, state: dict[str, Any]) -> str:
    """Which of the two states a reader sees; anything else is a mix of them."""
    if state == collection.old_state:
        return "old"
    assert state == collection.new_state, "a reader saw neither the old state nor the new one"
    return "new"


@pytest.fixture
def check(collection: Collection, forks: Forks, reader: Any) -> Callable[[Path], str]:
    """Looks at a store whose writer was killed, lets the next writer run and looks again."""

    def checked(data: Path) -> str:
        found = seen(collection, reader.state(data))
        assert forks.change(data, collection.reports)["error"] is None
        assert reader.state(data) == collection.new_state
        assert reader.leftovers(data) == []
        return found

    return checked


def test_killed_at_fifty_random_moments_the_reader_sees_the_old_or_the_new_state(collection, forks, copy_of, check) -> None:
    whole = min(forks.change(copy_of(collection.old), collection.reports)["seconds"] for _ in range(3))
    moments = random.Random(SEED)
    early = [moments.uniform(0, whole / 10) for _ in range(RANDOM_KILLS // 5)]
    delays = early + [moments.uniform(0, whole * 1.2) for _ in range(RANDOM_KILLS - len(early))]
    outcomes: Counter[tuple[str, bool]] = Counter()
    for delay in delays:
        data = copy_of(collection.old)
        killed = forks.change(data, collection.reports, kill_after=delay)["status"] != 0
        outcomes[check(data), killed] += 1
    print(f"seed {SEED}, uninterrupted {whole:.3f} s, (state seen, killed in time): {dict(outcomes)}")
    assert outcomes["new", False] == sum(count for (_, killed), count in outcomes.items() if not killed)
    assert outcomes["old", True] > 0


def test_killed_at_every_durable_call_the_reader_sees_the_old_or_the_new_state(collection, forks, copy_of, check) -> None:
    calls = forks.change(copy_of(collection.old), collection.reports)["calls"]
    outcomes = []
    for at in range(1, calls + 1):
        data = copy_of(collection.old)
        assert forks.change(data, collection.reports, kill_at=at)["status"] != 0
        outcomes.append(check(data))
    assert outcomes == sorted(outcomes, key=["old", "new"].index), "once the new state is shown it is never taken back"
    assert set(outcomes) == {"old", "new"}


def test_killed_while_the_first_reports_go_in_nothing_or_all_is_there(collection, forks, tmp_path, reader) -> None:
    calls = forks.change(tmp_path / "whole", collection.reports)["calls"]
    fresh = reader.state(tmp_path / "whole")
    assert fresh["texts"] == collection.new_state["texts"]
    for at in range(1, calls + 1, 2):
        data = tmp_path / f"killed{at}"
        forks.change(data, collection.reports, kill_at=at)
        try:
            assert reader.state(data) == fresh
        except StoreError as error:
            assert error.code == "not_indexed"  # noqa: PT017
        assert forks.change(data, collection.reports)["error"] is None
        assert reader.state(data) == fresh


class Full:
    """A disk that is full at the n-th durable call and ever after, until space is made."""

    def __init__(self, patch: pytest.MonkeyPatch, worker: ModuleType, at: int) -> None:
        self.calls = worker.Calls(at, self.fail)
        for owner, name in worker.DURABLE_CALLS:
            patch.setattr(owner, name, self.calls.wrap(getattr(owner, name)))

    def fail(self) -> None:
        self.calls.at = None if self.calls.at is None else self.calls.at + 1
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_at_every_durable_call_is_one_sentence_and_the_next_run_succeeds(collection, embedder, worker, copy_of, reader) -> None:
    outcomes = []
    for at in range(1, 1000):
        data = copy_of(collection.old)
        with pytest.MonkeyPatch.context() as patch:
            full = Full(patch, worker, at)
            try:
                index(data, collection.reports, embedder)
            except StoreError as error:
                assert error.code == "storage_error"  # noqa: PT017
                assert "No space left" in str(error)  # noqa: PT017
        if full.calls.count < at:
            break
        outcomes.append(seen(collection, reader.state(data)))
        index(data, collection.reports, embedder)
        assert reader.state(data) == collection.new_state
        assert reader.leftovers(data) == []
    # The last calls come after the name CURRENT was replaced: then the new state is shown, though not yet acknowledged.
    assert outcomes.count("new") <= 1
    assert outcomes.count("old") > 20


def index(data: Path, reports: Path, embedder: StaticEmbedder) -> None:
    index_files(data, [reports], embedder, lambda *_: None)


@pytest.mark.parametrize("limit", [2**power for power in range(8, 18)])
def test_files_that_cannot_grow_are_a_storage_error_and_the_old_state_is_served(limit, collection, forks, copy_of, check, reader) -> None:
    """The limit stops SQLite, tantivy and FAISS as well, which write without asking Python."""
    data = copy_of(collection.old)
    error = forks.change(data, collection.reports, file_limit=limit)["error"]
    if error is None:
        assert reader.state(data) == collection.new_state
    else:
        code, message = error
        assert code == "storage_error"
        assert str(data) not in message
        assert "the old state is kept" in message.lower()
        assert check(data) == "old"
