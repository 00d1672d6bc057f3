"""From a question to its evidence: candidates, one order, and the sentences that answer best."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from documents.text import sentence_spans
from index.generations import Generation
from index.search import candidates, cosines, keyword_scores
from index.static import StaticEmbedder
from index.types import Candidate, Embedder, Filters
from rag.query import Query, across_languages, idf, is_spoken, read_query
from rag.rank import READ, Asked, QuestionScores, levelled, rank
from rag.reranker import Reordering
from rag.scope import read_scope
from rag.sentences import Scored, score_sentences
from rag.slips import correct
from rag.standing import in_force_first, newest_first
from rag.types import Hit

CANDIDATES = 60  # of each search
ASKED_CANDIDATES = 400  # of the search for the question alone, where it stands behind the story of a case
SLIP_HITS = 20  # hits in whose text the right form of a mistyped word is looked for
MOST_UNKNOWN = 0.35  # of a question's terms: a slip of one character makes two or three of them unknown


@dataclass(frozen=True, slots=True)
class Models:
    """What reads texts while searching.

    `embedder` made the index's vectors; `reader` is the bundled encoder, with which sentences are read whichever encoder searches;
    `reordering` is there where a reranker is configured.
    """

    embedder: Embedder
    reader: StaticEmbedder
    reordering: Reordering | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the collection says to a question: ranked hits, and the sentences of the first of them, best first.

    Sentences about other places or years than the question's are left out, however well they fit otherwise.
    """

    query: Query
    hits: tuple[Hit, ...] = field(repr=False)
    sentences: tuple[Scored, ...] = field(repr=False)
    generation: Generation = field(repr=False)


def search(generation: Generation, models: Models, query: str, *, count: int, filters: Filters = Filters()) -> list[Hit]:
    """The `count` best hits of a query, best first, in the order of a reranker where there is one."""
    return understood(generation, models, query, count, filters)[1][:count]


def find(generation: Generation, models: Models, text: str, filters: Filters = Filters()) -> Evidence:
    """The evidence for a question."""
    query, hits = understood(generation, models, text, CANDIDATES, filters)
    query = across_languages(query, generation.keyword.document_frequency, generation.passage_count)
    sentences = score_sentences(query, inside(hits)[:READ], models.reader)
    said = tuple(sentence for sentence in sentences if not sentence.outside)
    return Evidence(query, tuple(hits), in_force_first(said, dated=_is_dated(query)), generation)


def understood(generation: Generation, models: Models, text: str, count: int, filters: Filters = Filters()) -> tuple[Query, list[Hit]]:
    """The question, without its slips where the best candidates show them, and its hits, at least `count` where there are as many."""
    known, passages = generation.keyword.document_frequency, generation.passage_count
    query = read_query(text, known, passages, models.reader.words)
    hits = _ranked(generation, models, query, count, filters)
    may_have_slipped = _may_have_slipped(query) and is_spoken(query.language, known, passages)
    corrected = _corrected(query, known, hits, models.reader) if may_have_slipped else None
    if corrected is not None:
        query = replace(read_query(corrected, known, passages, models.reader.words), corrected=corrected)
        hits = _ranked(generation, models, query, count, filters)
    return query, models.reordering.apply(query.text, hits) if models.reordering else hits


def _corrected(query: Query, known: Callable[[str], int], hits: Sequence[Hit], reader: StaticEmbedder) -> str | None:
    """A term for which other words stand is no slip, even where no passage holds it."""
    texts = [hit.passage.text for hit in hits[:SLIP_HITS]]
    return correct(query.text, lambda term: known(term) or int(term in query.alternatives), texts, reader.is_word)


def _may_have_slipped(query: Query) -> bool:
    """A slip makes few words unknown; where most are, the question is about something else, or in the other language."""
    return 0 < len(query.unknown) <= max(1.0, MOST_UNKNOWN * len(query.weights))


def _is_dated(query: Query) -> bool:
    scope = read_scope(query.text)
    return bool(scope.years or scope.shifts)


def inside(hits: Iterable[Hit]) -> list[Hit]:
    """The hits that are not about other places or years than the question's."""
    return [hit for hit in hits if not hit.outside]


def _ranked(generation: Generation, models: Models, query: Query, count: int, filters: Filters) -> list[Hit]:
    found = candidates(generation, models.embedder, query.searched, count=max(CANDIDATES, count), filters=filters, words=query.words)
    if not _is_bundled(models):
        dense = levelled({candidate.number: candidate.dense for candidate in found})
        found = [replace(candidate, dense=dense[candidate.number]) for candidate in found]
    alone = _question_alone(query.text)
    scores = _scores_alone(generation, models, None if alone == query.text else alone, found, filters)
    frequency, passages = generation.keyword.document_frequency, generation.passage_count
    asked = Asked(query, read_scope(query.text), alone, scores)
    hits = rank(found, asked, lambda word: idf(frequency(word), passages), models.reader)
    return newest_first(hits, dated=_is_dated(query))


def _is_bundled(models: Models) -> bool:
    """Whether cosines are those for which the weights of ranking were chosen; those of another encoder are brought to their level."""
    return models.embedder.fingerprint.startswith("bundled ")


def _question_alone(text: str) -> str:
    """The question that stands behind the story of a case; the text where it is one sentence."""
    sentences = [text[start:end] for start, end in sentence_spans(text)]
    if len(sentences) < 2:
        return text
    return ([sentence for sentence in sentences if sentence.endswith(("?", "？"))] or sentences)[-1]


def _scores_alone(
    generation: Generation, models: Models, alone: str | None, found: Sequence[Candidate], filters: Filters
) -> QuestionScores:
    """What both searches say to the question alone; None where it is the whole text, which they have been asked already."""
    if alone is None:
        return QuestionScores({c.number: c.keyword for c in found}, {c.number: c.dense for c in found})
    dense = cosines(generation, models.embedder.embed_queries([alone])[0], [candidate.number for candidate in found])
    keyword = keyword_scores(generation, alone, ASKED_CANDIDATES, filters)
    return QuestionScores(keyword, dense if _is_bundled(models) else levelled(dense))
