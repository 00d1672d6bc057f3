"""Any sentence-transformers model as an Embedder; the only importer of that library besides the training recipe."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

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
            self._model = SentenceTransformer(name, device=device, local_files_only=Path(name).is_dir())
        except (OSError, ValueError) as error:
            hint = "give a folder that holds the model, or a hub name that this machine can reach or has in its cache"
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
        """Over the weights and the prompts: equal digests give equal vectors."""
        digest = hashlib.sha256(repr(sorted(self._prompts.items())).encode())
        for name, tensor in sorted(self._model.state_dict().items()):
            digest.update(name.encode())
            digest.update(tensor.detach().cpu().float().numpy().tobytes())
        return digest.hexdigest()[:16]
