"""A small service over two invented reports: the surfaces are tested without any model or index."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from documents.coverage import coverage_of
from documents.types import Metadata, Page, Passage
from index.records import RecordFile
from index.types import Entry, Filters
from rag.config import Settings
from rag.record import Circumstances
from rag.recorder import Recorder
from rag.replay import Change, QuoteStanding, Replay, differences
from rag.types import Answer, Citation, Hit, Question, ReportView, Sentence

QUESTION = "2026年安徽省规模以上工业增加值增长目标是多少？"
TEXT = "2026年主要目标如下。规模以上工业增加值增长6.5%左右。粮食产量稳定在830亿斤以上。"
REPORT_ID = "a" * 64
METADATA = Metadata("安徽省政府工作报告", "zh", region="安徽", date="2026-01-20", region_code="34", kind="work_report")
ENTRY = Entry(1, REPORT_ID, "安徽.docx", METADATA, 4200, 0, 12)
PAGES = tuple(Page(number, number - 1, number - (number == 3), kind="scanned" if number == 3 else "text") for number in range(1, 8))
PAGED = Entry(2, "b" * 64, "plan.pdf", Metadata("Energy plan", "en", period="2026"), 9000, 7, 20, coverage=coverage_of(PAGES))
PASSAGE = Passage(REPORT_ID, 100, 100 + len(TEXT), TEXT, section=("二、主要目标", "（一）工业"))
ON_PAGE = Passage("b" * 64, 0, 20, "Coal falls to 30 %. ", pages=(3, 4), section=("1. Coal",), head="| 指标 | 2025年 |")


def citation(number: int, quote: str) -> Citation:
    start = PASSAGE.start + TEXT.index(quote)
    return Citation(
        number, REPORT_ID, "安徽.docx", "安徽省政府工作报告", None, PASSAGE.section, quote, start, start + len(quote), source=METADATA
    )


FIRST = citation(1, "规模以上工业增加值增长6.5%左右。")
SECOND = citation(2, "粮食产量稳定在830亿斤以上。")
HITS = (Hit(PASSAGE, ENTRY, 0.91, 1, 2), Hit(ON_PAGE, PAGED, 0.4, None, 1))
WHOLE = Answer(
    id="answer-1",
    question=QUESTION,
    sentences=(Sentence(FIRST.quote, (1,), "quoted"), Sentence(SECOND.quote, (2, 1), "weak")),
    citations=(FIRST, SECOND),
    refusal=None,
    hits=HITS,
    writer="extractive",
    generation=7,
    settings="0123456789ab",
    notices=("模型没有回应，改为摘录原文。",),
    timings={"find": 0.01234567},
)


MADE = Circumstances(software="0.1.0")


class FakeService:
    """Answers every question with `whole` and keeps what it was asked."""

    def __init__(self, data: Path) -> None:
        self.settings = Settings()
        self.circumstances = MADE
        self.records = Recorder(RecordFile(data / "answers.sqlite", 100, 10**6), MADE)
        self.generation = 7
        self.whole = WHOLE
        self.failure: Exception | None = None
        self.gone = False
        self.asked: list[Question] = []
        self.corrections: list[tuple[str, dict[str, str | None]]] = []
        self.searched: list[tuple[str, int, Filters]] = []

    def answer(self, question: Question) -> Answer:
        *_, last = self.stream(question)
        return last

    def stream(self, question: Question) -> Iterator[Answer]:
        self.asked.append(question)
        whole = dataclasses.replace(self.whole, question=question.text)
        if not whole.refused:
            yield dataclasses.replace(whole, sentences=whole.sentences[:1], citations=whole.citations[:1], notices=(), final=False)
        if self.failure:
            raise self.failure
        if whole.final:
            self.records.keep(question, whole)
        yield whole

    def replay(self, answer_id: str) -> Replay | None:
        """Against the answer of now; the quotes stand or stood in no report, as `gone` says."""
        record = self.records.get(answer_id)
        if record is None:
            return None
        changes = (Change("settings", record.answer.settings, "changed"),) if self.gone else ()
        quotes = tuple(QuoteStanding(citation, "report_gone" if self.gone else "stands", None) for citation in record.answer.citations)
        return Replay(record, self.whole, changes, tuple(differences(record.answer, self.whole)), quotes)

    def search(self, query: str, count: int = 10, filters: Filters = Filters()) -> list[Hit]:
        self.searched.append((query, count, filters))
        if self.failure:
            raise self.failure
        return list(HITS[:count])

    def reports(self) -> list[Entry]:
        if self.failure:
            raise self.failure
        return [ENTRY, PAGED]

    def report(self, report_id: str) -> ReportView | None:
        entry = {entry.report_id: entry for entry in self.reports()}.get(report_id)
        return ReportView(entry, self.generation) if entry else None

    def correct(self, report_id: str, changes: dict[str, str | None]) -> ReportView | None:
        self.corrections.append((report_id, changes))
        return self.report(report_id)


@pytest.fixture
def service(tmp_path: Path) -> FakeService:
    return FakeService(tmp_path)
