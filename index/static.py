"""A static sentence-transformers model without importing torch: the mean of its pieces' vectors, normalised.

Gives the vectors of `SentenceTransformer(folder)`; a process that only asks a question starts seconds earlier.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from documents.text import fold
from index.types import Vectors

BUNDLED_FOLDER = Path(__file__).parent / "model" / "encoder"
_WEIGHTS = "model.safetensors"
_TOKENIZER = "tokenizer.json"
_TOGETHER = 1024  # texts tokenised at once


class StaticEmbedder:
    """The bundled encoder. It was trained on folded text, so texts are folded before they are embedded."""

    def __init__(self, folder: Path = BUNDLED_FOLDER, name: str = "bundled") -> None:
        self._weights = np.ascontiguousarray(load_file(folder / _WEIGHTS)["embedding.weight"])
        self._tokenizer = Tokenizer.from_file(str(folder / _TOKENIZER))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        digest = hashlib.sha256((folder / _WEIGHTS).read_bytes() + (folder / _TOKENIZER).read_bytes()).hexdigest()
        self._fingerprint = f"{name} {digest[:16]}"

    @property
    def fingerprint(self) -> str:
        return self._fingerprint

    @property
    def dimension(self) -> int:
        return int(self._weights.shape[1])

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self._embed(texts)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return self._embed(texts)

    def _embed(self, texts: Sequence[str]) -> Vectors:
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for start in range(0, len(texts), _TOGETHER):
            folded = [fold(text) for text in texts[start : start + _TOGETHER]]
            for row, encoding in enumerate(self._tokenizer.encode_batch_fast(folded, add_special_tokens=False), start):
                if encoding.ids:
                    rows[row] = self._weights[encoding.ids].mean(axis=0, dtype=np.float32)
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        return np.asarray(rows / np.maximum(lengths, np.finfo(np.float32).tiny), dtype=np.float32)
