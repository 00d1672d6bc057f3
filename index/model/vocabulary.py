"""The pieces of the bundled encoder: a Unigram vocabulary over Chinese and one over everything else, as one tokenizer."""

import json
import random
import re
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

from documents.text import HAN
from index.model.pairs import Pair
from index.model.recipe import Recipe

_TOGETHER = 4096  # texts tokenised at once
_HAN_RUN = re.compile(f"[{HAN}]+")


def train_tokenizer(sources: dict[str, list[Pair]], recipe: Recipe) -> Tokenizer:
    """One vocabulary of two: Han pieces and others never meet, since runs are parted before they are cut."""
    texts = list(_vocabulary_texts(sources, recipe))
    han = _pieces((" ".join(_HAN_RUN.findall(text)) for text in texts), recipe.han_pieces, recipe.longest_han)
    others = _pieces((_HAN_RUN.sub(" ", text) for text in texts), recipe.other_pieces, recipe.longest_other)
    return _prepared(models.Unigram([("[PAD]", 0.0), ("[UNK]", -20.0), *han, *others], unk_id=1))


def _pieces(texts: Iterable[str], count: int, longest: int) -> list[tuple[str, float]]:
    """Pieces with their log probabilities."""
    special = ["[PAD]", "[UNK]"]
    trainer = trainers.UnigramTrainer(
        vocab_size=count, special_tokens=special, unk_token="[UNK]", max_piece_length=longest, show_progress=False
    )
    tokenizer = _prepared(models.Unigram())
    tokenizer.train_from_iterator(texts, trainer=trainer)
    return [(piece, score) for piece, score in json.loads(tokenizer.to_str())["model"]["vocab"] if piece not in special]


def _prepared(model: models.Unigram) -> Tokenizer:
    """Han runs are cut freely, Latin words within their spaces; digits stand alone, so that every number can be spelled."""
    tokenizer = Tokenizer(model)
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(r"\s+"), "removed"),
            pre_tokenizers.Split(Regex(r"\d|\p{Han}+|\p{Latin}+|[^\d\p{Han}\p{Latin}]"), "isolated"),
        ]
    )
    tokenizer.decoder = decoders.Fuse()
    return tokenizer


def _vocabulary_texts(sources: dict[str, list[Pair]], recipe: Recipe) -> Iterator[str]:
    """Texts of all sources in turn, a bounded share of each, so that news does not crowd out policy and English."""
    share = recipe.vocabulary_characters // len(sources)
    shuffle = random.Random(recipe.seed)
    for name in sorted(sources):
        texts = [text for pair in sources[name] for text in pair]
        shuffle.shuffle(texts)
        used = 0
        for text in texts:
            if used > share:
                break
            used += len(text)
            yield text


def tokenize(tokenizer: Tokenizer, texts: Sequence[str]) -> list[np.ndarray]:
    rows: list[np.ndarray] = []
    for start in range(0, len(texts), _TOGETHER):
        encodings = tokenizer.encode_batch_fast(list(texts[start : start + _TOGETHER]), add_special_tokens=False)
        rows.extend(np.asarray(encoding.ids or [1], dtype=np.int64) for encoding in encodings)
    return rows
