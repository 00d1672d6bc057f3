"""An answer as Markdown in which all text of reports, questions and models means nothing but itself."""

import re
from collections.abc import Iterator

from ui.exports.sheet import Grid, Marked, Sheet, Source, marks
from ui.words import say

# What Markdown, its tables, formulas and automatic links read as more than text: anywhere, and at the beginning of a line.
_MEANING = re.compile(r"[\\`*_\[\]<>|~$&^@]|:(?=//)|(?<=\bwww)\.", re.IGNORECASE)
_BEGINNING = re.compile(r"^(\d{1,9}(?=[.)])|)([#+=:.)-])")
_LINE_END = re.compile(r"\s*[\n\r\x85\u2028\u2029]\s*")


def as_markdown(sheet: Sheet) -> bytes:
    return ("\n\n".join(_blocks(sheet)) + "\n").encode()


def _blocks(sheet: Sheet) -> Iterator[str]:
    yield f"# {sheet.title}"
    yield from (f"*{say(sheet.language, 'export_earlier')}* {_text(question)}" for question in sheet.earlier)
    yield f"**{_text(sheet.question)}**"
    yield f"## {sheet.heading}"
    yield from (_marked(line) for line in sheet.lines)
    if sheet.grid:
        yield _table(sheet.grid)
    yield from (f"*{say(sheet.language, 'notice')}* {_text(notice)}" for notice in sheet.notices)
    if sheet.sources:
        yield f"## {sheet.sources_heading}"
        yield from (_source(source) for source in sheet.sources)
    yield "---"
    yield "\n".join(filter(None, [sheet.checked and f"- {sheet.checked}", *(f"- {label}: {_text(value)}" for label, value in sheet.facts)]))


def _marked(line: Marked) -> str:
    return _text(line.text) + marks(line.marks)


def _source(source: Source) -> str:
    """The lines of a quote stay lines: two spaces at an end break one."""
    quote = "  \n> ".join(_text(line) for line in _LINE_END.split(source.quote.strip()))
    return f"[{source.number}] {_text(source.reference)}\n\n> {quote}\n\n{_text(source.place)}"


def _table(grid: Grid) -> str:
    heads = [_text(grid.caption), *map(_text, grid.heads)] if grid.heads else ["", _text(grid.caption)]
    rows = [[_text(label), *("; ".join(map(_marked, cell)) for cell in cells)] for label, cells in grid.rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in [heads, ["---"] * len(heads), *rows])


def _text(text: str) -> str:
    """On one line, since in Markdown a line's beginning has a meaning."""
    line = _MEANING.sub(lambda found: "\\" + found.group(), _LINE_END.sub(" ", text.strip()))
    return _BEGINNING.sub(r"\1\\\2", line)
