"""Settings become a service, and a service follows the collection."""

import shutil
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index.errors import StoreError
from index.static import StaticEmbedder
from index.types import Filters
from rag import assemble
from rag.assemble import Service, check_collection, index_reports, open_service, remove_reports
from rag.config import ModelSettings, Settings
from rag.types import Question
from rag.write import ExtractiveWriter

Writes = Callable[[Mapping[str, str]], Path]
Progress = Callable[[str, int, int], None]
FIRST = {"安徽.txt": "安徽省工业要点\n\n规模以上工业增加值增长6.5%左右。"}
SECOND = {"江西.txt": "江西省工业要点\n\n推进3000个投资亿元以上工业重大项目。"}
PROJECTS = "江西推进多少个投资亿元以上工业重大项目？"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data", workers=0)


def failure(act: Callable[[], object]) -> StoreError:
    with pytest.raises(StoreError) as caught:
        act()
    message = str(caught.value)
    assert message.count("\n") == 0
    assert "/" not in message.replace("policyqa index PATH --data DIR", "")
    return caught.value


def damage(settings: Settings, generation: int) -> None:
    (file,) = (settings.data / "generations" / str(generation)).rglob("vectors.faiss")
    content = file.read_bytes()
    file.unlink()  # it may be linked into other generations
    file.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))


def test_asking_before_anything_is_indexed_says_which_command_to_run(settings: Settings) -> None:
    for act in (open_service, check_collection):
        error = failure(lambda act=act: act(settings))
        assert error.code == "not_indexed"
        assert "policyqa index" in str(error)


def test_an_open_service_takes_up_what_is_indexed_meanwhile(settings: Settings, write_files: Writes, quiet: Progress) -> None:
    index_reports(settings, [write_files(FIRST)], quiet)
    service = open_service(settings)
    before = service.generation
    assert service.answer(Question(PROJECTS)).refused
    index_reports(settings, [write_files(SECOND)], quiet)
    answer = service.answer(Question(PROJECTS))
    assert (service.generation, answer.generation) == (before + 1, before + 1)
    assert "3000个" in answer.text
    assert {entry.source_name for entry in service.reports()} == {"安徽.txt", "江西.txt"}


def test_an_answer_stays_with_the_generation_that_it_began_with(settings: Settings, write_files: Writes, quiet: Progress) -> None:
    index_reports(settings, [write_files({**FIRST, **SECOND})], quiet)
    service = open_service(settings)
    growing = service.stream(Question(PROJECTS))
    first = next(growing)
    remove_reports(settings, ["江西.txt"])
    *_, last = growing
    assert last.generation == first.generation
    assert "3000个" in last.text


def test_many_threads_may_ask_while_a_generation_is_published(settings: Settings, write_files: Writes, quiet: Progress) -> None:
    index_reports(settings, [write_files(FIRST)], quiet)
    service = open_service(settings)
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(service.answer, Question("安徽工业增加值增长多少？")) for _ in range(20)]
        index_reports(settings, [write_files(SECOND)], quiet)
        answers = [future.result() for future in asked]
    assert {answer.sentences[0].text for answer in answers} == {"规模以上工业增加值增长6.5%左右。"}
    assert service.generation == 2


def test_unchanged_reports_make_no_new_generation(settings: Settings, write_files: Writes, quiet: Progress) -> None:
    folder = write_files(FIRST)
    first = index_reports(settings, [folder], quiet)
    second = index_reports(settings, [folder], quiet)
    assert (second.unchanged, second.generation) == (1, first.generation)


def test_removed_reports_are_found_no_more(settings: Settings, write_files: Writes, quiet: Progress) -> None:
    index_reports(settings, [write_files({**FIRST, **SECOND})], quiet)
    service = open_service(settings)
    assert remove_reports(settings, ["江西.txt", "没有这个.txt"]) == 1
    assert [entry.source_name for entry in service.reports()] == ["安徽.txt"]
    assert {hit.entry.source_name for hit in service.search("工业重大项目")} == {"安徽.txt"}


