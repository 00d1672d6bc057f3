from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from rag.assemble import Service, index_reports, open_service, remove_reports
from rag.config import RerankerSettings, Settings
from rag.record import Circumstances
from rag.replay import Difference, Replay, differences
from rag.types import Answer, Cell, Citation, Question, Refusal, Sentence, Table, TableRow

Writes = Callable[[Mapping[str, str]], Path]
Progress = Callable[[str, int, int], None]
GOAL = "2026年安徽省规模以上工业增加值增长目标是多少？"
ANHUI = "安徽省2026年工业工作要点\n\n2026年力争规模以上工业增加值增长6.5%左右。\n\n新建5G基站2万个。"
SAID = "2026年力争规模以上工业增加值增长6.5%左右。"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data", workers=0)


@pytest.fixture
def asked(settings: Settings, write_files: Writes, quiet: Progress) -> tuple[Service, str]:
    """A service over one report that has answered the question, and the answer's id."""
    index_reports(settings, [write_files({"安徽.txt": ANHUI})], quiet)
    service = open_service(settings)
    return service, service.answer(Question(GOAL)).id


def again(asked: tuple[Service, str]) -> Replay:
    service, answer_id = asked
    replayed = service.replay(answer_id)
    assert replayed is not None
    return replayed


def test_over_the_same_collection_the_answer_is_the_same(asked: tuple[Service, str]) -> None:
    replayed = again(asked)
    assert (replayed.same, replayed.changes, replayed.differences) == (True, (), ())
    assert [(quote.kind, quote.citation.quote) for quote in replayed.quotes] == [("stands", SAID)]


def test_an_unknown_answer_cannot_be_replayed(asked: tuple[Service, str]) -> None:
    assert asked[0].replay("0" * 16) is None


def test_asking_again_keeps_nothing_new(asked: tuple[Service, str], settings: Settings, write_files: Writes, quiet: Progress) -> None:
    index_reports(settings, [write_files({"浙江.txt": "浙江省要点\n\n城镇新增就业100万人以上。"})], quiet)
    assert again(asked).answer.id != asked[1]
    assert [record.answer.id for record in asked[0].records.newest(10)] == [asked[1]]


def test_a_report_that_was_added_changes_the_generation_and_not_the_answer(
    asked: tuple[Service, str], settings: Settings, write_files: Writes, quiet: Progress
) -> None:
    index_reports(settings, [write_files({"浙江.txt": "浙江省要点\n\n城镇新增就业100万人以上。"})], quiet)
    replayed = again(asked)
    assert replayed.same
    assert [(change.kind, change.before, change.after) for change in replayed.changes] == [("generation", "1", "2")]


def test_an_edited_figure_takes_the_sentence_away_and_its_quote_is_gone(
    asked: tuple[Service, str], settings: Settings, write_files: Writes, quiet: Progress
) -> None:
    index_reports(settings, [write_files({"安徽.txt": ANHUI.replace("6.5%", "7%")})], quiet)
    replayed = again(asked)
    assert not replayed.same
    assert replayed.differences == (
        Difference("sentence_removed", SAID, None),
        Difference("sentence_added", None, SAID.replace("6.5%", "7%")),
    )
    assert [quote.kind for quote in replayed.quotes] == ["gone"]


def test_a_quote_in_a_longer_edition_of_its_file_has_moved(
    asked: tuple[Service, str], settings: Settings, write_files: Writes, quiet: Progress
) -> None:
    index_reports(settings, [write_files({"安徽.txt": ANHUI.replace("要点\n", "要点\n\n为落实全会精神，制定本要点。\n")})], quiet)
    replayed = again(asked)
    assert replayed.differences == (Difference("report_changed", "安徽.txt", "安徽.txt"),)
    assert [quote.kind for quote in replayed.quotes] == ["moved"]


def test_without_its_report_the_question_is_refused_and_the_quote_has_no_report(
    asked: tuple[Service, str], settings: Settings, write_files: Writes, quiet: Progress
) -> None:
    index_reports(settings, [write_files({"浙江.txt": "浙江省要点\n\n城镇新增就业100万人以上。"})], quiet)
    remove_reports(settings, ["安徽.txt"])
    replayed = again(asked)
    assert [difference.kind for difference in replayed.differences] == ["refused_now", "sentence_removed"]
    assert [quote.kind for quote in replayed.quotes] == ["report_gone"]


def test_other_settings_are_named(asked: tuple[Service, str], settings: Settings) -> None:
    record = asked[0].records.get(asked[1])
    assert record is not None
    changed = replace(record, answer=replace(record.answer, settings="0" * 12), circumstances=Circumstances("qwen3", "1", "0.0.9"))
    service = asked[0]
    service.records.keep(record.question, changed.answer)
    (change,) = again(asked).changes
    assert (change.kind, change.before, change.after) == ("settings", "0" * 12, settings.digest)
    assert settings.model_copy(update={"reranker": RerankerSettings(name="x")}).digest != settings.digest


CITED = Citation(1, "a" * 64, "安徽.pdf", "安徽省政府工作报告", 3, (), "增长6.5%左右。", 10, 19)
ANSWER = Answer("1", GOAL, (Sentence("增长6.5%左右。", (1,), "quoted"),), (CITED,), None, (), "extractive", 1, "0")
REFUSAL = Refusal("not_covered", "资料中没有。")
TABLE = Table("工业增加值", ("2026",), (TableRow("安徽", (Cell("6.5%左右", 1, 6.5, "%"),)), TableRow("浙江", ())))


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (ANSWER, []),
        (replace(ANSWER, generation=2, timings={"find": 9.0}, id="2"), []),
        (replace(ANSWER, citations=(replace(CITED, page=4),)), [Difference("citation_moved", "安徽.pdf p.3", "安徽.pdf p.4")]),
        (replace(ANSWER, citations=(replace(CITED, report="新.pdf"),)), [Difference("citation_moved", "安徽.pdf p.3", "新.pdf p.3")]),
        (
            replace(ANSWER, citations=(replace(CITED, quote="增长7%。"),)),
            [Difference("quote_removed", "增长6.5%左右。", None), Difference("quote_added", None, "增长7%。")],
        ),
        (
            replace(ANSWER, sentences=(), refusal=REFUSAL),
            [Difference("refused_now", None, "资料中没有。"), Difference("sentence_removed", "增长6.5%左右。", None)],
        ),
        (replace(ANSWER, notices=("说明。",)), [Difference("notice_added", None, "说明。")]),
        (replace(ANSWER, table=TABLE), [Difference("row_added", None, "安徽 6.5%左右"), Difference("row_added", None, "浙江")]),
    ],
)
def test_what_a_reader_would_see_is_a_difference(now: Answer, expected: list[Difference]) -> None:
    assert list(differences(ANSWER, now)) == expected


def test_two_refusals_differ_by_their_reason() -> None:
    refused = replace(ANSWER, sentences=(), refusal=REFUSAL)
    other = replace(refused, refusal=Refusal("not_stated", "没有给出。"))
    assert list(differences(refused, refused)) == []
    assert list(differences(refused, other)) == [Difference("refusal_changed", "资料中没有。", "没有给出。")]
    assert next(differences(refused, ANSWER)) == Difference("answered_now", "资料中没有。", None)


def test_sentences_in_another_order_are_said_to_be() -> None:
    second = Sentence("第二句。", (1,), "quoted")
    both = replace(ANSWER, sentences=(*ANSWER.sentences, second))
    assert list(differences(both, replace(both, sentences=both.sentences[::-1]))) == [Difference("order_changed", None, None)]
