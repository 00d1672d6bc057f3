"""A cross-encoder of settings puts the first hits in its own order; the models are small, real and made here."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from index.errors import StoreError
from index.searched import searched_text
from rag.assemble import index_reports, open_service
from rag.config import RerankerSettings, Settings
from rag.reranker import CrossEncoderReranker, Reordering
from rag.types import Hit, Question

VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"安徽省工业增加值长就业浙江左右规模以上"]
GROWTH = "规模以上工业增加值增长多少？"
PROVINCES = {
    "安徽.txt": "安徽省工业要点\n\n2026年安徽省规模以上工业增加值增长6.5%左右。",
    "浙江.txt": "浙江省工业要点\n\n2026年浙江省继续稳定企业用工，规模以上工业增加值增长6%左右，培育新的工业园区和产业集群。",
    "江西.txt": "江西省工业要点\n\n2026年江西省规模以上工业增加值增长7%左右。",
}


def save_cross_encoder(folder: Path, labels: int = 1, *, head: bool = True) -> Path:
    """A one-layer BERT with random weights; with one label it was taught for a moment that texts with 浙 answer and others do not."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertModel, BertTokenizerFast

    folder.mkdir(parents=True)
    (folder / "vocab.txt").write_text("\n".join(VOCABULARY), encoding="utf-8")
    tokenizer = BertTokenizerFast(vocab=str(folder / "vocab.txt"), model_max_length=128)
    tokenizer.save_pretrained(folder)
    torch.manual_seed(1)
    sizes = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 32, "max_position_embeddings": 128}
    config = BertConfig(vocab_size=len(VOCABULARY), num_labels=labels, hidden_dropout_prob=0, attention_probs_dropout_prob=0, **sizes)
    model = (BertForSequenceClassification if head else BertModel)(config)
    if head and labels == 1:
        fills = (
            "",
            "就业左右",
            "要点\n\n年规模以上工业增加值增长左右",
            "要点年继续稳定企业用工，规模以上工业增加值增长左右，培育新的园区和产业集群",
        )
        texts = [f"{name}省工业{fill}{again}" for name in ("安徽", "浙江", "江西") for fill in fills for again in ("", f"{name}省工业增长")]
        batch = tokenizer([GROWTH] * len(texts), texts, padding=True, return_tensors="pt")
        wanted = torch.tensor([[float("浙" in text)] for text in texts])
        optimizer = torch.optim.Adam(model.parameters(), 0.01)
        for _ in range(120):
            optimizer.zero_grad()
            torch.nn.functional.binary_cross_entropy_with_logits(model(**batch).logits, wanted).backward()
            optimizer.step()
    model.save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(save_cross_encoder(tmp_path_factory.mktemp("cross") / "zhejiang-first"))


@pytest.fixture(scope="module")
def reranker(folder: str) -> CrossEncoderReranker:
    return CrossEncoderReranker(folder)


def library_scores(folder: str, query: str, texts: Sequence[str]) -> list[float]:
    from sentence_transformers import CrossEncoder

    return [float(score) for score in CrossEncoder(folder, device="cpu").predict([(query, text) for text in texts])]


def complaint(name: str, **options: Any) -> str:
    with pytest.raises(StoreError) as caught:
        CrossEncoderReranker(name, **options)
    assert "\n" not in str(caught.value)
    return str(caught.value)


TEXTS = ["浙江省工业增长", "安徽省工业增长", "", "工业" * 300]


def test_scores_are_those_of_the_library_between_nought_and_one(folder: str, reranker: CrossEncoderReranker) -> None:
    scores = reranker.score(GROWTH, TEXTS)
    assert scores == pytest.approx(library_scores(folder, GROWTH, TEXTS), abs=1e-6)
    assert 1 >= scores[0] > 0.9
    assert 0 <= scores[1] < 0.1
    assert reranker.score(GROWTH, []) == []


def test_a_model_that_gives_bare_logits_is_brought_between_nought_and_one(folder: str, tmp_path: Path) -> None:
    from sentence_transformers import CrossEncoder
    from torch.nn import Identity

    CrossEncoder(folder, device="cpu", activation_fn=Identity()).save_pretrained(str(tmp_path / "logits"))
    logits = library_scores(str(tmp_path / "logits"), GROWTH, TEXTS[:2])
    assert max(map(abs, logits)) > 1
    expected = [1 / (1 + math.exp(-logit)) for logit in logits]
    assert CrossEncoderReranker(str(tmp_path / "logits")).score(GROWTH, TEXTS[:2]) == pytest.approx(expected, abs=1e-6)


