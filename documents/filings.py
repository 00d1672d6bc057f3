"""What reports in English say of themselves on their first pages: companies' filings, government papers, press releases."""

import re
from collections.abc import Sequence

from documents.dates import find_date, is_date

_REGISTRANT = re.compile(r"\(\s*exact name of (?:the )?(?:registrant|company)", re.IGNORECASE)
_PRESENTED = re.compile(r"^(UK|HM|Scottish|Welsh) Government\b")
_CHAIR = re.compile(r"\bChair of the ([A-Z][\w-]+(?: [A-Z0-9][\w-]+){1,6})$")
_BODY = (
    r"(?:U\.?S\.? )?(?:Department|Ministry|Office|Agency|Bureau|Commission|Council) (?:of|for)(?: (?:the|and|of|[A-Z][\w'-]*)){1,7}"
    r"|(?:[A-Z][\w'-]* ){1,6}(?:Agency|Department|Commission|Administration|Inquiry|Authority|Council|Bank)"
)
_BODY_LINE = re.compile(rf"^(?:{_BODY})$")
# "Las Vegas, Nevada, February 8, 2023 – MGM Resorts International (NYSE: MGM) today reported"
_NEWSWIRE = re.compile(
    r"^[A-Z][\w.]+(?: [A-Z][\w.]+){0,3}(?:, [A-Z][\w. ]+)?,? \(?([A-Z][a-z]+\.? \d{1,2}, \d{4})\)?\s*[–—-]+\s*"
    r"([A-Z][^()]{2,60}?)\s*(?:\(|today\b)"
)
_PERIOD = re.compile(
    r"for the (?:fiscal year|year|quarter|quarterly period|quarter(?:ly)? period) ended:?\s*([A-Z][a-z]+ \d{1,2}, (\d{4}))", re.IGNORECASE
)
_EVENT = re.compile(r"date of (?:report|earliest event)", re.IGNORECASE)
_SIGNATURES = re.compile(r"^SIGNATURES?$")
_DAY = 10


def issuer(head: Sequence[str]) -> str | None:
    """The registrant of a filing, the sender of a press release, else a public body whose name stands on a line of its own."""
    for at, text in enumerate(head):
        if _REGISTRANT.search(text):
            before = _REGISTRANT.split(text)[0].strip() or (head[at - 1].strip() if at else "")
            return before or None
    for text in head:
        sent, chair, government = _NEWSWIRE.match(text), _CHAIR.search(text), _PRESENTED.match(text)
        if sent or chair or government:
            return sent.group(2) if sent else chair.group(1) if chair else government.group()  # type: ignore[union-attr]
    return next((text for text in head if len(text) <= 80 and _BODY_LINE.match(text)), None)


def period(head: Sequence[str]) -> str | None:
    """The year in which the fiscal year or the quarter ends."""
    found = _PERIOD.search("\n".join(head))
    return found.group(2) if found else None


def date(head: Sequence[str], parts: Sequence[str]) -> str | None:
    """The date of the event of a current report, of a press release, else below the signatures of a filing."""
    for at, text in enumerate(head):
        sent = _NEWSWIRE.match(text)
        dated = find_date(sent.group(1)) if sent else find_date(" ".join(head[at : at + 2])) if _EVENT.search(text) else None
        if dated and len(dated) == _DAY:
            return dated
    for at, text in enumerate(parts):
        if _SIGNATURES.match(text):
            dated = next(filter(None, (find_date(line) for line in parts[at + 1 : at + 15] if len(line) < 120)), None)
            if dated:
                return dated
    return next((find_date(text) for text in head if is_date(text)), None)
