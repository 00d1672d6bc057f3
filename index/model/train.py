"""Train the bundled static encoder: `python -m index.model.train TRAIN_FOLDER --out index/model/encoder`.

A Unigram vocabulary over Chinese and English, one vector a piece, their mean as the text's vector, learned with in-batch
contrast (multiple negatives ranking, Henderson et al. 2017). Two cores need about four minutes; the seed is fixed.
"""

import argparse
import json
import random
import re
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers
from tqdm import tqdm

from documents.text import HAN
from index.model.pairs import Pair, read_pairs

_HAN_RUN = re.compile(f"[{HAN}]+")
Bags = tuple[torch.Tensor, torch.Tensor]


@dataclass(frozen=True)
class Recipe:
    """Every number that shapes the weights; the model card repeats them."""

    han_pieces: int = 22_000
    other_pieces: int = 18_000
    # Longer Han pieces take words away from each other: 规模以上工业增加值增 as one piece shares nothing with 工业增加值.
    longest_han: int = 3
    longest_other: int = 12
    dimension: int = 256
    scale: float = 20.0
    batch: int = 1024
    passes: int = 8
    learning_rate: float = 0.01
    seed: int = 20261123
    vocabulary_characters: int = 16_000_000


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
    return [np.asarray(encoding.ids or [1], dtype=np.int64) for encoding in tokenizer.encode_batch(list(texts), add_special_tokens=False)]


def bags(rows: Sequence[np.ndarray]) -> Bags:
    lengths = np.array([len(row) for row in rows])
    offsets = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    return torch.from_numpy(np.concatenate(rows)), torch.from_numpy(offsets)


def batches(sizes: dict[str, int], recipe: Recipe, generator: random.Random) -> list[tuple[str, list[int]]]:
    """One pass: every pair once, each batch from one source, in random order."""
    made: list[tuple[str, list[int]]] = []
    for name, size in sorted(sizes.items()):
        order = list(range(size))
        generator.shuffle(order)
        made.extend((name, order[start : start + recipe.batch]) for start in range(0, size, recipe.batch))
    made = [(name, rows) for name, rows in made if len(rows) >= 64]
    generator.shuffle(made)
    return made


def contrast(embedding: torch.nn.EmbeddingBag, queries: Bags, positives: Bags, scale: float) -> torch.Tensor:
    """Symmetric in-batch cross entropy of scaled cosines."""
    left = torch.nn.functional.normalize(embedding(*queries), dim=1)
    right = torch.nn.functional.normalize(embedding(*positives), dim=1)
    scores = left @ right.T * scale
    wanted = torch.arange(len(scores))
    return (torch.nn.functional.cross_entropy(scores, wanted) + torch.nn.functional.cross_entropy(scores.T, wanted)) / 2


def train_weights(tokenizer: Tokenizer, sources: dict[str, list[Pair]], recipe: Recipe) -> np.ndarray:
    torch.manual_seed(recipe.seed)
    generator = random.Random(recipe.seed)
    rows = {
        name: (tokenize(tokenizer, [q for q, _ in pairs]), tokenize(tokenizer, [p for _, p in pairs])) for name, pairs in sources.items()
    }
    embedding = torch.nn.EmbeddingBag(tokenizer.get_vocab_size(), recipe.dimension, mode="mean")
    torch.nn.init.normal_(embedding.weight, std=0.1)
    sizes = {name: len(pairs) for name, pairs in sources.items()}
    plan = [batch for _ in range(recipe.passes) for batch in batches(sizes, recipe, generator)]
    optimizer = torch.optim.Adam(embedding.parameters(), lr=recipe.learning_rate)
    schedule = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.02, total_iters=len(plan))
    for name, chosen in tqdm(plan, desc="training", mininterval=10):
        queries, positives = rows[name]
        loss = contrast(embedding, bags([queries[i] for i in chosen]), bags([positives[i] for i in chosen]), recipe.scale)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
        optimizer.step()
        schedule.step()
    return embedding.weight.detach().numpy()


def save(tokenizer: Tokenizer, weights: np.ndarray, out: Path) -> None:
    """A sentence-transformers folder: static embedding, then normalisation; weights as safetensors in float16."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding

    model = SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=weights), Normalize()], device="cpu")
    model.half().save_pretrained(str(out), create_model_card=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("train", type=Path, help="folder with the training pairs")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--passes", type=int, default=Recipe.passes)
    parser.add_argument("--dimension", type=int, default=Recipe.dimension)
    options = parser.parse_args()
    recipe = Recipe(passes=options.passes, dimension=options.dimension)
    start = time.perf_counter()
    sources = read_pairs(options.train)
    print({name: len(pairs) for name, pairs in sources.items()}, f"read in {time.perf_counter() - start:.0f} s")
    tokenizer = train_tokenizer(sources, recipe)
    print(f"{tokenizer.get_vocab_size()} pieces after {time.perf_counter() - start:.0f} s")
    weights = train_weights(tokenizer, sources, recipe)
    save(tokenizer, weights, options.out)
    print(f"saved after {time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()
