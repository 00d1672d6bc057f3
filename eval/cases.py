"""Question sets: JSONL, one case a line."""

from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator


class QuestionSetError(Exception):
    """A question set that cannot be used; the message names the file, the line, the cause and the remedy, never a path."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Evidence(_Strict):
    """A verbatim clause of a report, named by its file name. Several from one report: any one is enough."""

    report: str = Field(min_length=1)
    quote: str = Field(min_length=1)


class CaseTurn(_Strict):
    question: str = Field(min_length=1)
    answer: str


class Case(_Strict):
    """A question with what a right answer holds. `answers` is a list of alternatives or, with `all_required`, a list of such lists."""

    id: str = Field(min_length=1)
    question: str = Field(min_length=1, max_length=2000)
    lang: Literal["zh", "en"]
    type: str = Field(min_length=1)
    answerable: bool
    answers: tuple[str, ...] | tuple[tuple[str, ...], ...] = ()
    all_required: bool = False
    evidence: tuple[Evidence, ...] = ()
    history: tuple[CaseTurn, ...] = ()
    note: str = ""

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.answerable and not (self.answers and self.evidence):
            raise ValueError("an answerable case needs answers and evidence")
        if not self.answerable and (self.answers or self.evidence):
            raise ValueError("a case that is not answerable has neither answers nor evidence")
        if any(isinstance(answer, str) == self.all_required for answer in self.answers):
            raise ValueError("answers is a list of lists with all_required, a list of strings without")
        if not all(string.strip() for item in self.items for string in item) or not all(self.items):
            raise ValueError("answers holds an empty string or list")
        return self

    @property
    def items(self) -> tuple[tuple[str, ...], ...]:
        """The required items, each as its accepted strings."""
        strings = tuple(answer for answer in self.answers if isinstance(answer, str))
        lists = tuple(answer for answer in self.answers if not isinstance(answer, str))
        return lists or ((strings,) if strings else ())


def load_cases(path: Path) -> list[Case]:
    """The cases in the order of the file; blank lines are passed over."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise QuestionSetError(f"The question set {path.name!r} cannot be read ({error.strerror}); check its name.") from error
    except UnicodeDecodeError as error:
        raise QuestionSetError(f"The question set {path.name!r} is not UTF-8; save it in that encoding.") from error
    cases: dict[str, Case] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        case = _case(line, f"{path.name}, line {number}")
        if case.id in cases:
            raise QuestionSetError(f"{path.name}, line {number}: the id {case.id!r} was used before; give every case its own.")
        cases[case.id] = case
    if not cases:
        raise QuestionSetError(f"The question set {path.name!r} holds no case; write one JSON object a line.")
    return list(cases.values())


def _case(line: str, where: str) -> Case:
    try:
        return Case.model_validate_json(line)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = str(first["loc"][0]) if first["loc"] else ""
        message = first["msg"].removeprefix("Value error, ")
        raise QuestionSetError(f"{where}: {f'{field}: ' if field else ''}{message}.") from error
