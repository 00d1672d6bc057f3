"""The conversation and its sources as HTML. All text of reports, questions and models is escaped here and nowhere interpreted.

No fragment holds a line end: a blank line would end the HTML block inside a chat message and let the rest be read as Markdown.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from documents.text import sentence_spans
from documents.types import Language
from index.types import Entry
from rag.types import Answer, Citation, Hit, Sentence
from ui.exports.formats import MEDIA_TYPES
from ui.figures import comparison_table
from ui.replies import SECTION_JOINT
from ui.words import say, visible

CONTEXT = 160  # characters of the passage shown on each side of a quote, at most
_LINE_END = re.compile(r"\s*[\n\r\x85\u2028\u2029]\s*")


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question with what came of it: a growing or whole answer, or the sentence that tells of a failure.

    `kept` says that the whole answer is kept, so that it can be exported.
    """

    question: str
    answer: Answer | None = None
    failure: str | None = None
    kept: bool = False


def messages(exchanges: Sequence[Exchange], language: Language) -> list[dict[str, str]]:
    """The conversation in the form of the chat component."""
    said: list[dict[str, str]] = []
    for number, exchange in enumerate(exchanges, 1):
        said.append({"role": "user", "content": f'<div class="question">{shown(exchange.question)}</div>'})
        said.append({"role": "assistant", "content": _reply(exchange, number, language)})
    return said


def _reply(exchange: Exchange, number: int, language: Language) -> str:
    if exchange.failure is not None:
        return f'<div class="reply failure">{shown(exchange.failure)}</div>'
    answer = exchange.answer
    if answer is None or not (answer.sentences or answer.refused):
        return f'<div class="reply waiting">{escape(say(language, "searching"))}</div>'
    if answer.refusal:
        marks = "".join(_mark(citation.number, number) for citation in answer.citations)
        inside = f'<div class="label">{escape(say(language, "refusal"))}</div><p>{shown(answer.refusal.message)}{marks}</p>'
        return f'<div class="reply refusal">{inside}{_notices(answer)}{_exports(exchange, language)}</div>'
    said = "".join(_sentence(sentence, number, language) for sentence in answer.sentences)
    drawn = comparison_table(answer.table, lambda citation: _mark(citation, number)) if answer.table else ""
    return f'<div class="reply">{said}{drawn}{_notices(answer)}{_exports(exchange, language)}</div>'


def _sentence(sentence: Sentence, exchange: int, language: Language) -> str:
    marks = "".join(_mark(number, exchange) for number in sentence.citations)
    weak = f' <span class="weak">{escape(say(language, "weak"))}</span>' if sentence.support == "weak" else ""
    return f"<p>{shown(sentence.text)}{marks}{weak}</p>"


def _mark(number: int, exchange: int) -> str:
    return f'<a class="cite" href="#{_anchor(exchange, number)}">[{number}]</a>'


def _anchor(exchange: int, number: int) -> str:
    return f"q{exchange}-c{number}"


def _notices(answer: Answer) -> str:
    return "".join(f'<div class="notice">{shown(notice)}</div>' for notice in answer.notices)


def _exports(exchange: Exchange, language: Language) -> str:
    """Links to the API beside the page, so that the page needs no door for files."""
    answer = exchange.answer
    if answer is None or not (answer.final and exchange.kept):
        return ""
    address = f"v1/answers/{quote(answer.id, safe='')}/export?language={language}&citations=gbt7714&format="
    links = "".join(
        f'<a class="export" href="{escape(address + form)}" download>{escape(say(language, f"export_{form}"))}</a>' for form in MEDIA_TYPES
    )
    return f'<div class="exports">{escape(say(language, "export"))}{links}</div>'


