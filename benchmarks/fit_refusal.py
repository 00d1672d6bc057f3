"""Fit the odds of refusal (rag/refuse.py), and print what to write there: `python -m benchmarks.fit_refusal`.

A logistic regression on questions of the development sets, asked of their own collection and of foreign ones. The figures printed
for a set come from weights fitted on the other sets, so they are out of fold.
"""

import random
from collections.abc import Mapping, Sequence

import numpy as np
import torch
from tqdm import tqdm

from benchmarks.collections import DATA, Collection, opened
from rag.refuse import LEVELS, OBSERVED, observed

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
# Questions in another language than the documents, whose odds are fitted apart.
ACROSS = {
    "xquad zh→en": ("cmrc2018", "ncp_policy", "drcd"),
    "xquad en→zh": ("conditionalqa", "squad2"),
    "policy_xling": ("conditionalqa", "squad2"),
}
LEAST_ODDS = LEVELS["usual"]["zh"].topic
QUESTIONS, FOREIGN_QUESTIONS = 300, 100
Rows = np.ndarray  # (questions, len(OBSERVED)), the last column is 1
LEFT_OUT = 0.05  # the share of own questions that a threshold may refuse, for the curve


def drawn(items: Sequence[str], count: int) -> list[str]:
    return random.Random(0).sample(list(items), min(count, len(items)))


def seen(collection: Collection, questions: Sequence[str]) -> Rows:
    """What refusal looks at, for every question for which any sentence was found; others are refused whatever the odds."""
    found = (collection.service.evidence(text) for text in questions)
    return np.array([observed(evidence) for evidence in found if evidence.sentences])


def fit(pairs: Sequence[tuple[Rows, Rows]]) -> np.ndarray:
    """Logistic regression of own against foreign questions; every collection and side weighs the same."""
    rows = torch.tensor(np.concatenate([np.concatenate(pair) for pair in pairs]))
    own = torch.tensor(np.concatenate([np.concatenate([np.ones(len(a)), np.zeros(len(b))]) for a, b in pairs]))
    share = torch.tensor(np.concatenate([np.full(len(side), 1 / len(side)) for pair in pairs for side in pair]))
    weights = torch.zeros(rows.shape[1], dtype=torch.double, requires_grad=True)
    optimizer = torch.optim.Adam([weights], lr=0.05)
    for _ in range(3000):
        optimizer.zero_grad()
        each = torch.nn.functional.binary_cross_entropy_with_logits(rows @ weights, own, reduction="none")
        loss = (each * share).sum() / len(pairs) + 1e-4 * weights[:-1].square().sum()
        loss.backward()
        optimizer.step()
    return weights.detach().numpy()


def questions_of(name: str) -> list[str]:
    with opened(name) as collection:
        return [asked.text for asked in collection.answerable]


def main() -> None:
    if not DATA.exists():
        raise SystemExit("The development sets are not beside this checkout: there is nothing to fit on.")
    for groups in (FOREIGN, ACROSS):
        show(pairs_of(groups))


def pairs_of(groups: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[Rows, Rows]]:
    """What is seen for own and for foreign questions of each collection."""
    questions = {name: questions_of(name) for name in sorted({*groups, *(other for others in groups.values() for other in others)})}
    pairs: dict[str, tuple[Rows, Rows]] = {}
    for name, others in tqdm(groups.items()):
        with opened(name) as collection:
            own = seen(collection, drawn(questions[name], QUESTIONS))
            foreign = seen(collection, [text for other in others for text in drawn(questions[other], FOREIGN_QUESTIONS)])
            pairs[name] = (own, foreign)
    return pairs


def show(pairs: Mapping[str, tuple[Rows, Rows]]) -> None:
    """The odds fitted on all collections, and what odds fitted on the others refuse of each."""
    print(dict(zip(OBSERVED, np.round(fit(list(pairs.values())), 1), strict=True)))
    for name, (own, foreign) in pairs.items():
        odds = fit([pair for other, pair in pairs.items() if other != name])
        own_odds, foreign_odds = own @ odds, foreign @ odds
        refused = (np.mean(own_odds < LEAST_ODDS), np.mean(foreign_odds < LEAST_ODDS))
        at_share = np.mean(foreign_odds < np.quantile(own_odds, LEFT_OUT))
        print(
            f"  {name}: own {refused[0]:.3f}, foreign {refused[1]:.3f} refused (out of fold); {at_share:.3f} at {LEFT_OUT:.0%} of the own"
        )


if __name__ == "__main__":
    main()
