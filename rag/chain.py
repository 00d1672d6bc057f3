"""The chain from a question to a cited answer, as a LangChain Runnable: find, refuse or write, cite."""

import hashlib
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from langchain_core.runnables import Runnable, RunnableConfig, RunnableLambda

from index.generations import Generation
from index.types import Embedder
from rag.cite import CitationList
from rag.find import Evidence, find
from rag.refuse import judge, refusal
from rag.types import Answer, Question, RefusalReason, Sentence
from rag.write import Draft, ExtractiveWriter, Writer, WriterError

KEPT_HITS = 20  # hits that an answer carries
WITHHELD = "A sentence was withheld because the cited text does not hold it."


class AnswerChain(Runnable[Question | str, Answer]):
    """`invoke` gives the whole answer, `stream` growing ones, every sentence of which is checked; the last is final."""

    def __init__(self, generation: Generation, embedder: Embedder, writer: Writer, settings_digest: str) -> None:
        self._generation, self._writer, self._settings = generation, writer, settings_digest
        self._find: Runnable[Question, Evidence] = RunnableLambda(
            lambda asked: find(generation, embedder, asked.text, asked.filters), name="find"
        )

    def invoke(self, input: Question | str, config: RunnableConfig | None = None, **kwargs: Any) -> Answer:  # noqa: A002  (LangChain's name)
        answers = list(self.stream(input, config, **kwargs))
        return answers[-1]

    def stream(self, input: Question | str, config: RunnableConfig | None = None, **kwargs: Any) -> Iterator[Answer]:  # noqa: A002, ARG002
        question = Question(input) if isinstance(input, str) else input
        start = time.perf_counter()
        evidence = self._find.invoke(question, config)
        found = time.perf_counter()
        answer = self._blank(question, evidence)
        refused = judge(evidence)
        if refused is not None:
            answer = replace(answer, refusal=refused)
        else:
            for written in self._written(answer, question, evidence):
                answer = written
                yield replace(answer, final=False)
        timings = {"find": found - start, "write": time.perf_counter() - found}
        yield replace(answer, timings=timings, final=True)

    def _blank(self, question: Question, evidence: Evidence) -> Answer:
        generation, notice = self._generation.number, self._generation.notice
        key = "\n".join([question.text, str(generation), self._settings, repr(question.filters), repr(question.history)])
        return Answer(
            hashlib.sha256(key.encode()).hexdigest()[:16], question.text, (), (), None, evidence.hits[:KEPT_HITS],
            self._writer.name, generation, self._settings, (notice,) if notice else (),
        )  # fmt: skip

    def _written(self, answer: Answer, question: Question, evidence: Evidence) -> Iterator[Answer]:
        """Growing answers; extraction takes over, with a notice, where the writer fails; a refusal where nothing was left."""
        citations = CitationList(self._generation)
        try:
            for draft in self._writer.write(question, evidence):
                answer = _with(answer, draft, citations)
                yield answer
        except WriterError as error:
            answer = replace(answer, sentences=(), citations=(), writer=ExtractiveWriter.name, notices=(*answer.notices, f"{error}."))
            citations = CitationList(self._generation)
            for draft in ExtractiveWriter().write(question, evidence):
                answer = _with(answer, draft, citations)
                yield answer
        if not answer.sentences:
            reason: RefusalReason = "unsupported" if WITHHELD in answer.notices else "not_covered"
            yield replace(answer, refusal=refusal(reason, evidence.query))


def _with(answer: Answer, draft: Draft, citations: CitationList) -> Answer:
    """The answer with one more sentence, or with a notice where its quotes do not hold it or do not stand in their report."""
    numbers = [number for number in (citations.number(quote) for quote in draft.quotes) if number is not None] if draft.support else []
    if draft.support is None or not numbers or len(numbers) < len(draft.quotes):
        return replace(answer, notices=tuple(dict.fromkeys((*answer.notices, WITHHELD))))
    sentence = Sentence(draft.text, tuple(numbers), draft.support)
    return replace(answer, sentences=(*answer.sentences, sentence), citations=citations.citations)
