"""Fit the weights of sentence choice (rag/sentences.py) and of refusal (rag/refuse.py), and print what to write there.

Both are small linear models, fitted on the development sets. The figures printed for a set come from weights fitted on the
other sets, so they are out of fold. `python benchmarks/fit_weights.py`
"""

import math
import random
from collections.abc import Callable, Sequence

import numpy as np
import torch

from benchmarks.collections import DATA, Collection, opened, plain
from rag.find import Evidence
from rag.sentences import FEATURES

ANSWER_SETS = ("ncp_policy", "cmrc2018", "drcd", "squad2", "secnews")
# Questions of the second sets are asked of the first: their answers are not there.
FOREIGN = {
    "ncp_policy": ("gov_letters", "lecoqa", "cmrc2018"),
    "cmrc2018": ("ncp_policy", "drcd"),
    "squad2": ("conditionalqa",),
    "gov_letters": ("ncp_policy", "cmrc2018"),
    "lecoqa": ("cmrc2018", "secnews"),
    "drcd": ("cmrc2018", "ncp_policy"),
    "conditionalqa": ("squad2",),
}
QUESTIONS = 300
Choice = tuple[np.ndarray, np.ndarray]  # features (sentences, len(FEATURES)) and which of the sentences hold the answer


def drawn(items: Sequence, count: int = QUESTIONS) -> list:
    return random.Random(0).sample(list(items), min(count, len(items)))


def choices(collection: Collection) -> list[Choice]:
    out = []
    for asked in drawn([asked for asked in collection.answerable if asked.answers]):
        sentences = collection.service.evidence(asked.text).sentences
        right = [s.hit.entry.source_name in asked.wanted and any(a in plain(s.text) for a in asked.answers) for s in sentences]
        out.append((np.array([s.features for s in sentences]), np.array(right)))
    return out


def fit_choice(rows: Sequence[Choice]) -> np.ndarray:
    """Conditional logit: the probability of a sentence is the softmax of its score over the question's sentences."""
    rows = [row for row in rows if row[1].any()]
    longest = max(len(right) for _, right in rows)
    features, held, right = torch.zeros(len(rows), longest, len(FEATURES)), torch.zeros(len(rows), longest), torch.zeros(len(rows), longest)
    for place, (values, answers) in enumerate(rows):
        features[place, : len(values)] = torch.tensor(values)
        held[place, : len(values)] = 1
        right[place, : len(values)] = torch.tensor(answers)
    weights = torch.zeros(len(FEATURES), requires_grad=True)

    def loss() -> torch.Tensor:
        scores = (features @ weights).masked_fill(held == 0, -1e9)
        return (
            torch.logsumexp(scores, 1) - torch.logsumexp(scores.masked_fill(right == 0, -1e9), 1)
        ).mean() + 1e-3 * weights.square().sum()

    return minimised(loss, weights)


def first_right(rows: Sequence[Choice], weights: np.ndarray, count: int) -> float:
    return float(
        np.mean([right[np.argsort(-(values @ weights), kind="stable")[:count]].any() if len(right) else False for values, right in rows])
    )


def observed(found: Evidence) -> tuple[float, ...]:
    if not found.sentences:
        return (0.0, 0.0, 0.0, 1.0)
    best = found.sentences[0]
    return (best.context, best.dense, math.log(len(found.query.weights)), 1.0)


def fit_refusal(pairs: Sequence[tuple[np.ndarray, np.ndarray]]) -> np.ndarray:
    """Logistic regression of own against foreign questions; every collection and side weighs the same."""
    rows = torch.tensor(np.concatenate([np.concatenate(pair) for pair in pairs]))
    own = torch.tensor(np.concatenate([np.concatenate([np.ones(len(a)), np.zeros(len(b))]) for a, b in pairs]))
    share = torch.tensor(np.concatenate([np.full(len(side), 1 / len(side)) for pair in pairs for side in pair]))
    weights = torch.zeros(rows.shape[1], dtype=torch.double, requires_grad=True)

    def loss() -> torch.Tensor:
        each = torch.nn.functional.binary_cross_entropy_with_logits(rows @ weights, own, reduction="none")
        return (each * share).sum()

    return minimised(loss, weights)


def minimised(loss: Callable[[], torch.Tensor], weights: torch.Tensor, steps: int = 1500) -> np.ndarray:
    optimizer = torch.optim.Adam([weights], lr=0.05)
    for _ in range(steps):
        optimizer.zero_grad()
        value = loss()
        value.backward()
        optimizer.step()
    return weights.detach().numpy()


def main() -> None:
    if not DATA.exists():
        raise SystemExit("The development sets are not beside this checkout: there is nothing to fit on.")
    chosen: dict[str, list[Choice]] = {}
    refused: dict[str, tuple[np.ndarray, np.ndarray]] = {}
    for name in sorted({*ANSWER_SETS, *FOREIGN}):
        with opened(name) as collection:
            if name in ANSWER_SETS:
                chosen[name] = choices(collection)
            if name in FOREIGN:
                own = [observed(collection.service.evidence(asked.text)) for asked in drawn(collection.answerable)]
                foreign = [observed(collection.service.evidence(text)) for other in FOREIGN[name] for text in foreign_questions(other)]
                refused[name] = (np.array(own), np.array(foreign))
    print("sentences:", dict(zip(FEATURES, np.round(fit_choice([row for rows in chosen.values() for row in rows]), 1), strict=True)))
    for name, rows in chosen.items():
        weights = fit_choice([row for other, others in chosen.items() if other != name for row in others])
        print(f"  {name}: first {first_right(rows, weights, 1):.3f}, one of three {first_right(rows, weights, 3):.3f} (out of fold)")
    print("refusal:", np.round(fit_refusal(list(refused.values())), 1))
    for name, (own, foreign) in refused.items():
        weights = fit_refusal([pair for other, pair in refused.items() if other != name])
        print(f"  {name}: own {np.mean(own @ weights < 0):.3f}, foreign {np.mean(foreign @ weights < 0):.3f} refused (out of fold)")


def foreign_questions(name: str) -> list[str]:
    with opened(name) as collection:
        return [asked.text for asked in drawn(collection.answerable, 100)]


if __name__ == "__main__":
    main()
