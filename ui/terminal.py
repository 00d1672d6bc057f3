"""Answers and reports as lines of a terminal."""

import json
import sys
import time
import unicodedata
from collections.abc import Iterator, Sequence

from documents.types import Language
from index.types import Entry
from rag.types import Answer, Citation
from ui.replies import SECTION_JOINT, report_reply
from ui.words import say, visible


def answer_lines(answer: Answer, language: Language) -> Iterator[str]:
    """The answer with its `[n]` marks, then what each number stands for."""
    if answer.refusal:
        yield f"{say(language, 'refusal')}{_colon(language)}{visible(answer.refusal.message)}"
    else:
        yield visible(answer.text)
    for notice in answer.notices:
        yield f"{say(language, 'notice')}{_colon(language)}{visible(notice)}"
    if answer.citations:
        yield ""
        yield say(language, "nearest" if answer.refused else "sources")
        for citation in answer.citations:
            yield from _citation_lines(citation, language)


def _citation_lines(citation: Citation, language: Language) -> Iterator[str]:
    yield visible(f"[{citation.number}] {citation.title} · {' · '.join(place(citation, language))}")
    yield f"    {' '.join(visible(citation.quote).split())}"


def place(citation: Citation, language: Language) -> list[str]:
    """File, page and section, as far as known."""
    page = [] if citation.page is None else [say(language, "page", page=citation.page)]
    section = [SECTION_JOINT.join(citation.section)] if citation.section else []
    return [citation.report, *page, *section]


def report_table(entries: Sequence[Entry], language: Language) -> Iterator[str]:
    """One line a report, in columns that also hold with characters of double width."""
    names = ("report", "title", "region", "date", "passages")
    rows = [[say(language, f"field_{name}") for name in names]]
    for entry in entries:
        reply = report_reply(entry)
        rows.append([visible(str(reply.get(name) or "")) for name in names])
    widths = [max(_width(row[column]) for row in rows) for column in range(len(names))]
    for row in rows:
        yield "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()


def report_lines(entry: Entry, language: Language) -> Iterator[str]:
    for name, value in report_reply(entry).items():
        if value is not None:
            yield f"{say(language, f'field_{name}')}{_colon(language)}{visible(str(value))}"


def _colon(language: Language) -> str:
    return "：" if language == "zh" else ": "


def problem_line(name: str, explanation: str, language: Language) -> str:
    return f"{visible(name)}{_colon(language)}{visible(explanation)}"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


def fail(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


class Progress:
    """A bar on standard error while a person watches, nothing otherwise: how far, time passed and left, pages a second."""

    def __init__(self, label: str, language: Language) -> None:
        from tqdm import tqdm

        self._language, self._started = language, time.monotonic()
        self.bar = tqdm(desc=label, file=sys.stderr, disable=not sys.stderr.isatty(), leave=False, unit="")

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, *_: object) -> None:
        self.bar.close()

    def step(self, name: str, done: int, total: int, pages: int = 0) -> None:
        speed = pages / max(0.001, time.monotonic() - self._started)
        self.bar.total = total
        self.bar.set_postfix_str(f"{say(self._language, 'speed', pages=round(speed))} {name}" if pages else name, refresh=False)
        self.bar.update(done - self.bar.n)
