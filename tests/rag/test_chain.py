"""From a question to a cited answer, as a LangChain Runnable."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from itertools import pairwise

import pytest
from langchain_core.runnables import Runnable, RunnableLambda

from documents.load import load_report
from documents.types import Passage
from index.types import Filters
from rag.answerer import Answerer
from rag.assemble import Service
from rag.budget import Meter
from rag.chain import AnswerChain
from rag.cite import Quote
from rag.config import Settings
from rag.find import Evidence
from rag.types import Answer, Question, Turn
from rag.write import Draft

GOAL = "2026年安徽省规模以上工业增加值增长目标是多少？"
FAR = "火星移民的补贴标准是什么？"
QUESTIONS = [GOAL, "重点扶持哪些剧种？", "可再生能源目标是多少？", "How much will emissions be cut by 2030?", FAR]


@dataclass(frozen=True)
class Scripted:
    """A writer that offers given texts with one quote of the best hit, or a quote that no report holds."""

    texts: tuple[str, ...]
    forged: bool = False
    name: str = "scripted"
    version: str = "1"

    def complete(self, question: Question, meter: Meter) -> None:
        """As it was said."""

    def usage(self, meter: Meter) -> None:
        """Nothing."""

    def write(self, question: Question, evidence: Evidence, meter: Meter) -> Iterator[Draft]:  # noqa: ARG002  (a script asks nothing)
        hit = evidence.hits[0]
        if self.forged:
            hit = replace(hit, passage=replace(hit.passage, text="x" * len(hit.passage.text)))
        for text in self.texts:
            yield Draft(text, (Quote(hit, 0, 5),), "supported")


def final(chain: Runnable[Question | str, Answer], question: str) -> Answer:
    *_, last = chain.stream(question)
    return last


@pytest.fixture
def chain(service: Service) -> AnswerChain:
    return service.chain()


def with_writer(service: Service, writer: Scripted) -> AnswerChain:
    return AnswerChain(Answerer(service.evidence(GOAL).generation, service.models, writer, "digest"))


def test_the_answer_says_the_figure_and_cites_the_report(chain: AnswerChain) -> None:
    answer = chain.invoke(GOAL)
    assert answer.text.startswith("2026年力争规模以上工业增加值增长6.5%左右。[1]")
    assert answer.citations[0].report == "安徽.txt"
    assert (answer.final, answer.refused, answer.notices) == (True, False, ())


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_whole_answer_is_the_last_of_the_stream(chain: AnswerChain, question: str) -> None:
    assert chain.invoke(question) == final(chain, question)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_streamed_answer_only_grows(chain: AnswerChain, question: str) -> None:
    answers = list(chain.stream(question))
    assert [answer.final for answer in answers] == [False] * (len(answers) - 1) + [True]
    for earlier, later in pairwise(answers):
        assert later.sentences[: len(earlier.sentences)] == earlier.sentences
        assert later.citations[: len(earlier.citations)] == earlier.citations


@pytest.mark.parametrize("question", QUESTIONS)
def test_at_every_moment_each_sentence_has_citations_and_each_quote_stands_in_its_file(
    chain: AnswerChain, collection: Settings, question: str
) -> None:
    for answer in chain.stream(question):
        numbers = {citation.number for citation in answer.citations}
        assert all(sentence.citations and set(sentence.citations) <= numbers for sentence in answer.sentences)
        for citation in answer.citations:
            report = load_report(collection.data.parent / "reports" / citation.report)
            assert report.id == citation.report_id
            assert report.text[citation.start : citation.end] == citation.quote
            assert citation.page in (report.pages_of(citation.start, citation.end) or (None,))


def test_a_refusal_has_no_sentences_but_its_hits(chain: AnswerChain) -> None:
    answer = chain.invoke(FAR)
    assert (answer.refused, answer.sentences, answer.citations) == (True, (), ())
    assert answer.hits


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_same_question_gives_equal_answers(chain: AnswerChain, question: str) -> None:
    assert chain.invoke(question) == chain.invoke(question)


PROGRAM = """
import json, sys
from dataclasses import asdict
from pathlib import Path
from rag.assemble import open_service
from rag.config import Settings
from rag.types import Question
service = open_service(Settings(data=Path(sys.argv[1])))
answers = [asdict(service.answer(Question(text))) for text in json.loads(sys.argv[2])]
print(json.dumps([{**answer, "timings": None} for answer in answers], sort_keys=True))
"""


@pytest.mark.parametrize("seed", ["1", "4242"])
def test_a_fresh_process_with_other_hashes_gives_the_same_bytes(service: Service, collection: Settings, seed: str) -> None:
    command = [sys.executable, "-c", PROGRAM, str(collection.data), json.dumps(QUESTIONS)]
    output = subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout
    here = [{**asdict(service.answer(Question(text))), "timings": None} for text in QUESTIONS]
    assert output.decode() == json.dumps(here, sort_keys=True) + "\n"


def test_the_id_tells_questions_filters_and_conversations_apart(chain: AnswerChain) -> None:
    asked = [
        Question(GOAL),
        Question(GOAL + "？"),
        Question(GOAL, filters=Filters(region="安徽")),
        Question(GOAL, history=(Turn("先前的问题？", "先前的回答。"),)),
    ]
    assert len({chain.invoke(question).id for question in asked}) == len(asked)


def test_chinese_quotes_under_an_english_question_are_said_to_be_chinese(chain: AnswerChain) -> None:
    answer = chain.invoke("What growth target did Anhui set for industrial value added in 2026?")
    assert "6.5%左右" in answer.citations[0].quote
    assert answer.notices[-1] == "The quotes are in Chinese, as in the reports."
    assert not any("引文" in notice for notice in chain.invoke(GOAL).notices)


def test_filters_are_kept_to(chain: AnswerChain) -> None:
    answer = chain.invoke(Question("规模以上工业增加值增长多少？", filters=Filters(report="浙江.md")))
    assert {hit.entry.source_name for hit in answer.hits} == {"浙江.md"}
    assert answer.text == "规模以上工业增加值增长6%左右。[1]"


def test_filters_that_leave_nothing_find_nothing(chain: AnswerChain) -> None:
    answer = chain.invoke(Question(GOAL, filters=Filters(report="没有.txt")))
    assert answer.refusal is not None
    assert answer.refusal.reason == "nothing_found"
    assert answer.text == "资料库里没有找到与这个问题有关的内容。"


def test_it_runs_in_batches_and_behind_other_runnables(chain: AnswerChain) -> None:
    first, second = chain.batch([GOAL, FAR])
    assert (first, second) == (chain.invoke(GOAL), chain.invoke(FAR))
    behind = RunnableLambda(lambda asked: Question(asked["question"])) | chain
    assert behind.invoke({"question": GOAL}) == first
    assert [answer.final for answer in behind.stream({"question": GOAL})][-1]
    shown = chain | RunnableLambda(lambda answer: answer.text)
    assert shown.invoke(GOAL) == first.text


@pytest.mark.parametrize("question", [GOAL, FAR])
def test_its_steps_report_to_callbacks(chain: AnswerChain, question: str) -> None:
    seen: list[str] = []
    watched = chain.with_config(callbacks=[_watcher(seen)])
    watched.invoke(question)
    assert "find" in seen


def _watcher(seen: list[str]) -> object:
    from langchain_core.callbacks import BaseCallbackHandler

    class Watcher(BaseCallbackHandler):
        def on_chain_start(self, *_: object, **values: object) -> None:
            seen.append(str(values.get("name")))

    return Watcher()


def test_a_quote_that_no_report_holds_withholds_its_sentence(service: Service) -> None:
    answer = with_writer(service, Scripted(("甲。", "乙。"), forged=True)).invoke(GOAL)
    assert answer.refusal is not None
    assert answer.refusal.reason == "unsupported"
    assert answer.notices == ("有语句在所引原文中得不到印证，已略去。",)
    assert answer.citations == ()


def test_sentences_with_the_same_quote_share_its_citation(service: Service) -> None:
    answer = with_writer(service, Scripted(("甲。", "乙。"))).invoke(GOAL)
    assert [sentence.citations for sentence in answer.sentences] == [(1,), (1,)]
    assert len(answer.citations) == 1
    assert answer.text == "甲。[1]\n乙。[1]"


def test_a_writer_that_writes_nothing_leaves_a_refusal(service: Service) -> None:
    answer = with_writer(service, Scripted(())).invoke(GOAL)
    assert answer.refusal is not None
    assert answer.refusal.reason == "not_covered"


def test_an_answer_carries_what_its_reader_needs_to_trust_it(service: Service, collection: Settings) -> None:
    answer = service.answer(Question(GOAL))
    assert (answer.writer, answer.generation, answer.settings) == ("extractive", service.generation, collection.digest)
    assert set(answer.timings) == {"find", "write"}
    assert all(isinstance(hit.passage, Passage) for hit in answer.hits)
