"""What a refusal points to: the nearest thing that the collection does say, which is no answer."""

from index.generations import Generation
from rag.cite import Quote
from rag.find import Evidence
from rag.measured import Measured
from rag.values import value_of

# The share of a question's weight that a sentence and what stands around it must have to be near at all.
NEAR = 0.3


def nearest(generation: Generation, evidence: Evidence, asked: Measured | None) -> Quote | None:
    """The same indicator of the same region for another year or in another measure, else the best sentence if it is near."""
    found = _of_indicator(generation, asked) if asked is not None and len(asked.regions) == 1 else None
    if found is not None or not evidence.sentences:
        return found
    best = evidence.sentences[0]
    return Quote(best.hit, best.start, best.end) if best.feature("context") >= NEAR else None


def _of_indicator(generation: Generation, asked: Measured) -> Quote | None:
    """Of the years asked for before others, of the newest before older ones."""
    (region,) = asked.regions
    told = [(entry, i) for name in asked.names for entry, i in generation.indicators(name) if i.region == region]
    told.sort(key=lambda row: (row[1].period in asked.years, row[1].period or ""), reverse=True)
    values = (value_of(generation, entry, indicator) for entry, indicator in told)
    return next((value.quotes[-1] for value in values if value is not None), None)
