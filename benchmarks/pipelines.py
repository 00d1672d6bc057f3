"""The pipelines that are compared, each opened over the documents of a set."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from benchmarks.collections import Document, QuestionSet, indexed, plain
from benchmarks.measure import Pipeline
from documents.text import sentence_spans
from index.generations import Generation
from index.passages import report_of
from index.words import tokens
from rag.assemble import Service

DEPTH = 50  # passages asked of every pipeline
Opener = Callable[[QuestionSet], Iterator[Pipeline]]
Number = tuple[int, float]


def best_sentence(question: str, passage: str) -> str:
    """The sentence with the most different words of the question, the first of equals."""
    asked = set(tokens(question))
    sentences = [passage[start:end] for start, end in sentence_spans(passage)]
    return max(sentences, key=lambda sentence: len(asked.intersection(tokens(sentence))), default="")


def answers_question(found: tuple[str, str] | None, wanted: frozenset[str], answers: tuple[str, ...]) -> bool:
    """Whether the sentence stands in a wanted document and holds an accepted answer."""
    return found is not None and found[0] in wanted and any(answer in plain(found[1]) for answer in answers)


def keyword_only(chosen: QuestionSet) -> Iterator[Pipeline]:
    with indexed(chosen) as service:
        generation = service.evidence("").generation
        yield _over(generation, lambda text: generation.keyword.search(tokens(text), DEPTH))


def encoder_only(chosen: QuestionSet) -> Iterator[Pipeline]:
    with indexed(chosen) as service:
        generation, embedder = service.evidence("").generation, service.models.embedder

        def search(text: str) -> list[Number]:
            vector = embedder.embed_queries([text])[0]
            hits = [found for segment in generation.segments for found in segment.vectors.search(vector, DEPTH)]
            return sorted(hits, key=lambda found: -found[1])[:DEPTH]

        yield _over(generation, search)


def policyqa(chosen: QuestionSet) -> Iterator[Pipeline]:
    with indexed(chosen) as service:
        yield Pipeline(
            lambda text: service.search(text, DEPTH),
            lambda found: found.entry.source_name,
            lambda text, _: _answering(service, text),
        )


def stock(chosen: QuestionSet) -> Iterator[Pipeline]:
    from benchmarks.stock import bundled_folder, stock_pipeline

    yield _stock(stock_pipeline(_pairs(chosen.documents), bundled_folder(), DEPTH))


def stock_minilm(chosen: QuestionSet) -> Iterator[Pipeline]:
    from benchmarks.stock import minilm_folder, stock_pipeline

    yield _stock(stock_pipeline(_pairs(chosen.documents), minilm_folder(), DEPTH))


_OPENERS: dict[str, Opener] = {"a": keyword_only, "b": encoder_only, "c": policyqa, "d": stock, "e": stock_minilm}


@contextmanager
def open_pipeline(letter: str, chosen: QuestionSet) -> Iterator[Pipeline]:
    """The pipeline of a letter, indexed over the set's documents."""
    yield from _OPENERS[letter](chosen)


def _over(generation: Generation, search: Callable[[str], list[Number]]) -> Pipeline:
    """A bare engine of a generation, whose hits are passage numbers with scores."""

    def name(found: Number) -> str:
        return generation.entries[report_of(found[0])].source_name

    def sentence(text: str, found: list[Number]) -> tuple[str, str] | None:
        if not found:
            return None
        return name(found[0]), best_sentence(text, generation.passages([found[0][0]])[found[0][0]].text)

    return Pipeline(search, name, sentence)


def _answering(service: Service, text: str) -> tuple[str, str] | None:
    sentences = service.evidence(text).sentences
    return (sentences[0].hit.entry.source_name, sentences[0].text) if sentences else None


def _stock(search: Callable[[str], list[tuple[str, str]]]) -> Pipeline:
    return Pipeline(
        search,
        lambda found: found[0],
        lambda text, found: (found[0][0], best_sentence(text, found[0][1])) if found else None,
    )


def _pairs(documents: tuple[Document, ...]) -> list[tuple[str, str]]:
    return [(document.name, f"{document.title} {document.text}".lstrip()) for document in documents]