def panel(exchanges: Sequence[Exchange], language: Language) -> str:
    """The sources of the last answer, and folded below them those of the earlier ones, so that every mark keeps its target."""
    if not exchanges:
        return f'<div class="sources"><p class="quiet">{escape(say(language, "panel_empty"))}</p></div>'
    *earlier, last = [(number, exchange) for number, exchange in enumerate(exchanges, 1)]
    older = "".join(
        f"<details><summary>{shown(exchange.question)}</summary>{_cards(exchange, number, language)}</details>"
        for number, exchange in reversed(earlier)
        if exchange.answer and exchange.answer.citations
    )
    heading = f'<div class="label">{escape(say(language, "earlier"))}</div>' if older else ""
    return f'<div class="sources">{_cards(last[1], last[0], language)}{heading}{older}</div>'


def _cards(exchange: Exchange, number: int, language: Language) -> str:
    answer = exchange.answer
    if answer is None:
        return ""
    heading = f'<div class="label">{escape(say(language, "nearest"))}</div>' if answer.refused and answer.citations else ""
    return heading + "".join(_card(citation, answer.hits, number, language) for citation in answer.citations)


def _card(citation: Citation, hits: Sequence[Hit], exchange: int, language: Language) -> str:
    page = [] if citation.page is None else [f'<span class="page">{escape(say(language, "page", page=citation.page))}</span>']
    section = [f'<span class="section">{shown(SECTION_JOINT.join(citation.section))}</span>'] if citation.section else []
    recognised = [f'<span class="recognised">{escape(say(language, "recognised"))}</span>'] if citation.recognised else []
    place = "".join([f'<span class="file">{shown(citation.report)}</span>', *page, *recognised, *section])
    return (
        f'<article class="card" id="{_anchor(exchange, citation.number)}">'
        f'<header><span class="number">{citation.number}</span><span class="title">{shown(citation.title)}</span></header>'
        f'<div class="place">{place}</div>'
        f"<blockquote>{_quote_in_context(citation, hits)}</blockquote></article>"
    )


def _quote_in_context(citation: Citation, hits: Sequence[Hit]) -> str:
    """The quote marked between its neighbour sentences; alone where no passage of the answer holds it."""
    marked = f"<mark>{shown(citation.quote)}</mark>"
    for hit in hits:
        passage = hit.passage
        if passage.report_id == citation.report_id and passage.start <= citation.start and citation.end <= passage.end:
            before, after = _neighbours(passage.text, citation.start - passage.start, citation.end - passage.start)
            return f"{shown(before)}{marked}{shown(after)}"
    return marked


def _neighbours(text: str, start: int, end: int) -> tuple[str, str]:
    """The whole sentences around a span, up to `CONTEXT` characters on each side; … says that the passage goes on."""
    spans = sentence_spans(text)
    left = min((begin for begin, _ in spans if start - CONTEXT <= begin <= start), default=start)
    right = max((finish for _, finish in spans if end <= finish <= end + CONTEXT), default=end)
    before = ("…" if text[:left].strip() else "") + text[left:start]
    after = text[end:right] + ("…" if text[right:].strip() else "")
    return before, after


def collection(entries: Sequence[Entry], language: Language) -> str:
    """The reports that can be asked, as a table."""
    if not entries:
        return f'<p class="quiet">{escape(say(language, "collection_empty"))}</p>'
    fields = ("title", "region", "date", "passages")
    heads = "".join(f"<th>{escape(say(language, f'field_{field}'))}</th>" for field in fields)
    return f'<table class="collection"><tr>{heads}</tr>{"".join(_row(entry) for entry in entries)}</table>'


def _row(entry: Entry) -> str:
    metadata = entry.metadata
    date = metadata.date or metadata.period or ""
    title = f'{shown(metadata.title)}<div class="file">{shown(entry.source_name)}</div>'
    return f"<tr><td>{title}</td><td>{shown(metadata.region or '')}</td><td>{shown(date)}</td><td>{entry.passages}</td></tr>"


def shown(text: str) -> str:
    """Text as HTML that means nothing but itself, on one line."""
    return _LINE_END.sub("<br>", escape(visible(text)))
