"""The chain from a question to a cited answer, as a LangChain Runnable: find, refuse or write, cite."""

import hashlib
import logging
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from langchain_core.runnables import Runnable, RunnableConfig, RunnableLambda

from index.generations import Generation
from rag.cite import CitationList
from rag.find import Evidence, Models, find
from rag.notices import NoticeCode, notice, understood_as
from rag.refuse import judge, refusal
from rag.standing import standing_notices
from rag.types import Answer, Question, RefusalReason, Sentence
from rag.write import Draft, ExtractiveWriter, Writer, WriterError

log = logging.getLogger("policyqa")

KEPT_HITS = 20  # hits that an answer carries


class AnswerChain(Runnable[Question | str, Answer]):
    """`invoke` gives the whole answer, `stream` growing ones, every sentence of which is checked; the last is final."""

    def __init__(self, generation: Generation, models: Models, writer: Writer, settings_digest: str) -> None:
        self._generation, self._writer, self._settings = generation, writer, settings_digest
        self._find: Runnable[Question, Evidence] = RunnableLambda(
            lambda asked: find(generation, models, asked.text, asked.filters), name="find"
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
        generation = self._generation.number
        key = "\n".join([question.text, str(generation), self._settings, repr(question.filters), repr(question.history)])
        answer = Answer(
            hashlib.sha256(key.encode()).hexdigest()[:16], question.text, (), (), None, evidence.hits[:KEPT_HITS],
            self._writer.name, generation, self._settings,
        )  # fmt: skip
        if evidence.query.corrected is not None:
            answer = replace(answer, notices=(understood_as(evidence.query.corrected, evidence.query.language),))
        return _noticed(answer, "older_state", evidence) if self._generation.notice else answer

    def _written(self, blank: Answer, question: Question, evidence: Evidence) -> Iterator[Answer]:
        """Growing answers; extraction begins anew, with a notice, where the writer fails; a refusal where nothing was left."""
        answer = blank
        try:
            for answer in self._grown(blank, self._writer.write(question, evidence), evidence):
                yield answer
        except WriterError as error:
            log.warning("%s gave way to extraction: %s", self._writer.name, error)
            blank = _noticed(replace(blank, writer=ExtractiveWriter.name), error.code, evidence)
            for answer in self._grown(blank, ExtractiveWriter().write(question, evidence), evidence):
                yield answer
        if not answer.sentences:
            withheld = notice("withheld", evidence.query.language) in answer.notices
            reason: RefusalReason = "unsupported" if withheld else "not_covered"
            yield replace(answer, refusal=refusal(reason, evidence.query))

    def _grown(self, answer: Answer, drafts: Iterator[Draft], evidence: Evidence) -> Iterator[Answer]:
        """The answer with one draft more after the other, or with a notice where quotes do not hold it or stand in no report."""
        citations = CitationList(self._generation)
        for draft in drafts:
            numbers = citations.numbers(draft.quotes) if draft.support else ()
            if draft.support and numbers:
                sentences = (*answer.sentences, Sentence(draft.text, numbers, draft.support))
                ended = standing_notices((quote.hit.entry for quote in draft.quotes), evidence.query.language)
                notices = tuple(dict.fromkeys((*answer.notices, *ended)))
                answer = replace(answer, sentences=sentences, citations=citations.citations, notices=notices)
            else:
                answer = _noticed(answer, "withheld", evidence)
            yield answer


def _noticed(answer: Answer, code: NoticeCode, evidence: Evidence) -> Answer:
    return replace(answer, notices=tuple(dict.fromkeys((*answer.notices, notice(code, evidence.query.language)))))
