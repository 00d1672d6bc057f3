"""Headings by their type: larger letters than the text's, or bold ones of its size with text below; the level by the rank of the type."""

import re
from collections import Counter
from collections.abc import Sequence

from documents.layout.measure import Measure
from documents.layout.paragraphs import Paragraph
from documents.layout.types import Grid
from documents.marks import is_bullet, mark_of
from documents.structure import size
from documents.text import ends_sentence, is_han

Style = tuple[float, bool]
# Bold headings are at least nearly as large as the text.
_SMALLER = 0.95
_MOST_ROWS = 4
# In Han characters; three Latin letters count as one.
_LONGEST = 60
_NO_END = tuple("。；，、;,…“（(")
_DEEPEST = 6
# A caption is no heading, and neither is a line of a table of contents with its page.
_CAPTION = re.compile(r"(?:Figure|Fig\.|Table|Chart|Box|Exhibit|图|表|附图|附表)\s*[\d一二三四五六七八九十]", re.IGNORECASE)
_CONTENTS = re.compile(r"\s(?!(?:19|20)\d\d$)\d{1,4}$")


def headings(items: Sequence[Paragraph | Grid], measure: Measure) -> dict[int, Style]:
    """The places of the headings among the items with their type."""
    found: dict[int, Style] = {}
    for at in range(len(items) - 1, -1, -1):
        item = items[at]
        if isinstance(item, Grid) or item.tabular or not _is_worded(item):
            continue
        if all(map(measure.is_large, item.rows)) or (_is_bold_name(item, measure) and _has_text_below(items, at, found)):
            found[at] = (round(2 * item.size) / 2, item.bold)
    return found


def levels(styles: Sequence[Style], known: Sequence[tuple[Style, int]] = ()) -> dict[Style, int]:
    """A level for every type: what bookmarks say of headings in it, else one below the next larger type."""
    told: dict[Style, Counter[int]] = {}
    for style, level in known:
        told.setdefault(style, Counter())[level] += 1
    result: dict[Style, int] = {}
    level = 0
    for style in sorted({*styles}, reverse=True):
        level = told[style].most_common(1)[0][0] if style in told else level + 1
        level = result[style] = min(level, _DEEPEST)
    return result


def text_of(paragraph: Paragraph) -> str:
    return " ".join(row.text for row in paragraph.rows)


def _is_worded(paragraph: Paragraph) -> bool:
    """Worded like a heading: short, of letters, and no sentence unless a number opens it."""
    text = text_of(paragraph)
    if len(paragraph.rows) > _MOST_ROWS or text.endswith(_NO_END) or size(text) > _LONGEST:
        return False
    if is_bullet(text) or _CAPTION.match(text) or 2 * sum(map(str.isalpha, text)) < len(text.replace(" ", "")):
        return False
    return not ends_sentence(text) or text[-1] in "?？！!" or (text.endswith(".") and mark_of(text) is not None)


def _is_bold_name(paragraph: Paragraph, measure: Measure) -> bool:
    named = paragraph.bold and not measure.bold and paragraph.size >= _SMALLER * measure.size
    text = text_of(paragraph)
    return named and text[-1] not in ":：" and not _CONTENTS.search(text)


def _has_text_below(items: Sequence[Paragraph | Grid], at: int, found: dict[int, Style]) -> bool:
    """Whether a heading or prose follows; a single word needs a whole line of prose, since tables and forms set names in bold."""
    following = items[at + 1] if at + 1 < len(items) else None
    if not isinstance(following, Paragraph) or following.tabular:
        return False
    item = items[at]
    text = text_of(item) if isinstance(item, Paragraph) else ""
    single = " " not in text and not (is_han(text[0]) and len(text) > 2)
    if at + 1 in found:
        return not single
    row = following.rows[0].text
    return not following.bold and (len(following.rows) > 1 or ends_sentence(row) or row[-1] in ":：")
