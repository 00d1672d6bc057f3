"""Citations: a quote gets a number only after it was found, letter for letter, in the report's text."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.generations import Generation
from index.types import Entry
from rag.types import Citation, Hit


@dataclass(frozen=True, slots=True)
class Quote:
    """A span of a hit's passage, in positions of the passage as it is read."""

    hit: Hit
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.hit.passage.read[self.start : self.end]

    @property
    def span(self) -> tuple[str, int, int]:
        """The report's id and the positions in its text."""
        passage = self.hit.passage
        return passage.report_id, passage.place(self.start), passage.place(self.end)


def quote_at(generation: Generation, entry: Entry, start: int, end: int, within: int) -> Quote | None:
    """A span of a report as a quote of the passage that holds the position `within`; None where no passage does."""
    passage = generation.passage_at(entry.number, within)
    if passage is None:
        return None
    begin = passage.own - passage.start  # a quote counts from the head that is read before the passage
    return Quote(Hit(passage, entry, 1.0, None, None), begin + max(start, passage.start), begin + min(end, passage.end))


class CitationList:
    """The numbered citations of one answer, in the order of first use."""

    def __init__(self, generation: Generation) -> None:
        self._generation = generation
        self._numbers: dict[tuple[str, int, int], int] = {}
        self._citations: list[Citation] = []

    @property
    def citations(self) -> tuple[Citation, ...]:
        return tuple(self._citations)

    def numbers(self, quotes: Sequence[Quote]) -> tuple[int, ...]:
        """The numbers of the quotes' citations, the same for the same span; none at all when a report does not hold one of them."""
        if not all(self._stands(quote) for quote in quotes):
            return ()
        return tuple(dict.fromkeys(self._number(quote) for quote in quotes))

    def _stands(self, quote: Quote) -> bool:
        _, start, end = quote.span
        return bool(quote.text.strip()) and self._generation.text(quote.hit.entry.number, start, end) == quote.text

    def _number(self, quote: Quote) -> int:
        if quote.span not in self._numbers:
            self._citations.append(self._citation(quote))
            self._numbers[quote.span] = len(self._citations)
        return self._numbers[quote.span]

    def _citation(self, quote: Quote) -> Citation:
        entry = quote.hit.entry
        _, start, end = quote.span
        page = self._generation.page_of(entry.number, start)
        return Citation(
            number=len(self._citations) + 1,
            report_id=entry.report_id,
            report=entry.source_name,
            title=entry.metadata.title,
            page=page.number if page else None,
            section=quote.hit.passage.section,
            quote=quote.text,
            start=start,
            end=end,
            recognised=page is not None and page.recognised,
            source=entry.metadata,
        )
