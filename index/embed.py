"""Any sentence-transformers model as an Embedder; the only importer of that library's encoders besides the training recipe."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from index.errors import StoreError
from index.loading import choose_device, loading, within
from index.static import BUNDLED_FOLDER, StaticEmbedder
from index.types import Embedder, Vectors

# Which of the model's own prompts stands in for an empty setting: the order of sentence-transformers.
_OWN_PROMPTS = {"query": ("query",), "passage": ("document", "passage", "corpus")}


@dataclass(frozen=True, slots=True)
class EncoderOptions:
    """How a model is used. All but `device` and `batch_size` shapes its vectors.

    Prompts stand before every query or passage, as models like E5 want it; where one is empty, the model's own is used.
    `dimension` keeps the first so many numbers of a vector, for models trained for it (Matryoshka). With `normalise` vectors have
    length 1, without it the lengths that the model gives. `max_length` counts tokens, longer texts are cut.
    """

    query_prompt: str = ""
    passage_prompt: str = ""
    dimension: int | None = None
    normalise: bool = True
    max_length: int | None = None
    device: str = "cpu"
    batch_size: int = 32

    @property
    def shaping(self) -> dict[str, object]:
        """The shaping options that differ from what is built in."""
        plain = EncoderOptions()
        names = ("query_prompt", "passage_prompt", "dimension", "normalise", "max_length")
        return {name: getattr(self, name) for name in names if getattr(self, name) != getattr(plain, name)}


def open_embedder(name: str, options: EncoderOptions = EncoderOptions()) -> Embedder:
    """The encoder of a name: `bundled`, a model folder, or a hub name that is already in the local cache.

    Raises StoreError for a model that is not there and for options that it cannot follow.
    """
    if name != "bundled":
        return TransformerEmbedder(name, options)
    for setting, value in options.shaping.items():
        raise StoreError(
            "unusable_setting",
            f"Setting 'encoder.{setting}' has the value {value!r}, which the bundled encoder does not take: leave it out.",
        )
    return StaticEmbedder(BUNDLED_FOLDER)


class TransformerEmbedder:
    """A model loaded by sentence-transformers. Text goes in as it is: such models were trained with their own widths and cases."""

    def __init__(self, name: str, options: EncoderOptions = EncoderOptions()) -> None:
        from sentence_transformers import SentenceTransformer

        device = choose_device("encoder", options.device)
        with loading("encoder", name):
            # In single precision: the bundled weights are stored in half, in which an empty text becomes no number at all.
            self._model = SentenceTransformer(name, device=device, local_files_only=True).float()
        own = int(self._model.get_embedding_dimension() or self._model.encode(["."]).shape[1])
        within("encoder.dimension", options.dimension, own)
        within("encoder.max_length", options.max_length, self._model.max_seq_length)
        if options.max_length is not None and np.isfinite(self._model.max_seq_length or np.inf):
            self._model.max_seq_length = options.max_length
        self._options, self._dimension, self._lock = options, options.dimension or own, Lock()
        given = {"query": options.query_prompt, "passage": options.passage_prompt}
        self._prompts = {kind: text or self._own_prompt(kind) for kind, text in given.items()}
        self._fingerprint = f"{_label(name)} {self._digest()}"

    @property
    def fingerprint(self) -> str:
        return self._fingerprint

    @property
    def dimension(self) -> int:
        return self._dimension

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self._embed(texts, "query")

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return self._embed(texts, "passage")

    def _embed(self, texts: Sequence[str], kind: str) -> Vectors:
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        encode = self._model.encode_query if kind == "query" else self._model.encode_document
        with self._lock:  # a tokenizer that two threads use at once raises "Already borrowed"
            rows = encode(
                list(texts), prompt=self._prompts[kind], batch_size=self._options.batch_size, truncate_dim=self.dimension,
                normalize_embeddings=self._options.normalise, show_progress_bar=False,
            )  # fmt: skip
        return np.asarray(rows, dtype=np.float32)

    def _own_prompt(self, kind: str) -> str:
        own = self._model.prompts
        return next((own[name] for name in (*_OWN_PROMPTS[kind], self._model.default_prompt_name) if own.get(name)), "")

    def _digest(self) -> str:
        """Over all that shapes a vector: prompts, size, the modules with their settings, the tokenizer, the weights."""
        options = (sorted(self._prompts.items()), self.dimension, self._options.normalise, self._model.max_seq_length)
        digest = hashlib.sha256(repr((options, repr(self._model), _tokenizer_text(self._model.tokenizer))).encode())
        for name, tensor in sorted(self._model.state_dict().items()):
            digest.update(name.encode())
            digest.update(tensor.detach().cpu().float().numpy().tobytes())
        return digest.hexdigest()[:16]


def _label(name: str) -> str:
    """What a fingerprint begins with; `bundled` is kept for the bundled encoder, whose thresholds were fitted."""
    label = Path(name).resolve().name
    return f"model {label}" if label.split(" ")[0] == "bundled" else label


def _tokenizer_text(tokenizer: Any) -> str:
    """The whole tokenizer as text where it is one of the tokenizers library, else its vocabulary."""
    backend = getattr(tokenizer, "backend_tokenizer", tokenizer)
    return str(backend.to_str()) if hasattr(backend, "to_str") else repr(sorted(backend.get_vocab().items()))
