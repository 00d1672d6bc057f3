"""From a question to its evidence: candidates, one order, and the sentences that answer best."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from index.generations import Generation
from index.search import candidates
from index.types import Embedder, Filters
from rag.query import Query, read_query
from rag.rank import rank
from rag.scope import read_scope
from rag.sentences import Scored, score_sentences
from rag.types import Hit

CANDIDATES = 100  # of each search
READ = 8  # hits whose sentences are looked at, of those that are not outside of the question's scope


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the collection says to a question: ranked hits, and the sentences of the first of them, best first.

    Sentences about other places or years than the question's are left out, however well they fit otherwise.
    `dense_calibrated` says whether cosines are those of the bundled encoder, for which thresholds were fitted.
    """

    query: Query
    hits: tuple[Hit, ...] = field(repr=False)
    sentences: tuple[Scored, ...] = field(repr=False)
    generation: Generation = field(repr=False)
    dense_calibrated: bool = True


def search(generation: Generation, embedder: Embedder, query: str, *, count: int, filters: Filters = Filters()) -> list[Hit]:
    """The `count` best hits of a query, best first."""
    found = candidates(generation, embedder, query, count=max(CANDIDATES, count), filters=filters)
    return rank(found, read_scope(query))[:count]


def find(generation: Generation, embedder: Embedder, text: str, filters: Filters = Filters()) -> Evidence:
    """The evidence for a question."""
    query = read_query(text, generation.keyword.document_frequency, generation.passage_count)
    hits = search(generation, embedder, text, count=CANDIDATES, filters=filters)
    sentences = score_sentences(query, inside(hits)[:READ], embedder)
    calibrated = embedder.fingerprint.startswith("bundled ")
    return Evidence(query, tuple(hits), tuple(sentence for sentence in sentences if not sentence.outside), generation, calibrated)


def inside(hits: Iterable[Hit]) -> list[Hit]:
    """The hits that are not about other places or years than the question's."""
    return [hit for hit in hits if not hit.outside]
