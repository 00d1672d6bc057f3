"""What a question for a list is answered with: all items of a list over several sentences, or the sentence that names so many."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from documents.enumerations import AROUND, Listing, listing_at
from documents.numerals import CHINESE_NUMERAL, integer_of
from documents.text import fold
from index.words import tokens
from rag.cite import Quote, quote_at
from rag.find import Evidence
from rag.query import Query
from rag.sentences import Scored

# A sentence that leads into a list, or is an item of one, stands for the list when it is at least this likely beside the best.
_AS_LIKELY = 0.5
# The share of a question's weight that what leads into a list must hold, where the list was found by an item of it.
_LEAST_LED = 0.3
MOST_ITEMS = 20
_LONGEST_LEAD = 160
_COUNT = (
    rf"(?<![\d{CHINESE_NUMERAL}])(?P<count>[{CHINESE_NUMERAL}\d]{{1,3}})(?![\d年月日号]|五规划)"
    r"\s*(?:大|个|项|条|座|家|种|类|所|方面|处|支|批)?"
)
# 三大先导产业是哪三个, 哪3个集群, 四个“之都”
_COUNTED = (
    re.compile(rf"{_COUNT}(?P<quote>[“\"「《])?(?P<noun>[一-鿿a-z]{{2,10}}?)[”\"」》]?(?:分别|各自|具体|都)*(?:是|有|指|为|包括|涉及|叫)"),
    re.compile(rf"哪{_COUNT}(?P<noun>[一-鿿a-z]{{2,10}}?)(?=[？?，。]|$|获|入|被|成|正|建|开|进|迈)"),
)
_NOUN_END = re.compile("(?:分别|各自|具体|都|各|主要)+$")


@dataclass(frozen=True, slots=True)
class Counted:
    """So many of something that a question asks to be named; `quoted` for a part of their names: 四个“之都”."""

    count: int
    noun: str
    quoted: bool


def counted_in(question: str) -> Counted | None:
    """The first number of things that a question names."""
    for pattern in _COUNTED:
        for match in pattern.finditer(fold(question)):
            quoted = bool(match.groupdict().get("quote"))
            count, noun = integer_of(match["count"]), match["noun"] if quoted else _NOUN_END.sub("", match["noun"])
            if count is not None and 1 < count < 100 and len(noun) > 1:
                return Counted(count, noun, quoted)
    return None


def names_all(sentence: str, asked: Counted) -> bool:
    """Whether a sentence names as many as it says there are: 甲、乙、丙三大先导产业; or has the noun with each of so many items."""
    folded = fold(sentence)
    if asked.quoted and folded.count(asked.noun) >= asked.count:
        return True
    items = rf"(?:[^、,，。；;：:]{{1,30}}(?:、|和|及)){{{asked.count - 1}}}[^、,，。；;：:]{{1,30}}?等?"
    named = rf"(?:{'|'.join(_written(asked.count))})(?:大|个|项|条|座|家|种|类|所|支)?[^、，,。；;]{{0,6}}?{re.escape(asked.noun)}"
    return re.search(rf"{items}{named}|{named}[^、，,。；;]{{0,12}}[：:是为括]{items}", folded) is not None


def _written(count: int) -> tuple[str, ...]:
    digits = "零一二三四五六七八九十"
    return (str(count), *((digits[count],) if count <= 10 else ()), *(("两",) if count == 2 else ()))


def naming(evidence: Evidence) -> list[Scored]:
    """The sentences that name just as many as the question says there are, best first."""
    asked = counted_in(evidence.query.text) if evidence.query.asks_list else None
    return [sentence for sentence in evidence.sentences if names_all(sentence.text, asked)] if asked else []


def whole_list(evidence: Evidence) -> list[Quote]:
    """The list that the best sentence leads into or belongs to, what leads into it first; empty where there is none."""
    for sentence in evidence.sentences:
        if sentence.score < _AS_LIKELY * evidence.sentences[0].score or sentence.head is not None:
            break
        quotes = list(_listed(evidence, sentence))
        if len(quotes) > 1:
            return quotes
    return []


def _listed(evidence: Evidence, sentence: Scored) -> Iterator[Quote]:
    entry, passage = sentence.hit.entry, sentence.hit.passage
    start, end = passage.place(sentence.start), passage.place(sentence.end)
    offset = max(0, start - AROUND)
    text = evidence.generation.text(entry.number, offset, min(entry.characters, end + AROUND))
    listing = listing_at(text, start - offset, end - offset)
    if listing is None or not (listing.led or _is_asked_for(evidence.query, sentence, listing, text)):
        return
    lead = listing.lead if listing.lead and listing.lead[1] - listing.lead[0] <= _LONGEST_LEAD else None
    for left, right in (*([lead] if lead else []), *listing.items[:MOST_ITEMS]):
        quote = quote_at(evidence.generation, entry, offset + left, offset + right, offset + left)
        if quote is not None:
            yield quote


def _is_asked_for(query: Query, sentence: Scored, listing: Listing, text: str) -> bool:
    """Whether the list as a whole is meant and not the one item that was found: by its count, or by what leads into it."""
    counted = counted_in(query.text)
    if counted is not None and counted.count == len(listing.items):
        return True
    leads = [text[slice(*listing.lead)]] if listing.lead else list(sentence.hit.passage.section[-1:])
    led = query.coverage(_words(leads))
    return led >= _LEAST_LED and led >= query.coverage(_words([sentence.text]))


def _words(texts: Sequence[str]) -> set[str]:
    return {word for text in texts for word in tokens(text)}
