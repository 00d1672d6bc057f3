"""Train the trees that tell a near miss from an answer (rag/answerability.py): `python -m benchmarks.fit_answerability [OUT]`.

Near misses are the questions of squad2 that people wrote so that the paragraph does not answer them, and squad2's answerable
questions over documents from which sentences that hold their answers were taken away. Both kinds of question share their topic with
the collection. Folds are by article; what is printed is out of fold.
"""

import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import lightgbm
import numpy as np
from tqdm import tqdm

from benchmarks.collections import DATA, Asked, Document, QuestionSet, indexed, read_set
from documents.text import sentence_spans
from rag.answerability import FEATURES, MODEL, answerability
from rag.assemble import Service
from rag.ranker.questions import plain
from rag.refuse import LEVELS, odds

SET, FOLDS = "squad2", 6
TAKEN = 0.3  # of a document's questions, whose answers are taken out of it
TAKEN_WEIGHT = 0.5
WRONGLY = (0.03, 0.06, 0.08, 0.10, 0.12, 0.15, 0.20)  # shares of answerable questions refused, for the curve
ROUNDS = 300
PARAMETERS = {
    "objective": "binary", "learning_rate": 0.03, "num_leaves": 8, "min_data_in_leaf": 60, "feature_fraction": 0.4,
    "bagging_fraction": 0.7, "bagging_freq": 1, "lambda_l2": 10, "seed": 1, "deterministic": True, "num_threads": 1, "verbose": -1,
}  # fmt: skip
Rows = np.ndarray


@dataclass(frozen=True)
class Sample:
    """`features` has a row a question; `right` says whether the collection answers it; `group` is the article."""

    features: Rows
    right: Rows
    group: Rows


def asked(service: Service, questions: Sequence[tuple[str, bool, str]]) -> Sample:
    """What is seen for each (question, answerable, article) for which any sentence was found."""
    rows = []
    for text, right, group in tqdm(questions, mininterval=5):
        evidence = service.evidence(text)
        if evidence.sentences:
            rows.append((answerability(evidence, odds(evidence), service.models.reader), right, group))
    return Sample(np.array([row[0] for row in rows]), np.array([row[1] for row in rows]), np.array([row[2] for row in rows]))


def written(chosen: QuestionSet, articles: dict[str, str]) -> Sample:
    """The set's own questions. An unanswerable one names no document: the article of its nearest one is its group."""
    with indexed(chosen) as service:
        groups = {name: articles[name] for name in articles}
        return asked(service, [(q.text, bool(q.wanted), _group(service, q, groups)) for q in chosen.groups[SET]])


def _group(service: Service, question: Asked, articles: dict[str, str]) -> str:
    name = next(iter(question.wanted), None) or service.search(question.text, 1)[0].entry.source_name
    return articles[Path(name).name]


def taken(chosen: QuestionSet, articles: dict[str, str]) -> Sample:
    """The answerable questions over documents without the sentences that answer some of them."""
    answerable = [question for question in chosen.groups[SET] if question.wanted and question.answers]
    gone: dict[str, set[str]] = {}
    draw = random.Random(1)
    for question in answerable:
        if draw.random() < TAKEN:
            gone.setdefault(min(question.wanted), set()).update(question.answers)
    documents = tuple(_without(document, gone.get(document.name, set())) for document in chosen.documents)
    texts = {document.name: plain(document.text) for document in documents}
    labelled = [(q.text, any(a in texts[name] for a in q.answers for name in q.wanted), articles[min(q.wanted)]) for q in answerable]
    with indexed(replace(chosen, documents=documents)) as service:
        return asked(service, labelled)


def _without(document: Document, answers: set[str]) -> Document:
    sentences = (document.text[start:end] for start, end in sentence_spans(document.text))
    return replace(document, text=" ".join(s for s in sentences if not any(answer in plain(s) for answer in answers)))


def train(samples: Sequence[Sample], weights: Sequence[float]) -> lightgbm.Booster:
    """Both answers of a sample weigh the same in all."""
    share = [w * np.where(s.right, 0.5 / s.right.mean(), 0.5 / (1 - s.right.mean())) for s, w in zip(samples, weights, strict=True)]
    rows, right = np.concatenate([s.features for s in samples]), np.concatenate([s.right for s in samples])
    data = lightgbm.Dataset(rows, right.astype(int), weight=np.concatenate(share), feature_name=list(FEATURES))
    return lightgbm.train(PARAMETERS, data, ROUNDS)


def out_of_fold(samples: Sequence[Sample], weights: Sequence[float]) -> list[Rows]:
    """Scores of each sample by trees that have seen none of the article's questions."""
    groups = sorted(set(samples[0].group))
    random.Random(0).shuffle(groups)
    scores = [np.zeros(len(sample.right)) for sample in samples]
    for fold in range(FOLDS):
        held = groups[fold::FOLDS]
        booster = train([_part(sample, ~np.isin(sample.group, held)) for sample in samples], weights)
        for sample, values in zip(samples, scores, strict=True):
            mask = np.isin(sample.group, held)
            values[mask] = booster.predict(sample.features[mask], raw_score=True)
    return scores


def _part(sample: Sample, mask: Rows) -> Sample:
    return Sample(sample.features[mask], sample.right[mask], sample.group[mask])


def show(name: str, sample: Sample, scores: Rows) -> None:
    """The curve of trees alone, and what the levels in force refuse."""
    own, other = scores[sample.right], scores[~sample.right]
    curve = ((w, np.quantile(own, w)) for w in WRONGLY)
    print(name, "wrongly/rightly (threshold):", " ".join(f"{w:.2f}/{np.mean(other < at):.3f} ({at:.2f})" for w, at in curve))
    for level, by_language in LEVELS.items():
        least = by_language["en"]
        refused = (sample.features[:, FEATURES.index("odds")] < least.odds) | (scores < least.answerability)  # as if all were particular
        print(f"  {level}: wrongly {refused[sample.right].mean():.3f}, rightly {refused[~sample.right].mean():.3f}")


def main() -> None:
    if not DATA.exists():
        raise SystemExit("The development sets are not beside this checkout: there is nothing to train on.")
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else MODEL
    chosen = read_set(SET)
    articles = {document.name: document.title for document in chosen.documents}
    samples, weights = (written(chosen, articles), taken(chosen, articles)), (1.0, TAKEN_WEIGHT)
    for name, sample, scores in zip(("written", "taken away"), samples, out_of_fold(samples, weights), strict=True):
        show(name, sample, scores)
    text = train(samples, weights).model_to_string()
    out.write_text(text.split("\nend of trees")[0] + "\n\nend of trees\n", encoding="utf-8")


if __name__ == "__main__":
    main()
