"""A cross-encoder reads question and passage together and puts the first hits in its own order; the only importer of CrossEncoder."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any, Protocol

import numpy as np

from index.errors import StoreError
from index.loading import choose_device, loading, shown, within
from index.searched import searched_text
from rag.types import Hit

# A model without one of these heads would be given a random one, and its order would mean nothing.
_HEADS = ("ForSequenceClassification", "ForCausalLM", "ForConditionalGeneration")


class Reranker(Protocol):
    """How well each text answers a query, in [0, 1]; scores of one query are comparable with each other."""

    def score(self, query: str, texts: Sequence[str]) -> list[float]: ...


@dataclass(frozen=True, slots=True)
class Reordering:
    """The first `count` hits that are not outside of the question's scope, in the order of a reranker; the rest stays behind them."""

    reranker: Reranker
    count: int = 30

    def apply(self, query: str, hits: Sequence[Hit]) -> list[Hit]:
        """The same hits; read ones carry the reranker's score, the others keep their share of the least of those."""
        places = [place for place, hit in enumerate(hits) if not hit.outside][: self.count]
        if not places:
            return list(hits)
        texts = [searched_text(hits[place].entry.metadata.title, hits[place].passage) for place in places]
        scores = self.reranker.score(query, texts)
        read = sorted(zip(scores, places, strict=True), key=lambda scored: (-scored[0], scored[1]))
        least, taken = read[-1][0], set(places)
        behind = [replace(hit, score=hit.score * least) for place, hit in enumerate(hits) if place not in taken]
        return [*(replace(hits[place], score=score) for score, place in read), *behind]


class CrossEncoderReranker:
    """A sentence-transformers CrossEncoder with one label; its logit goes through the sigmoid, whatever the model itself does with it.

    A model with more labels (entailment, say) tells classes apart and has no one number for how well a text answers: it is refused.
    """

    def __init__(self, name: str, *, device: str = "cpu", batch_size: int = 32, max_length: int | None = None) -> None:
        from sentence_transformers import CrossEncoder

        device = choose_device("reranker", device)
        with loading("reranker", name):
            self._model = CrossEncoder(name, device=device, local_files_only=True).float()
        _check_head(name, self._model)
        within("reranker.max_length", max_length, self._model.max_seq_length)
        if max_length is not None:
            self._model.max_seq_length = max_length
        self._batch_size, self._lock = batch_size, Lock()

    def score(self, query: str, texts: Sequence[str]) -> list[float]:
        if not texts:
            return []
        pairs = [(query, text) for text in texts]
        with self._lock:  # a tokenizer that two threads use at once raises "Already borrowed"
            logits = self._model.predict(pairs, batch_size=self._batch_size, activation_fn=_as_they_are, show_progress_bar=False)
        halves = 0.5 * np.asarray(logits, dtype=np.float64)
        return [float(value) for value in 0.5 * (1.0 + np.tanh(halves))]  # the sigmoid in the form that does not overflow


def _as_they_are(logits: Any) -> Any:
    return logits


def _check_head(name: str, model: Any) -> None:
    labels = int(model.num_labels)
    if labels != 1:
        raise StoreError(
            "unusable_setting",
            f"The reranker {shown(name)!r} ('reranker.name') has {labels} labels: give a cross-encoder with one label.",
        )
    architectures = model.model.config.architectures or []
    if not any(architecture.endswith(_HEADS) for architecture in architectures):
        raise StoreError(
            "unusable_setting",
            f"The reranker {shown(name)!r} ('reranker.name') has no head that scores pairs: give a cross-encoder.",
        )