def test_texts_are_cut_at_the_given_number_of_tokens(folder: str) -> None:
    short = CrossEncoderReranker(folder, max_length=24, batch_size=1)
    first, second = short.score("工业", ["工业" * 30 + "浙", "工业" * 30 + "安"])
    assert first == second


def test_a_model_with_more_labels_is_refused(tmp_path: Path) -> None:
    message = complaint(str(save_cross_encoder(tmp_path / "three", 3)))
    assert all(part in message for part in ("'three'", "'reranker.name'", "3 labels", "one label"))


def test_an_encoder_is_no_cross_encoder(tmp_path: Path) -> None:
    """The library would give it a random head."""
    assert "no head that scores pairs" in complaint(str(save_cross_encoder(tmp_path / "plain", head=False)))


@pytest.mark.parametrize("name", ["BAAI/bge-reranker-nowhere", "/no/such/folder"])
def test_a_model_that_is_not_there_is_one_sentence_with_the_remedy(name: str) -> None:
    message = complaint(name)
    assert "could not be loaded: give a folder that holds the model, or a hub name" in message
    assert "/no/such" not in message


def test_what_a_model_or_machine_cannot_do_is_named(folder: str) -> None:
    assert "'reranker.max_length' has the value 129, the model has 128" in complaint(folder, max_length=129)
    assert "'reranker.device' has the value 'cuda:99', which this machine does not have" in complaint(folder, device="cuda:99")


class ByHand:
    """Scores by position, from the last to the first."""

    def score(self, query: str, texts: Sequence[str]) -> list[float]:  # noqa: ARG002
        return [(place + 1) / (len(texts) + 1) for place in range(len(texts))]


@pytest.fixture
def hits(service: Any) -> list[Hit]:
    found = service.search("安徽工业", 5)
    return [replace(hit, score=0.9 - 0.1 * place, outside=place == 1) for place, hit in enumerate(found)]


def test_the_first_hits_inside_the_scope_are_turned_and_the_rest_stays_behind(hits: list[Hit]) -> None:
    turned = Reordering(ByHand(), count=3).apply("安徽工业", hits)
    assert [hit.passage for hit in turned] == [hits[place].passage for place in (3, 2, 0, 1, 4)]
    assert [hit.score for hit in turned] == pytest.approx([3 / 4, 2 / 4, 1 / 4, 0.8 / 4, 0.5 / 4])
    assert [hit.outside for hit in turned] == [False, False, False, True, False]


def test_with_nothing_to_read_the_order_stays(hits: list[Hit]) -> None:
    outside = [replace(hit, outside=True) for hit in hits]
    assert Reordering(ByHand()).apply("安徽工业", outside) == outside
    assert Reordering(ByHand()).apply("安徽工业", []) == []


@pytest.fixture
def provinces(tmp_path: Path, write_files: Callable[[Mapping[str, str]], Path], quiet: Callable[[str, int, int], None]) -> Settings:
    settings = Settings(data=tmp_path / "data", workers=0)
    index_reports(settings, [write_files(PROVINCES)], quiet)
    return settings


def test_a_service_answers_in_the_order_of_its_reranker(provinces: Settings, folder: str) -> None:
    plain = open_service(provinces)
    read = open_service(provinces.model_copy(update={"reranker": RerankerSettings(name=folder)}))
    before, after = plain.search(GROWTH), read.search(GROWTH)
    assert {hit.passage for hit in before} == {hit.passage for hit in after}
    assert before[0].entry.source_name != "浙江.txt"
    assert after[0].entry.source_name == "浙江.txt"
    texts = [searched_text(hit.entry.metadata.title, hit.passage) for hit in after]
    assert [hit.score for hit in after] == pytest.approx(library_scores(folder, GROWTH, texts), abs=1e-5)
    assert [hit.score for hit in after] == sorted((hit.score for hit in after), reverse=True)
    assert read.answer(Question(GROWTH)).citations[0].report == "浙江.txt"
    assert read.answer(Question(GROWTH)).hits == read.evidence(GROWTH).hits[: len(after)]
    assert [document.metadata["report"] for document in read.retriever().invoke(GROWTH)] == [hit.entry.source_name for hit in after]
    assert read.settings.digest != plain.settings.digest


def test_passages_outside_of_the_questions_scope_stay_behind(provinces: Settings, folder: str) -> None:
    read = open_service(provinces.model_copy(update={"reranker": RerankerSettings(name=folder)}))
    assert read.search("安徽省规模以上工业增加值增长多少？")[0].entry.source_name == "安徽.txt"
