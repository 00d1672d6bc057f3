"""From a question to a cited answer: find, refuse or write, cite."""

import hashlib
import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.metadata import version
from uuid import uuid4

from index.generations import Generation
from rag.budget import Meter
from rag.cite import CitationList
from rag.compare import Comparison, compare_indicators
from rag.conversation import whole_question
from rag.find import Evidence, Models, find
from rag.lists import naming
from rag.measured import Measured, read_measured
from rag.mentions import Mentions, find_mentions, mention_drafts, mentioned, no_mention
from rag.nearest import nearest
from rag.notices import NoticeCode, covered, not_told, notice, quotes_in_other_language, understood_as
from rag.premise import Premise, corrected, corrections, false_premise, said_elsewhere
from rag.refuse import is_unstated, judge, refusal
from rag.standing import standing_notices
from rag.tables import best_year, drafts, silent, table
from rag.types import Answer, Level, Question, Refusal, RefusalReason, Sentence
from rag.unheld import unheld
from rag.write import Draft, ExtractiveWriter, Writer, WriterError

log = logging.getLogger("policyqa")

KEPT_HITS = 20  # hits that an answer carries
SOFTWARE = version("policyqa")


class Answerer:
    """Answers from one generation with one writer. `rag.chain` makes a LangChain Runnable of it; asking itself loads no LangChain."""

    def __init__(self, generation: Generation, models: Models, writer: Writer, settings_digest: str, level: Level = "usual") -> None:
        self._generation, self._writer, self._settings = generation, writer, settings_digest
        self._models, self._level = models, level

    def find(self, question: Question) -> Evidence:
        """What the answer is written from."""
        return find(self._generation, self._models, question.text, question.filters)

    def answer(self, question: Question) -> Answer:
        *_, answer = self.stream(question)
        return answer

    def stream(self, said: Question, finding: Callable[[Question], Evidence] | None = None) -> Iterator[Answer]:
        """Growing answers, every sentence of which is checked; the last is final. `finding` stands in for `find`, to be watched."""
        start, meter = time.perf_counter(), Meter()
        whole = whole_question(said.text, said.history) or self._writer.complete(said, meter)
        question = said if whole is None else replace(said, text=whole)
        understood = time.perf_counter()
        evidence = (finding or self.find)(question)
        found = time.perf_counter()
        answer = self._blank(said, evidence)
        if whole is not None:
            answer = replace(answer, notices=(understood_as(whole, evidence.query.language), *answer.notices))
        for written in self._answered(answer, question, evidence, meter):
            answer = written
            yield replace(answer, final=False)
        if not answer.refused:
            quotes = [citation.quote for citation in answer.citations]
            answer = replace(answer, notices=(*answer.notices, *quotes_in_other_language(quotes, evidence.query.language)))
        timings = {"find": found - understood, "write": time.perf_counter() - found}
        if meter.requests and whole is not None:
            timings = {"understand": understood - start, **timings}
        yield replace(answer, timings=timings, usage=self._writer.usage(meter), final=True)

    def _answered(self, blank: Answer, question: Question, evidence: Evidence, meter: Meter) -> Iterator[Answer]:
        """Growing answers, or one refusal: from indicators where a question compares them, else from sentences.

        Indicators also answer for one region where words do not lead from the question to the report: across languages.
        """
        words = mentioned(question.text)
        if words is not None:
            yield from self._mentioned(blank, find_mentions(self._generation, words, question.filters), evidence)
            return
        unknown = unheld(question.text, evidence)
        if unknown is not None:
            yield replace(blank, refusal=unknown)
            return
        asked = read_measured(evidence.query.text)
        premise = false_premise(self._generation, evidence.query.text, asked, question.filters) if asked is not None else None
        if asked is not None and premise is not None:
            yield from self._corrected(blank, premise, asked, evidence)
            return
        compared = compare_indicators(self._generation, asked, question.filters) if asked is not None else None
        refused = None if naming(evidence) else judge(evidence, self._models.reader, self._level)
        if compared is not None and (compared.answers or _tells(compared, refused, evidence)):
            yield from self._compared(blank, compared, evidence)
        elif refused is None and asked is not None and compared is None and is_unstated(asked, evidence):
            yield self._refused(blank, refusal("not_stated", evidence.query), evidence, asked)
        elif refused is not None:
            yield self._refused(blank, refused, evidence, asked)
        else:
            yield from self._written(blank, question, evidence, meter)

    def _corrected(self, blank: Answer, premise: Premise, asked: Measured, evidence: Evidence) -> Iterator[Answer]:
        """What the report gives in place of the figure that the question takes as given; else a refusal that says whose it is."""
        language = evidence.query.language
        if premise.given:
            notices = (*blank.notices, corrected(premise, language))
            answer = replace(_extractive(blank), notices=notices)
            yield from self._grown(answer, corrections(premise, asked.regions[0], language), evidence)
            return
        answer = self._refused(blank, refusal("not_stated", evidence.query), evidence, asked)
        if premise.elsewhere is not None:
            citations = CitationList(self._generation)
            citations.numbers(premise.elsewhere.quotes)
            told = said_elsewhere(premise, premise.elsewhere, language)
            answer = replace(answer, citations=citations.citations, notices=(*answer.notices, told))
        yield answer

    def _refused(self, blank: Answer, refused: Refusal, evidence: Evidence, asked: Measured | None) -> Answer:
        """A refusal, with the nearest thing that the collection says for a citation."""
        citations = CitationList(self._generation)
        quote = nearest(self._generation, evidence, asked)
        if quote is not None:
            citations.numbers([quote])
        return replace(blank, refusal=refused, citations=citations.citations)

    def _mentioned(self, blank: Answer, mentions: Mentions, evidence: Evidence) -> Iterator[Answer]:
        """Over the whole collection: how many of how many reports were found to speak of it."""
        notices = (*blank.notices, covered(len(mentions.found), mentions.reports, evidence.query.language))
        blank = replace(_extractive(blank), notices=notices)
        if not mentions.found:
            yield replace(blank, refusal=Refusal("not_covered", no_mention(mentions.said, evidence.query.language)))
        yield from self._grown(blank, mention_drafts(mentions, evidence.query.language), evidence)

    def _compared(self, blank: Answer, compared: Comparison, evidence: Evidence) -> Iterator[Answer]:
        """A comparison needs no model: its sentences are clauses of the reports."""
        language = evidence.query.language
        missing = silent(compared, language)
        notices = [covered(compared.read, compared.reports, language), *([not_told(missing, language)] if missing else [])]
        best = best_year(compared, language)
        notices = [*notices, *([best] if best else [])] if compared.answers else []
        answer = blank = replace(_extractive(blank), notices=(*blank.notices, *notices))
        citations = CitationList(self._generation)
        for answer in self._grown(blank, drafts(compared, language), evidence, citations):
            yield answer
        if answer.sentences:
            yield replace(answer, table=table(compared, citations, language), citations=citations.citations)
        else:
            yield self._refused(blank, refusal("not_stated", evidence.query), evidence, compared.asked)

    def _id(self, question: Question) -> str:
        """The same for the same question in the same state, where the answer is the same too; a model may say another thing each time."""
        state = [str(self._generation.number), self._settings, SOFTWARE, self._writer.version]
        drawn = [] if self._writer.name == ExtractiveWriter.name else [uuid4().hex]
        key = "\n".join([question.text, *state, *drawn, repr(question.filters), repr(question.history)])
        return hashlib.sha256(key.encode()).hexdigest()[:16]

    def _blank(self, question: Question, evidence: Evidence) -> Answer:
        generation = self._generation.number
        answer = Answer(
            self._id(question), question.text, (), (), None, evidence.hits[:KEPT_HITS],
            self._writer.name, generation, self._settings, writer_version=self._writer.version,
        )  # fmt: skip
        if evidence.query.corrected is not None:
            answer = replace(answer, notices=(understood_as(evidence.query.corrected, evidence.query.language),))
        return _noticed(answer, "older_state", evidence) if self._generation.notice else answer

    def _written(self, blank: Answer, question: Question, evidence: Evidence, meter: Meter) -> Iterator[Answer]:
        """Growing answers; extraction begins anew, with a notice, where the writer fails; a refusal where nothing was left."""
        answer = blank
        try:
            for answer in self._grown(blank, self._writer.write(question, evidence, meter), evidence):
                yield answer
        except WriterError as error:
            log.warning("%s gave way to extraction: %s", self._writer.name, error)
            blank = _noticed(_extractive(blank), error.code, evidence)
            for answer in self._grown(blank, ExtractiveWriter().write(question, evidence), evidence):
                yield answer
        if not answer.sentences:
            withheld = notice("withheld", evidence.query.language) in answer.notices
            reason: RefusalReason = "unsupported" if withheld else "not_covered"
            yield replace(answer, refusal=refusal(reason, evidence.query))

    def _grown(
        self, answer: Answer, offered: Iterator[Draft], evidence: Evidence, citations: CitationList | None = None
    ) -> Iterator[Answer]:
        """The answer with one draft more after the other, or with a notice where quotes do not hold it or stand in no report."""
        citations = citations or CitationList(self._generation)
        for draft in offered:
            numbers = citations.numbers(draft.quotes) if draft.support else ()
            if draft.support and numbers:
                sentences = (*answer.sentences, Sentence(draft.text, numbers, draft.support))
                ended = standing_notices((quote.hit.entry for quote in draft.quotes), evidence.query.language)
                notices = tuple(dict.fromkeys((*answer.notices, *ended)))
                answer = replace(answer, sentences=sentences, citations=citations.citations, notices=notices)
            else:
                answer = _noticed(answer, "withheld", evidence)
            yield answer


def _tells(compared: Comparison, refused: Refusal | None, evidence: Evidence) -> bool:
    """Whether one region's figure is told from its indicator: words do not lead to it, or the question is in another language."""
    asked = compared.asked
    return bool(asked.regions) and (refused is not None or (evidence.query.language == "en" and asked.figure))


def _extractive(answer: Answer) -> Answer:
    return replace(answer, writer=ExtractiveWriter.name, writer_version=ExtractiveWriter.version)


def _noticed(answer: Answer, code: NoticeCode, evidence: Evidence) -> Answer:
    return replace(answer, notices=tuple(dict.fromkeys((*answer.notices, notice(code, evidence.query.language)))))
