"""From a model's words to drafts: sentences with their marks, nothing that leads elsewhere, and the quotes that hold them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from documents.numbers import figures_in
from documents.regions import NATIONAL, places_in
from documents.text import sentence_spans
from index.words import tokens
from rag.check import support
from rag.cite import Quote
from rag.meanings import is_same, meanings, missing_figures
from rag.orders import orders_in
from rag.reading import read_passage
from rag.types import Hit
from rag.write import Draft

_OPEN, _CLOSE = "[\\[【［]", "[\\]】］]"
_LABEL = r"(?:资料|材料|来源|Material|Source)?\s*"  # [资料1]: models take the word from the fences
_NUMBERS = rf"{_LABEL}\d{{1,3}}(?:\s*[,，、]\s*{_LABEL}\d{{1,3}})*"
_MARK = re.compile(rf"{_OPEN}({_NUMBERS}){_CLOSE}")  # [1], [1, 3]; 【1】 comes from Chinese models
_TRAILING = re.compile(rf"(?:\s*{_MARK.pattern})+[。．.]?\s*")
_BEGUN_MARK = re.compile(rf"\s*(?:{_MARK.pattern}\s*)*{_OPEN}[\d\s,，、]*")
_MARKED_END = re.compile(rf"[.!?](?:{_MARK.pattern})+(?=\s)")  # an English full stop is no end before "["
_LONGEST_SENTENCE = 600  # characters; what is longer is no sentence, and looking for its end after every piece would take minutes
_CLAUSE = re.compile(r"[，；;]|,(?!\d)")
_ORNAMENT = re.compile(r"[\W_]*(?:\d{1,2}[.、)）])?[\W_]*")
_THOUGHTS = ("<think>", "</think>")
# Anything that could fetch or lead somewhere; links are ours to make.
_FOREIGN = re.compile(
    r"\]\([^)]*\)?"  # the target of a Markdown link or image
    r"|</?[a-z!?][^>]*>?"  # a tag, also one that is not closed
    r"|(?:[a-z][a-z0-9+.-]{0,30}://|www\.|(?<![a-z])(?:data|javascript|vbscript|mailto|file):(?=[!-~]))[!-~]*",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"!?\[|\]|\*+|__|~~|`|^\s*(?:[-•#>]+|\d{1,2}[.、)）])\s+|[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f]")


def spoken(pieces: Iterable[str]) -> Iterator[str]:
    """A stream without the thoughts that some models write before their answer: <think>…</think>, however it is cut into pieces."""
    held, thinking = "", False
    for piece in pieces:
        held += piece
        while (at := held.find(_THOUGHTS[thinking])) >= 0:
            if not thinking and at:
                yield held[:at]
            held, thinking = held[at + len(_THOUGHTS[thinking]) :], not thinking
        begun = next((size for size in range(len(_THOUGHTS[thinking]) - 1, 0, -1) if held.endswith(_THOUGHTS[thinking][:size])), 0)
        if not thinking and len(held) > begun:
            yield held[: len(held) - begun]
        held = held[len(held) - begun :]
    if not thinking and held:
        yield held


def complete_sentences(pieces: Iterable[str]) -> Iterator[str]:
    """Sentences of a stream with their trailing marks, each as soon as it is certain that it has them all."""
    held = ""
    for piece in pieces:
        held += piece
        spans = _with_marks(held)
        if not spans:
            held = ""  # white space
            continue
        waiting = 2 if len(spans) > 1 and _BEGUN_MARK.fullmatch(held, *spans[-1]) else 1
        if len(held) > _LONGEST_SENTENCE:
            waiting = 0
        for start, end in spans[: len(spans) - waiting]:
            yield held[start:end]
        held = held[spans[-waiting][0] :] if waiting else ""
    yield from (held[start:end] for start, end in _with_marks(held))


def _with_marks(text: str) -> list[tuple[int, int]]:
    """Sentence spans in which marks that stand after the full stop belong to the sentence before."""
    spans: list[tuple[int, int]] = []
    for start, end in _spans(text):
        marks = _TRAILING.match(text, start, end)
        begin = marks.end() if marks and spans else start
        if begin > start:
            spans[-1] = (spans[-1][0], begin)
        if begin < end:
            spans.append((begin, end))
    return spans


def _spans(text: str) -> Iterator[tuple[int, int]]:
    for start, end in sentence_spans(text):
        cuts = [start, *(match.end() for match in _MARKED_END.finditer(text, start, end)), end]
        yield from ((first, last) for first, last in pairwise(cuts) if first < last)


def is_ornament(sentence: str) -> bool:
    """The number of a list item, a rule, a bullet: nothing that could be true or false."""
    return _ORNAMENT.fullmatch(sentence) is not None


def draft_of(sentence: str, shown: tuple[Hit, ...]) -> Draft:
    """A model's sentence with the quotes of the passages it names; without support when it names none or they do not hold it."""
    marks = " ".join(_MARK.findall(sentence))
    named = [int(number) for number in dict.fromkeys(re.findall(r"\d+", marks)) if 1 <= int(number) <= len(shown)]
    text = plain(re.sub(rf"\s*{_MARK.pattern}", "", sentence))
    quotes = tuple(quote for number in named for quote in quotes_for(text, shown[number - 1]))
    above = " ".join(part for quote in quotes for part in (quote.hit.entry.metadata.title, *quote.hit.passage.section))
    held = bool(text and quotes) and _in_their_places(text, quotes)
    return Draft(text, quotes, support(text, [quote.text for quote in quotes], above) if held else None)


