"""One measurement in this process, whose memory and caches are its own: a pipeline on a set, or whole answers."""

import resource
import statistics
import sys
import time
from collections.abc import Sequence
from typing import Any

from tqdm import tqdm

from benchmarks.collections import Asked, Document, QuestionSet, asked_sample, indexed, read_set
from benchmarks.measure import Pipeline, figures, timed, times, unrepeated
from benchmarks.pipelines import answers_question, open_pipeline
from rag.types import Question

# Their accepted answers are short enough to stand in one sentence.
ANSWER_SETS = frozenset(("ncp_policy", "cmrc2018", "drcd", "squad2", "squad2zh", "secnews", "xquad", "samples"))
WARM_UP = QuestionSet((Document("first.md", "", "示例文件。"),), {})
Result = dict[str, Any]


def measured(letter: str, name: str, limit: int) -> Result:
    """Figures of every group of a set's questions, seconds of indexing, and the peak of memory over both."""
    chosen = read_set(name)
    with open_pipeline(letter, WARM_UP) as pipeline:  # imports are not indexing
        pipeline.search("示例")
    start = time.perf_counter()
    with open_pipeline(letter, chosen) as pipeline:
        seconds = time.perf_counter() - start
        groups = {group: _group(pipeline, group, asked_sample(asked, limit)) for group, asked in chosen.groups.items()}
    return {
        "set": name, "pipeline": letter, "documents": len(chosen.documents),
        "index_seconds": seconds, "peak_mb": _peak_mb(), "groups": groups,
    }  # fmt: skip


def whole_answers(limit: int) -> Result:
    """Milliseconds of `service.answer` over a large index."""
    chosen = read_set("mixed")
    asked = [question for group in chosen.groups.values() for question in asked_sample(group, limit // len(chosen.groups))]
    with indexed(chosen) as service:
        service.answer(Question(asked[0].text))
        taken = [timed(lambda text=question.text: service.answer(Question(text)))[1] for question in asked]
        passages = sum(entry.passages for entry in service.reports())
    return {"passages": passages, "questions": len(asked), "peak_mb": _peak_mb(), **times(taken)}


def _group(pipeline: Pipeline, group: str, questions: Sequence[Asked]) -> dict[str, float | None]:
    pipeline.search(questions[0].text)
    ranks, taken, right = [], [], []
    sentences = group.rpartition(": ")[2] in ANSWER_SETS
    for asked in tqdm(questions, desc=group, leave=False, position=1, disable=None):
        found, milliseconds = timed(lambda text=asked.text: pipeline.search(text))
        taken.append(milliseconds)
        ranks.append((unrepeated(map(pipeline.document, found)), asked.wanted))
        if sentences and asked.answers:
            right.append(answers_question(pipeline.sentence(asked.text, found), asked.wanted, asked.answers))
    return {
        "questions": len(questions), **figures(ranks), **times(taken), "answer_sentence": statistics.fmean(right) if right else None,
    }  # fmt: skip


def _peak_mb() -> float:
    """Of this process since its start; the system counts in kilobytes, macOS in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)
