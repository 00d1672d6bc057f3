"""An answer as one HTML page that loads nothing, runs nothing and escapes everything."""

import re
from collections.abc import Iterator, Sequence
from html import escape

from ui.exports.sheet import Grid, Marked, Sheet, Source
from ui.words import say

_STYLE = """body{font:16px/1.75 "Noto Serif CJK SC","Songti SC",SimSun,Georgia,serif;max-width:46rem;margin:2.5rem auto;padding:0 1.2rem;
color:#1f2933}h1{font-size:1.1rem;color:#5b6673;font-weight:600}h2{font-size:1.1rem;margin:1.8rem 0 .5rem}
.question{font-size:1.35rem;font-weight:600;margin:.3rem 0 1rem}a{color:#205375;text-decoration:none}sup{line-height:0}
.quiet,.place,dl{color:#5b6673;font-size:.88rem}blockquote{margin:.3rem 0;padding-left:.9rem;border-left:3px solid #c3d8e7}
table{border-collapse:collapse;margin:1rem 0}caption{text-align:left;font-weight:600}th,td{border:1px solid #c9d1d9;padding:.3rem .8rem;
text-align:left}li{margin-bottom:1rem;overflow-wrap:anywhere}dl{display:grid;grid-template-columns:auto 1fr;gap:.1rem 1rem;
border-top:1px solid #dde3e8;padding-top:.8rem}dd{margin:0}li:target{background:#f1f6fa}@media print{a{color:inherit}}"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_LINE_END = re.compile(r"\s*[\n\r\x85\u2028\u2029]\s*")


def as_html(sheet: Sheet) -> bytes:
    language = "zh-CN" if sheet.language == "zh" else "en"
    head = (
        f'<!doctype html>\n<html lang="{language}">\n<head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}"><meta name="viewport" content="width=device-width">'
        f"<title>{_text(sheet.question)}</title><style>{_STYLE}</style></head>\n<body>\n"
    )
    return (head + "\n".join(_blocks(sheet)) + "\n</body>\n</html>\n").encode()


def _blocks(sheet: Sheet) -> Iterator[str]:
    yield f"<h1>{_text(sheet.title)}</h1>"
    yield from (f'<p class="quiet">{say(sheet.language, "export_earlier")} {_text(question)}</p>' for question in sheet.earlier)
    yield f'<p class="question">{_text(sheet.question)}</p>'
    yield f"<h2>{_text(sheet.heading)}</h2>"
    yield from (f"<p>{_marked(line)}</p>" for line in sheet.lines)
    if sheet.grid:
        yield _table(sheet.grid)
    yield from (f'<p class="quiet">{say(sheet.language, "notice")} {_text(notice)}</p>' for notice in sheet.notices)
    if sheet.sources:
        yield f"<h2>{_text(sheet.sources_heading)}</h2>"
        yield f"<ol>{''.join(_source(source) for source in sheet.sources)}</ol>"
    if sheet.checked:
        yield f'<p class="quiet">{_text(sheet.checked)}</p>'
    yield f"<dl>{''.join(f'<dt>{_text(label)}</dt><dd>{_text(value)}</dd>' for label, value in sheet.facts)}</dl>"


def _marked(line: Marked) -> str:
    return _text(line.text) + "".join(f'<sup><a href="#c{number}">[{number}]</a></sup>' for number in line.marks)


def _source(source: Source) -> str:
    told = f'<blockquote>{_text(source.quote)}</blockquote><div class="place">{_text(source.place)}</div>'
    return f'<li id="c{source.number}" value="{source.number}">{_text(source.reference)}{told}</li>'


def _table(grid: Grid) -> str:
    heads = f"<tr><th></th>{''.join(f'<th>{_text(head)}</th>' for head in grid.heads)}</tr>" if grid.heads else ""
    rows = "".join(f"<tr><th>{_text(label)}</th>{''.join(map(_cell, cells))}</tr>" for label, cells in grid.rows)
    return f"<table><caption>{_text(grid.caption)}</caption>{heads}{rows}</table>"


def _cell(told: Sequence[Marked]) -> str:
    return f"<td>{'<br>'.join(map(_marked, told))}</td>"


def _text(text: str) -> str:
    return _LINE_END.sub("<br>", escape(text.strip()))
