"""Lists that run over sentences or paragraphs: 一是……二是……, （一）……（二）……, 1. 2. 3., bullets, clauses joined by semicolons.

A list is found around a sentence that leads into it or that is one of its items.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from documents.numerals import integer_of
from documents.parallel import parallel_after
from documents.text import LONG_SENTENCE, flat, sentence_spans

Span = tuple[int, int]

_HAN = "[一二三四五六七八九十]{1,3}"
_BEGIN = r"(?:^|(?<=[。；;：:！？!?，,\n]))[ \t\u3000]*"
_LINE = r"^[ \t\u3000]*"
# Each family of marks; `n` is the place of the item where the mark says it. The first of them also number chapters.
_CHAPTERS = (rf"{_BEGIN}[（(](?P<n>{_HAN})[）)]", rf"{_LINE}(?P<n>{_HAN})、")
_FAMILIES = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        *_CHAPTERS,
        rf"{_BEGIN}(?P<n>{_HAN})(?:是|要(?=[一-鿿]))",
        rf"{_BEGIN}(?:第(?P<n>{_HAN})[，,：:、是])",
        rf"(?:{_BEGIN}|(?<=\s))[（(](?P<n>\d{{1,2}})[）)]",
        rf"{_LINE}(?P<n>\d{{1,2}})[.．、)）](?!\d)",
        r"(?P<n>[①-⑳])",
        rf"{_BEGIN}(?P<n>首先|其次|再次)[，,：:是要]|{_BEGIN}(?P<last>最后)[，,：:是要]",
        r"(?:^|(?<=[.;:!?\n,]))[ \t]*(?:and )?(?P<n>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)(?:ly)?,",
        r"(?:^|(?<=[.;:\s]))\((?P<n>[a-j])\)",
    )
)
_BULLETS = re.compile(r"^[ \t\u3000]*(?P<bullet>[-*•●·▪◦■◆])[ \t\u3000]+\S", re.MULTILINE)
_WORDS = {"首先": 1, "其次": 2, "再次": 3} | {
    word: place for place, word in enumerate("first second third fourth fifth sixth seventh eighth ninth".split(), 1)
}
_CIRCLED, _LETTERED = ord("①"), ord("a")
_SENTENCE_END = re.compile(r"[。！？!?]|\.(?=\s|$)|\n|$")
_CLAUSE_END = re.compile("[；;]")
_FULL_STOP = re.compile(r"[。！？!?\n]")
_GOES_ON = re.compile(r"[ \t\u3000]*(?P<on>(?:主要|具体)(?:是|有|为|包括|体现在|表现[在为])|包括)[：:]")
# So many characters around a sentence are looked at; items further apart than this are chapters and no list.
AROUND, _APART = 12_000, 4_000
_FEWEST = 2
_LEAD_WITHIN = 1_000  # characters before the first item
_LEADS_IN = re.compile(
    r"[：:]$|[以如]下|下列|方面|主要|包括|[一二三四五六七八九十几两\d](?:个|项|大|条|点|种|类)"
    r"|following|as follows|\b(?:two|three|four|five|six|seven|eight)\b"
)
# An item up to this long is taken whole, of a longer one the first sentence.
_WHOLE_ITEM = 80
_MARK_LENGTH = 4  # characters in which an end is part of the mark: "10. "


@dataclass(frozen=True, slots=True)
class Listing:
    """Spans of a text: `lead` of the sentence that leads into the list, `items` of each item or of its first sentence, in order.

    `led` says that the list was found by what leads into it, and not by one of its items.
    """

    lead: Span | None
    items: tuple[Span, ...]
    led: bool


def listing_at(text: str, start: int, end: int) -> Listing | None:
    """The list that the sentence `text[start:end]` leads into, or else is an item of; None where it stands in no list."""
    found = [(_lead(text, marks[0], chapters=chapters), marks) for marks, chapters in _runs(text)]
    for lead, marks in found:
        if lead is not None and start < lead[1] and lead[0] < end:
            return Listing(lead, _items(text, marks), led=True)
    parallel = parallel_after(text, start, end)
    if parallel:
        return Listing((start, end), parallel, led=True)
    for lead, marks in found:
        items = _items(text, marks)
        if any(left < end and start < right for left, right in items):
            return Listing(lead, items, led=False)
    return _clauses(text, start, end)


def _runs(text: str) -> Iterator[tuple[list[int], bool]]:
    """Where the items of each list begin, and whether they may be chapters: places that count up from one, or bullets line after line."""
    plain = flat(text)
    for family in _FAMILIES:
        yield from ((run, family in _FAMILIES[: len(_CHAPTERS)]) for run in _numbered(plain, family))
    yield from ((run, False) for run in _bulleted(plain))


def _numbered(plain: str, family: re.Pattern[str]) -> Iterator[list[int]]:
    run: list[int] = []
    for match in family.finditer(plain):
        place = _place(match, len(run))
        follows = bool(run) and place == len(run) + 1 and match.start() - run[-1] <= _APART
        if not follows and len(run) >= _FEWEST:
            yield run
        run = [*run, _mark(match)] if follows else ([_mark(match)] if place == 1 else [])
    if len(run) >= _FEWEST:
        yield run


def _mark(match: re.Match[str]) -> int:
    """Where the mark begins, without the white space before it."""
    return match.start() + len(match.group()) - len(match.group().lstrip())


def _place(match: re.Match[str], before: int) -> int | None:
    if match.groupdict().get("last"):
        return before + 1
    said = match["n"]
    if "①" <= said <= "⑳":
        return ord(said) - _CIRCLED + 1
    if said.isascii() and said.isalpha() and len(said) == 1:
        return ord(said) - _LETTERED + 1
    return _WORDS.get(said) or integer_of(said)


def _bulleted(plain: str) -> Iterator[list[int]]:
    """Lines with one bullet that follow each other, blank lines between them or none."""
    run: list[re.Match[str]] = []
    for match in _BULLETS.finditer(plain):
        between = plain[run[-1].end() : match.start()].split("\n", 1)[-1] if run else ""
        if run and (match["bullet"] != run[-1]["bullet"] or between.strip()):
            if len(run) >= _FEWEST:
                yield [_mark(item) for item in run]
            run = []
        run.append(match)
    if len(run) >= _FEWEST:
        yield [_mark(item) for item in run]


def _lead(text: str, first: int, *, chapters: bool) -> Span | None:
    """The sentence that ends right before the first item, or whose last clause the list is.

    Before what may be chapters it must say that a list follows, or stand in the same paragraph.
    """
    offset = max(0, first - _LEAD_WITHIN)
    spans = sentence_spans(text[offset:first])
    if not spans:
        return None
    start, end = spans[-1][0] + offset, spans[-1][1] + offset
    leads = not chapters or "\n" not in text[end:first] or _LEADS_IN.search(text[start:end])
    return (start, end) if leads else None


def _items(text: str, marks: list[int]) -> tuple[Span, ...]:
    """Each item up to the next, or to the end of its paragraph; where one of them is long, the first sentence of all."""
    running = "\n" not in text[marks[-2] : marks[-1]]  # then nothing tells where the last item ends but its sentence
    paragraphs = [_paragraph(text, start, end) for start, end in pairwise([*marks, len(text)])]
    long = any(end - start > _WHOLE_ITEM for start, end in (paragraphs[:-1] if running else paragraphs))
    items = [_first_sentence(text, *span) if long else span for span in paragraphs[:-1]]
    return *items, _first_sentence(text, *paragraphs[-1]) if long or running else paragraphs[-1]


def _paragraph(text: str, start: int, end: int) -> Span:
    line = text.find("\n", start, end)
    return _trimmed(text, start, line if line >= 0 else end)


def _first_sentence(text: str, start: int, end: int) -> Span:
    found = _SENTENCE_END.search(text, min(start + _MARK_LENGTH, end), end)
    return _trimmed(text, start, found.end() if found else end)


def _clauses(text: str, start: int, end: int) -> Listing | None:
    """The clauses that semicolons part of the sentence around a clause, where it is too long for one; or of the one that a sentence leads
    into: 还存在不少问题。主要是：……；……；……。
    """
    following = _GOES_ON.match(text, end)
    left, right = _sentence_around(text, *(following.span("on") if following else (start, end)))
    cuts = [match.end() for match in _CLAUSE_END.finditer(text, left, right)]
    if len(cuts) < _FEWEST or not (following or right - left > LONG_SENTENCE):
        return None
    colon = re.compile("[：:]").search(text, left, cuts[0])
    first = colon.end() if colon else left
    items = tuple(_trimmed(text, *span) for span in pairwise([first, *cuts, right]))
    lead = _trimmed(text, _lead_start(text, left), first) if colon else None
    return Listing(lead, tuple(item for item in items if item[0] < item[1]), led=following is not None)


def _lead_start(text: str, left: int) -> int:
    """主要是： alone does not say of what: the sentence before it does, where it stands in the same paragraph."""
    goes_on = left > 0 and text[left - 1] != "\n" and _GOES_ON.match(text, left)
    return _sentence_around(text, left - 1, left)[0] if goes_on else left


def _sentence_around(text: str, start: int, end: int) -> Span:
    """The whole sentence in which a piece stands, up to its full stop and not to a semicolon."""
    left = max((match.end() for match in _FULL_STOP.finditer(text, 0, start)), default=0)
    found = _FULL_STOP.search(text, max(start, end - 1))
    return left, found.end() if found else len(text)


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
