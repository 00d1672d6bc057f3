"""When not to answer: the collection holds nothing near, or the nearest does not hold what was asked."""

import re
from dataclasses import dataclass

from documents.text import fold, is_han, language_of, sentence_spans
from documents.types import Language
from index.static import StaticEmbedder
from rag.answerability import answerable
from rag.find import Evidence
from rag.kinds import KIND_NUMBERS
from rag.measured import Measured, tells
from rag.query import Query
from rag.rows import is_elsewhere
from rag.types import Level, Refusal, RefusalReason

# What is looked at in the best sentence: the share of the question's weight in it, its neighbours and what stands above; its cosine;
# how well its and its neighbours' words meet the question's; the logarithm of the number of the question's terms, since long questions
# are never covered whole; the share of the question's weight in the title; and how far it is behind the best of all sentences in
# cosine, words and coverage. The last is the constant.
OBSERVED = ("context", "dense", "soft_near", "terms", "title", "dense_lead", "soft_lead", "coverage_lead", "constant")
# Log-odds that the best sentence belongs to the question, fitted by benchmarks/fit_refusal.py on questions asked of their own
# collection and of foreign ones. The cosines are those of the bundled encoder, whichever one searches.
ODDS = (6.1, 9.3, 4.3, 2.2, 6.1, -4.5, -1.4, -1.8, -12.6)
# The same for a question in another language than the sentence: few words can be shared, like meaning must say it. One more is asked
# for than even odds: the fitted constant is -4.6.
ODDS_ACROSS = (2.2, 8.1, 12.4, -0.6, 2.7, -2.5, -3.9, 0.6, -5.6)


@dataclass(frozen=True, slots=True)
class Least:
    """What a question must reach: odds that it belongs here, of one that asks for something particular and of one that names a
    topic (火星移民补贴标准, a letter's subject), and log-odds that it is no near miss."""

    odds: float
    topic: float
    answerability: float


# How much is answered is for the operator to choose; the curve stands in docs/decisions/005-refusal.md. The trees have learned from English
# questions, and the same scores mean more of a Chinese one: each language has its own thresholds.
LEVELS: dict[Level, dict[Language, Least]] = {
    "lenient": {"zh": Least(-1.5, -0.5, -1.75), "en": Least(-1.5, -0.5, -1.55)},
    "usual": {"zh": Least(-1.0, 0.0, -1.4), "en": Least(-1.0, 0.0, -1.0)},
    "strict": {"zh": Least(0.0, 0.0, -1.1), "en": Least(0.0, 0.0, -0.7)},
}
MOST_TERMS = 24  # of the questions that the trees were trained on none has more
READ_FOR_FIGURES = 3  # sentences: what an answer would quote

_MESSAGES: dict[tuple[RefusalReason, Language], str] = {
    ("nothing_found", "zh"): "资料库里没有找到与这个问题有关的内容。",
    ("nothing_found", "en"): "Nothing in the collection is related to this question.",
    ("not_covered", "zh"): "资料库中的报告没有回答这个问题{unknown}。",
    ("not_covered", "en"): "The reports in the collection do not answer this question{unknown}.",
    ("not_stated", "zh"): "资料库中的报告没有给出所问的数值{unknown}。",
    ("not_stated", "en"): "The reports in the collection do not state the figure that was asked for{unknown}.",
    ("unsupported", "zh"): "找到了相关内容，但写出的回答无法在原文中核实，因此不作答。",
    ("unsupported", "en"): "Related passages were found, but the answer that was written could not be verified in them.",
}


def refusal(reason: RefusalReason, query: Query) -> Refusal:
    """A refusal in the question's language; for what is not covered, it names the words that no report holds."""
    unknown = [] if reason == "not_stated" and query.language == "en" else _unknown_words(query)  # 广东 is no word of an English question
    marks = {"zh": ("（没有出现：", "、", "）"), "en": (" (not found: ", ", ", ")")}[query.language]
    named = f"{marks[0]}{marks[1].join(unknown)}{marks[2]}" if unknown else ""
    return Refusal(reason, _MESSAGES[reason, query.language].format(unknown=named))


def judge(evidence: Evidence, reader: StaticEmbedder, level: Level = "usual") -> Refusal | None:
    """The refusal that the evidence calls for, None when there is enough to answer from. `reader` is the bundled encoder."""
    if not evidence.hits or not evidence.query.weights:
        return refusal("nothing_found", evidence.query)
    if not evidence.sentences or not _is_held(evidence, reader, LEVELS[level][evidence.query.language]):
        return refusal("not_covered", evidence.query)
    return None


def is_unstated(asked: Measured, evidence: Evidence) -> bool:
    """Whether a figure of an indicator is asked for that none of the best sentences gives: right topic, but another measure or none."""
    best = evidence.sentences[:READ_FOR_FIGURES]
    told = any(sentence.head is not None or tells(sentence.text, asked) for sentence in best)  # what a row tells stands in its head
    return asked.figure and bool(asked.regions) and not told


def _is_held(evidence: Evidence, reader: StaticEmbedder, least: Least) -> bool:
    """Whether the question belongs here and is no near miss.

    Nothing that a mere topic asks for could be missing, and the trees know sentences of the question's language and short questions
    only: rows of tables, sentences of the other language and the stories of cases are judged by the odds alone.
    """
    belongs, best = odds(evidence), evidence.sentences[0]
    if best.feature("kind") == KIND_NUMBERS["none"] or is_across(evidence) or _is_long(evidence):
        return belongs >= least.topic
    if belongs < least.odds:
        return False
    if best.head is not None:
        return not is_elsewhere(best, evidence.query.text)
    return answerable(evidence, belongs, reader) >= least.answerability


def odds(evidence: Evidence) -> float:
    """Log-odds that the best sentence belongs to the question."""
    weights = ODDS_ACROSS if is_across(evidence) else ODDS
    return sum(weight * value for weight, value in zip(weights, observed(evidence), strict=True))


def _is_long(evidence: Evidence) -> bool:
    """Longer than the questions that the trees were trained on, or a question behind a story."""
    return len(evidence.query.weights) > MOST_TERMS or len(list(sentence_spans(evidence.query.text))) > 1


def is_across(evidence: Evidence) -> bool:
    """Whether the best sentence is in another language than the question."""
    return language_of(evidence.sentences[0].text) != evidence.query.language


def observed(evidence: Evidence) -> tuple[float, ...]:
    """The values of `OBSERVED` for the best sentence."""
    best = evidence.sentences[0]
    return (*(best.feature(name) for name in OBSERVED[:-1]), 1.0)


def _unknown_words(query: Query) -> list[str]:
    """Words of the question that occur nowhere in the collection, in order, at most three.

    They are made of the characters of unknown terms that belong to no known one: of 火星移民 with 移民 known, 火星 is left, and of
    省规模 with 规模 known nothing, since 省规 was no word.
    """
    folded = fold(query.text)
    marked = [False] * len(folded)
    for terms, value in ((query.unknown, True), (query.weights.keys() - query.unknown, False)):
        for term in terms:
            pattern = re.escape(term) if is_han(term[0]) else rf"(?<![a-z0-9]){re.escape(term)}[a-z]*"  # Latin terms are stems
            for match in re.finditer(pattern, folded):
                marked[match.start() : match.end()] = [value] * (match.end() - match.start())
    runs = "".join(character if value else "\n" for character, value in zip(folded, marked, strict=True)).split("\n")
    return list(dict.fromkeys(run.strip() for run in runs if len(run.strip()) > 1))[:3]
