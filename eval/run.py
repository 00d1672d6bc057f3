"""A question set through the same chain that answers people, case by case."""

import hashlib
import logging
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from eval.cases import Case, load_cases
from eval.judge import outcome_of, outcome_of_failure
from eval.report import save
from eval.score import scorecard
from eval.types import Outcome, Run, Scorecard
from index.errors import StoreError
from rag.config import Settings
from rag.types import Answer, Question, Turn

log = logging.getLogger("policyqa.eval")

Progress = Callable[[str, int, int], None]
"""Called after each case with its id, the cases done and the cases in all."""


class Answering(Protocol):
    """What an evaluation needs of a service."""

    @property
    def settings(self) -> Settings: ...

    @property
    def generation(self) -> int: ...

    def answer(self, question: Question) -> Answer: ...


def evaluate(service: Answering, path: Path, out: Path, progress: Progress) -> Scorecard:
    """Runs a set and leaves scorecard.md, scorecard.json and outcomes.jsonl in `out`, which is made if need be."""
    cases = load_cases(path)
    outcomes = run(service, cases, progress)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    settings = service.settings
    card = scorecard(Run(path.stem, digest, service.generation, settings.digest, settings.writer), outcomes)
    save(card, outcomes, out)
    return card


def run(service: Answering, cases: Sequence[Case], progress: Progress) -> list[Outcome]:
    """One outcome a case, in their order. A question that fails is an outcome too; a broken store ends the run."""
    outcomes = []
    for done, case in enumerate(cases, start=1):
        outcomes.append(_ask(service, case))
        progress(case.id, done, len(cases))
    return outcomes


def _ask(service: Answering, case: Case) -> Outcome:
    history = tuple(Turn(turn.question, turn.answer) for turn in case.history)
    start = time.perf_counter()
    try:
        answer = service.answer(Question(case.question, history))
    except StoreError:
        raise  # every further question would fail the same way
    except Exception as error:  # one question must not end the run
        log.warning("The case %s failed", case.id, exc_info=error)
        return outcome_of_failure(case, error, time.perf_counter() - start)
    return outcome_of(case, answer, time.perf_counter() - start)