def test_another_encoder_is_refused_until_indexed_again(
    settings: Settings, write_files: Writes, quiet: Progress, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_files(FIRST)
    index_reports(settings, [folder], quiet)
    monkeypatch.setattr(assemble, "_embedder", lambda _: StaticEmbedder(name="other"))
    error = failure(lambda: open_service(settings))
    assert error.code == "encoder_changed"
    assert "policyqa index" in str(error)
    index_reports(settings, [folder], quiet)
    assert open_service(settings).answer(Question("安徽工业增加值增长多少？")).sentences


def test_a_sound_collection_has_no_problems(settings: Settings, write_files: Writes, quiet: Progress) -> None:
    index_reports(settings, [write_files(FIRST)], quiet)
    assert check_collection(settings) == []


def test_damage_is_a_problem_also_where_nothing_sound_is_left(settings: Settings, write_files: Writes, quiet: Progress) -> None:
    index_reports(settings, [write_files(FIRST)], quiet)
    damage(settings, 1)
    (problem,) = check_collection(settings)
    assert "vectors.faiss" in problem
    assert str(settings.data) not in problem


def test_behind_a_damaged_generation_the_one_before_answers_and_says_so(
    settings: Settings, write_files: Writes, quiet: Progress, monkeypatch: pytest.MonkeyPatch
) -> None:
    index_reports(settings, [write_files(FIRST)], quiet)
    index_reports(settings, [write_files(SECOND)], quiet)
    damage(settings, 2)
    assert len(check_collection(settings)) == 1
    service = open_service(settings)
    # It was verified once: a damaged newest generation must not be read again with every request.
    monkeypatch.setattr(assemble, "open_current", lambda _: pytest.fail("opened again"))
    answer = service.answer(Question("安徽工业增加值增长多少？"))
    assert answer.generation == 1
    assert answer.notices == ("资料库的最新状态已损坏，本回答依据此前的状态。",)
    english = service.answer(Question("How large is the growth target?"))
    assert english.notices == ("The newest state of the collection is damaged; this answer rests on an earlier one.",)


def test_a_collection_that_was_deleted_under_a_service_still_answers(settings: Settings, write_files: Writes, quiet: Progress) -> None:
    index_reports(settings, [write_files(FIRST)], quiet)
    service = open_service(settings)
    shutil.rmtree(settings.data)
    assert service.answer(Question("安徽工业增加值增长多少？")).sentences


def test_the_default_writer_needs_no_model(service: Service) -> None:
    assert service.answer(Question("安徽工业增加值增长多少？")).writer == ExtractiveWriter.name


@pytest.mark.parametrize(
    "model",
    [ModelSettings(), ModelSettings(name="m", provider="nobody"), ModelSettings(name="m", provider="ollama")],
    ids=["no name", "unknown provider", "package not installed"],
)
def test_a_model_that_cannot_be_set_up_is_one_sentence(collection: Settings, model: ModelSettings) -> None:
    error = failure(lambda: open_service(collection.model_copy(update={"writer": "model", "model": model})))
    assert "[model]" in str(error)


def test_a_correction_is_shown_by_the_open_service_that_made_it(settings: Settings, write_files: Writes, quiet: Progress) -> None:
    index_reports(settings, [write_files(FIRST)], quiet)
    service = open_service(settings)
    (entry,) = service.reports()
    before = service.report(entry.report_id)
    assert before is not None
    after = service.correct(entry.report_id, {"date": "2026-01-20", "city": "合肥"})
    assert after is not None
    assert (after.generation, after.entry.metadata.date, after.entry.metadata.region_code) == (before.generation + 1, "2026-01-20", "3401")
    assert service.reports() == [after.entry]
    assert service.search("工业", filters=Filters(region="合肥"))
    assert (service.report("f" * 64), service.correct("f" * 64, {"date": "2026"})) == (None, None)


def test_corrections_that_come_together_are_all_kept(settings: Settings, write_files: Writes, quiet: Progress) -> None:
    index_reports(settings, [write_files(FIRST)], quiet)
    service = open_service(settings)
    (entry,) = service.reports()
    fields = {"issuer": "甲局", "date": "2026", "edition": "试行", "document_number": "皖政〔2026〕1号"}
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda field: service.correct(entry.report_id, {field: fields[field]}), fields))
    (entry,) = service.reports()
    assert {field: getattr(entry.metadata, field) for field in fields} == fields
