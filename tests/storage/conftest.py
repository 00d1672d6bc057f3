"""A small collection in an old and a new state, and what a reader sees of it."""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from index.build import index_files
from index.directory import open_directory
from index.generations import open_current
from index.passages import passage_number
from index.search import candidates
from index.static import StaticEmbedder

WORKER = Path(__file__).with_name("worker.py")
QUERIES = ("规模以上工业增加值增长目标", "城镇新增就业多少人", "greenhouse gas emissions in 2030", "粮食产量")
PROVINCES = tuple("安徽 浙江 江西 湖北 四川 山东 山西 陕西 甘肃 青海 云南 贵州 福建 广东".split())
OLD_LONG_AGO = 1_700_000_000


def province(name: str, growth: str) -> str:
    goals = f"规模以上工业增加值增长{growth}左右，制造业投资增长8%以上。" + f"{name}继续推进重大项目建设，完善产业链条。" * 12
    work = f"城镇新增就业{len(name) * 50}万人以上。" + "\n\n粮食产量稳定。" * 8
    return f"# {name}省2026年工作要点\n\n## 一、目标\n\n{goals}\n\n## 二、就业\n\n{work}"


ENGLISH = "Climate plan\n\nGreenhouse gas emissions will be cut by 68 percent by 2030. Peatland restoration reaches 35,000 hectares."

State = dict[str, Any]


def write(folder: Path, texts: dict[str, str]) -> None:
    """Files with an old time stamp, so that they are unchanged to the eye when nothing was changed."""
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
        os.utime(folder / name, (OLD_LONG_AGO, OLD_LONG_AGO))


def index_folder(data: Path, reports: Path, embedder: StaticEmbedder) -> int:
    return index_files(data, [reports], embedder, lambda *_: None).generation


def state_of(data: Path, embedder: StaticEmbedder) -> State:
    """Everything a reader can see, by names that do not depend on the order in which reports went in."""
    generation = open_current(open_directory(data))
    texts = {entry.source_name: generation.text(number, 0, entry.characters) for number, entry in generation.entries.items()}
    numbers = {n: [passage_number(n, position) for position in range(entry.passages)] for n, entry in generation.entries.items()}
    passages = {number: passage for own in numbers.values() for number, passage in generation.passages(own).items()}
    vectors = {
        passages[number].id: row.round(4).tolist()
        for report, own in numbers.items()
        for number, row in zip(own, generation.segment_of[report].vectors.vectors(own), strict=True)
    }
    found = {
        query: {c.passage.id: (round(c.keyword, 3), round(c.dense, 3)) for c in candidates(generation, embedder, query, count=10)}
        for query in QUERIES
    }
    return {
        "texts": texts,
        "passages": {p.id: p for p in passages.values()},
        "vectors": vectors,
        "keywords": len(generation.keyword),
        "found": found,
    }


def copy_store(source: Path, target: Path) -> Path:
    """A copy in which files that share their bytes in the source do so too: damage then reaches every generation that links them."""
    linked: dict[int, Path] = {}
    for path in sorted(source.rglob("*")):
        other = target / path.relative_to(source)
        if path.is_dir():
            other.mkdir(parents=True)
        elif path.stat().st_ino in linked:
            other.hardlink_to(linked[path.stat().st_ino])
        else:
            other.parent.mkdir(parents=True, exist_ok=True)
            linked[path.stat().st_ino] = Path(shutil.copy2(path, other))
    return target


@dataclass(frozen=True)
class Collection:
    """`old` is a store made in three steps from files that were then changed into `reports`, `new` the same after indexing these."""

    reports: Path
    old: Path
    new: Path
    old_state: State
    new_state: State


@pytest.fixture(scope="session")
def embedder() -> StaticEmbedder:
    return StaticEmbedder()


@pytest.fixture(scope="session")
def collection(tmp_path_factory: pytest.TempPathFactory, embedder: StaticEmbedder) -> Collection:
    root = tmp_path_factory.mktemp("collection")
    reports, old = root / "reports", root / "old"
    for names in (PROVINCES[:12], PROVINCES[:13], PROVINCES):
        write(reports, {f"{name}.md": province(name, "6%") for name in names})
        index_folder(old, reports, embedder)
    write(reports, {"安徽.md": province("安徽", "6.5%"), "climate.txt": ENGLISH, "河南.md": province("河南", "5.5%")})
    (reports / "浙江.md").unlink()
    new = copy_store(old, root / "new")
    index_folder(new, reports, embedder)
    linked, written = open_current(open_directory(new)).manifest.segments
    assert linked.dead, "the new generation should hold a linked segment with dead reports"
    assert not written.dead
    return Collection(reports, old, new, state_of(old, embedder), state_of(new, embedder))


@pytest.fixture(scope="session")
def worker() -> ModuleType:
    """The worker's code, to do in this process what it does in a fork."""
    spec = importlib.util.spec_from_file_location("storage_worker", WORKER)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Forks:
    """Runs a change in a process of its own, which may be killed; `order` as worker.py describes it."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def change(self, data: Path, reports: Path, **order: float) -> dict[str, Any]:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps({"data": str(data), "reports": str(reports), **order}) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer


@pytest.fixture(scope="session")
def forks() -> Iterator[Forks]:
    environment = {**os.environ, "TOKENIZERS_PARALLELISM": "false"}
    process = subprocess.Popen([sys.executable, str(WORKER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)
    with process:
        yield Forks(process)
        assert process.stdin
        process.stdin.close()


class Reader:
    """A reader, fresh at every look."""

    def __init__(self, embedder: StaticEmbedder) -> None:
        self._embedder = embedder

    def state(self, data: Path) -> State:
        return state_of(data, self._embedder)

    def leftovers(self, data: Path) -> list[str]:
        """Names of what a killed writer may leave and the next one has to clear away."""
        return [path.name for path in data.rglob("*") if path.name.endswith((".tmp", "-journal"))]


@pytest.fixture(scope="session")
def reader(embedder: StaticEmbedder) -> Reader:
    return Reader(embedder)


@pytest.fixture
def copy_of(tmp_path: Path) -> Callable[[Path], Path]:
    """A fresh copy of a store at every call."""
    count = iter(range(1_000_000))
    return lambda store: copy_store(store, tmp_path / f"store{next(count)}")
