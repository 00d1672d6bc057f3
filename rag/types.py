"""What flows through answering. An answer carries what its reader needs to trust it."""

from dataclasses import dataclass, field
from typing import Literal

from documents.indicator_types import Standing
from documents.types import Language, Metadata, Passage
from index.types import Entry, Filters

Support = Literal["quoted", "supported", "weak"]
"""quoted: verbatim from its citation; supported: checked against its citations; weak: little of it stands in them."""

Level = Literal["lenient", "usual", "strict"]
"""How readily a question is refused."""

RefusalReason = Literal["nothing_found", "not_covered", "not_stated", "unsupported"]


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier question of the conversation with the answer it got."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Question:
    text: str
    history: tuple[Turn, ...] = ()
    filters: Filters = Filters()


@dataclass(frozen=True, slots=True)
class Hit:
    """A found passage. `score` orders hits of one query and is in [0, 1]; ranks count from 1, None where not found by that search.

    `outside` says that it speaks of other provinces or years than the question names.
    """

    passage: Passage
    entry: Entry
    score: float
    keyword_rank: int | None
    dense_rank: int | None
    outside: bool = False


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report as one generation shows it."""

    entry: Entry
    generation: int


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim quote: `report text[start:end] == quote`. `page` is 1-based, None for a format without pages.

    `recognised` says that the page's text was read from its picture, so that a character of it may be wrong. `source` is what the
    report says of itself.
    """

    number: int
    report_id: str
    report: str
    title: str
    page: int | None
    section: tuple[str, ...]
    quote: str
    start: int
    end: int
    recognised: bool = False
    source: Metadata | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an answer, without `[n]` marks, and the numbers of the citations that it rests on."""

    text: str
    citations: tuple[int, ...]
    support: Support


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no answer: nothing was found at all, or what was found does not answer."""

    reason: RefusalReason
    message: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A value as its report tells it, with its citation; `value` is in `unit`, for drawing. `column` counts from 0."""

    text: str
    citation: int
    value: float
    unit: str
    column: int = 0
    standing: Standing | None = None


@dataclass(frozen=True, slots=True)
class TableRow:
    """What is told of one region; no cells where no report says it, several where reports differ."""

    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Indicators across regions: `years` are those asked for, empty for the newest told.

    `columns` are years or indicators, empty where there is one only. Labels are in the question's `language`.
    """

    indicator: str
    years: tuple[str, ...]
    rows: tuple[TableRow, ...]
    columns: tuple[str, ...] = ()
    language: Language = "zh"


@dataclass(frozen=True, slots=True)
class Usage:
    """What the requests to a model took for one answer. `cost` is None where no prices are set.

    `estimated` says that the server did not tell the tokens of every request.
    """

    requests: int
    prompt_tokens: int
    completion_tokens: int
    cost: float | None
    estimated: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """A cited answer or a refusal, never both. While streaming, `final` is False and the sentences so far are already checked.

    `notices` tell the reader what went differently than configured (a model that failed, a sentence withheld).
    `timings` are seconds by step. `writer_version` changes with the writer's prompts; `usage` is there where a model was asked, also
    where extraction took its place.
    """

    id: str
    question: str
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    refusal: Refusal | None
    hits: tuple[Hit, ...] = field(repr=False)
    writer: str
    generation: int
    settings: str
    notices: tuple[str, ...] = ()
    timings: dict[str, float] = field(default_factory=dict, repr=False, compare=False)
    final: bool = True
    table: Table | None = None
    writer_version: str = ""
    usage: Usage | None = None

    @property
    def refused(self) -> bool:
        return self.refusal is not None

    @property
    def text(self) -> str:
        """The whole answer with `[n]` after each sentence, or the refusal's message."""
        if self.refusal is not None:
            return self.refusal.message
        return "\n".join(sentence.text + "".join(f"[{n}]" for n in sentence.citations) for sentence in self.sentences)
