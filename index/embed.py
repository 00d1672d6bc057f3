"""Any sentence-transformers model as an Embedder; the only importer of that library besides the training recipe."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from index.errors import StoreError
from index.static import BUNDLED_FOLDER, StaticEmbedder
from index.types import Embedder, Vectors


def open_embedder(name: str, *, query_prompt: str = "", passage_prompt: str = "", device: str = "cpu", batch_size: int = 32) -> Embedder:
    """The encoder of a name: `bundled`, a model folder, or a hub name that is already in the local cache.

    Prompts stand before every query or passage, as models like E5 want it. Raises StoreError for a model that is not there.
    """
    if name == "bundled":
        return StaticEmbedder(BUNDLED_FOLDER)
    return TransformerEmbedder(name, query_prompt=query_prompt, passage_prompt=passage_prompt, device=device, batch_size=batch_size)


class TransformerEmbedder:
    """A model loaded by sentence-transformers. Text goes in as it is: such models were trained with their own widths and cases."""

    def __init__(self, name: str, *, query_prompt: str = "", passage_prompt: str = "", device: str = "cpu", batch_size: int = 32) -> None:
        from sentence_transformers import SentenceTransformer

        try:
            # In single precision: the bundled weights are stored in half, in which an empty text becomes no number at all.
            self._model = SentenceTransformer(name, device=device, local_files_only=True).float()
        except (OSError, ValueError) as error:
            hint = "give a folder that holds the model, or a hub name that was downloaded to this machine before"
            raise StoreError("storage_error", f"The encoder {Path(name).name!r} could not be loaded: {hint}.") from error
        self._prompts = {"query": query_prompt, "passage": passage_prompt}
        self._batch_size = batch_size
        self._fingerprint = f"{Path(name).name} {self._digest()}"

    @property
    def fingerprint(self) -> str:
        return self._fingerprint

    @property
    def dimension(self) -> int:
        return int(self._model.get_embedding_dimension() or 0)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self._embed(texts, "query")

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return self._embed(texts, "passage")

    def _embed(self, texts: Sequence[str], kind: str) -> Vectors:
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        rows = self._model.encode(
            list(texts), prompt=self._prompts[kind] or None, batch_size=self._batch_size, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(rows, dtype=np.float32)

    def _digest(self) -> str:
        """Over all that shapes a vector: prompts, the modules with their settings, the tokenizer, the weights."""
        settings = (sorted(self._prompts.items()), sorted(self._model.prompts.items()), self._model.default_prompt_name)
        digest = hashlib.sha256(repr((settings, repr(self._model), _tokenizer_text(self._model.tokenizer))).encode())
        for name, tensor in sorted(self._model.state_dict().items()):
            digest.update(name.encode())
            digest.update(tensor.detach().cpu().float().numpy().tobytes())
        return digest.hexdigest()[:16]


def _tokenizer_text(tokenizer: Any) -> str:
    """The whole tokenizer as text where it is one of the tokenizers library, else its vocabulary."""
    backend = getattr(tokenizer, "backend_tokenizer", tokenizer)
    return str(backend.to_str()) if hasattr(backend, "to_str") else repr(sorted(backend.get_vocab().items()))
