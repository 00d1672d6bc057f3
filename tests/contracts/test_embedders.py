"""What every encoder promises, whatever stands behind it."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from documents.text import fold
from index.embed import EncoderOptions, TransformerEmbedder, open_embedder
from index.errors import StoreError
from index.static import BUNDLED_FOLDER, StaticEmbedder

TEXTS = [
    "2026年安徽省规模以上工业增加值增长6.5%左右。",
    "城镇新增就业100万人以上",
    "Greenhouse gas emissions will be cut by 68 percent.",
    "粮",
    "工业" * 300,  # longer than the transformer reads
]


def test_vectors_are_float32_of_length_one(embedder: Any) -> None:
    for rows in (embedder.embed_queries(TEXTS), embedder.embed_passages(TEXTS)):
        assert rows.dtype == np.float32
        assert rows.shape == (len(TEXTS), embedder.dimension)
        assert np.linalg.norm(rows, axis=1) == pytest.approx(1, abs=1e-5)


def test_equal_texts_have_equal_vectors_in_any_company(embedder: Any) -> None:
    """Batches are padded to their longest text, which may cost the last digits."""
    together = embedder.embed_passages(TEXTS)
    assert np.array_equal(together, embedder.embed_passages(TEXTS))
    alone = np.concatenate([embedder.embed_passages([text]) for text in TEXTS])
    assert np.abs(together - alone).max() < 1e-5
    assert np.abs(embedder.embed_passages(TEXTS[::-1])[::-1] - together).max() < 1e-5


def test_no_texts_give_no_rows(embedder: Any) -> None:
    for rows in (embedder.embed_queries([]), embedder.embed_passages([])):
        assert rows.shape == (0, embedder.dimension)
        assert rows.dtype == np.float32


@pytest.mark.parametrize("text", ["", " \n", "😀", "\u200b", "\U000e0041"])
def test_a_text_without_a_known_piece_is_a_vector_all_the_same(text: str, embedder: Any) -> None:
    (row,) = embedder.embed_queries([text])
    assert np.isfinite(row).all()
    assert np.linalg.norm(row) == pytest.approx(1, abs=1e-5) or not row.any()


def test_the_bundled_encoder_gives_the_vectors_of_sentence_transformers(bundled: StaticEmbedder, same_folder: TransformerEmbedder) -> None:
    """On folded text, since only the bundled one folds by itself. Means in another order of addition: 1e-6."""
    texts = [*TEXTS, "ＧＤＰ增長5％", "", "Ｃlimate", "第三章　总　则"]
    expected = same_folder.embed_passages([fold(text) for text in texts])
    assert np.abs(bundled.embed_passages(texts) - expected).max() < 1e-6


def test_the_bundled_encoder_sees_no_width_case_or_traditional_characters(bundled: StaticEmbedder) -> None:
    plain, other = bundled.embed_queries(["工业增长5%，gdp", "工業增長５％，ＧＤＰ"])
    assert np.array_equal(plain, other)


def test_the_bundled_encoder_parts_a_text_into_words_and_leaves_out_nothing_but_white_space(bundled: StaticEmbedder) -> None:
    assert bundled.words("规模以上工业增加值") == ["规模", "以上", "工业", "增加值"]
    text = "2026年 从深圳坐高铁，unemployment rate"
    assert "".join(bundled.words(text)) == text.replace(" ", "")


def test_prompts_stand_before_queries_and_passages(transformer_folder: Path, transformer: TransformerEmbedder) -> None:
    prompted = TransformerEmbedder(str(transformer_folder), EncoderOptions(query_prompt="query：", passage_prompt="passage："))
    texts = ["安徽省工业增长", "就业"]
    assert np.abs(prompted.embed_queries(texts) - transformer.embed_queries([f"query：{text}" for text in texts])).max() < 1e-6
    assert np.abs(prompted.embed_passages(texts) - transformer.embed_passages([f"passage：{text}" for text in texts])).max() < 1e-6
    assert np.abs(prompted.embed_queries(texts) - prompted.embed_passages(texts)).max() > 1e-3


def test_the_fingerprint_stays_for_the_same_model(
    transformer_folder: Path, transformer: TransformerEmbedder, bundled: StaticEmbedder
) -> None:
    assert TransformerEmbedder(str(transformer_folder)).fingerprint == transformer.fingerprint
    assert StaticEmbedder().fingerprint == bundled.fingerprint
    assert TransformerEmbedder(str(transformer_folder), EncoderOptions(batch_size=2)).fingerprint == transformer.fingerprint


def test_the_fingerprint_changes_with_all_that_changes_vectors(transformer_folder: Path, variant: Callable[..., Path]) -> None:
    models = {
        "first": TransformerEmbedder(str(transformer_folder)),
        "query prompt": TransformerEmbedder(str(transformer_folder), EncoderOptions(query_prompt="query：")),
        "passage prompt": TransformerEmbedder(str(transformer_folder), EncoderOptions(passage_prompt="query：")),
        "weights": TransformerEmbedder(str(variant(seed=2))),
        "pooling": TransformerEmbedder(str(variant(pooling="cls"))),
        "vocabulary": TransformerEmbedder(str(variant(turned=True))),
    }
    assert len({model.fingerprint for model in models.values()}) == len(models)
    assert models["first"].fingerprint == TransformerEmbedder(str(variant())).fingerprint, "a copy elsewhere is the same model"


def test_names_lead_to_encoders(transformer_folder: Path, transformer: TransformerEmbedder) -> None:
    assert isinstance(open_embedder("bundled"), StaticEmbedder)
    opened = open_embedder(str(transformer_folder), EncoderOptions(query_prompt="query："))
    assert (opened.dimension, opened.fingerprint != transformer.fingerprint) == (transformer.dimension, True)


@pytest.mark.parametrize("name", ["no-such/model", "/no/such/folder", "a model"])
def test_a_model_that_is_not_there_is_one_sentence_with_the_remedy(name: str) -> None:
    """Nothing is asked for over the network, so that this takes no time without one."""
    with pytest.raises(StoreError, match="could not be loaded: give a folder that holds the model, or a hub name") as raised:
        open_embedder(name)
    assert "\n" not in str(raised.value)
    assert "/no/such" not in str(raised.value)


@pytest.mark.parametrize("content", [{}, {"modules.json": "[]"}, {"modules.json": "{"}, {"config.json": "{}"}])
def test_a_folder_that_holds_no_model_is_refused(content: dict[str, str], tmp_path: Path) -> None:
    for name, text in content.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(StoreError, match="could not be loaded"):
        open_embedder(str(tmp_path))


def test_asking_with_the_bundled_encoder_imports_no_torch() -> None:
    """Which would cost every command six seconds."""
    ask = "from index.embed import open_embedder; open_embedder('bundled').embed_queries(['工业'])"
    code = f"import sys; {ask}; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_bundled_weights_are_small_and_no_pickle() -> None:
    files = {path.relative_to(BUNDLED_FOLDER).as_posix(): path.stat().st_size for path in BUNDLED_FOLDER.rglob("*") if path.is_file()}
    assert sum(files.values()) < 40_000_000
    assert {Path(name).suffix for name in files} <= {".json", ".safetensors", ".md"}
