"""Citations: a quote gets a number only after it was found, letter for letter, in the report's text."""

from dataclasses import dataclass

from index.generations import Generation
from rag.types import Citation, Hit


@dataclass(frozen=True, slots=True)
class Quote:
    """A span of a hit's passage, in positions of the passage."""

    hit: Hit
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.hit.passage.text[self.start : self.end]


class CitationList:
    """The numbered citations of one answer, in the order of first use."""

    def __init__(self, generation: Generation) -> None:
        self._generation = generation
        self._numbers: dict[tuple[str, int, int], int] = {}
        self._citations: list[Citation] = []

    @property
    def citations(self) -> tuple[Citation, ...]:
        return tuple(self._citations)

    def number(self, quote: Quote) -> int | None:
        """The number of a quote's citation, the same for the same span; None when the report does not hold the quote."""
        start, end = quote.hit.passage.start + quote.start, quote.hit.passage.start + quote.end
        key = (quote.hit.passage.report_id, start, end)
        if key not in self._numbers:
            if self._generation.text(quote.hit.entry.number, start, end) != quote.text or not quote.text.strip():
                return None
            self._numbers[key] = len(self._citations) + 1
            self._citations.append(self._citation(quote, start, end))
        return self._numbers[key]

    def _citation(self, quote: Quote, start: int, end: int) -> Citation:
        entry = quote.hit.entry
        return Citation(
            number=len(self._citations) + 1,
            report_id=entry.report_id,
            report=entry.source_name,
            title=entry.metadata.title,
            page=self._generation.page_of(entry.number, start),
            section=quote.hit.passage.section,
            quote=quote.text,
            start=start,
            end=end,
        )
