"""The encoders under contract; sentence-transformers takes seconds to import, so it is imported once for all tests."""

from collections.abc import Callable
from pathlib import Path

import pytest

from index.embed import TransformerEmbedder
from index.static import BUNDLED_FOLDER, StaticEmbedder
from index.types import Embedder

VOCABULARY = [
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "[MASK]",
    *"安徽省工业增加值长就业粮食产量城镇新：",
    *"query passage growth plan climate".split(),
]
DIMENSION = 24


def save_transformer(folder: Path, *, seed: int = 1, pooling: str = "mean", turned: bool = False) -> Path:
    """A two-layer BERT with random weights, as a folder that sentence-transformers loads; `turned` swaps its pieces around."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    vocabulary = [*VOCABULARY[:5], *reversed(VOCABULARY[5:])] if turned else VOCABULARY
    plain = folder / "plain"
    plain.mkdir(parents=True)
    (plain / "vocab.txt").write_text("\n".join(vocabulary), encoding="utf-8")
    BertTokenizerFast(vocab=str(plain / "vocab.txt")).save_pretrained(plain)
    torch.manual_seed(seed)
    sizes = {"hidden_size": DIMENSION, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 32}
    BertModel(BertConfig(vocab_size=len(VOCABULARY), max_position_embeddings=64, **sizes)).save_pretrained(plain)
    modules = [Transformer(str(plain)), Pooling(DIMENSION, pooling_mode=pooling)]
    SentenceTransformer(modules=modules, device="cpu").save_pretrained(str(folder / "model"), create_model_card=False)
    return folder / "model"


@pytest.fixture(scope="session")
def transformer_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_transformer(tmp_path_factory.mktemp("transformer"))


@pytest.fixture(scope="session")
def variant(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Saves a model that differs from the first in one thing."""
    return lambda **options: save_transformer(tmp_path_factory.mktemp("variant"), **options)


@pytest.fixture(scope="session")
def bundled() -> StaticEmbedder:
    return StaticEmbedder()


@pytest.fixture(scope="session")
def same_folder() -> TransformerEmbedder:
    """The bundled model as any other model folder is loaded."""
    return TransformerEmbedder(str(BUNDLED_FOLDER))


@pytest.fixture(scope="session")
def transformer(transformer_folder: Path) -> TransformerEmbedder:
    return TransformerEmbedder(str(transformer_folder))


@pytest.fixture(params=["bundled", "same_folder", "transformer"])
def embedder(request: pytest.FixtureRequest) -> Embedder:
    """Every implementation in turn."""
    found: Embedder = request.getfixturevalue(request.param)
    return found
