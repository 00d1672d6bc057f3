"""Whether the best sentence answers the question, or only shares its topic: what is looked at, computed in one place.

Refusing far questions needs little (rag/refuse.py); a near miss has most words of the question and lacks the one that matters. The
features are of no language: shares of the question's weight, cosines, and whether "not" and figures agree.
"""

import re
from collections.abc import Container, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from documents.text import fold
from index.static import StaticEmbedder
from index.words import tokens
from rag.find import Evidence
from rag.kinds import FIGURE
from rag.query import Query
from rag.reading import ReadSentence, read_passage
from rag.sentences import Scored
from rag.trees import trees_over

MODEL = Path(__file__).parent / "ranker" / "answerability.txt"

_OF_BEST = ("title", "dense", "coverage", "novelty", "run", "wanted", "context", "soft")
_OF_FIRST = ("best_coverage", "best_soft")
_OF_MISSING = ("missing", "missing_second", "missing_near", "missing_passage", "missing_passage_second", "passage_coverage")
_OF_PIECES = ("least_met", "least_met_near", "little_met_passage")
_OF_WORDING = ("question_negated", "negation_differs", "figures_missing", "order")
_OF_HITS = ("hit", "hit_lead")
FEATURES = ("odds", *_OF_BEST, *_OF_FIRST, *_OF_MISSING, *_OF_PIECES, *_OF_WORDING, *_OF_HITS)

_FIRST = 3  # sentences: what an answer quotes
# 不同, 不仅, 非常 and 非洲 deny nothing.
_NEGATED = re.compile(
    r"不(?!同|仅|断|但|少于|低于|超过|动产|锈)|没有|未(?!来)|无(?!锡|线|人机|障碍)|非(?!常|洲|遗)"
    r"|\b(?:not|no|never|none|neither|nor|without|cannot|un\w+able|unable|fail(?:s|ed)?|refused?|reject(?:s|ed)?|lack(?:s|ed|ing)?|denied)\b|n't\b"
)


def answerable(evidence: Evidence, odds: float, reader: StaticEmbedder) -> float:
    """Log-odds that the best sentence answers the question, for questions that share their topic with it."""
    trees = trees_over(MODEL, FEATURES, "rag/answerability.py")
    return float(trees.scores(np.array([answerability(evidence, odds, reader)]))[0])


def answerability(evidence: Evidence, odds: float, reader: StaticEmbedder) -> tuple[float, ...]:
    """The values of `FEATURES`. `odds` are those of rag/refuse.py; `reader` is the bundled encoder. Needs a sentence."""
    query, best, first = evidence.query, evidence.sentences[0], evidence.sentences[:_FIRST]
    sentences = read_passage(best.hit.passage.read, best.hit.passage.own)
    above = " ".join((best.hit.entry.metadata.title, *best.hit.passage.section))
    near = [above, *(sentence.text for sentence in _near(best, sentences))]
    read = frozenset(tokens(best.hit.passage.read)) | frozenset(tokens(above))
    return (
        odds,
        *(best.feature(name) for name in _OF_BEST),
        max(sentence.feature("coverage") for sentence in first),
        max(sentence.feature("soft") for sentence in first),
        *_missing(query, frozenset(tokens(best.text)))[:2],
        _missing(query, frozenset(tokens(" ".join(near))))[0],
        *_missing(query, read)[:2],
        query.coverage(read),
        *_met(query.text, [best.text, " ".join(near), best.hit.passage.read], reader),
        *_wording(query, best.text, " ".join(near)),
        *_of_hits(evidence),
    )


def _near(best: Scored, sentences: Sequence[ReadSentence]) -> Sequence[ReadSentence]:
    """The sentence and its neighbours."""
    place = next((place for place, sentence in enumerate(sentences) if sentence.start == best.start), 0)
    return sentences[max(0, place - 1) : place + 2]


def _missing(query: Query, words: Container[str]) -> list[float]:
    """The shares of the question's weight that lack, heaviest first, two at least."""
    total = sum(query.weights.values()) or 1.0
    shares = sorted((weight / total * (1.0 - query.met(term, words)) for term, weight in query.weights.items()), reverse=True)
    return [*shares, 0.0, 0.0]


def _met(question: str, texts: Sequence[str], reader: StaticEmbedder) -> tuple[float, float, float]:
    """How well the heavier half of the question's pieces is met: the worst piece by the sentence and by what is near, and the mean
    of the worst quarter by the passage."""
    match = reader.match(question, texts)
    heavy: NDArray[np.float32] = np.sort(match.pieces[:, match.weights >= np.median(match.weights)], axis=1)
    return float(heavy[0, 0]), float(heavy[1, 0]), float(heavy[2, : max(1, heavy.shape[1] // 4)].mean())


def _wording(query: Query, sentence: str, near: str) -> tuple[float, float, float, float]:
    folded = fold(query.text)
    negated = _NEGATED.search(folded) is not None
    missing = set(FIGURE.findall(folded)) - set(FIGURE.findall(fold(near)))
    asked = [term for term in tokens(query.text) if term in query.weights]
    told = [term for term in tokens(sentence) if term in query.weights]
    order = _common(asked, told) / max(1, len(asked))
    return float(negated), float(negated) - float(_NEGATED.search(fold(sentence)) is not None), float(len(missing)), order


def _common(asked: Sequence[str], told: Sequence[str]) -> int:
    """The length of the longest common subsequence: words that come in the same order."""
    lengths = [0] * (len(told) + 1)
    for term in asked:
        row = [0]
        for place, other in enumerate(told, 1):
            row.append(lengths[place - 1] + 1 if term == other else max(lengths[place], row[-1]))
        lengths = row
    return lengths[-1]


def _of_hits(evidence: Evidence) -> tuple[float, float]:
    scores = [hit.score for hit in evidence.hits[:2]]
    return scores[0], scores[0] - scores[1] if len(scores) > 1 else 0.0