def _in_their_places(text: str, quotes: Sequence[Quote]) -> bool:
    """Whether each figure that is told of a place stands in a quote of that place: two reports may not lend each other their figures."""
    named: frozenset[str] = frozenset()
    for clause in _CLAUSE.split(text):
        named = places_in(clause) or named
        own = [quote for quote in quotes if not named or not (places := _places_of(quote)) or named & places]
        there = [meaning.figure for quote in own for meaning in meanings(quote.text, quote.hit.entry.metadata.title)]
        amounts = [figure for figure in figures_in(clause) if figure.kind == "amount"]
        if len(own) < len(quotes) and not all(any(is_same(figure, other) for other in there) for figure in amounts):
            return False
    return True


def _places_of(quote: Quote) -> frozenset[str]:
    metadata = quote.hit.entry.metadata
    return places_in(" ".join((metadata.title, metadata.region or "", *quote.hit.passage.section, quote.text))) or (
        frozenset({NATIONAL}) if metadata.region == NATIONAL else frozenset()
    )


def plain(text: str) -> str:
    """The words alone, without markup and without anything that could fetch, lead or hide something."""
    text = "".join(" " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c) not in ("Cc", "Cf"))
    before = ""
    while text != before:  # what is left may join to a new address: ht<b>tp://
        before, text = text, _MARKUP.sub("", _FOREIGN.sub("", text))
    return " ".join(text.split())


def quotes_for(text: str, hit: Hit, most: int = 3) -> list[Quote]:
    """The fewest sentences of a passage that share most with a text and hold its figures, at most `most`.

    The row of a table comes with its head, which names its figures.
    """
    passage = hit.passage.read
    read = read_passage(passage, hit.passage.own)
    sentences = {(sentence.start, sentence.end): sentence.head for sentence in read}
    places = list(sentences)
    words = {(sentence.start, sentence.end): sentence.words for sentence in read}
    orders = orders_in(passage, places)
    spans = [span for span in places if span[0] >= hit.passage.own and span not in orders]
    wanted = frozenset(tokens(text))
    ordered = sorted(spans, key=lambda span: -len(wanted & words[span]))
    chosen: list[tuple[int, int]] = []
    for span in ordered:
        held = [passage[start:end] for start, end in chosen]
        helps = missing_figures(text, [*held, passage[span[0] : span[1]]]) != missing_figures(text, held)
        if not chosen or (helps and len(chosen) < most):
            chosen.append(span)
    heads = [places[at] for span in chosen if (at := sentences[span]) is not None]
    return [Quote(hit, start, end) for start, end in sorted({*chosen, *heads})]
