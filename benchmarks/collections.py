"""Question collections for benchmarks: the development sets beside the checkout, indexed once into a temporary folder."""

import gzip
import json
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from documents.text import squeeze
from rag.assemble import Service, index_reports, open_service
from rag.config import Settings

DATA = Path(__file__).parents[2] / "shared" / "data"


@dataclass(frozen=True)
class Asked:
    """A question with the names of the files that answer it and the accepted answer strings."""

    text: str
    wanted: frozenset[str]
    answers: tuple[str, ...]
    answerable: bool


@dataclass(frozen=True)
class Collection:
    name: str
    service: Service
    questions: tuple[Asked, ...]

    @property
    def answerable(self) -> list[Asked]:
        return [asked for asked in self.questions if asked.wanted]


@contextmanager
def opened(name: str) -> Iterator[Collection]:
    """A set's documents as Markdown files, indexed as a user would, and its questions."""
    documents = {row["id"]: row for row in _rows(DATA / name / "corpus.jsonl.gz")}
    relevant: dict[str, set[str]] = {}
    for line in (DATA / name / "qrels.tsv").read_text(encoding="utf-8").splitlines():
        query, document, grade = line.split("\t")[:3]
        if grade != "0":
            relevant.setdefault(query, set()).add(document)
    with tempfile.TemporaryDirectory() as folder:
        reports = Path(folder) / "reports"
        reports.mkdir()
        names = {identity: f"{number:06d}.md" for number, identity in enumerate(documents)}
        for identity, row in documents.items():
            heading = f"# {row['title']}\n\n" if row.get("title") else ""
            (reports / names[identity]).write_text(f"{heading}{row['text']}\n", encoding="utf-8")
        settings = Settings(data=Path(folder) / "data")
        index_reports(settings, [reports], lambda *_: None)
        questions = tuple(
            Asked(row["text"], frozenset(names[d] for d in relevant.get(row["id"], ())), _answers(row), row.get("answerable", True))
            for row in _rows(DATA / name / "queries.jsonl.gz")
            if row["text"].strip()
        )
        yield Collection(name, open_service(settings), questions)


def plain(text: str) -> str:
    """A text without white space and Markdown marks, for looking an answer up in it."""
    return re.sub(r"[\\*_#>`|]+", "", squeeze(text))


def _answers(row: dict[str, Any]) -> tuple[str, ...]:
    return tuple(plain(answer) for answer in row.get("answers", []) if isinstance(answer, str) and plain(answer))


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)
