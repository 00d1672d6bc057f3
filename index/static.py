"""A static sentence-transformers model without importing torch: the mean of its pieces' vectors, normalised.

Gives the vectors of `SentenceTransformer(folder)`; a process that only asks a question starts seconds earlier.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from documents.text import fold
from index.types import Vectors

BUNDLED_FOLDER = Path(__file__).parent / "model" / "encoder"
_WEIGHTS = "model.safetensors"
_TOKENIZER = "tokenizer.json"
_TOGETHER = 1024  # texts tokenised at once
_KNOWN = 50_000  # texts kept as pieces, about 20 MB of sentences
_TINY = np.finfo(np.float32).tiny


@dataclass(frozen=True, slots=True)
class Match:
    """How texts meet a question piece by piece.

    `dense` are the cosines of whole texts with the question. `pieces` has the shape (texts, pieces of the question): the best cosine,
    not below 0, of that piece with any piece of the text. `weights` say how much each piece of the question counts, 1 in all.
    """

    dense: Vectors
    pieces: Vectors
    weights: Vectors


@dataclass(frozen=True, slots=True)
class _Read:
    """A text as its pieces, and the length of the sum of their vectors."""

    pieces: NDArray[np.int32]
    length: float


class StaticEmbedder:
    """The bundled encoder. It was trained on folded text, so texts are folded before they are embedded."""

    def __init__(self, folder: Path = BUNDLED_FOLDER, name: str = "bundled") -> None:
        self._weights = np.ascontiguousarray(load_file(folder / _WEIGHTS)["embedding.weight"])
        self._tokenizer = Tokenizer.from_file(str(folder / _TOKENIZER))
        self._known: dict[str, _Read] = {}
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

    def is_word(self, text: str) -> bool:
        """Whether a folded text is one piece of the vocabulary, as the words that the training texts hold often are."""
        return self._tokenizer.token_to_id(text) is not None

    def words(self, text: str) -> list[str]:
        """A folded text as pieces of the vocabulary, which for Chinese are mostly words; white space belongs to none."""
        return [text[start:end] for start, end in self._tokenizer.encode(text, add_special_tokens=False).offsets]

    def match(self, question: str, texts: Sequence[str]) -> Match:
        """Meet each piece of a question with the pieces of each text, so that other words of like meaning count as well.

        A piece counts as much as its vector is long: training makes the vectors of telling pieces long.
        """
        asked, *rows = self._read([question, *texts])
        pieces, place = np.unique(np.concatenate([row.pieces for row in rows]), return_inverse=True)  # texts share most of theirs
        vectors, own = self._weights[pieces].astype(np.float32), self._weights[asked.pieces].astype(np.float32)
        lengths = np.linalg.norm(own, axis=1) + _TINY
        starts = np.cumsum([0, *(len(row.pieces) for row in rows[:-1])])
        # Not @, whose threads take 5 ms instead of 0.2 for so little when the machine is busy.
        cosines = np.einsum("ij,kj->ik", vectors, own / lengths[:, None]) / (np.linalg.norm(vectors, axis=1) + _TINY)[:, None]
        met = np.maximum.reduceat(cosines[place], starts, axis=0)
        products = np.add.reduceat(np.einsum("ij,j->i", vectors, own.sum(axis=0))[place], starts)
        dense = products / (np.array([row.length for row in rows], dtype=np.float32) * asked.length + _TINY)
        return Match(dense, np.maximum(met, 0), lengths / lengths.sum())

    def _read(self, texts: Sequence[str]) -> list[_Read]:
        """Texts as pieces; the sentences of a collection come again and again."""
        missing = [text for text in dict.fromkeys(texts) if text not in self._known]
        found = {text: self._read_one(pieces) for text, pieces in zip(missing, self._pieces(missing), strict=True)}
        known = [found.get(text) or self._known[text] for text in texts]
        if len(self._known) > _KNOWN:
            self._known = {}
        self._known.update(found)
        return known

    def _read_one(self, pieces: NDArray[np.int32]) -> _Read:
        return _Read(pieces, float(np.linalg.norm(self._weights[pieces].sum(axis=0, dtype=np.float32))))

    def _pieces(self, texts: Sequence[str]) -> list[NDArray[np.int32]]:
        """The numbers of each text's pieces; the first piece, which pads, for a text without any."""
        found = self._tokenizer.encode_batch_fast([fold(text) for text in texts], add_special_tokens=False)
        return [np.array(encoding.ids or [0], dtype=np.int32) for encoding in found]

    def _embed(self, texts: Sequence[str]) -> Vectors:
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for start in range(0, len(texts), _TOGETHER):
            folded = [fold(text) for text in texts[start : start + _TOGETHER]]
            for row, encoding in enumerate(self._tokenizer.encode_batch_fast(folded, add_special_tokens=False), start):
                if encoding.ids:
                    rows[row] = self._weights[encoding.ids].mean(axis=0, dtype=np.float32)
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        return np.asarray(rows / np.maximum(lengths, _TINY), dtype=np.float32)
