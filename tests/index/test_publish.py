"""Step by step or all at once: the generation that is published answers the same."""

import random
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index.generations import Generation
from index.passages import passage_number
from index.search import candidates

# Fixtures of conftest.py, whose classes cannot be imported here.
Collection = Any

QUERIES = ("工业增加值增长", "就业", "粮食产量稳定在", "安徽省", "peatland", "2026年")


def answers(collection: Collection) -> dict[str, dict[str, Any]]:
    """What is found and with which scores, by passage id; report numbers depend on the order in which files went in."""
    generation, embedder = collection.open(), collection.embedder
    return {
        query: {
            c.passage.id: (c.passage, c.entry.source_name, pytest.approx(c.keyword, rel=1e-5), pytest.approx(c.dense, abs=1e-6))
            for c in candidates(generation, embedder, query, count=200)
        }
        for query in QUERIES
    }


def all_passages(generation: Generation) -> list[int]:
    return [passage_number(n, position) for n, entry in generation.entries.items() for position in range(entry.passages)]


def text(name: str, chance: random.Random) -> str:
    facts = [
        f"规模以上工业增加值增长{chance.randint(3, 9)}%左右。",
        f"城镇新增就业{chance.randint(10, 99)}万人。",
        f"粮食产量稳定在{chance.randint(100, 900)}亿斤以上。",
        f"{name}省推进重大项目建设。" * chance.randint(1, 40),
    ]
    chance.shuffle(facts)
    return "\n\n".join(facts)


def test_steps_give_the_same_answers_as_one_run(make_collection: Callable[[str], Collection]) -> None:
    """Sixteen random steps of adding, changing and removing; after each, a fresh collection over the same files is the oracle."""
    stepwise, chance = make_collection("stepwise"), random.Random(7)
    names = [f"省份{number}" for number in range(12)]
    for step in range(16):
        present = [name for name in names if (stepwise.reports / f"{name}.txt").exists()]
        stepwise.write(**{name: text(name, chance) for name in chance.sample(names, 2)})
        stepwise.remove(*chance.sample(present, min(len(present) // 3, 2)))
        stepwise.index()
        whole = make_collection(f"whole{step}")
        whole.index()
        assert answers(stepwise) == answers(whole)
        assert len(all_passages(stepwise.open())) == len(stepwise.open().keyword)


def test_many_single_additions_end_in_few_segments_and_the_same_answers(make_collection: Callable[[str], Collection]) -> None:
    """Each passage is rewritten a logarithmic number of times, so 40 additions leave no 40 segments."""
    stepwise, chance = make_collection("stepwise"), random.Random(8)
    most = 0
    for number in range(40):
        stepwise.write(**{f"报告{number}": text("安徽", chance)})
        stepwise.index()
        most = max(most, len(stepwise.open().segments))
    assert most <= 6  # log2(40)
    whole = make_collection("whole")
    whole.index()
    assert len(whole.open().segments) == 1
    assert answers(stepwise) == answers(whole)


@pytest.fixture
def large(collection: Collection) -> Collection:
    """Ten reports in one segment, so that one more report is not merged with them."""
    chance = random.Random(9)
    collection.write(**{f"省份{number}": text("安徽", chance) for number in range(10)})
    collection.index()
    return collection


def files(collection: Collection, number: int) -> dict[str, Path]:
    folder = collection.data / "generations" / str(number)
    paths = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock")
    return {path.relative_to(folder).as_posix(): path for path in paths if path.name != "manifest.json"}


@pytest.mark.skipif(sys.platform == "win32", reason="inode numbers are compared")
def test_adding_a_report_links_the_files_that_stay(large: Collection) -> None:
    old = files(large, 1)
    before = {name: (path.stat().st_ino, path.read_bytes()) for name, path in old.items()}
    large.write(新增="粮食产量稳定。")
    large.index()
    new = files(large, 2)
    rewritten = {"keyword/meta.json", "keyword/.managed.json", "relations.json"}
    assert {name for name in old if name in new and new[name].samefile(old[name])} == set(old) - rewritten
    assert {name.split("/")[1] for name in new if name.startswith("segments")} == {"1", "2"}
    assert {name: (path.stat().st_ino, path.read_bytes()) for name, path in old.items()} == before


def test_a_removed_report_is_never_found_though_its_segment_stays(large: Collection) -> None:
    words = (large.reports / "省份3.txt").read_text(encoding="utf-8")
    large.remove("省份3")
    large.index()
    generation = large.open()
    (segment,) = generation.manifest.segments
    assert segment.name == "1"
    assert len(segment.dead) == 1
    assert len(generation.segments[0].vectors) == len(generation.keyword) == len(all_passages(generation))
    for query in (words, "省份3工作要点", "就业"):
        found = candidates(generation, large.embedder, query, count=200)
        assert len(found) == len(all_passages(generation))
        assert "省份3.txt" not in {candidate.entry.source_name for candidate in found}


def test_a_segment_with_many_dead_is_written_anew(large: Collection) -> None:
    large.remove("省份1", "省份2", "省份3", "省份4", "省份5")
    large.index()
    (segment,) = large.open().manifest.segments
    assert (segment.name, segment.dead) == ("2", {})


def test_removing_every_report_leaves_an_empty_collection_that_can_be_searched(large: Collection) -> None:
    large.remove(*(f"省份{number}" for number in range(10)))
    summary = large.index(emptied=True)
    assert (summary.removed, summary.reports, summary.passages) == (10, 0, 0)
    assert large.open().segments == ()
    assert candidates(large.open(), large.embedder, "就业", count=5) == []
    large.write(安徽="就业100万人。")
    large.index()
    assert [c.entry.source_name for c in candidates(large.open(), large.embedder, "就业", count=5)] == ["安徽.txt"]


def test_nothing_new_publishes_nothing(large: Collection) -> None:
    assert large.index().generation == 1
    assert sorted(path.name for path in (large.data / "generations").iterdir()) == ["1"]


def test_three_generations_are_kept(collection: Collection) -> None:
    for number in range(1, 6):
        collection.write(**{f"报告{number}": "就业。"})
        assert collection.index().generation == number
    assert sorted(path.name for path in (collection.data / "generations").iterdir()) == ["3", "4", "5"]


def test_a_disk_without_hard_links_is_served_by_copies(large: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr("os.link", refuse)
    large.write(新增="粮食产量稳定。")
    large.index()
    assert len(large.open().manifest.segments) == 2
    assert "新增.txt" in large.names()


def test_other_keyword_tokens_are_refused_until_the_next_run(large: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    """As after an update of the program: the keywords are made anew from the catalogue, without reading a file."""
    from index.errors import StoreError

    for module in ("generations", "publish"):
        monkeypatch.setattr(f"index.{module}.KEYWORDS", "other tokens")
    with pytest.raises(StoreError, match="run `policyqa index` with your folders again"):
        large.open()
    large.index()
    assert large.open().manifest.keywords == "other tokens"
