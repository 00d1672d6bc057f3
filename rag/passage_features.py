"""What passages share with a question beyond the scores of the two searches, each a number in [0, 1] by passage.

Passages are not cut into all their tokens for it: few are looked up in them (index.words.Places).
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from statistics import fmean

import numpy as np

from documents.text import sentence_spans
from index.static import StaticEmbedder
from index.types import Candidate
from index.words import Places, Sought, tokens
from rag.query import Query

# Feedback is read from so many of the best passages, and kept to so many words.
FEEDBACK_FROM, FEEDBACK_WORDS = 5, 40
# Characters in which the words of the question are to stand together.
WINDOW = 120


class Shared:
    """What passages and their titles hold of a question's terms."""

    def __init__(self, query: Query) -> None:
        self._query, self._sought, self._total = query, Sought(query.sought), sum(query.weights.values())
        self._titles: dict[str, set[str]] = {}
        self._passages: dict[int, set[str]] = {}

    def coverage(self, candidate: Candidate) -> float:
        """The share of the question's weight that stands in title and passage."""
        return self._query.coverage(self._in_title(candidate) | self._in_passage(candidate))

    def title(self, candidate: Candidate) -> float:
        """The share of the question's weight that stands in the title."""
        return self._query.coverage(self._in_title(candidate))

    def window(self, candidate: Candidate) -> float:
        """The greatest share of the question's weight that stands within `WINDOW` characters of the passage."""
        placed = sorted(self._placed(candidate))
        held = self._in_passage(candidate)
        weights = {term: self._query.weights[term] * self._query.met(term, held) for _, term in placed}
        within: Counter[str] = Counter()
        best, weight, first = 0.0, 0.0, 0
        for place, term in placed:
            within[term] += 1
            weight += weights[term] if within[term] == 1 else 0.0
            while placed[first][0] < place - WINDOW:
                left = placed[first][1]
                within[left] -= 1
                weight -= weights[left] if within[left] == 0 else 0.0
                first += 1
            best = max(best, weight)
        return min(1.0, best / self._total) if self._total else 0.0

    def _in_title(self, candidate: Candidate) -> set[str]:
        """Many passages have one title."""
        title = candidate.entry.metadata.title
        if title not in self._titles:
            self._titles[title] = read_places(title).held(self._sought)
        return self._titles[title]

    def _in_passage(self, candidate: Candidate) -> set[str]:
        if candidate.number not in self._passages:
            self._passages[candidate.number] = read_places(candidate.passage.read).held(self._sought)
        return self._passages[candidate.number]

    def _placed(self, candidate: Candidate) -> Iterator[tuple[int, str]]:
        """The places of the question's terms, or of the beginnings of what stands for them."""
        places, held = read_places(candidate.passage.read), self._in_passage(candidate)
        for term in self._query.weights:
            words = (term,) if term in held else [min(other.words) for other in self._query.standing(term, held)]
            for word in words:
                for place in places.of(word):
                    yield place, term


def feedback(
    best: Sequence[Candidate], sums: Mapping[int, float], covered: Mapping[int, float], idf: Callable[[str], float]
) -> dict[int, float]:
    """By passage number the weighted share of the words that at least two of the first passages have in common.

    Pseudo relevance feedback (Rocchio 1971; RM3, Abdul-Jaleel et al. 2004) as a feature of the passages at hand, not as a second
    search: what several good passages say besides the question's words marks others on the same matter. It is trusted as far as
    those passages cover the question: lay questions that share few words with the law are led astray by it.
    """
    leading = best[:FEEDBACK_FROM]
    trust = fmean(covered[candidate.number] for candidate in leading) if leading else 0.0
    kept = _in_common(leading, sums, idf)
    total = sum(kept.values()) or 1.0
    sought = Sought(kept)
    held = {candidate.number: read_places(candidate.passage.read).held(sought) for candidate in best}
    return {n: trust * sum(share for word, share in kept.items() if word in words) / total for n, words in held.items()}


def _in_common(leading: Sequence[Candidate], sums: Mapping[int, float], idf: Callable[[str], float]) -> dict[str, float]:
    """The words of at least two passages with their weighted shares, the greatest first."""
    read = [(sums[candidate.number], _counts(candidate.passage.read)) for candidate in leading]
    seen: set[str] = set()
    common: set[str] = set()
    for _, words in read:
        common |= seen & words.keys()
        seen |= words.keys()
    lengths = [words.total() for _, words in read]
    shared = {
        word: idf(word) * sum(total * words[word] / length for (total, words), length in zip(read, lengths, strict=True) if word in words)
        for word in common
    }
    return dict(sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:FEEDBACK_WORDS])


def meaning(candidates: Sequence[Candidate], question: str, reader: StaticEmbedder) -> list[tuple[float, float]]:
    """Of each passage's sentences: how well one with its follower meets each piece of the question, and the best cosine with it."""
    texts = [read_sentences(candidate.passage.read) for candidate in candidates]
    if not any(texts):
        return [(0.0, 0.0)] * len(texts)
    match = reader.match(question, [sentence for sentences in texts for sentence in sentences])
    ends = np.cumsum([len(sentences) for sentences in texts])
    out = []
    for start, end in zip([0, *ends[:-1]], ends, strict=True):
        pieces = match.pieces[start:end]
        with_next = np.maximum(pieces, np.vstack([pieces[1:], pieces[-1:]])) @ match.weights
        out.append((float(with_next.max(initial=0.0)), float(match.dense[start:end].max(initial=0.0))))
    return out


# Taking a passage apart costs 0.05 ms, a query looks at 50 of them, and the same ones come again and again.
@lru_cache(maxsize=20_000)
def read_places(text: str) -> Places:
    return Places(text)


@lru_cache(maxsize=20_000)
def read_sentences(text: str) -> tuple[str, ...]:
    return tuple(text[start:end] for start, end in sentence_spans(text))


@lru_cache(maxsize=20_000)
def _counts(text: str) -> Counter[str]:
    """Words, numbers and bigrams of a passage; single Han characters say too little to be fed back."""
    return Counter(token for token in tokens(text) if len(token) > 1)
