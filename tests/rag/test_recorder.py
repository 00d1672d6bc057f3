import logging
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index.records import RecordFile
from index.types import Filters
from rag.assemble import Service, open_records, open_service
from rag.config import RecordSettings, Settings
from rag.record import Circumstances, Record, as_json, from_json, record_of
from rag.recorder import Recorder
from rag.types import Answer, Question, Turn

GOAL = "2026年安徽省规模以上工业增加值增长目标是多少？"
MARS = "2026年火星移民的补贴标准是什么？"
MADE = Circumstances("qwen3", "rules-1", "0.1.0")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "answers.sqlite"


@pytest.fixture
def recorder(path: Path) -> Recorder:
    return Recorder(RecordFile(path, 100, 10**6), MADE)


@pytest.fixture
def answer(service: Service) -> Answer:
    return service.answer(Question(GOAL))


def test_a_record_holds_question_answer_quotes_and_how_each_passage_was_found(recorder: Recorder, answer: Answer) -> None:
    question = Question(GOAL, (Turn("先前？", "先前的回答。"),), Filters(region="安徽"))
    recorder.keep(question, answer)
    record = recorder.get(answer.id)
    assert record is not None
    assert (record.question, record.circumstances) == (question, MADE)
    assert record.asked.endswith("+00:00")
    assert (record.answer.sentences, record.answer.citations) == (answer.sentences, answer.citations)
    assert (record.answer.generation, record.answer.settings) == (answer.generation, answer.settings)
    assert record.answer.timings == answer.timings
    first, hit = record.hits[0], answer.hits[0]
    assert (first.passage_id, first.report_id, first.report) == (hit.passage.id, hit.entry.report_id, "安徽.txt")
    assert (first.score, first.keyword_rank, first.dense_rank) == (hit.score, hit.keyword_rank, hit.dense_rank)


@pytest.mark.parametrize("text", [GOAL, MARS, "浙江和安徽规模以上工业增加值增长目标哪个更高？"])
def test_a_record_is_the_same_after_it_was_written_and_read(service: Service, text: str) -> None:
    record = record_of(Question(text), service.answer(Question(text)), MADE)
    assert from_json(as_json(record)) == record


def test_asking_the_same_again_keeps_one_record(recorder: Recorder, answer: Answer) -> None:
    recorder.keep(Question(GOAL), answer)
    recorder.keep(Question(GOAL), answer)
    assert [record.answer.id for record in recorder.newest(10)] == [answer.id]


def test_a_service_keeps_whole_and_streamed_answers_and_refusals(collection: Settings) -> None:
    service = open_service(collection)
    whole, refused = service.answer(Question(GOAL)), service.answer(Question(MARS))
    *_, streamed = service.stream(Question("浙江城镇新增就业多少人？"))
    kept = [service.records.get(answer.id) for answer in (whole, refused, streamed)]
    assert [record.answer.text for record in kept if record] == [whole.text, refused.text, streamed.text]
    assert kept[1] is not None
    assert kept[1].answer.refusal == refused.refusal
    assert [record.answer.id for record in open_records(collection).newest(1)] == [streamed.id]


def test_a_service_told_to_keep_nothing_writes_nothing_and_still_forgets(collection: Settings) -> None:
    kept = open_service(collection).answer(Question(GOAL))
    open_records(collection).newest(1)  # the writing is over
    off = open_service(collection.model_copy(update={"records": RecordSettings(keep=0)}))
    unkept = off.answer(Question("浙江城镇新增就业多少人以上？"))
    assert off.records.get(unkept.id) is None
    assert off.records.remove([kept.id]) == off.records.remove([kept.id]) + 1


def test_a_model_may_say_another_thing_each_time_and_each_is_kept(endpoint: Any, pointed: Callable[[str], Settings]) -> None:
    service = open_service(pointed(endpoint.url))
    endpoint.says("力争规模以上工业增加值增长6.5%左右[1]。")
    first = service.answer(Question(GOAL))
    endpoint.says("规模以上工业增加值力争增长6.5%左右[1]。")
    second = service.answer(Question(GOAL))
    records = [service.records.get(answer.id) for answer in (first, second)]
    assert [record.answer.sentences[0].text for record in records if record] == [
        "力争规模以上工业增加值增长6.5%左右。",
        "规模以上工业增加值力争增长6.5%左右。",
    ]
    assert records[0] is not None
    assert (records[0].answer.writer, records[0].circumstances.model) == ("model scripted", "scripted")
    assert "sk-secret" not in as_json(records[0]).decode()


def test_how_many_answers_are_kept_changes_no_answer(collection: Settings) -> None:
    assert collection.model_copy(update={"records": RecordSettings(keep=7)}).digest == collection.digest


def _folder(path: Path) -> None:
    path.mkdir()


def _later_version(path: Path) -> None:
    RecordFile(path, 1, 1).put("a", b"a")
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()


@pytest.mark.parametrize("trouble", [_folder, _later_version])
def test_a_file_that_cannot_be_written_costs_a_line_in_the_log(
    recorder: Recorder, answer: Answer, path: Path, trouble: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    trouble(path)
    before = sorted(path.parent.iterdir())
    with caplog.at_level(logging.WARNING, "policyqa"):
        recorder.keep(Question(GOAL), answer)
        recorder._thread.shutdown()
    (line,) = [record.getMessage() for record in caplog.records]
    assert line.startswith(f"the answer {answer.id} was not kept: The file answers.sqlite ")
    assert str(path.parent) not in line
    assert sorted(path.parent.iterdir()) == before


def test_a_locked_file_delays_no_answer(recorder: Recorder, answer: Answer, path: Path, caplog: pytest.LogCaptureFixture) -> None:
    recorder.keep(Question(GOAL), answer)
    assert recorder.get(answer.id) is not None
    with sqlite3.connect(path) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        recorder.keep(Question(MARS), answer)  # returns while the thread waits for the lock
        assert not [line for line in caplog.records if "not kept" in line.getMessage()]
        recorder._thread.shutdown()
    holder.close()
    assert [line.getMessage() for line in caplog.records] == [
        f"the answer {answer.id} was not kept: The file answers.sqlite could not be used (database is locked)."
    ]


def test_a_damaged_file_is_set_aside_and_the_answer_kept(
    recorder: Recorder, answer: Answer, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path.write_bytes(b"damaged " * 1000)
    recorder.keep(Question(GOAL), answer)
    assert recorder.get(answer.id) is not None
    assert path.with_name("answers.damaged.sqlite").read_bytes() == b"damaged " * 1000
    assert any("It is set aside" in line.getMessage() for line in caplog.records)


def test_a_record_of_another_shape_is_none(path: Path, recorder: Recorder) -> None:
    RecordFile(path, 10, 10**6).put("a", b'{"asked": 5}')
    assert recorder.get("a") is None
    assert recorder.newest(5) == []


def test_what_comes_after_the_end_is_not_kept_and_no_failure(recorder: Recorder, answer: Answer, caplog: pytest.LogCaptureFixture) -> None:
    recorder._thread.shutdown()
    recorder.keep(Question(GOAL), answer)
    assert "the program was ending" in caplog.text


def test_kept_answers_need_a_collection_but_no_encoder(collection: Settings) -> None:
    other = collection.model_copy(update={"encoder": collection.encoder.model_copy(update={"name": "/no/such/encoder"})})
    assert all(isinstance(record, Record) for record in open_records(other).newest(3))
