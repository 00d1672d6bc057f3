"""Another encoder, or the same used otherwise, asks for indexing once more and never meets vectors of the one before."""

import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fastapi.testclient import TestClient

from index.errors import StoreError
from index.passages import passage_number, report_of
from index.searched import searched_text
from rag.assemble import Service, check_collection, index_reports, open_service, remove_reports
from rag.config import EncoderSettings, Settings
from rag.types import Question
from ui import cli
from ui.api import create_app

Writes = Callable[[Mapping[str, str]], Path]
Progress = Callable[[str, int, int], None]
FILES = {
    "安徽.txt": "安徽省工业要点\n\n规模以上工业增加值增长6.5%左右。",
    "江西.txt": "江西省工业要点\n\n推进3000个投资亿元以上工业重大项目。",
}
ASKED = "安徽工业增加值增长多少？"


@pytest.fixture(scope="module")
def static_folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A static model with random vectors of other lengths than 1, one for each character."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import Split

    characters = sorted(set("".join(FILES.values()) + ASKED))
    tokenizer = Tokenizer(WordLevel({"[UNK]": 0, **{c: place for place, c in enumerate(characters, 1)}}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Split("", "isolated")
    torch.manual_seed(1)
    folder = tmp_path_factory.mktemp("static") / "characters"
    module = StaticEmbedding(tokenizer, embedding_weights=5 * torch.randn(len(characters) + 1, 32))
    SentenceTransformer(modules=[module], device="cpu").save_pretrained(str(folder), create_model_card=False)
    return str(folder)


@pytest.fixture
def indexed(tmp_path: Path, write_files: Writes, quiet: Progress) -> Callable[..., Settings]:
    """Settings with an encoder; indexes the files with it unless told not to."""
    folder = write_files(FILES)

    def index(encoder: Mapping[str, Any], *, now: bool = True) -> Settings:
        settings = Settings(data=tmp_path / "data", workers=0, encoder=EncoderSettings(**encoder))
        if now:
            index_reports(settings, [folder], quiet)
        return settings

    return index


def vectors_are_those_of(service: Service) -> None:
    """All passages of the served generation have the vectors of the service's encoder, and the catalogue holds no others."""
    generation = service.evidence(ASKED).generation
    assert generation.manifest.encoder == service.models.embedder.fingerprint
    numbers = [passage_number(entry.number, place) for entry in service.reports() for place in range(entry.passages)]
    for number, passage in generation.passages(numbers).items():
        text = searched_text(generation.entries[report_of(number)].metadata.title, passage)
        (stored,) = generation.segment_of[report_of(number)].vectors.vectors([number])
        assert np.abs(stored - service.models.embedder.embed_passages([text])[0]).max() < 1e-5
    with sqlite3.connect(service.settings.data / "catalogue.sqlite") as catalogue:
        assert catalogue.execute("SELECT DISTINCT encoder FROM vectors").fetchall() == [(service.models.embedder.fingerprint,)]


CHANGES: dict[str, dict[str, Any]] = {
    "another model": {"name": "bundled"},
    "query prompt": {"query_prompt": "安徽"},
    "passage prompt": {"passage_prompt": "安徽"},
    "dimension": {"dimension": 16},
    "normalise": {"normalise": False},
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_changed_encoder_is_refused_then_indexed_whole_and_back(
    static_folder: str, indexed: Callable[..., Settings], change: dict[str, Any]
) -> None:
    first, second = {"name": static_folder}, {"name": static_folder, **change}
    old = open_service(indexed(first)).models.embedder.fingerprint
    with pytest.raises(StoreError) as caught:
        open_service(indexed(second, now=False))
    message = str(caught.value)
    assert caught.value.code == "encoder_changed"
    assert old in message
    assert "policyqa index" in message
    assert message.count("\n") == 0
    service = open_service(indexed(second))
    assert service.models.embedder.fingerprint in message
    vectors_are_those_of(service)
    assert all(0 <= hit.score <= 1 for hit in service.search(ASKED))
    assert service.answer(Question(ASKED)).citations[0].report == "安徽.txt"
    with pytest.raises(StoreError, match="configured is"):
        open_service(indexed(first, now=False))
    vectors_are_those_of(open_service(indexed(first)))


def test_a_running_service_says_that_the_encoder_changed_instead_of_mixing(static_folder: str, indexed: Callable[..., Settings]) -> None:
    service = open_service(indexed({"name": static_folder}))
    indexed({"name": static_folder, "dimension": 16})
    with TestClient(create_app(service), raise_server_exceptions=False) as client:
        reply = client.post("/v1/search", json={"query": ASKED})
    assert (reply.status_code, reply.json()["error"]["code"]) == (503, "encoder_changed")


def test_the_command_line_asks_for_indexing_and_goes_on_after_it(
    static_folder: str, indexed: Callable[..., Settings], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = indexed({"name": "bundled"})
    monkeypatch.setenv("POLICYQA_ENCODER__NAME", static_folder)
    arguments = ["--data", str(settings.data)]
    assert cli.main(["ask", ASKED, *arguments]) != 0
    complaint = capsys.readouterr().err.strip()
    assert complaint.count("\n") <= 1, "a sentence and its hint"
    assert "policyqa index" in complaint
    assert cli.main(["index", str(settings.data.parent / "reports"), *arguments]) == 0
    assert cli.main(["ask", ASKED, *arguments]) == 0
    assert "6.5%" in capsys.readouterr().out


def test_removing_under_another_encoder_leaves_one_encoder_only(static_folder: str, indexed: Callable[..., Settings]) -> None:
    indexed({"name": static_folder})
    settings = indexed({"name": "bundled"}, now=False)
    assert remove_reports(settings, ["江西.txt"]) == 1
    vectors_are_those_of(open_service(settings))
    assert check_collection(settings) == []


def test_scores_stay_in_range_for_a_question_behind_a_story_and_vectors_of_any_length(
    indexed: Callable[..., Settings], static_folder: str
) -> None:
    """The last question is searched for on its own, and its inner products are many times longer than a cosine."""
    service = open_service(indexed({"name": static_folder, "normalise": False}))
    hits = service.search("江西推进工业重大项目。安徽工业增加值增长多少？")
    assert len(hits) == len(FILES)
    assert all(0.0 <= hit.score <= 1.0 for hit in hits)
