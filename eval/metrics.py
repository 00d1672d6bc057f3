"""Pure measures: of one answer, of one ranking, of a list of numbers."""

import math
import re
from collections.abc import Collection, Iterable, Sequence

from documents.text import squeeze

_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
# A quote and its evidence are cut at different places; twelve common characters are the same clause.
OVERLAP = 12


def comparable(text: str) -> str:
    """The form in which answers, accepted strings and quotes are compared: squeezed, without thousands separators."""
    return _THOUSANDS.sub("", squeeze(text))


def contains(accepted: str, comparable_text: str) -> bool:
    """Whether an accepted string stands in a text that is already `comparable`; `5%` does not stand in `6.5%`, `2` not in `2.5`."""
    wanted = comparable(accepted)
    before = r"(?<![\d.])" if wanted[:1].isdigit() else ""
    after = r"(?!\d|\.\d)" if wanted[-1:].isdigit() else ""
    return bool(wanted) and re.search(before + re.escape(wanted) + after, comparable_text) is not None


def items_found(items: Collection[Collection[str]], text: str, length: int) -> float:
    """The share of items of which one string stands in the first `length` characters of the text; 1.0 where nothing is required."""
    read = comparable(text)[:length]
    found = [any(contains(string, read) for string in item) for item in items]
    return sum(found) / len(found) if found else 1.0


def overlaps(quote: str, evidence: str) -> bool:
    """Whether the two share `OVERLAP` characters in a row, or the whole of the shorter one if that is shorter."""
    one, other = comparable(quote), comparable(evidence)
    length = min(OVERLAP, len(one), len(other))
    return length > 0 and any(one[start : start + length] in other for start in range(len(one) - length + 1))


def reports_cited(citations: Iterable[tuple[str, str]], evidence: Collection[tuple[str, str]]) -> set[str]:
    """The evidence reports that a citation rightly names; both sides are (report, quote)."""
    return {wanted for report, quote in citations for wanted, clause in evidence if report == wanted and overlaps(quote, clause)}


def recall_at(hits: Sequence[str], wanted: Collection[str], cut: int) -> float:
    """The share of the wanted reports among the first `cut` hits, which are reports in rank order and may repeat."""
    return len(set(hits[:cut]) & set(wanted)) / len(set(wanted))


def reciprocal_rank(hits: Sequence[str], wanted: Collection[str]) -> float:
    """1 / rank of the first hit in a wanted report, 0.0 where there is none."""
    return next((1 / rank for rank, report in enumerate(hits, start=1) if report in wanted), 0.0)


def refusal_precision(judged: Collection[tuple[bool, bool]]) -> float | None:
    """Of (refused, answerable) pairs: the share of refusals that were due; None without any refusal."""
    return mean([float(not answerable) for refused, answerable in judged if refused])


def refusal_recall(judged: Collection[tuple[bool, bool]]) -> float | None:
    """Of (refused, answerable) pairs: the share of unanswerable ones that were refused; None without any."""
    return mean([float(refused) for refused, answerable in judged if not answerable])


def mean(values: Collection[float]) -> float | None:
    return sum(values) / len(values) if values else None


def percentile(values: Collection[float], share: float) -> float | None:
    """The smallest value that at least this share of the values does not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(math.ceil(share * len(ordered)), 1) - 1] if ordered else None
