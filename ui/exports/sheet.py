"""What every export shows, as plain text in the reader's language; the formats only set it."""

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime

from documents.types import Language
from rag.record import Record
from rag.styles import Style, reference
from rag.types import Answer, Citation, Table, TableRow
from ui.terminal import place
from ui.words import say, visible

# What neither XML nor UTF-8 can hold.
_NO_CHARACTER = re.compile("[\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with the numbers of its sources, shown as `[n]` behind it."""

    text: str
    marks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A comparison: each row is its label and a cell for each column, each cell one or more told values, or the words for none.

    `heads` name the columns; where there is only one, its caption says what it tells.
    """

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[tuple[Marked, ...], ...]], ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A numbered source: its reference, where it stands in the collection, and the quote letter for letter."""

    number: int
    reference: str
    place: str
    quote: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """`lines` are the sentences of the answer, or the refusal alone; `facts` are pairs of label and value."""

    language: Language
    title: str
    question: str
    earlier: tuple[str, ...]
    heading: str
    lines: tuple[Marked, ...]
    grid: Grid | None
    notices: tuple[str, ...]
    sources_heading: str
    sources: tuple[Source, ...]
    checked: str
    facts: tuple[tuple[str, str], ...]


def sheet_of(record: Record, style: Style, language: Language) -> Sheet:
    answer = record.answer
    return Sheet(
        language=language,
        title=say(language, "export_title"),
        question=_clean(record.question.text),
        earlier=tuple(_clean(turn.question) for turn in record.question.history),
        heading=say(language, "refusal" if answer.refused else "export_answer"),
        lines=_lines(answer, language),
        grid=_grid(answer.table, language) if answer.table else None,
        notices=tuple(_clean(notice) for notice in answer.notices),
        sources_heading=say(language, "nearest" if answer.refused else "sources"),
        sources=tuple(_source(citation, style, language) for citation in answer.citations),
        checked=say(language, "export_checked") if answer.citations else "",
        facts=tuple(_facts(record, language)),
    )


def _lines(answer: Answer, language: Language) -> tuple[Marked, ...]:
    if answer.refusal:
        return (Marked(_clean(answer.refusal.message), ()),)
    weak = f"（{say(language, 'weak')}）" if language == "zh" else f" ({say(language, 'weak')})"
    return tuple(Marked(_clean(line.text) + (weak if line.support == "weak" else ""), line.citations) for line in answer.sentences)


def _grid(table: Table, language: Language) -> Grid:
    columns = range(max(1, len(table.columns)))
    rows = ((_clean(row.label), tuple(_told(row, column, language) for column in columns)) for row in table.rows)
    return Grid(_clean(" · ".join([table.indicator, *table.years])), tuple(map(_clean, table.columns)), tuple(rows))


def _told(row: TableRow, column: int, language: Language) -> tuple[Marked, ...]:
    told = tuple(Marked(_clean(cell.text), (cell.citation,)) for cell in row.cells if cell.column == column)
    return told or (Marked(say(language, "not_told"), ()),)


def _source(citation: Citation, style: Style, language: Language) -> Source:
    where = " · ".join(place(citation, language))
    return Source(citation.number, _clean(reference(citation, style)), _clean(where), _clean(citation.quote))


def _facts(record: Record, language: Language) -> Iterator[tuple[str, str]]:
    answer = record.answer
    yield say(language, "export_id"), _clean(answer.id)
    asked = f"{datetime.fromisoformat(record.asked).astimezone():%Y-%m-%d %H:%M}"
    told = {"asked": asked, "generation": answer.generation, "settings": answer.settings, "writer": answer.writer}
    for name, value in (told | asdict(record.circumstances)).items():
        if value != "":
            yield say(language, f"circumstance_{name}"), _clean(str(value))
    chosen = [f"{name}={value}" for name, value in asdict(record.question.filters).items() if value is not None]
    if chosen:
        yield say(language, "record_filter"), _clean(" ".join(chosen))


def _clean(text: str) -> str:
    return _NO_CHARACTER.sub("", visible(text))


def marks(numbers: tuple[int, ...]) -> str:
    return "".join(f"[{number}]" for number in numbers)
