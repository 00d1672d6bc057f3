"""What flows out of reading: a report is one text, everything else is a span into it."""

from dataclasses import dataclass, field
from typing import Literal

BlockKind = Literal["heading", "paragraph", "item", "table", "footnote"]
Ending = Literal["superseded", "repealed"]
Language = Literal["zh", "en"]
ReportKind = Literal[
    "work_report",  # 政府工作报告
    "plan",  # 规划、计划、纲要、方案、要点
    "notice",  # 通知
    "opinion",  # 意见
    "measures",  # 法、条例、规定、办法、细则、措施
    "decision",  # 决定、决议
    "announcement",  # 公告、通告、公示
    "guide",  # 指南、指引、标准、目录
    "statistics",  # 统计公报、统计数据
    "budget",  # 预算、决算
    "reply",  # 复函、答复
    "speech",  # 讲话、致辞
    "interpretation",  # 政策解读、问答
    "news",
    "white_paper",
    "annual_report",  # of a company or agency, Form 10-K
    "quarterly_report",  # Form 10-Q
    "current_report",  # Form 8-K
    "report",  # any other: inquiries, studies, 情况报告
    "other",
]
Status = Literal["in_force", "superseded", "repealed"]
PageKind = Literal["text", "scanned", "garbled", "outlines", "empty", "mixed"]


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, list item, table or footnote: `report.text[start:end]`.

    `level` is the depth of a heading (1 is outermost) and 0 for everything else.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a paged format. `number` is 1-based as a reader counts; the pages of a report cover its text.

    `width` and `height` are in points as the page is shown, so after turning it by `rotation` degrees; 0 where there is no layout.
    `label` is the number printed on it ("iv") where the file says so. `kind` is what the page was found to be; `recognised` marks
    text that was read from its picture.
    """

    number: int
    start: int
    end: int
    width: float = 0.0
    height: float = 0.0
    rotation: int = 0
    label: str | None = None
    kind: PageKind = "text"
    recognised: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """Where a word, or a stretch of Han characters, stands: `report.text[start:end]` on a page, in points from its top left corner.

    A part of it is where its share of the characters is: Han characters are equally wide, and a word is not cut.
    """

    start: int
    end: int
    page: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the document says of itself; None where it does not say.

    `region` is the short name of a Chinese province ("安徽") or "全国", `city` that of a prefecture-level city in it, `region_code` the
    code of GB/T 2260 of the smaller of the two ("34", "3401"). `date` is ISO (2025, 2025-01 or 2025-01-14), `period` the years spoken
    about ("2025", "2021-2025"; of a company's report the year in which its fiscal year ends). `superseded_by` names the newer document
    by title, document number or report id. `corrected` are the fields that people have set.
    """

    title: str
    language: Language
    region: str | None = None
    issuer: str | None = None
    document_number: str | None = None
    date: str | None = None
    period: str | None = None
    edition: str | None = None
    region_code: str | None = None
    city: str | None = None
    kind: ReportKind | None = None
    status: Status | None = None
    superseded_by: str | None = None
    corrected: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """One report as read. `id` is the SHA-256 of the file's bytes (64 hex digits), so equal files are one report."""

    id: str
    source_name: str
    metadata: Metadata
    text: str = field(repr=False)
    blocks: tuple[Block, ...] = field(repr=False)
    pages: tuple[Page, ...] = field(default=(), repr=False)
    boxes: tuple[Box, ...] = field(default=(), repr=False)

    def pages_of(self, start: int, end: int) -> tuple[int, ...]:
        """The page numbers that the span touches, in order; empty for a format without pages."""
        return tuple(page.number for page in self.pages if page.start < end and start < page.end)


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a report that is found and cited: `report.text[start:end] == text`, always.

    `pages` are the 1-based page numbers it touches; `section` the headings above it, outermost first. Where it goes on with a table
    that began in an earlier passage, `head` is that table's caption, unit and head: `report.text[head_start:][:len(head)] == head`.
    """

    report_id: str
    start: int
    end: int
    text: str
    pages: tuple[int, ...] = ()
    section: tuple[str, ...] = ()
    head: str = ""
    head_start: int = 0

    @property
    def read(self) -> str:
        """The passage as it is read and searched: rows of a table mean nothing without their head."""
        return f"{self.head}\n{self.text}" if self.head else self.text

    @property
    def own(self) -> int:
        """Where in `read` its own text begins."""
        return len(self.head) + 1 if self.head else 0

    def place(self, at: int) -> int:
        """The position in the report of a position in `read`."""
        return self.head_start + at if self.head and at <= len(self.head) else self.start + at - self.own

    @property
    def id(self) -> str:
        """Identity from content: the report's digest and the span."""
        return f"{self.report_id[:16]}-{self.start}-{self.end}"
