"""Train the bundled static encoder: `python -m index.model.train TRAIN_FOLDER --out index/model/encoder`.

A Unigram vocabulary over Chinese and English, one vector a piece, their mean as the text's vector, learned with in-batch
contrast (multiple negatives ranking, Henderson et al. 2017). The seed is fixed; the model card tells the time.
"""

import argparse
import json
import random
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from tqdm import tqdm

from index.model.bridge import bridged
from index.model.pairs import Pair, read_pairs, without_fold
from index.model.recipe import Recipe
from index.model.vocabulary import tokenize, train_tokenizer

Bags = tuple[torch.Tensor, torch.Tensor]
NEIGHBOURLY = ("laws", "policy_docs")


def bags(rows: Sequence[np.ndarray]) -> Bags:
    lengths = np.array([len(row) for row in rows])
    offsets = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    return torch.from_numpy(np.concatenate(rows)), torch.from_numpy(offsets)


def batches(sizes: dict[str, int], recipe: Recipe, generator: random.Random) -> list[tuple[str, list[int]]]:
    """One pass: each source's share of pairs, each batch from one source, in random order."""
    made: list[tuple[str, list[int]]] = []
    shares = dict(recipe.shares)
    for name, size in sorted(sizes.items()):
        share = shares.get(name, 1)
        for _ in range(max(1, round(share))):
            order = _order(size, recipe.neighbours if name in NEIGHBOURLY else 1, generator)[: round(size * min(1, share))]
            made.extend((name, order[start : start + recipe.batch]) for start in range(0, len(order), recipe.batch))
    made = [(name, rows) for name, rows in made if len(rows) >= 64]
    generator.shuffle(made)
    return made


def _drawn(row: np.ndarray, count: int, drawing: np.random.Generator) -> np.ndarray:
    return row if len(row) <= count else row[drawing.integers(len(row), size=count)]


def _order(size: int, together: int, generator: random.Random) -> list[int]:
    blocks = [range(start, min(start + together, size)) for start in range(0, size, together)]
    generator.shuffle(blocks)
    return [row for block in blocks for row in block]


def contrast(embedding: torch.nn.EmbeddingBag, queries: Bags, positives: Bags, scale: float) -> torch.Tensor:
    """Symmetric in-batch cross entropy of scaled cosines."""
    left = torch.nn.functional.normalize(embedding(*queries), dim=1)
    right = torch.nn.functional.normalize(embedding(*positives), dim=1)
    scores = left @ right.T * scale
    wanted = torch.arange(len(scores))
    return (torch.nn.functional.cross_entropy(scores, wanted) + torch.nn.functional.cross_entropy(scores.T, wanted)) / 2


def train_weights(tokenizer: Tokenizer, sources: dict[str, list[Pair]], recipe: Recipe) -> np.ndarray:
    torch.manual_seed(recipe.seed)
    generator, drawing = random.Random(recipe.seed), np.random.default_rng(recipe.seed)
    rows = {
        name: (tokenize(tokenizer, [q for q, _ in pairs]), tokenize(tokenizer, [p for _, p in pairs])) for name, pairs in sources.items()
    }
    embedding = torch.nn.EmbeddingBag(tokenizer.get_vocab_size(), recipe.dimension, mode="mean")
    torch.nn.init.normal_(embedding.weight, std=0.1)
    if recipe.rare_first:
        embedding.weight.data *= _rarity(tokenizer)[:, None]
    sizes = {name: len(pairs) for name, pairs in sources.items()}
    plan = [batch for _ in range(recipe.passes) for batch in batches(sizes, recipe, generator)]
    optimizer = torch.optim.Adam(embedding.parameters(), lr=recipe.learning_rate, fused=True)  # an eighth of the time
    schedule = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.02, total_iters=len(plan))
    for name, chosen in tqdm(plan, desc="training", mininterval=10):
        queries, positives = rows[name]
        left, right = (bags([_drawn(side[i], recipe.pieces_read, drawing) for i in chosen]) for side in (queries, positives))
        loss = contrast(embedding, left, right, recipe.scale)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
        optimizer.step()
        schedule.step()
    return embedding.weight.detach().numpy()


def _rarity(tokenizer: Tokenizer) -> torch.Tensor:
    """Of each piece, its surprise against the mean: a mean of pieces is to be led by the rare ones."""
    scores = torch.tensor([-score for _, score in json.loads(tokenizer.to_str())["model"]["vocab"]])
    return scores / scores.mean()


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
    parser.add_argument("--hold-out", default="", metavar="K/N", help="leave out the questions of fold K of N")
    parser.add_argument("--pieces-of", type=Path, help="folder of an encoder whose vocabulary is taken")
    options = parser.parse_args()
    recipe = Recipe(passes=options.passes, dimension=options.dimension)
    start = time.perf_counter()
    sources = read_pairs(options.train)
    if options.hold_out:
        held, folds = map(int, options.hold_out.split("/"))
        sources = without_fold(sources, held, folds)
    sources = bridged(sources, recipe)
    print({name: len(pairs) for name, pairs in sources.items()}, f"read in {time.perf_counter() - start:.0f} s")
    known = options.pieces_of
    tokenizer = Tokenizer.from_file(str(known / "tokenizer.json")) if known else train_tokenizer(sources, recipe)
    print(f"{tokenizer.get_vocab_size()} pieces after {time.perf_counter() - start:.0f} s")
    weights = train_weights(tokenizer, sources, recipe)
    save(tokenizer, weights, options.out)
    print(f"saved after {time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()
