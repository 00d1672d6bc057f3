"""Train the order of sentences: `python -m rag.ranker.train SPANS --encoders FOLD0 FOLD1 --sets SET… --out rag/ranker/sentences.txt`.

LambdaMART (Burges 2010) as LightGBM has it. Fold 0 and fold 1 are encoders trained with `--hold-out 0/2` and `--hold-out 1/2`: the
questions of a fold are only asked of the encoder that has not seen them, since trees that learn from cosines of seen questions
trust cosines too much. Of the sets, folders whose questions no encoder has seen, all is asked of the bundled one. `--folds FOLDER`
keeps the trees that have not seen a fold as well, so that the whole program can be measured on its questions.
"""

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import lightgbm
import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from index.build import index_files
from index.directory import open_directory
from index.generations import open_current
from index.static import StaticEmbedder
from rag.find import Models, understood
from rag.rank import READ
from rag.ranker.questions import FOLDS, SpanQuestion, SpanSet, plain, read_development_set, read_spans
from rag.sentence_features import FEATURES, Rows, sentence_features
from rag.sentences import answer_rows


@dataclass(frozen=True)
class Recipe:
    """Every number that shapes the trees; the card repeats them."""

    trees: int = 600
    leaves: int = 12
    least_in_leaf: int = 40
    learning_rate: float = 0.03
    feature_share: float = 0.6
    row_share: float = 0.7
    l2: float = 5.0
    truncation: int = 3
    seed: int = 20261125


@dataclass(frozen=True, slots=True)
class Choice:
    """The sentences found for a question: their features, and which of them hold an answer in a passage that answers."""

    features: Rows
    right: NDArray[np.int64]


def choices(spans: SpanSet, encoder: StaticEmbedder, fold: int) -> Iterator[Choice]:
    """The choices of the questions of one fold, searched among all passages as a user's question is."""
    with tempfile.TemporaryDirectory() as folder:
        reports = Path(folder) / "reports"
        reports.mkdir()
        for number, passage in enumerate(spans.passages):
            (reports / f"{number}.txt").write_text(passage, encoding="utf-8")
        index_files(Path(folder) / "data", [reports], encoder, lambda *_: None)
        generation = open_current(open_directory(Path(folder) / "data"))
        for question in tqdm([q for q in spans.questions if q.fold == fold], desc=f"{spans.name} {fold}", mininterval=5):
            query, hits = understood(generation, Models(encoder, encoder), question.text, READ)
            rows = list(answer_rows(query, hits[:READ]))
            if rows:
                right = [_answers(question, int(Path(row.hit.entry.source_name).stem), row.sentence.text) for row in rows]
                yield Choice(sentence_features(query, rows, encoder), np.array(right, dtype=np.int64))


def _answers(question: SpanQuestion, number: int, sentence: str) -> bool:
    return number in question.passages and any(answer in plain(sentence) for answer in question.answers)


def train(rows: Sequence[Choice], recipe: Recipe) -> lightgbm.Booster:
    """Choices without any right sentence, or without a wrong one, teach nothing and are left out."""
    rows = [choice for choice in rows if 0 < choice.right.sum() < len(choice.right)]
    parameters = {
        "objective": "lambdarank", "learning_rate": recipe.learning_rate, "num_leaves": recipe.leaves,
        "min_data_in_leaf": recipe.least_in_leaf, "feature_fraction": recipe.feature_share, "bagging_fraction": recipe.row_share,
        "bagging_freq": 1, "lambda_l2": recipe.l2, "lambdarank_truncation_level": recipe.truncation, "seed": recipe.seed,
        "deterministic": True, "force_row_wise": True, "num_threads": 1, "verbose": -1,
    }  # fmt: skip
    features, right = np.concatenate([choice.features for choice in rows]), np.concatenate([choice.right for choice in rows])
    data = lightgbm.Dataset(features, right, group=[len(choice.right) for choice in rows], feature_name=list(FEATURES))
    return lightgbm.train(parameters, data, recipe.trees)


def fitted_sharpness(scores: Sequence[NDArray[np.float64]], rows: Sequence[Choice]) -> float:
    """The factor under which the softmax of the scores says best where the answer stands: least mean log loss over a grid."""
    pairs = [(values, choice.right > 0) for values, choice in zip(scores, rows, strict=True) if choice.right.any()]

    def loss(factor: float) -> float:
        return float(np.mean([_log_sum(factor * values) - _log_sum(factor * values[right]) for values, right in pairs]))

    return float(min(np.arange(0.2, 3.01, 0.05), key=loss))


def _log_sum(values: NDArray[np.float64]) -> float:
    return float(values.max() + np.log(np.exp(values - values.max()).sum()))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("spans", type=Path, help="spans.jsonl.gz")
    parser.add_argument("--encoders", type=Path, nargs=FOLDS, required=True, help="folders of the encoders that held a fold out")
    parser.add_argument("--sets", type=Path, nargs="*", default=[], help="folders of sets that no encoder was trained on")
    parser.add_argument("--folds", type=Path, help="folder for 0.txt and 1.txt, the trees that have not seen that fold")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    sets = [*read_spans(options.spans), *map(read_development_set, options.sets)]
    bundled, encoders = StaticEmbedder(), [StaticEmbedder(folder) for folder in options.encoders]
    found = {spans.name: [list(choices(spans, encoders[fold] if spans.seen else bundled, fold)) for fold in range(FOLDS)] for spans in sets}
    for held in range(FOLDS):
        booster = train([choice for folds in found.values() for fold in range(FOLDS) if fold != held for choice in folds[fold]], Recipe())
        _show(held, {name: folds[held] for name, folds in found.items()}, booster)
        if options.folds:
            _write(booster, options.folds / f"{held}.txt")
    _write(train([choice for folds in found.values() for fold in folds for choice in fold], Recipe()), options.out)


def _show(held: int, found: dict[str, list[Choice]], booster: lightgbm.Booster) -> None:
    """What trees find of a fold that they have not seen."""
    scores = {name: [np.asarray(booster.predict(choice.features)) for choice in rows] for name, rows in found.items()}
    for name, rows in found.items():
        right = [choice.right[np.argsort(-values, kind="stable")] for values, choice in zip(scores[name], rows, strict=True)]
        first, three = np.mean([row[0] for row in right]), np.mean([row[:3].any() for row in right])
        print(f"fold {held}, {name}: first sentence right {first:.3f}, one of three {three:.3f} (out of fold)")
    every = [choice for rows in found.values() for choice in rows]
    print(f"fold {held}: sharpness {fitted_sharpness([values for rows in scores.values() for values in rows], every):.2f}")


def _write(booster: lightgbm.Booster, path: Path) -> None:
    """What LightGBM adds at the end, its parameters, is not needed and differs with its version."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(booster.model_to_string().split("\nend of trees")[0] + "\n\nend of trees\n", encoding="utf-8")


if __name__ == "__main__":
    main()
