"""Evidence pages of questions on real PDFs: how many are among the first hits' pages, beside BM25 over the plain text of the pages.

`python -m benchmarks.pages [FOLDER] [SET]`: the PDFs, and a question set whose relevant documents are pages "…:NAME:p3" counted from 0.
"""

import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

from benchmarks.collections import DATA
from index.keyword import KeywordIndex, add_keywords
from index.model.pairs import read_rows
from index.words import tokens
from rag.assemble import Service, index_reports, open_service
from rag.config import Settings

CUTS = (1, 5, 20)

Page = tuple[str, int]
"""A file's name without its ending, and the page's number counted from 1."""


@dataclass(frozen=True)
class PageQuestion:
    text: str
    pages: frozenset[Page]


def page_questions(folder: Path, names: set[str]) -> list[PageQuestion]:
    """The questions of a set whose evidence lies in one of the files."""
    wanted: dict[str, set[Page]] = defaultdict(set)
    for line in (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines():
        question, document, *_ = line.split("\t")
        name, _, page = document.partition(":")[2].rpartition(":p")
        if name in names:
            wanted[question].add((name, int(page) + 1))
    return [
        PageQuestion(row["text"], frozenset(wanted[row["id"]])) for row in read_rows(folder / "queries.jsonl.gz") if row["id"] in wanted
    ]


def pages_of_hits(service: Service, text: str) -> list[list[Page]]:
    """For each of the first hits the pages that it touches."""
    return [[(Path(hit.entry.source_name).stem, page) for page in hit.passage.pages] for hit in service.search(text, count=max(CUTS))]


def plain_pages(paths: Sequence[Path]) -> dict[Page, str]:
    texts = {}
    for path in paths:
        with pypdfium2.PdfDocument(path) as document:
            texts.update({(path.stem, at + 1): page.get_textpage().get_text_bounded() for at, page in enumerate(document)})
    return texts


def keyword_search(texts: Mapping[Page, str], folder: Path) -> Callable[[str], list[list[Page]]]:
    """BM25 with our tokens over whole pages."""
    pages = list(texts)
    folder.mkdir()
    add_keywords(folder, ((number, 0, texts[page]) for number, page in enumerate(pages)))
    index = KeywordIndex(folder)
    return lambda text: [[pages[number]] for number, _ in index.search(tokens(text), max(CUTS), None)]


def found(search: Callable[[str], list[list[Page]]], questions: Sequence[PageQuestion]) -> dict[str, float]:
    """Over all questions: the share of evidence pages, and of questions with one, among the pages of the first k hits."""
    brought = [(search(question.text), question.pages) for question in questions]
    total = sum(len(pages) for _, pages in brought)
    within = {k: [len(pages & {page for hit in hits[:k] for page in hit}) for hits, pages in brought] for k in CUTS}
    shares = {f"evidence pages in first {k}": sum(counts) / total for k, counts in within.items()}
    return shares | {f"questions in first {k}": sum(map(bool, counts)) / len(brought) for k, counts in within.items()}


def main(folder: Path, questions: Path) -> None:
    paths = sorted(folder.glob("*.pdf"))
    asked = page_questions(questions, {path.stem for path in paths})
    with tempfile.TemporaryDirectory() as place:
        settings = Settings(data=Path(place) / "data")
        summary = index_reports(settings, [folder], lambda *_: None)
        service = open_service(settings)
        rows = {
            "ours": found(lambda text: pages_of_hits(service, text), asked),
            "BM25 over plain pages": found(keyword_search(plain_pages(paths), Path(place) / "keywords"), asked),
        }
    print(json.dumps({"files": summary.reports, "passages": summary.passages, "questions": len(asked), **rows}, indent=1))


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:]) if len(sys.argv) > 2 else (DATA / "pdf", DATA / "financebench"))
