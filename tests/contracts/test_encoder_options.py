"""How a model is used is a matter of settings; the expected vectors are made by sentence-transformers itself."""

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.embed import EncoderOptions, TransformerEmbedder, open_embedder
from index.errors import StoreError
from index.static import BUNDLED_FOLDER

TEXTS = ["安徽省工业增加值增长", "城镇新增就业", "工业" * 100]


@pytest.fixture(scope="module")
def library(transformer_folder: Path) -> Any:
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(transformer_folder), device="cpu")


def complaint(name: str, **options: Any) -> str:
    with pytest.raises(StoreError) as caught:
        open_embedder(name, EncoderOptions(**options))
    assert "\n" not in str(caught.value)
    return str(caught.value)


def with_prompts(folder: Path, target: Path, prompts: dict[str, str], default: str | None = None) -> str:
    shutil.copytree(folder, target)
    path = target / "config_sentence_transformers.json"
    config = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**config, "prompts": prompts, "default_prompt_name": default}), encoding="utf-8")
    return str(target)


def test_the_first_numbers_of_a_vector_are_kept_and_have_length_one_again(transformer_folder: Path, library: Any) -> None:
    embedder = open_embedder(str(transformer_folder), EncoderOptions(dimension=8))
    whole = library.encode(TEXTS)[:, :8]
    assert np.abs(embedder.embed_passages(TEXTS) - whole / np.linalg.norm(whole, axis=1, keepdims=True)).max() < 1e-6
    assert (embedder.dimension, embedder.embed_queries([]).shape) == (8, (0, 8))


@pytest.mark.parametrize("options", [{}, {"dimension": 8}])
def test_without_normalising_vectors_keep_their_lengths(transformer_folder: Path, library: Any, options: dict[str, Any]) -> None:
    embedder = open_embedder(str(transformer_folder), EncoderOptions(normalise=False, **options))
    assert np.abs(embedder.embed_queries(TEXTS) - library.encode(TEXTS)[:, : embedder.dimension]).max() < 1e-5
    assert (np.linalg.norm(embedder.embed_queries(TEXTS), axis=1) > 1.5).all()


def test_texts_are_cut_at_the_given_number_of_tokens(transformer_folder: Path, library: Any) -> None:
    embedder = open_embedder(str(transformer_folder), EncoderOptions(max_length=8))
    expected = library.encode(["工业工业工业"], normalize_embeddings=True)
    assert np.abs(embedder.embed_passages(["工业" * 100]) - expected).max() < 1e-6


@pytest.mark.parametrize("passage", ["document", "passage", "corpus"])
def test_prompts_of_the_model_are_used_where_the_setting_is_empty(
    transformer_folder: Path, tmp_path: Path, library: Any, passage: str
) -> None:
    name = with_prompts(transformer_folder, tmp_path / "model", {"query": "query：", passage: "passage："})
    own, given = open_embedder(name), open_embedder(name, EncoderOptions(query_prompt="plan："))
    expected = {prompt: library.encode(TEXTS, prompt=prompt, normalize_embeddings=True) for prompt in ("query：", "passage：", "plan：")}
    assert np.abs(own.embed_queries(TEXTS) - expected["query："]).max() < 1e-6
    assert np.abs(own.embed_passages(TEXTS) - expected["passage："]).max() < 1e-6
    assert np.abs(given.embed_queries(TEXTS) - expected["plan："]).max() < 1e-6
    assert np.abs(given.embed_passages(TEXTS) - expected["passage："]).max() < 1e-6


def test_the_default_prompt_of_a_model_stands_before_both(transformer_folder: Path, tmp_path: Path, library: Any) -> None:
    embedder = open_embedder(with_prompts(transformer_folder, tmp_path / "model", {"plan": "plan："}, "plan"))
    expected = library.encode(TEXTS, prompt="plan：", normalize_embeddings=True)
    assert np.abs(embedder.embed_queries(TEXTS) - expected).max() < 1e-6
    assert np.abs(embedder.embed_passages(TEXTS) - expected).max() < 1e-6


def test_the_fingerprint_tells_apart_what_shapes_vectors_and_nothing_else(transformer_folder: Path, tmp_path: Path) -> None:
    prompted = with_prompts(transformer_folder, tmp_path / "model", {"query": "query："})
    shaping = [{}, {"dimension": 8}, {"normalise": False}, {"max_length": 8}, {"query_prompt": "query："}, {"passage_prompt": "query："}]
    prints = [open_embedder(str(transformer_folder), EncoderOptions(**options)).fingerprint for options in shaping]
    assert len(set(prints)) == len(shaping)
    assert open_embedder(str(transformer_folder), EncoderOptions(device="auto", batch_size=1)).fingerprint == prints[0]
    assert open_embedder(str(transformer_folder), EncoderOptions(dimension=24)).fingerprint == prints[0], "its own size is no change"
    assert open_embedder(prompted).fingerprint == prints[4], "a prompt is the same wherever it stands"


def test_a_folder_called_bundled_is_not_taken_for_the_bundled_encoder(transformer_folder: Path, tmp_path: Path) -> None:
    shutil.copytree(transformer_folder, tmp_path / "bundled")
    assert not open_embedder(str(tmp_path / "bundled")).fingerprint.startswith("bundled ")


def test_a_static_model_takes_dimension_and_prompts_too() -> None:
    from sentence_transformers import SentenceTransformer

    embedder = TransformerEmbedder(str(BUNDLED_FOLDER), EncoderOptions(dimension=64, query_prompt="查询：", max_length=16))
    expected = (
        SentenceTransformer(str(BUNDLED_FOLDER), device="cpu").float().encode(["查询：就业"], truncate_dim=64, normalize_embeddings=True)
    )
    assert np.abs(embedder.embed_queries(["就业"]) - expected).max() < 1e-6


@pytest.mark.parametrize(
    ("options", "parts"),
    [
        ({"dimension": 25}, ["'encoder.dimension'", "25", "at most 24"]),
        ({"max_length": 65}, ["'encoder.max_length'", "65", "at most 64"]),
        ({"device": "cuda:99"}, ["'encoder.device'", "'cuda:99'", "does not have", "cpu"]),
    ],
)
def test_what_a_model_or_machine_cannot_do_is_named_with_its_remedy(
    transformer_folder: Path, options: dict[str, Any], parts: list[str]
) -> None:
    message = complaint(str(transformer_folder), **options)
    assert all(part in message for part in parts), message


@pytest.mark.parametrize(("setting", "value"), [("dimension", 64), ("normalise", False), ("query_prompt", "查询："), ("max_length", 99)])
def test_the_bundled_encoder_refuses_what_it_would_have_to_ignore(setting: str, value: object) -> None:
    message = complaint("bundled", **{setting: value})
    assert all(part in message for part in (f"'encoder.{setting}'", repr(value), "leave it out"))


def test_a_hub_name_that_was_never_downloaded_is_shown_whole() -> None:
    assert "'BAAI/bge-nowhere' ('encoder.name') could not be loaded" in complaint("BAAI/bge-nowhere")


def test_damaged_weights_are_one_sentence(transformer_folder: Path, tmp_path: Path) -> None:
    shutil.copytree(transformer_folder, tmp_path / "model")
    weights = tmp_path / "model" / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:100])
    assert "could not be loaded" in complaint(str(tmp_path / "model"))
