"""Which reports are still in force, and which edition is the newest: answers prefer those, and say so where they rest on others."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from documents.types import Language
from index.types import Entry
from rag.sentences import Scored
from rag.types import Hit

# What is left of the score of a report that another one superseded or repealed: it stands behind what is in force wherever that
# speaks of the matter, and is still there when nothing else is.
ENDED_FACTOR = 0.7
# Editions of one report say nearly the same: where no year is asked for, the newest comes first and an older one only if it says
# clearly more.
OLDER_FACTOR = 0.95

_ENDED: dict[tuple[str, Language], str] = {
    ("superseded", "zh"): "《{title}》已被新文本取代{by}，引用前请核对。",
    ("superseded", "en"): "“{title}” has been superseded{by}; check before you rely on it.",
    ("repealed", "zh"): "《{title}》已废止{by}，引用前请核对。",
    ("repealed", "en"): "“{title}” has been repealed{by}; check before you rely on it.",
}
_BY: dict[Language, str] = {"zh": "（见《{by}》）", "en": " (see “{by}”)"}


def newest_first(hits: Sequence[Hit], *, dated: bool) -> list[Hit]:
    """The hits, given best first, with what is ended or older further behind.

    `dated` says that the question names a year, which chooses the edition.
    """
    entries = {hit.entry.number: hit.entry for hit in hits}
    present = frozenset(entry.report_id for entry in entries.values())
    factors = {number: _factor(entry, present, dated=dated) for number, entry in entries.items()}
    if all(factor == 1.0 for factor in factors.values()):  # nearly always: copying a hundred hits takes a tenth of a search
        return list(hits)
    weighed = [replace(hit, score=hit.score * factors[hit.entry.number]) for hit in hits]
    return sorted(weighed, key=lambda hit: -hit.score)


def in_force_first(sentences: Sequence[Scored], *, dated: bool) -> tuple[Scored, ...]:
    """The same for sentences; their scores stay what they are, the likelihood of holding the answer."""
    present = frozenset(sentence.hit.entry.report_id for sentence in sentences)
    return tuple(sorted(sentences, key=lambda sentence: -sentence.score * _factor(sentence.hit.entry, present, dated=dated)))


def _factor(entry: Entry, present: frozenset[str], *, dated: bool) -> float:
    if entry.standing.ended:
        return ENDED_FACTOR
    editions = entry.standing.editions
    newer = editions[: editions.index(entry.report_id)] if entry.report_id in editions else ()
    return OLDER_FACTOR if not dated and present.intersection(newer) else 1.0


def standing_notices(entries: Iterable[Entry], language: Language) -> list[str]:
    """A sentence for each cited report that is no longer in force, in the order given."""
    return list(dict.fromkeys(_notice(entry, language) for entry in entries if entry.standing.ended))


def _notice(entry: Entry, language: Language) -> str:
    by = _BY[language].format(by=entry.standing.by) if entry.standing.by else ""
    return _ENDED[str(entry.standing.ended), language].format(title=entry.metadata.title, by=by)
