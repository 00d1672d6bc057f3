"""Questions over the whole collection: which reports speak of something. Every passage is looked at, never a sample of the best."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from documents.names import other_names
from documents.numerals import in_english, in_words
from documents.regions import region_in_language
from documents.text import fold, sentence_spans
from documents.types import Language
from index.generations import Generation
from index.search import allowed_reports
from index.types import Entry, Filters
from rag.cite import Quote
from rag.types import Hit
from rag.write import Draft

_SPEAKS = "提到|提及|谈到|涉及|讲到|写到"
_WHICH = r"(?:哪些|哪几[份个篇]|几[份个篇]|多少[份个篇]|所有|全部|列出[^，。]{0,6}?)"
_HOLDERS = r"(?:报告|文件|文档|资料|材料|省份?|地区|省（区、市）)"
_ASKED = (
    re.compile(rf"{_WHICH}{_HOLDERS}[^，。]{{0,8}}?(?:{_SPEAKS})(?:了|到|过)?(?P<said>[^？?。，]+)"),
    re.compile(rf"{_WHICH}(?:{_SPEAKS})(?:了|到|过)?(?P<said>[^？?。，]+?)的{_HOLDERS}"),
    re.compile(rf"(?:{_SPEAKS})(?:了|到|过)?(?P<said>[^？?。，]+?)的{_HOLDERS}有(?:哪些|几|多少)"),
    re.compile(
        r"(?:which|how many|list (?:all|every)?)\s*(?:of the )?reports?\s*(?:that )?"
        r"(?:mentions?|refers? to|speaks? of)\s+(?P<said>[^?.,]+)",
        re.IGNORECASE,
    ),
)
_FIGURES = re.compile(r"\d+年?")
_QUOTES = "“”\"'「」《》 "
# So many reports are quoted; all are counted and named.
MOST_QUOTED = 12


@dataclass(frozen=True, slots=True)
class Mentions:
    """The reports that hold one of some words, each with the first sentence that does, of all `reports` looked at."""

    said: str
    found: tuple[tuple[Entry, Quote], ...]
    reports: int


def mentioned(question: str) -> str | None:
    """The words after whose mention a question over the whole collection asks; None for any other question."""
    found = next(filter(None, (pattern.search(question) for pattern in _ASKED)), None)
    said = found.group("said").strip(_QUOTES) if found else ""
    return re.sub("[吗呢了]$|^(?:the|an?) ", "", said).strip(_QUOTES) or None


def find_mentions(generation: Generation, said: str, filters: Filters) -> Mentions:
    allowed = allowed_reports(generation.entries.values(), filters) if filters else set(generation.entries)
    words = [said, *other_names(said)]
    found = []
    for number in sorted(allowed):
        quote = _first(generation, generation.entries[number], words)
        if quote is not None:
            found.append((generation.entries[number], quote))
    return Mentions(said, tuple(found), len(allowed))


def _first(generation: Generation, entry: Entry, words: list[str]) -> Quote | None:
    text = generation.text(entry.number, 0, entry.characters)
    wanted = re.compile("|".join(_bounded(fold(word)) for word in words))
    if not wanted.search(fold(text)):
        return None
    for start, end in sentence_spans(text):
        if wanted.search(fold(text[start:end])):
            quote = _quote(generation, entry, start, end, wanted)
            if quote is not None:
                return quote
    return None


def _bounded(word: str) -> str:
    """AI does not stand in "maintain"."""
    return rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])" if word.isascii() else re.escape(word)


def _quote(generation: Generation, entry: Entry, start: int, end: int, wanted: re.Pattern[str]) -> Quote | None:
    """The sentence, or the part of it in the passage that holds the word: one that is longer than a passage is cut."""
    at = start
    while at < end:
        passage = generation.passage_at(entry.number, at)
        if passage is None:
            return None
        stop = min(end, passage.end)
        begin = passage.own - passage.start
        quote = Quote(Hit(passage, entry, 1.0, None, None), begin + at, begin + stop)
        if wanted.search(fold(quote.text)) or stop == end:
            return quote
        at = stop + 1
    return None


def mention_drafts(mentions: Mentions, language: Language) -> Iterator[Draft]:
    """How many and which first, then a sentence of each."""
    if not mentions.found:
        return
    quotes = tuple(quote for _, quote in mentions.found)
    yield Draft(_counted(mentions, language), quotes, "supported")
    for _, quote in mentions.found[:MOST_QUOTED]:
        yield Draft(quote.text, (quote,), "quoted")


def _counted(mentions: Mentions, language: Language) -> str:
    count, labels = len(mentions.found), _labels(mentions, language)
    if language == "zh":
        return f"{in_words(count)}份报告提到“{mentions.said}”：{'、'.join(labels)}。"
    reports = "report mentions" if count == 1 else "reports mention"
    return f"{in_english(count).capitalize()} {reports} “{mentions.said}”: {', '.join(labels)}."


def no_mention(said: str, language: Language) -> str:
    """That no report speaks of it."""
    return f"资料库中没有报告提到“{said}”。" if language == "zh" else f"No report in the collection mentions “{said}”."


def _labels(mentions: Mentions, language: Language) -> list[str]:
    """Whose reports they are: the region, or the title without its year, since no sentence may hold a figure that is in no quote."""
    entries = [entry for entry, _ in mentions.found]
    regions = Counter(entry.metadata.region for entry in entries)
    titles = (_FIGURES.sub("", entry.metadata.title) for entry in entries)
    return [
        region_in_language(region, language) if (region := entry.metadata.region) and regions[region] == 1 else title
        for entry, title in zip(entries, titles, strict=True)
    ]
