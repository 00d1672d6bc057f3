"""Question collections for benchmarks: the development sets beside the checkout, or the shipped samples where there are none."""

import random
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from documents.load import load_report
from eval.cases import Case, load_cases
from index.model.pairs import read_rows
from rag.assemble import Service, index_reports, open_service
from rag.config import RecordSettings, Settings
from rag.ranker.questions import plain

ROOT = Path(__file__).parents[1]
DATA = ROOT.parent / "shared" / "data"
SAMPLES = ROOT / "documents" / "samples"
SAMPLE_CASES = ROOT / "eval" / "sets" / "samples.jsonl"
POOLED = ("ncp_policy", "lecoqa", "gov_letters", "rgb", "cmrc2018", "drcd", "secnews", "squad2zh")


@dataclass(frozen=True)
class Asked:
    """A question with the names of the files that answer it and the accepted answer strings."""

    text: str
    wanted: frozenset[str]
    answers: tuple[str, ...]
    answerable: bool


@dataclass(frozen=True)
class Document:
    """A document by the name of the file that it becomes."""

    name: str
    title: str
    text: str

    @property
    def markdown(self) -> str:
        heading = f"# {self.title}\n\n" if self.title else ""
        return f"{heading}{self.text}\n"


@dataclass(frozen=True)
class QuestionSet:
    """Documents of one index, and the questions asked of it under the names by which they are reported."""

    documents: tuple[Document, ...]
    groups: dict[str, tuple[Asked, ...]]
    folder: Path | None = None  # where the documents lie as files already


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
    chosen = read_set(name)
    with indexed(chosen) as service:
        yield Collection(name, service, chosen.groups[name])


@contextmanager
def indexed(chosen: QuestionSet) -> Iterator[Service]:
    """A service over a set's documents, with its data in a temporary folder."""
    with tempfile.TemporaryDirectory() as folder:
        # No records: they would be written by a thread of their own into a folder that is going.
        settings = Settings(data=Path(folder) / "data", records=RecordSettings(keep=0))
        index_reports(settings, [chosen.folder or write_files(chosen.documents, Path(folder) / "reports")], lambda *_: None)
        yield open_service(settings)


def write_files(documents: Iterable[Document], folder: Path) -> Path:
    folder.mkdir()
    for document in documents:
        (folder / document.name).write_text(document.markdown, encoding="utf-8")
    return folder


def read_set(name: str) -> QuestionSet:
    """A set by name; `pool-zh` and the halves of xquad are made from several or from parts, `samples` is shipped."""
    return _MADE[name]() if name in _MADE else _joined({name: name})


def asked_sample(questions: Sequence[Asked], limit: int) -> list[Asked]:
    """At most `limit` of the questions that have an answer in the documents, the same ones in every run."""
    answerable = [asked for asked in questions if asked.wanted]
    return random.Random(0).sample(answerable, min(limit, len(answerable)))


def _joined(
    sets: dict[str, str],
    document_wanted: Callable[[str], bool] = lambda _: True,
    question_wanted: Callable[[str], bool] = lambda _: True,
) -> QuestionSet:
    """Sets, by folder name with the name to report them by, in one index. Documents with equal texts become one file."""
    names: dict[tuple[str, str], str] = {}
    groups = {}
    for folder, reported in sets.items():
        kept = [row for row in read_rows(DATA / folder / "corpus.jsonl.gz") if document_wanted(row["id"])]
        files = {row["id"]: names.setdefault((row.get("title") or "", row["text"]), f"{len(names):06d}.md") for row in kept}
        groups[reported] = tuple(_questions(DATA / folder, files, question_wanted))
    return QuestionSet(tuple(Document(name, *title_and_text) for title_and_text, name in names.items()), groups)


def _questions(folder: Path, files: dict[str, str], wanted: Callable[[str], bool]) -> Iterator[Asked]:
    relevant: dict[str, set[str]] = {}
    for line in (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines():
        query, document, grade = line.split("\t")[:3]
        if grade != "0" and document in files:
            relevant.setdefault(query, set()).add(files[document])
    for row in read_rows(folder / "queries.jsonl.gz"):
        if row["text"].strip() and wanted(row["id"]):
            yield Asked(row["text"], frozenset(relevant.get(row["id"], ())), _answers(row), row.get("answerable", True))


def _pool() -> QuestionSet:
    return _joined({name: f"pool-zh: {name}" for name in POOLED})


def _across(asked: str, answered: str) -> QuestionSet:
    """Questions of one language over passages of the other only."""
    return _joined(
        {"xquad": f"xquad {asked}→{answered}"},
        lambda identity: identity.startswith(f"xquad:{answered}:"),
        lambda identity: identity.startswith(f"xquad:{asked}:"),
    )


def _mixed() -> QuestionSet:
    """About 10,000 passages, for the time of a whole answer."""
    return _joined({"lecoqa": "lecoqa", "rgb": "rgb"}) if DATA.exists() else _samples()


def _samples() -> QuestionSet:
    documents = tuple(Document(path.name, "", load_report(path).text) for path in sorted(SAMPLES.iterdir()))
    return QuestionSet(documents, {"samples": tuple(map(_case, load_cases(SAMPLE_CASES)))}, folder=SAMPLES)


def _case(case: Case) -> Asked:
    """A case that asks for several things has no one sentence that answers it."""
    answers = tuple(plain(answer) for answer in case.items[0]) if len(case.items) == 1 else ()
    return Asked(case.question, frozenset(evidence.report for evidence in case.evidence), answers, case.answerable)


_MADE: dict[str, Callable[[], QuestionSet]] = {
    "pool-zh": _pool,
    "xquad zh→en": lambda: _across("zh", "en"),
    "xquad en→zh": lambda: _across("en", "zh"),
    "mixed": _mixed,
    "samples": _samples,
}


def _answers(row: dict[str, Any]) -> tuple[str, ...]:
    return tuple(plain(answer) for answer in row.get("answers", []) if isinstance(answer, str) and plain(answer))
